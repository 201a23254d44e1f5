import { violationOf } from '../database/constraints.ts'
import { endpoints } from '../http/endpoints.ts'
import { Refusal } from '../http/refusals.ts'
import { timetable } from './contract.ts'
import { cohortToManage } from './permissions.ts'
import type { Lesson } from './queries.ts'
import { changedMeanwhile, ofItem, type Item } from './refusals.ts'
import { constraints, hold } from './routes.ts'
import { addLesson, changeLesson, removeLesson, type Written } from './timetable.ts'
import { isAsSeen, lessonToChange, lessonWritten, toChange, usableBy } from './writing.ts'

/** What is wrong with one of many is told with its name and place. */
const about = async <Result>(item: Item, act: () => Promise<Result>): Promise<Result> => {
  try {
    return await act()
  } catch (error) {
    const violation = violationOf(error)
    const refusal = error instanceof Refusal ? error : violation?.constraint && constraints[violation.constraint]?.(violation)
    throw refusal ? ofItem(refusal, item) : error
  }
}

export const timetableRoutes = endpoints(timetable, {
  'POST /cohorts/:cohortId/timetable': {
    permission: cohortToManage,
    answer: async ({ db, actor, found, body, now, note }) => {
      const cohort = await toChange(db, found)
      const usable = usableBy(db, actor)
      for (const [at, { lessonId, ...known }] of (body.seen ?? []).entries())
        await about({ part: 'seen', at, title: known.title }, async () => {
          if (!(await isAsSeen(db, cohort, lessonId, known))) throw changedMeanwhile()
        })
      const removed: Lesson[] = []
      for (const [at, lessonId] of body.remove.entries()) {
        const before = await lessonToChange(db, cohort, lessonId)
        await about({ part: 'remove', at, title: before.title }, () => removeLesson(db, before.id))
        removed.push(before)
      }
      const changed: { before: Lesson; lesson: Written }[] = []
      for (const [at, { lessonId, ...sent }] of body.change.entries())
        await about({ part: 'change', at, title: sent.title }, async () => {
          const before = await lessonToChange(db, cohort, lessonId)
          const lesson = await lessonWritten(db, actor, cohort, sent, before, usable)
          await changeLesson(db, lessonId, lesson, cohort.isPublished)
          changed.push({ before, lesson })
        })
      const added: { lessonId: number; lesson: Written }[] = []
      for (const [at, sent] of body.add.entries())
        await about({ part: 'add', at, title: sent.title }, async () => {
          const lesson = await lessonWritten(db, actor, cohort, sent, null, usable)
          added.push({ lessonId: await addLesson(db, cohort.id, lesson, cohort.isPublished), lesson })
        })
      note({ cohortId: cohort.id, removed, changed, added }, cohort.organisationId)
      const judged = await hold(db, cohort, cohort.isPublished, now).catch(error => {
        const { lessonId } = error instanceof Refusal ? error.facts : {}
        const item = [
          ...changed.map(({ before, lesson: { title } }, at) => ({
            id: before.id,
            item: { part: 'change', at, title } as const
          })),
          ...added.map(({ lessonId: id, lesson: { title } }, at) => ({ id, item: { part: 'add', at, title } as const }))
        ].find(({ id }) => id === lessonId)
        throw item ? ofItem(error, item.item) : error
      })
      return { added: added.map(({ lessonId }) => lessonId), ...judged }
    }
  }
})
