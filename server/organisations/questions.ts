import { sql, type SQL } from 'drizzle-orm'
import type { Db } from '../database/db.ts'
import type { Day } from '../time/dates.ts'

/** How many people of some organisations a requirement's figure counts on a day. */
export type Figure = { requirement: string; zh: string; en: string; covered: number; due: number }

/** What organisations have to know of slices below them. The one that knows answers; server/api.ts registers who that is. */
export const questions: {
  figuresOf: (db: Db, organisationIds: readonly number[], day: Day) => Promise<Figure[]>
  /** The people who stand like this on a day, as a statement that gives their ids as `person_id`. */
  standingAs: (requirement: string, state: string, day: Day) => SQL
  /**
   * From which day on the rules ask a requirement of somebody who is on its roster on a day, due dates set by hand left aside; `from` is null
   * where it is due at once. Null: not on it.
   */
  dueOf: (db: Db, personId: number, requirement: string, day: Day) => Promise<{ from: Day | null } | null>
} = {
  figuresOf: async () => [],
  standingAs: () => sql`select null::bigint as person_id where false`,
  dueOf: async () => null
}
