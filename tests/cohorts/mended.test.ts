import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { verdictsOf } from '../../server/cohorts/contents/rules.ts'
import { goalsOf, type Mendable, type Repair } from '../../server/cohorts/repairs/rules.ts'
import { firstOf } from '../../server/database/db.ts'
import { balanceOf } from '../../server/cohorts/rules.ts'
import { makeWorld, type World } from '../world.ts'
import { setUp, teaching } from './timetables.ts'

/** Ways to mend a timetable, taken one after the other through the front door until it can be published. */
let world: World
beforeAll(async () => {
  world = await makeWorld()
  const { db } = world.database
  const { id } = (await firstOf<{ id: number }>(db, sql`insert into courses (code) values ('charter') returning id`))!
  await db.execute(sql`insert into course_versions (course_id, number, title, category, kind, minutes, summary, recorded_at, tags)
    values (${id}, 1, '党章要点', 'coreTheory', 'classroom', 90, '示例', now(), array['党章'])`)
})
afterAll(() => world.close())

const wang = (call: string, body?: object) => world.as('wang')(call, body)

const goalsOn = async (cohortId: number) => {
  const { body: cohort } = await wang(`GET /cohorts/${cohortId}`)
  const { courses } = (await wang('GET /courses')).body
  const lessons = cohort.lessons.map((lesson: Mendable) => ({ ...lesson, isOpen: true }))
  return {
    cohort,
    lessons,
    goals: goalsOf(lessons, courses, { third: cohort.ratio, contents: cohort.contents, when: 'planned' })
  }
}

/** The lesson as the form would send it; one more goes to the evening of the first day that has none. */
const take = async (cohortId: number, { lessonId, after }: Repair, evening: number) => {
  const { body: cohort } = await wang(`GET /cohorts/${cohortId}`)
  const old = cohort.lessons.find(({ id }: { id: number }) => id === lessonId)
  const { kind, title, courseVersionId, heldOn, fromMinute, untilMinute, minutes, categories } = after
  const fields = { kind, courseVersionId, heldOn, fromMinute, untilMinute, minutes, categories }
  const written = {
    teacherIds: [],
    teacherText: null,
    venueIds: [],
    placeText: null,
    ...fields,
    title: title || '补足的课',
    ...(old ? {} : { heldOn: `2026-09-${evening}`, fromMinute: 900, untilMinute: 900 + minutes })
  }
  const body = old ? { remove: [], change: [{ lessonId, ...written }], add: [] } : { remove: [], change: [], add: [written] }
  const answer = await wang(`POST /cohorts/${cohortId}/timetable`, body)
  expect(answer).toMatchObject({ status: 200 })
}

/** 三分之一, 70%, 20% and 四分之一 are all missed. */
const FAR_OFF = [
  teaching('coreTheory', 60, '2026-09-14', 540),
  teaching('competency', 180, '2026-09-15', 540),
  teaching('competency', 120, '2026-09-16', 540),
  teaching('other', 240, '2026-09-17', 780)
]

/** Ten minutes of theory are missing, and the charter. */
const ALMOST = [teaching('coreTheory', 80, '2026-09-14', 540), teaching('competency', 180, '2026-09-15', 540)]

test.each([
  { way: 'turn', kind: 'refresher', lessons: FAR_OFF },
  { way: 'add', kind: 'refresher', lessons: FAR_OFF },
  { way: 'lengthen', kind: 'rotation', lessons: ALMOST },
  { way: 'swap', kind: 'rotation', lessons: ALMOST },
  { way: 'add', kind: 'rotation', lessons: ALMOST }
])(
  'a timetable ($kind) is mended rule by rule, by “$way” first wherever that is offered, and then published',
  async ({ way, kind, lessons: planned }) => {
    const { cohortId } = await setUp(world, planned, { kind })
    const refused = await wang(`POST /cohorts/${cohortId}/publication`)
    expect(refused.status).toBe(409)
    const taken: string[] = []
    for (let evening = 14; evening <= 18; evening += 1) {
      const { goals, lessons, cohort } = await goalsOn(cohortId)
      const goal = goals.find(({ repairs }) => repairs.length)
      if (!goal) break
      const repair = goal.repairs.find(each => each.way === way) ?? goal.repairs[0]!
      await take(cohortId, repair, evening)
      taken.push(repair.way)
      // The server says of the stored timetable what the rule said beforehand, and what was met before still is.
      const after = (await wang(`GET /cohorts/${cohortId}`)).body
      const met = (some: Mendable[]) => ({
        third: balanceOf(some, cohort.ratio).isMet,
        ...Object.fromEntries(
          verdictsOf(some, cohort.contents, 'planned').map(each => [`${each.code} ${each.bound}`, each.isMet])
        )
      })
      const [before, now] = [met(lessons), met(after.lessons)] as Record<string, boolean>[]
      expect(now![goal.code === null ? 'third' : `${goal.code} ${goal.bound}`]).toBe(true)
      for (const rule of Object.keys(before!)) expect(now![rule] || !before![rule]).toBe(true)
      expect(after.planned.isMet).toBe(now!.third)
    }
    expect(taken).toContain(way)
    expect((await goalsOn(cohortId)).goals.filter(({ repairs }) => repairs.length)).toEqual([])
    expect((await wang(`POST /cohorts/${cohortId}/publication`)).status).toBe(200)
  }
)
