import type { Db } from './database/db.ts'
import type { Clock } from './time/clock.ts'

/** What runs by itself, and when. Returns how to stop it. */
export const startNightly = (_db: Db, _clock: Clock): (() => Promise<void>) => {
  return async () => {}
}
