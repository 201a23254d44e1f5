/**
 * Lessons that are open over a window (开放学习) instead of an hour, as those of an online special class (网络专题班) are.
 *
 * An online lesson of any cohort may have one: the day it opens and the last day it is open, both included, within the days of its cohort;
 * also after publication, for whoever makes up does so in a lesson of its own. It has no hour, and takes up no room, no teacher and no group:
 * who teaches is a text.
 * Its film earns, and its quiz is begun, within the window only, by the server's clock. What was watched until the last midnight counts, also
 * when it is told later, as long as the cohort is not closed; what is played outside is not refused on the screen after the window, for
 * whoever wants to see it again, but earns nothing. Before the window nothing of it is shown: what cannot earn yet is not begun.
 * Three days before its last it is said to close soon.
 */
import type { LessonKind } from '../rules.ts'

export const OPEN_FROM = 0
export const OPEN_UNTIL = 1440

type Stretch = { fromMinute: number; untilMinute: number }

/** The hours that are kept: those that were said, or, of a window, the whole day. */
export const hoursKept = ({ closesOn, fromMinute, untilMinute }: Stretch & { closesOn: string | null }): Stretch =>
  closesOn === null ? { fromMinute, untilMinute } : { fromMinute: OPEN_FROM, untilMinute: OPEN_UNTIL }

export type Windowed = {
  kind: LessonKind
  heldOn: string
  closesOn: string | null
  teacherIds: readonly number[]
  venueIds: readonly number[]
  placeText: string | null
  groupIds: readonly number[]
}
export type WindowMistake =
  | 'window-of-another-kind'
  | 'closes-before-it-opens'
  | 'opens-outside-the-cohort'
  | 'closes-outside-the-cohort'
  | 'window-takes-up'

/** The first thing that is wrong with a window, or null. */
export const windowMistakeIn = (lesson: Windowed, cohort: { startsOn: string; endsOn: string }): WindowMistake | null => {
  const { kind, heldOn, closesOn, teacherIds, venueIds, placeText, groupIds } = lesson
  if (closesOn === null) return null
  if (kind !== 'online') return 'window-of-another-kind'
  if (closesOn < heldOn) return 'closes-before-it-opens'
  if (heldOn < cohort.startsOn) return 'opens-outside-the-cohort'
  if (closesOn > cohort.endsOn) return 'closes-outside-the-cohort'
  return teacherIds.length || venueIds.length || placeText || groupIds.length ? 'window-takes-up' : null
}

type Days = { startsOn: string; endsOn: string }

/** Whether a lesson lies within these days; to make up, one with an hour may come after the last of them in a published cohort. */
export const liesWithin = (
  { heldOn, closesOn }: { heldOn: string; closesOn: string | null },
  { startsOn, endsOn }: Days,
  isPublished: boolean
): boolean => heldOn >= startsOn && ((closesOn ?? heldOn) <= endsOn || (closesOn === null && isPublished))

export const OPENINGS = ['notYet', 'open', 'closesSoon', 'over'] as const
export type Opening = (typeof OPENINGS)[number]
const SOON_DAYS = 3

const dayNumber = (day: string): number => Date.parse(`${day}T00:00:00Z`) / 86_400_000

/** So many days a window is still open, today included; none once it is over. */
export const daysLeft = (closesOn: string, today: string): number => Math.max(0, dayNumber(closesOn) - dayNumber(today) + 1)

/** Where a day stands to a window; without one a lesson is open as long as its cohort. */
export const openingOf = ({ heldOn, closesOn }: { heldOn: string; closesOn: string | null }, today: string): Opening => {
  if (closesOn === null) return 'open'
  if (today < heldOn) return 'notYet'
  if (today > closesOn) return 'over'
  return daysLeft(closesOn, today) <= SOON_DAYS ? 'closesSoon' : 'open'
}

/** Whether something may be begun in it. */
export const isOpenOn = (lesson: { heldOn: string; closesOn: string | null }, today: string): boolean =>
  ['open', 'closesSoon'].includes(openingOf(lesson, today))
