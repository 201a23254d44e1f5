import { BASES } from '../curriculum/bases/queries.ts'
import { isUsableFrom, keptById } from '../curriculum/keeping.ts'
import type { Db } from '../database/db.ts'
import type { ConstraintRefusals } from '../http/errors.ts'
import { hasBuses, mistaken, rollCalled, unknownBase } from './refusals.ts'
import type { Written } from './timetable.ts'

type Fields =
  | 'groupIds'
  | 'combinedId'
  | 'baseId'
  | 'venueKind'
  | 'gatherMinute'
  | 'gatherPlace'
  | 'closesOn'
  | 'isElective'
  | 'requiresIds'

/** A lesson as it is sent: what it does not say of groups, of the way there and of its window is none, with whom it is taught stays as it is. */
export type Sent = Omit<Written, Fields> & Partial<Pick<Written, Fields>>

export const outingOf = ({ baseId = null, venueKind = null, gatherMinute = null, gatherPlace = null }: Sent) => ({
  baseId,
  venueKind,
  gatherMinute,
  gatherPlace: gatherPlace?.trim() || null
})

/** A hidden base stays on the lesson it has, and is given to no other. */
export const mayTakeTo = async (db: Db, baseId: number, paths: readonly string[]): Promise<boolean> => {
  const base = await keptById(db, BASES, baseId)
  return base !== null && !base.isHidden && isUsableFrom(base.path, paths)
}

export const outingConstraints: ConstraintRefusals = {
  lessons_base: unknownBase,
  lessons_base_onsite: () => mistaken('outing-of-another-kind'),
  lessons_gathering_onsite: () => mistaken('outing-of-another-kind'),
  lessons_gathering_whole: () => mistaken('gathering-incomplete'),
  lessons_gathering_before: () => mistaken('gathers-too-late'),
  headcounts_of_lesson: rollCalled,
  headcount_marks_of_lesson: rollCalled,
  buses_of_lesson: hasBuses,
  bus_seats_of_lesson: hasBuses
}
