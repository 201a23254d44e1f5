import type { BodyOf } from '../../../../../server/http/contract.ts'
import type { Api } from '../../../../../server/api.ts'
import type { Written } from './draft.ts'

/** A lesson with its id, as it was written. */
export type Known = Written & { lessonId: number }

/** What one act did to a timetable; from it both ways are made, back and forth. */
export type Step = {
  /** What was done, for whoever thinks of taking it back. */
  text: string
  removed: Known[]
  changed: { before: Known; after: Known }[]
  added: Known[]
}

export type Act = BodyOf<Api['POST /cohorts/:cohortId/timetable']>

const content = ({ lessonId: _id, ...written }: Known): Written => written
const idOf = ({ lessonId }: Known): number => lessonId

/** Takes a step back. What it finds must be what the step left behind; else somebody has been at it since, and it is refused. */
export const backOf = ({ removed, changed, added }: Step): Act => ({
  remove: added.map(idOf),
  change: changed.map(({ before }) => before),
  add: removed.map(content),
  seen: [...added, ...changed.map(({ after }) => after)]
})

/** Takes it once more. */
export const forthOf = ({ removed, changed, added }: Step): Act => ({
  remove: removed.map(idOf),
  change: changed.map(({ after }) => after),
  add: added.map(content),
  seen: [...removed, ...changed.map(({ before }) => before)]
})

/** A lesson that is put in again has a new id; every step that speaks of it follows. */
export const renamed = (steps: readonly Step[], ids: ReadonlyMap<number, number>): Step[] => {
  const now = (id: number) => ids.get(id) ?? id
  const known = (lesson: Known): Known => ({
    ...lesson,
    lessonId: now(lesson.lessonId),
    // Steps kept by an earlier version of this page know of none.
    requiresIds: (lesson.requiresIds ?? []).map(now)
  })
  return steps.map(({ text, removed, changed, added }) => ({
    text,
    removed: removed.map(known),
    changed: changed.map(({ before, after }) => ({ before: known(before), after: known(after) })),
    added: added.map(known)
  }))
}

/** What putting these in again, in this order, has made of their ids. */
export const newIds = (lessons: readonly Known[], ids: readonly number[]): Map<number, number> =>
  new Map(lessons.map(({ lessonId }, at) => [lessonId, ids[at]!]))
