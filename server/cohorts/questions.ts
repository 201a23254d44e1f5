import type { Db } from '../database/db.ts'
import type { Filed } from './steps/rules.ts'

/** Seats taken by cohort; a cohort without any may be missing. */
export type SeatsTaken = (db: Db, cohortIds: readonly number[]) => Promise<ReadonlyMap<number, number>>

/** What other slices keep of a cohort. */
export type FiledIn = (db: Db, cohortId: number) => Promise<Filed>

/** Somebody who holds a seat, and the group they are in. */
export type Learner = { personId: number; name: string; groupId: number | null }

/** Who holds a seat in a cohort, by number. */
export type LearnersOf = (db: Db, cohortId: number) => Promise<Learner[]>

/** A seat that one of these people holds in a cohort other than this one, which is neither closed nor called off. */
export type SeatElsewhere = { personId: number; name: string; cohortId: number; groupId: number | null }
export type SeatsElsewhere = (db: Db, cohortId: number, personIds: readonly number[] | null) => Promise<SeatElsewhere[]>

/** What cohorts have to know of slices below them. The one that knows answers; server/api.ts registers who that is. */
export const questions: { seatsTaken: SeatsTaken; filed: FiledIn; learnersOf: LearnersOf; seatsElsewhere: SeatsElsewhere } = {
  seatsTaken: async () => new Map(),
  filed: async () => ({ seats: 0, rollCalls: 0, marks: 0, onlineCompletions: 0, completions: 0, credits: 0 }),
  learnersOf: async () => [],
  seatsElsewhere: async () => []
}
