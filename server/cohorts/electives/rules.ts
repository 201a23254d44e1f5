/**
 * 必修和选修（菜单式选学）: lessons that everybody has, and a menu of which each learner has to choose so many minutes.
 *
 * Only an online lesson is an elective: a roll is called of everybody, so nobody would know who was meant to come to another.
 * The time of a cohort is the time that every learner has: what is required, and of the menu what nobody gets round. Chosen are whole
 * lessons, so that is not always what was demanded: of a menu of three lessons of 45 minutes, who must choose 60 has 90. Counted is the
 * smallest sum of the menu that reaches the demand. None of it is taken for core theory, whatever the menu holds, for somebody may choose
 * the rest: so core theory that is required makes up the third for every learner, whoever chooses what. What somebody chooses beyond the
 * demand is not the cohort's time. A menu that holds less than is demanded counts as the demand, and is not published.
 * The other shares of a pack are reckoned of the same time, and a lesson that a rule asks for is one that everybody has.
 *
 * Completed has a learner who missed no more of what is required than anywhere else, and has completed chosen electives of at least the
 * minutes demanded. Electives are never absence: not chosen, or not completed, they are simply missing from the demand.
 * Chosen is until it is begun; before that a choice may be taken back, and once the window is over nothing can be chosen any more.
 */
import type { CategoryMinutes, LessonKind } from '../rules.ts'

/** A lesson as far as a menu goes. */
export type Elective = { isElective?: boolean; minutes: number }

/** The smallest sum of these that is at least so much; null where all of them are less. */
export const leastChosen = (menu: readonly number[], demanded: number): number | null => {
  if (demanded <= 0) return 0
  let below = new Set([0])
  let reached: number | null = null
  for (const one of menu) {
    const sums = [...below].map(sum => sum + one)
    const enough = sums.filter(sum => sum >= demanded)
    if (enough.length) reached = Math.min(reached ?? Infinity, ...enough)
    below = new Set([...below, ...sums.filter(sum => sum < demanded)])
  }
  return reached
}

const menuOf = (lessons: readonly Elective[]): number[] =>
  lessons.filter(({ isElective, minutes }) => isElective && minutes > 0).map(({ minutes }) => minutes)

/** Minutes of the menu, all together. */
export const menuMinutes = (lessons: readonly Elective[]): number => menuOf(lessons).reduce((sum, minutes) => sum + minutes, 0)

/** What every learner chooses at least, in minutes. */
export const chosenAtLeast = (lessons: readonly Elective[], demanded: number): number =>
  leastChosen(menuOf(lessons), demanded) ?? demanded

export const isMenuEnough = (lessons: readonly Elective[], demanded: number): boolean =>
  leastChosen(menuOf(lessons), demanded) !== null

type Timed = Elective & { kind: LessonKind; counts: boolean; categories: readonly CategoryMinutes[]; tags: readonly string[] }
type Time = Omit<Timed, 'isElective'>

/** The time of every learner, as lessons of which shares are reckoned: what is required, and what has to be chosen as one of no category. */
export const everyonesTime = (lessons: readonly Timed[], demanded: number): Time[] => {
  const chosen = chosenAtLeast(lessons, demanded)
  const required = lessons.filter(({ isElective }) => !isElective)
  return chosen === 0 ? required : [...required, { kind: 'online', counts: true, minutes: chosen, categories: [], tags: [] }]
}

/** What a learner still has to choose, and what is still to be completed of it, in minutes. */
export type Chosen = { demanded: number; chosen: number; completed: number }

export const chosenBy = (
  menu: readonly { minutes: number; isChosen: boolean; isCompleted: boolean }[],
  demanded: number
): Chosen => {
  const sum = (some: typeof menu) => some.reduce((all, { minutes }) => all + minutes, 0)
  return {
    demanded,
    chosen: sum(menu.filter(({ isChosen }) => isChosen)),
    completed: sum(menu.filter(({ isCompleted }) => isCompleted))
  }
}

export const minutesToChoose = ({ demanded, chosen }: Chosen): number => Math.max(0, demanded - chosen)
export const minutesToComplete = ({ demanded, completed }: Chosen): number => Math.max(0, demanded - completed)

export type ElectiveMistake = 'elective-of-another-kind'

export const electiveMistakeIn = ({ kind, isElective }: { kind: LessonKind; isElective: boolean }): ElectiveMistake | null =>
  isElective && kind !== 'online' ? 'elective-of-another-kind' : null
