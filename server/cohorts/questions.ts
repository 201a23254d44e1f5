import type { Db } from '../database/db.ts'
import type { Filed } from './steps/rules.ts'

/** Seats taken by cohort; a cohort without any may be missing. */
export type SeatsTaken = (db: Db, cohortIds: readonly number[]) => Promise<ReadonlyMap<number, number>>

/** What other slices keep of a cohort. */
export type FiledIn = (db: Db, cohortId: number) => Promise<Filed>

/** What cohorts have to know of slices below them. The one that knows answers; server/api.ts registers who that is. */
export const questions: { seatsTaken: SeatsTaken; filed: FiledIn } = {
  seatsTaken: async () => new Map(),
  filed: async () => ({ seats: 0, rollCalls: 0, marks: 0, onlineCompletions: 0, completions: 0, credits: 0 })
}
