import { clashesBetween, mistakeIn, type CategoryMinutes } from '../../../../../server/cohorts/rules.ts'
import type { Cohort, Lesson } from './draft.ts'
import { dayPlus } from './week.ts'

/**
 * A lesson moved or stretched by hand, by the mouse or by keys.
 * Times stand on marks of five minutes. A lesson that moves keeps its length and takes its gathering along. One that is stretched keeps its
 * pauses: the minutes that count grow or shrink by as much as its length, and those of a mixed lesson keep their proportions, by whole
 * minutes and the largest remainder; what comes to nothing goes. An online lesson counts for what its course was measured to last and is
 * watched when it suits, and a settled lesson is what it was: neither is moved by hand.
 */
export const STEP = 5
const DAY = 1440

/** The nearest mark. */
export const snapped = (minute: number): number => Math.round(minute / STEP) * STEP

/** So many minutes on, or back, from the mark that lies that way: 9:03 goes to 9:05, then to 9:10. */
export const stepped = (minute: number, by: number): number => {
  const mark = by > 0 ? Math.floor(minute / STEP) : Math.ceil(minute / STEP)
  return mark * STEP + by
}

/** So many minutes among the categories, in the proportions they had. */
export const splitAgain = (categories: readonly CategoryMinutes[], minutes: number): CategoryMinutes[] => {
  const before = categories.reduce((sum, part) => sum + part.minutes, 0)
  if (before === 0) return []
  const shares = categories.map(({ category, minutes: part }, at) => {
    const exact = part * minutes
    return { at, category, minutes: Math.floor(exact / before), rest: exact % before }
  })
  const left = minutes - shares.reduce((sum, share) => sum + share.minutes, 0)
  const favoured = shares.toSorted((one, other) => other.rest - one.rest || one.at - other.at).slice(0, left)
  return shares
    .map(share => ({ category: share.category, minutes: share.minutes + (favoured.includes(share) ? 1 : 0) }))
    .filter(share => share.minutes > 0)
}

type Handled = Pick<Lesson, 'kind' | 'wasHeld'>
export const isMovable = ({ kind, wasHeld }: Handled): boolean => kind !== 'online' && wasHeld === null

const gatheringMoved = (gatherMinute: number | null, by: number): number | null =>
  gatherMinute === null ? null : Math.max(0, gatherMinute + by)

/** On another day or at another time, as long as before; a day ends at midnight. */
export const movedTo = (lesson: Lesson, heldOn: string, fromMinute: number): Lesson => {
  const length = lesson.untilMinute - lesson.fromMinute
  const from = Math.min(DAY - length, Math.max(0, fromMinute))
  const gatherMinute = gatheringMoved(lesson.gatherMinute, from - lesson.fromMinute)
  return { ...lesson, heldOn, fromMinute: from, untilMinute: from + length, gatherMinute }
}

/** Beginning or ending at another time; at least one step long. */
export const stretchedTo = (lesson: Lesson, fromMinute: number, untilMinute: number): Lesson => {
  const from = Math.max(0, fromMinute)
  const until = Math.min(DAY, untilMinute)
  if (until - from < STEP) return lesson
  const pause = lesson.untilMinute - lesson.fromMinute - lesson.minutes
  const minutes = lesson.counts ? Math.max(1, until - from - pause) : 0
  return {
    ...lesson,
    fromMinute: from,
    untilMinute: until,
    minutes,
    categories: lesson.counts ? splitAgain(lesson.categories, minutes) : [],
    gatherMinute: gatheringMoved(lesson.gatherMinute, from - lesson.fromMinute)
  }
}

