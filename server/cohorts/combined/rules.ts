/**
 * 合班上课: one teacher, one room, one hour, and several cohorts sitting in it.
 * Each cohort keeps a lesson of its own: its minutes count in its own third, its roll is called and it is settled and credited by itself.
 * What is taught is one thing: kind, title, course, minutes by category, time, teachers, rooms and base are the same for all, so a change of
 * any of them is a change for all of them, in one act. Groups, the way there and 六进 are each cohort's own.
 * Whoever manages all the cohorts makes that change; it holds for each of them, its days, its third, its rooms, or it is not made at all.
 * Whoever does not manage them all takes the own lesson out first; from then on it is a lesson like any other, and conflicts like any other.
 * A lesson that is settled, or of a cohort that is closed or called off, is what it was: the others go on without it.
 * Nobody writes into a timetable that is not theirs: a cohort one manages is joined at once, another is invited, and whoever manages it takes
 * the lesson over as it then is, or does not. A cohort sits in a lesson once. A film is watched when it suits, so online lessons have no part.
 * Those who teach and the rooms they teach in are taken up once: no conflict among the cohorts of one lesson, one entry in a calendar, and the
 * room has to hold all of them.
 */
import type { CategoryMinutes, LessonKind } from '../rules.ts'

/** What a lesson says that is one for all who sit in it. */
export type Joint = {
  kind: LessonKind
  title: string
  courseVersionId: number | null
  heldOn: string
  fromMinute: number
  untilMinute: number
  minutes: number
  categories: readonly CategoryMinutes[]
  teacherIds: readonly number[]
  teacherText: string | null
  venueIds: readonly number[]
  placeText: string | null
  baseId: number | null
}

export const jointOf = (lesson: Joint): Joint => {
  const { kind, title, courseVersionId, heldOn, fromMinute, untilMinute, minutes, categories } = lesson
  const { teacherIds, teacherText, venueIds, placeText, baseId } = lesson
  return {
    kind,
    title,
    courseVersionId,
    heldOn,
    fromMinute,
    untilMinute,
    minutes,
    categories,
    teacherIds,
    teacherText,
    venueIds,
    placeText,
    baseId
  }
}

const said = (lesson: Joint): string => {
  const { categories, teacherIds, venueIds, ...plain } = jointOf(lesson)
  const split = categories.map(({ category, minutes }) => `${category} ${minutes}`).toSorted()
  return JSON.stringify([plain, split, teacherIds.toSorted(), venueIds.toSorted()])
}

/** Whether two lessons could be taught as one: nothing that is one for all differs. */
export const isAlike = (one: Joint, other: Joint): boolean => said(one) === said(other)

/** The time to gather for a lesson that begins by so much earlier or later; a day begins at midnight. */
export const gatheringAlong = (gatherMinute: number | null, before: number, after: number): number | null =>
  gatherMinute === null ? null : Math.max(0, gatherMinute + after - before)

export type Member = { isOpen: boolean; isManaged: boolean }

/** Of those who sit in a lesson with the one that changes: who changes along, who stays as it was, and who bars it. */
export const moving = <M extends Member>(others: readonly M[]): { along: M[]; left: M[]; barring: M[] } => ({
  along: others.filter(({ isOpen }) => isOpen),
  left: others.filter(({ isOpen }) => !isOpen),
  barring: others.filter(({ isOpen, isManaged }) => isOpen && !isManaged)
})

/** Entries of a calendar, each teaching once: what is taught together is told by the first of it. */
export const eachOnce = <E extends { combinedId: number | null }>(entries: readonly E[]): { entry: E; with: E[] }[] => {
  const told = new Map<number, { entry: E; with: E[] }>()
  return entries.flatMap(entry => {
    if (entry.combinedId === null) return [{ entry, with: [] }]
    const first = told.get(entry.combinedId)
    if (first) {
      first.with.push(entry)
      return []
    }
    const one = { entry, with: [] }
    told.set(entry.combinedId, one)
    return [one]
  })
}
