/**
 * Close-out (结班).
 * A cohort is closed once, after it was published and unless it was called off, by whoever manages it. Credit appears only then.
 * While the window of a lesson is open (cohorts/windows/rules.ts) nobody is cut off: the cohort is closed after the last of its days.
 * Before that every lesson is settled: held, or recorded as not held. For every counted lesson that was held the roll has been called,
 * unless nobody has a seat; who has completed fewer electives than everybody has to is shown with how much is missing; online lessons settle by themselves and have no roll, who completed them is shown; a person the roll passed over counts as absent, and is shown.
 * As held, at least a third of the counted minutes is core theory. A short cohort is not closed until a make-up lesson restores the
 * third, or the level above has given a derogation; so is one that, as held, breaks another rule that must be kept. The derogation is
 * written down with the close-out only where it was needed.
 */
import type { LessonKind } from '../cohorts/rules.ts'

export type Obstacle =
  | 'cancelled'
  | 'not-published'
  | 'already-closed'
  | 'lessons-unsettled'
  | 'window-open'
  | 'roll-call-missing'
  | 'held-core-third-short'
  | 'held-contents-short'

export type Standing = {
  isPublished: boolean
  isClosed: boolean
  isCancelled: boolean
  unsettled: number
  /** A lesson is still open for studying. */
  isWindowOpen: boolean
  withoutRollCall: number
  isThirdMet: boolean
  /** Whether everything else a pack demands was held as well. */
  areContentsMet: boolean
  hasDerogation: boolean
}

/** Whether the close-out would rest on the derogation. */
export const needsDerogation = ({ isThirdMet, areContentsMet }: Pick<Standing, 'isThirdMet' | 'areContentsMet'>): boolean =>
  !isThirdMet || !areContentsMet

/** Everything that stands in the way, in the order in which it is best cleared; empty when the cohort can be closed. */
export const obstaclesTo = (cohort: Standing): Obstacle[] => {
  if (cohort.isCancelled) return ['cancelled']
  if (cohort.isClosed) return ['already-closed']
  if (!cohort.isPublished) return ['not-published']
  const obstacles: Obstacle[] = []
  if (cohort.unsettled) obstacles.push('lessons-unsettled')
  if (cohort.isWindowOpen) obstacles.push('window-open')
  if (cohort.withoutRollCall) obstacles.push('roll-call-missing')
  if (!cohort.isThirdMet && !cohort.hasDerogation) obstacles.push('held-core-third-short')
  if (!cohort.areContentsMet && !cohort.hasDerogation) obstacles.push('held-contents-short')
  return obstacles
}

type LessonMarked = { id: number; kind: LessonKind; counts: boolean; wasHeld: boolean | null }

/** The last day on which a lesson is still open for studying; null when none is. */
export const openUntilIn = (
  lessons: readonly { closesOn: string | null; wasHeld: boolean | null }[],
  today: string
): string | null =>
  lessons
    .filter(({ closesOn, wasHeld }) => closesOn !== null && closesOn >= today && wasHeld !== false)
    .map(({ closesOn }) => closesOn!)
    .toSorted()
    .at(-1) ?? null

/** How many of those with a seat have no mark for a lesson. Only counted lessons that were held are asked about. */
export const unmarkedIn = <L extends LessonMarked>(lessons: readonly L[], seats: number, marksOf: (lessonId: number) => number) =>
  lessons
    .filter(lesson => lesson.counts && lesson.wasHeld && lesson.kind !== 'online')
    .map(lesson => ({ lesson, unmarked: Math.max(0, seats - marksOf(lesson.id)) }))
    .filter(({ unmarked }) => unmarked > 0)

export const WHYS = [
  'missedNothing',
  'withinAllowance',
  'missedTooMuch',
  'electivesMissing',
  'missedAndElectives',
  'nothingHeld'
] as const
export type Why = (typeof WHYS)[number]

type Reckoned = {
  isCompleted: boolean
  missed: number
  total: number
  /** Minutes of electives that are still to be completed. */
  toComplete?: number
  /** Whether not too much of what is required was missed. */
  isWithin?: boolean
}

/** Why somebody completed or did not. In centi-credits. */
export const whyOf = ({ isCompleted, missed, total, toComplete = 0, isWithin = isCompleted }: Reckoned): Why => {
  if (total === 0) return 'nothingHeld'
  if (!isCompleted && toComplete > 0) return isWithin ? 'electivesMissing' : 'missedAndElectives'
  if (!isCompleted) return 'missedTooMuch'
  return missed === 0 ? 'missedNothing' : 'withinAllowance'
}
