import { ownPerson } from '../../accounts/permissions.ts'
import { chosenBy, minutesToChoose, minutesToComplete } from '../../cohorts/electives/rules.ts'
import { cohortToSupervise } from '../../cohorts/permissions.ts'
import { cohortById, lessonsOf } from '../../cohorts/queries.ts'
import { openingOf } from '../../cohorts/windows/rules.ts'
import type { Db } from '../../database/db.ts'
import { enrolmentsOf } from '../../enrolment/queries.ts'
import { endpoints } from '../../http/endpoints.ts'
import type { ConstraintRefusals } from '../../http/errors.ts'
import { badInput, refuse } from '../../http/refusals.ts'
import { dayOf } from '../../time/dates.ts'
import { lessonToWatch } from '../permissions.ts'
import { completionsIn } from '../queries.ts'
import { barred, notOpen } from '../refusals.ts'
import { choices } from './contract.ts'
import { choicesIn, choicesOf, choose } from './queries.ts'

const notElective = () =>
  badInput('not-elective', '这节课是必修，不用选。', 'This lesson is required of everybody; it is not chosen.', {
    field: 'isChosen'
  })

const begun = () =>
  refuse('elective-begun', '已经开始学这门选修课，不能退选。', 'This elective has been begun; the choice stays.')

export const constraints: ConstraintRefusals = {
  elective_choices_elective: notElective,
  elective_choices_begun: begun,
  elective_choices_of_lesson: () =>
    refuse('lesson-chosen', '已经有学员选了这门选修课，不能删除。', 'Somebody has chosen this elective; it stays.')
}

/** The menu of a cohort as one or another has it. */
const menuOf = async (db: Db, cohortId: number) => {
  const menu = (await lessonsOf(db, cohortId)).filter(({ isElective }) => isElective)
  const keyed = (rows: readonly { enrolmentId: number; lessonId: number }[]) =>
    new Set(rows.map(({ enrolmentId, lessonId }) => `${enrolmentId}/${lessonId}`))
  const [chosen, completed] = [keyed(await choicesIn(db, cohortId)), keyed(await completionsIn(db, cohortId))]
  return {
    menu,
    of: (enrolmentId: number) =>
      menu.map(({ id, minutes }) => ({
        minutes,
        isChosen: chosen.has(`${enrolmentId}/${id}`),
        isCompleted: completed.has(`${enrolmentId}/${id}`)
      }))
  }
}

export const choiceRoutes = endpoints(choices, {
  'PUT /my/lessons/:lessonId/choice': {
    permission: lessonToWatch,
    answer: async ({ db, actor, found: lesson, body: { isChosen }, now, note }) => {
      if (!lesson.isElective) throw notElective()
      if (lesson.isClosed) throw notOpen()
      if (isChosen && openingOf(lesson, dayOf(now)) === 'over') throw barred('over', lesson)
      if (!isChosen && (await choicesOf(db, ownPerson(db, actor))).get(lesson.id)?.hasBegun) throw begun()
      note({ lessonId: lesson.id, isChosen }, lesson.organisationId)
      const { id: lessonId, cohortId, enrolmentId } = lesson
      if (isChosen !== lesson.isChosen)
        await choose(db, { cohortId, enrolmentId, lessonId, isChosen, accountId: actor.accountId }, now)
      const { electiveMinutes } = (await cohortById(db, cohortId))!
      return chosenBy((await menuOf(db, cohortId)).of(enrolmentId), electiveMinutes)
    }
  },
  'GET /cohorts/:cohortId/electives': {
    permission: cohortToSupervise,
    answer: async ({ db, found: { id: cohortId, electiveMinutes } }) => {
      const seats = (await enrolmentsOf(db, cohortId)).filter(({ state }) => state === 'enrolled')
      const { menu, of } = await menuOf(db, cohortId)
      const people = seats.map(({ id: enrolmentId, number, name, unitAndPost }) => ({
        enrolmentId,
        number,
        name,
        unitAndPost,
        had: of(enrolmentId)
      }))
      return {
        demanded: electiveMinutes,
        lessons: menu.map(({ id: lessonId, title, minutes }, at) => ({
          lessonId,
          title,
          minutes,
          chosen: people.filter(({ had }) => had[at]!.isChosen).length,
          completed: people.filter(({ had }) => had[at]!.isCompleted).length
        })),
        people: people.map(({ had, ...person }) => {
          const { demanded: _demanded, ...sums } = chosenBy(had, electiveMinutes)
          const chosen = { demanded: electiveMinutes, ...sums }
          return { ...person, ...sums, toChoose: minutesToChoose(chosen), toComplete: minutesToComplete(chosen) }
        })
      }
    }
  }
})