/** Where the mouse holds it: moved when both ends are elsewhere by as much, stretched when one end is. */
export const handledTo = (lesson: Lesson, heldOn: string, fromMinute: number, untilMinute: number): Lesson => {
  const isStretched = untilMinute - fromMinute !== lesson.untilMinute - lesson.fromMinute
  if (!isStretched) return movedTo(lesson, heldOn, fromMinute === lesson.fromMinute ? fromMinute : snapped(fromMinute))
  return fromMinute === lesson.fromMinute
    ? stretchedTo(lesson, fromMinute, snapped(untilMinute))
    : stretchedTo(lesson, snapped(fromMinute), untilMinute)
}

export type Key = { key: string; shiftKey: boolean }
const STEPS: Record<string, number> = { ArrowUp: -STEP, ArrowDown: STEP, PageUp: -15, PageDown: 15 }
const DAYS: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1 }

/** The next of the days that are drawn; beyond the last, or before the first, simply the next. */
const dayBeside = (day: string, by: number, days: readonly string[]): string =>
  (by > 0 ? days.find(other => other > day) : days.findLast(other => other < day)) ?? dayPlus(day, by)

/** What a key pressed with Alt makes of it, or null when the key means nothing: arrows move, with Shift they stretch. */
export const keyedTo = (lesson: Lesson, { key, shiftKey }: Key, days: readonly string[]): Lesson | null => {
  const minutes = STEPS[key]
  if (minutes !== undefined)
    return shiftKey
      ? stretchedTo(lesson, lesson.fromMinute, stepped(lesson.untilMinute, minutes))
      : movedTo(lesson, lesson.heldOn, stepped(lesson.fromMinute, minutes))
  const by = DAYS[key]
  return by === undefined || shiftKey ? null : movedTo(lesson, dayBeside(lesson.heldOn, by, days), lesson.fromMinute)
}

/** Whether it may lie there; the same rule as the refusal. */
export const mayLie = (lesson: Lesson, cohort: Pick<Cohort, 'isPublished' | 'startsOn' | 'endsOn'>): boolean =>
  mistakeIn(lesson, cohort) === null

export const isElsewhere = (one: Lesson, other: Lesson): boolean =>
  one.heldOn !== other.heldOn || one.fromMinute !== other.fromMinute || one.untilMinute !== other.untilMinute

const takingsOf = ({ heldOn, fromMinute, untilMinute, venues, teachers, groups }: Lesson) => {
  const nothing = { heldOn, fromMinute, untilMinute, venueId: null, teacherId: null, groupId: null }
  return [
    ...venues.map(({ id }) => ({ ...nothing, venueId: id })),
    ...teachers.map(({ id }) => ({ ...nothing, teacherId: id })),
    ...groups.map(({ id }) => ({ ...nothing, groupId: id }))
  ]
}

const clash = (one: Lesson, other: Lesson): boolean =>
  takingsOf(one).some(mine => takingsOf(other).some(theirs => clashesBetween(mine, theirs).length > 0))

/**
 * Which lessons clash while one is moved, as far as this page knows: among themselves, and with the lessons of other cohorts that it has
 * been told of. What else is taken at the new time the server says when the lesson is saved.
 */
export const clashingWith = (
  moved: Lesson | null,
  lessons: readonly Lesson[],
  conflicts: Cohort['conflicts']
): ReadonlySet<number> => {
  if (!moved) return new Set(conflicts.map(({ lessonId }) => lessonId))
  const own = new Set(lessons.map(({ id }) => id))
  const stillThere = ({ heldOn, fromMinute, untilMinute }: Cohort['conflicts'][number]) =>
    moved.heldOn === heldOn && moved.fromMinute < untilMinute && fromMinute < moved.untilMinute
  const told = conflicts.filter(conflict =>
    conflict.lessonId === moved.id
      ? !own.has(conflict.otherLessonId) && stillThere(conflict)
      : conflict.otherLessonId !== moved.id
  )
  const met = lessons.filter(lesson => lesson.id !== moved.id && lesson.wasHeld === null && clash(moved, lesson))
  return new Set([...told.map(({ lessonId }) => lessonId), ...met.flatMap(({ id }) => [id, moved.id])])
}
