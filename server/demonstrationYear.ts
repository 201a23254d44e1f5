import type { DemoPerson } from '../content/demonstration/county.ts'
import type { Db } from './database/db.ts'
import type { Settings } from './settings.ts'
import type { Day } from './time/dates.ts'

export type DemoWorld = {
  today: Day
  organisations: Map<string, number>
  accounts: Map<string, number>
  everyone: DemoPerson[]
  personIds: number[]
}

export const runDemonstrationYear = async (_db: Db, _settings: Settings, _world: DemoWorld): Promise<void> => {}
