import type { Db } from '../database/db.ts'

/** Seats taken by cohort; a cohort without any may be missing. */
export type SeatsTaken = (db: Db, cohortIds: readonly number[]) => Promise<ReadonlyMap<number, number>>

/** What cohorts have to know of slices below them. The one that knows answers; server/api.ts registers who that is. */
export const questions: { seatsTaken: SeatsTaken } = { seatsTaken: async () => new Map() }
