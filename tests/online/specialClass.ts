import { sql } from 'drizzle-orm'
import { installPackages } from '../../server/curriculum/courses/installation.ts'
import { firstOf } from '../../server/database/db.ts'
import { lesson, publish, setUp, teaching } from '../cohorts/timetables.ts'
import { packageWith } from '../curriculum/packages.ts'
import { testMedia, type Answer } from '../harness.ts'
import type { World } from '../world.ts'
import { player, type OnlineLesson } from './lesson.ts'

export type SpecialClass = {
  cohortId: number
  /** Ids by title. */
  lesson: Record<string, number>
  course: { versionId: number; category: string; minutes: number }
  /** As 王 types an online lesson of this course. */
  online: (title: string, change?: object) => object
  /** Somebody before the film of a lesson, who may watch it at once: a minute passes on the server. */
  watch: (title: string, who?: 'lin' | 'zhao') => Promise<Answer>
  ofLesson: (title: string) => OnlineLesson
}

type Wanted = { people?: readonly string[]; demanded?: number; isPublished?: boolean }

/**
 * 网络专题班 of a week from 14 to 18 September: 90 minutes of core theory in the classroom on Monday; 必修短片, open from Monday to Friday; and the
 * electives 甲, 乙 and 丙, open until Thursday, of which 丙 requires 必修短片. Every film counts for two minutes. Three have to be chosen, which is
 * two of them.
 */
export const makeSpecialClass = async (world: World, wanted: Wanted = {}): Promise<SpecialClass> => {
  const { people = ['林文博', '赵德明'], demanded = 3, isPublished = true } = wanted
  const wang = world.as('wang')
  await world.database.db.transaction(tx => installPackages(tx, [packageWith()], testMedia, world.clock()))
  const { courses } = (await wang('GET /courses')).body
  const course = courses.find((one: { code: string }) => one.code === 'village-affairs-disclosure')
  const online = (title: string, change: object = {}) =>
    lesson({
      kind: 'online',
      title,
      courseVersionId: course.versionId,
      heldOn: '2026-09-14',
      closesOn: '2026-09-18',
      minutes: course.minutes,
      categories: [{ category: course.category, minutes: course.minutes }],
      ...change
    })
  const menu = { isElective: true, closesOn: '2026-09-17' }
  const { cohortId, lessonIds } = await setUp(
    world,
    [teaching('coreTheory', 90, '2026-09-14', 540), online('必修短片'), online('甲', menu), online('乙', menu)],
    { name: '网络专题班', kind: 'onlineSpecial', electiveMinutes: demanded }
  )
  const [theory, film, one, other] = lessonIds as [number, number, number, number]
  const third = await wang(`POST /cohorts/${cohortId}/lessons`, online('丙', { ...menu, requiresIds: [film] }))
  if (third.status !== 200) throw new Error(JSON.stringify(third.body))
  const ids: Record<string, number> = { 理论: theory, 必修短片: film, 甲: one, 乙: other, 丙: third.body.lessonId }
  if (isPublished) await publish(world, cohortId)
  const seats = await wang(`POST /cohorts/${cohortId}/enrolments`, { personIds: people.map(person => world.who[person]) })
  if (seats.status !== 200) throw new Error(JSON.stringify(seats.body))
  const material = (await firstOf<{ id: number }>(
    world.database.db,
    sql`select id from materials where course_version_id = ${course.versionId} and kind = 'film'`
  ))!
  const ofLesson = (title: string): OnlineLesson => ({
    cohortId,
    lessonId: ids[title]!,
    courseId: course.id,
    materialId: material.id
  })
  const watch = async (title: string, who: 'lin' | 'zhao' = 'lin') => {
    const phone = player(world, ofLesson(title), who)
    const begun = await phone.play()
    if (begun.status !== 200) return begun
    phone.wait(60)
    return phone.tell([[0, 60]])
  }
  return { cohortId, lesson: ids, course, online, watch, ofLesson }
}
