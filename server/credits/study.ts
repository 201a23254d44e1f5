import { isPresentForCredit } from '../attendance/rules.ts'
import { chosenBy, minutesToChoose, type Chosen } from '../cohorts/electives/rules.ts'
import type { Lesson } from '../cohorts/queries.ts'
import { openingOf } from '../cohorts/windows/rules.ts'
import type { OwnLesson } from './queries.ts'

/** What is known of one learner's lessons: marks and completions, and the electives that were chosen. */
export type Studied = {
  own: ReadonlyMap<number, OwnLesson>
  choices: ReadonlyMap<number, { hasBegun: boolean }>
}

const isDone = ({ own }: Studied, lessonId: number): boolean => {
  const { completedAt = null, status = null } = own.get(lessonId) ?? {}
  return completedAt !== null || (status !== null && isPresentForCredit(status))
}

/** Whether somebody has it: required of everybody, or chosen. */
export const isOnes = ({ id, isElective }: Lesson, { choices }: Studied): boolean => !isElective || choices.has(id)

/** What of a menu somebody has chosen and completed, and how much has to be. */
export const electivesOf = (lessons: readonly Lesson[], demanded: number, studied: Studied): Chosen =>
  chosenBy(
    lessons
      .filter(({ isElective }) => isElective)
      .map(({ id, minutes }) => ({ minutes, isChosen: studied.choices.has(id), isCompleted: isDone(studied, id) })),
    demanded
  )

/** A lesson of one's own as far as beginning it goes. */
export const beginningTold = (lesson: Lesson, studied: Studied, today: string) => {
  const { id, closesOn, isElective, requires } = lesson
  const opening = openingOf(lesson, today)
  const choice = studied.choices.get(id)
  return {
    closesOn,
    opening,
    isElective,
    isChosen: choice !== undefined,
    /** Whether it may be chosen, or the choice taken back. */
    mayChoose: isElective && (choice ? !choice.hasBegun : opening !== 'over'),
    requires: requires.map(({ id, name }) => ({ id, name, isCompleted: isDone(studied, id) }))
  }
}

type Timetable = { cohort: { id: number; name: string; electiveMinutes: number }; lessons: readonly Lesson[] }

/** Lessons whose window is open: what is still to be done first, and of that what closes first. */
export const openNow = (timetables: readonly Timetable[], studied: Studied, today: string) =>
  timetables
    .flatMap(({ cohort, lessons }) => lessons.map(lesson => ({ cohort, lesson })))
    .filter(({ lesson }) => lesson.closesOn !== null && lesson.wasHeld !== false && isOnes(lesson, studied))
    .map(({ cohort, lesson }) => ({
      id: lesson.id,
      title: lesson.title,
      cohortName: cohort.name,
      closesOn: lesson.closesOn!,
      opening: openingOf(lesson, today),
      isElective: lesson.isElective,
      isCompleted: isDone(studied, lesson.id),
      missing: lesson.requires.filter(({ id }) => !isDone(studied, id)).map(({ name }) => name)
    }))
    .filter(({ opening }) => opening === 'open' || opening === 'closesSoon')
    .toSorted(
      (one, other) =>
        Number(one.isCompleted) - Number(other.isCompleted) ||
        (one.closesOn < other.closesOn ? -1 : one.closesOn > other.closesOn ? 1 : 0)
    )

/** Menus from which somebody has not chosen enough yet. */
export const menusToChooseFrom = (timetables: readonly Timetable[], studied: Studied) =>
  timetables
    .map(({ cohort, lessons }) => ({
      cohortId: cohort.id,
      cohortName: cohort.name,
      ...electivesOf(lessons, cohort.electiveMinutes, studied)
    }))
    .filter(menu => minutesToChoose(menu) > 0)
