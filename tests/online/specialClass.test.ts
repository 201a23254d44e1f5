import { sql } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { rowsOf } from '../../server/database/db.ts'
import { makeWorld, type World } from '../world.ts'
import { player } from './lesson.ts'
import { makeSpecialClass, type SpecialClass } from './specialClass.ts'

let world: World
let made: SpecialClass
beforeEach(async () => {
  // Monday 14 September, nine in the morning.
  world = await makeWorld()
  made = await makeSpecialClass(world)
  at('2026-09-14', 9)
})
afterEach(() => world.close())

const at = (day: string, hour: number) => world.clock.set(new Date(`${day}T${String(hour).padStart(2, '0')}:00:00+08:00`))
const lin = (call: string, body?: object) => world.as('lin')(call, body)
const page = async (title: string) => (await lin(`GET /my/lessons/${made.lesson[title]}`)).body
const choose = (title: string, isChosen = true, who: 'lin' | 'zhao' = 'lin') =>
  world.as(who)(`PUT /my/lessons/${made.lesson[title]}/choice`, { isChosen })
const own = async (title: string) => {
  const { cohorts } = (await lin('GET /my/cohorts')).body
  return cohorts[0].lessons.find((one: { title: string }) => one.title === title)
}
const credit = () =>
  rowsOf<{ lesson: number; centi: number }>(
    world.database.db,
    sql`select lesson_id as lesson, centi_credits as centi from credit_entries where lesson_id is not null order by id`
  )

describe('a window', () => {
  test('before it nothing of the film is given out, and it is not begun', async () => {
    at('2026-09-13', 23)
    const shut = await page('必修短片')
    expect(shut).toMatchObject({ opening: 'notYet', bar: 'notYet', isOpen: false, closesOn: '2026-09-18' })
    expect(shut.parts.find(({ kind }: { kind: string }) => kind === 'film').playlist).toBe(null)
    expect((await made.watch('必修短片')).body).toMatchObject({ code: 'window-not-open', facts: { heldOn: '2026-09-14' } })
    expect((await lin('GET /my/films')).body.lessons).toEqual([])
    at('2026-09-14', 0)
    expect((await made.watch('必修短片')).body.completedAt).not.toBe(null)
  })

  test('what was watched until the last midnight counts when it is told later; what was played after it does not', async () => {
    world.clock.set(new Date('2026-09-18T23:59:30+08:00'))
    const phone = player(world, made.ofLesson('必修短片'))
    expect((await phone.play()).status).toBe(200)
    phone.wait(60)
    expect((await phone.tell([[0, 60]])).body).toMatchObject({ coveredMs: 30_000, completedAt: null })
    phone.wait(600)
    expect((await phone.tell([[30, 60]])).body).toMatchObject({ coveredMs: 30_000, grantedMs: 0 })
    expect((await phone.play()).body).toMatchObject({ code: 'window-over', facts: { closesOn: '2026-09-18' } })
    expect(await credit()).toEqual([])
    // It may be seen again.
    const over = await page('必修短片')
    expect(over).toMatchObject({ opening: 'over', bar: 'over', isOpen: false })
    expect(over.parts.find(({ kind }: { kind: string }) => kind === 'film').playlist).toMatch(/m3u8$/)
  })

  test('its quiz is begun within it too', async () => {
    const quiz = (await page('必修短片')).parts.find(({ kind }: { kind: string }) => kind === 'quiz')
    const path = `/my/lessons/${made.lesson.必修短片}/quizzes/${quiz.id}`
    const begin = () => lin(`POST ${path}/attempts`, { clientKey: '00000000-0000-4000-8000-000000000001' })
    at('2026-09-13', 12)
    expect((await begin()).body).toMatchObject({ code: 'window-not-open' })
    expect((await lin(`GET ${path}`)).body).toMatchObject({
      mayStart: false,
      questions: [],
      bar: { zh: '这节课 2026-09-14 才开放。' }
    })
    at('2026-09-15', 12)
    expect((await lin(`GET ${path}`)).body).toMatchObject({ mayStart: true, bar: null })
    expect((await begin()).status).toBe(200)
    // What was begun may be finished.
    at('2026-09-19', 12)
    expect((await begin()).status).toBe(200)
  })

  test('today says what is open, what closes soon and what is done; an elective nobody chose is not in it', async () => {
    const open = async () =>
      (await lin('GET /my/today')).body.open.map((one: { title: string; opening: string; isCompleted: boolean }) =>
        [one.title, one.opening, one.isCompleted].join(' ')
      )
    expect(await open()).toEqual(['必修短片 open false'])
    await choose('甲')
    at('2026-09-15', 9)
    expect(await open()).toEqual(['甲 closesSoon false', '必修短片 open false'])
    await made.watch('甲')
    expect(await open()).toEqual(['必修短片 open false', '甲 closesSoon true'])
    at('2026-09-18', 9)
    expect(await open()).toEqual(['必修短片 closesSoon false'])
  })
})

describe('a menu', () => {
  test('林 chooses two of it, takes one back, and is told what is still to be chosen', async () => {
    const menus = async () => (await lin('GET /my/today')).body.menus
    expect(await menus()).toMatchObject([{ cohortId: made.cohortId, demanded: 3, chosen: 0, completed: 0 }])
    expect((await choose('甲')).body).toEqual({ demanded: 3, chosen: 2, completed: 0 })
    expect((await choose('甲')).body).toEqual({ demanded: 3, chosen: 2, completed: 0 })
    expect((await choose('乙')).body).toEqual({ demanded: 3, chosen: 4, completed: 0 })
    expect(await menus()).toEqual([])
    expect((await choose('乙', false)).body).toEqual({ demanded: 3, chosen: 2, completed: 0 })
    expect(await own('甲')).toMatchObject({ isElective: true, isChosen: true, mayChoose: true })
    expect(await own('乙')).toMatchObject({ isElective: true, isChosen: false, mayChoose: true })
    expect(await own('必修短片')).toMatchObject({ isElective: false, isChosen: false, mayChoose: false })
    // Chosen twice is one row, and each change another.
    const rows = await rowsOf(world.database.db, sql`select is_chosen from elective_choices order by id`)
    expect(rows).toEqual([{ is_chosen: true }, { is_chosen: true }, { is_chosen: false }])
  })

  test('what is required is not chosen, what was not chosen is not begun, what was begun stays chosen', async () => {
    expect((await choose('必修短片')).body).toMatchObject({ code: 'not-elective', field: 'isChosen' })
    expect(await page('甲')).toMatchObject({ bar: 'notChosen', isOpen: false })
    expect((await made.watch('甲')).body).toMatchObject({ code: 'not-chosen' })
    await choose('甲')
    expect((await player(world, made.ofLesson('甲')).play()).status).toBe(200)
    expect((await choose('甲', false)).body).toMatchObject({ code: 'elective-begun' })
    expect(await own('甲')).toMatchObject({ isChosen: true, mayChoose: false })
    // One learner's choice is no other's.
    expect((await made.watch('甲', 'zhao')).body).toMatchObject({ code: 'not-chosen' })
  })

  test('nothing is chosen when its window is over', async () => {
    at('2026-09-18', 0)
    expect((await choose('甲')).body).toMatchObject({ code: 'window-over' })
  })

  test('a completed elective earns as any online lesson does', async () => {
    await choose('甲')
    await made.watch('甲')
    expect(await credit()).toEqual([{ lesson: made.lesson.甲, centi: 25 }])
  })

  test('王 and 徐 see who has not chosen enough, and what of the menu is taken', async () => {
    await choose('甲')
    await choose('乙')
    await choose('甲', true, 'zhao')
    await made.watch('甲')
    for (const who of ['wang', 'xu'] as const) {
      const { body } = await world.as(who)(`GET /cohorts/${made.cohortId}/electives`)
      expect(body).toMatchObject({
        demanded: 3,
        lessons: [
          { title: '甲', minutes: 2, chosen: 2, completed: 1 },
          { title: '乙', chosen: 1, completed: 0 },
          { title: '丙', chosen: 0, completed: 0 }
        ],
        people: [
          { name: '林文博', chosen: 4, completed: 2, toChoose: 0, toComplete: 1 },
          { name: '赵德明', chosen: 2, completed: 0, toChoose: 1, toComplete: 3 }
        ]
      })
    }
  })

  test('an elective that was chosen is not removed, and one that is watched does not become required', async () => {
    await choose('甲')
    const wang = world.as('wang')
    expect((await wang(`DELETE /cohorts/${made.cohortId}/lessons/${made.lesson.甲}`)).body).toMatchObject({
      code: 'lesson-chosen'
    })
    await made.watch('甲')
    const required = made.online('甲', { closesOn: '2026-09-17' })
    expect((await wang(`PUT /cohorts/${made.cohortId}/lessons/${made.lesson.甲}`, required)).body).toMatchObject({
      code: 'lesson-watched'
    })
  })
})

describe('a lesson that requires another', () => {
  test('is begun when that is completed by the same learner, film and quiz', async () => {
    await choose('丙')
    await choose('丙', true, 'zhao')
    expect(await page('丙')).toMatchObject({ bar: 'outOfOrder', missing: [{ id: made.lesson.必修短片, name: '必修短片' }] })
    expect(await own('丙')).toMatchObject({ requires: [{ name: '必修短片', isCompleted: false }] })
    const quiz = (await page('丙')).parts.find(({ kind }: { kind: string }) => kind === 'quiz')
    const begin = () =>
      lin(`POST /my/lessons/${made.lesson.丙}/quizzes/${quiz.id}/attempts`, { clientKey: '00000000-0000-4000-8000-000000000001' })
    expect((await begin()).body).toMatchObject({ code: 'out-of-order', facts: { missing: [{ name: '必修短片' }] } })
    expect((await made.watch('丙')).body).toMatchObject({ code: 'out-of-order' })
    await made.watch('必修短片')
    expect(await own('丙')).toMatchObject({ requires: [{ isCompleted: true }] })
    expect((await begin()).status).toBe(200)
    expect((await made.watch('丙')).body.completedAt).not.toBe(null)
    expect((await made.watch('丙', 'zhao')).body).toMatchObject({ code: 'out-of-order' })
    // Who plans looks at the film of the course without any of this.
    const { films } = (await world.as('wang')(`GET /courses/${made.ofLesson('丙').courseId}/films`)).body
    expect(films[0].playlist).toMatch(/m3u8$/)
  })

  test('of a lesson with a roll it is enough to have been present', async () => {
    const wang = world.as('wang')
    const after = made.online('结业短片', { requiresIds: [made.lesson.理论] })
    const { lessonId } = (await wang(`POST /cohorts/${made.cohortId}/lessons`, after)).body
    made.lesson.结业短片 = lessonId
    expect((await made.watch('结业短片')).body).toMatchObject({
      code: 'out-of-order',
      facts: { missing: [{ name: '党的创新理论专题' }] }
    })
    const { enrolments } = (await wang(`GET /cohorts/${made.cohortId}/enrolments`)).body
    const zhao = enrolments.find(({ name }: { name: string }) => name === '赵德明').id
    await world.as('xu')(`POST /cohorts/${made.cohortId}/holdings`, { lessonId: made.lesson.理论, wasHeld: true, reason: null })
    const called = await world.as('xu')(`POST /cohorts/${made.cohortId}/lessons/${made.lesson.理论}/roll-call`, {
      clientKey: '00000000-0000-4000-8000-000000000002',
      exceptions: [{ enrolmentId: zhao, status: 'absent', reason: null }]
    })
    expect(called.status).toBe(200)
    expect((await made.watch('结业短片')).body.completedAt).not.toBe(null)
    expect((await made.watch('结业短片', 'zhao')).body).toMatchObject({ code: 'out-of-order' })
  })
})

describe('at the close-out', () => {
  const callTheRoll = async () => {
    const xu = world.as('xu')
    await xu(`POST /cohorts/${made.cohortId}/holdings`, { lessonId: made.lesson.理论, wasHeld: true, reason: null })
    await xu(`POST /cohorts/${made.cohortId}/lessons/${made.lesson.理论}/roll-call`, {
      clientKey: '00000000-0000-4000-8000-000000000002',
      exceptions: []
    })
  }
  const closeOut = async () => (await world.as('wang')(`GET /cohorts/${made.cohortId}/close-out`)).body
  const people = async () =>
    (await closeOut()).people.map((one: Record<string, unknown>) =>
      [one.name, one.isCompleted, one.why, one.earned, one.total, one.toComplete].join(' ')
    )

  test('who has completed enough electives completes, and who has not is told what is missing', async () => {
    await callTheRoll()
    for (const who of ['lin', 'zhao'] as const) await made.watch('必修短片', who)
    for (const title of ['甲', '乙']) {
      await choose(title)
      await made.watch(title)
    }
    await choose('甲', true, 'zhao')
    await made.watch('甲', 'zhao')
    // While a film may still be watched nobody is cut off.
    expect((await closeOut()).obstacles).toEqual(['window-open'])
    const early = await world.as('wang')(`POST /cohorts/${made.cohortId}/closing`)
    expect(early.body).toMatchObject({ code: 'window-open', facts: { openUntil: '2026-09-18' } })
    at('2026-09-19', 9)
    // 4 学时 of the morning and a quarter of each film; the electives that were not chosen are nobody's absence.
    const expected = ['林文博 true missedNothing 475 475 0', '赵德明 false electivesMissing 450 450 1']
    expect(await people()).toEqual(expected)
    const told = await closeOut()
    expect(told).toMatchObject({ electiveMinutes: 3, total: 425, inCategory: 90, all: 96, isThirdMet: true, obstacles: [] })
    const namesOf = (title: string) =>
      told.online.find((one: { title: string }) => one.title === title).people.map(({ name }: { name: string }) => name)
    expect([namesOf('必修短片'), namesOf('甲'), namesOf('乙')]).toEqual([['林文博', '赵德明'], ['林文博', '赵德明'], ['林文博']])
    const closed = await world.as('wang')(`POST /cohorts/${made.cohortId}/closing`)
    expect(closed.body).toMatchObject({ completed: 1, notCompleted: 1 })
    // What was promised stays, and says why.
    expect(await people()).toEqual(expected)
    const kept = await rowsOf(
      world.database.db,
      sql`select elective_minutes, completed_on::text from completions order by enrolment_id`
    )
    expect(kept).toEqual([
      { elective_minutes: 4, completed_on: '2026-09-18' },
      { elective_minutes: 2, completed_on: '2026-09-18' }
    ])
    expect((await choose('丙')).body).toMatchObject({ code: 'watching-closed' })
  })

  test('electives do not make up for what is required', async () => {
    await callTheRoll()
    // Nobody watched the required film: a quarter of 4.25 学时 is within a seventh; without the morning it is not.
    for (const title of ['甲', '乙']) {
      await choose(title)
      await made.watch(title)
    }
    expect(await people()).toEqual(['林文博 true withinAllowance 450 475 0', '赵德明 false electivesMissing 400 425 3'])
    const { enrolments } = (await world.as('wang')(`GET /cohorts/${made.cohortId}/enrolments`)).body
    for (const { id: enrolmentId } of enrolments)
      await world.as('xu')(`POST /cohorts/${made.cohortId}/marks/corrections`, {
        enrolmentId,
        lessonId: made.lesson.理论,
        status: 'absent',
        reason: '没有来'
      })
    expect(await people()).toEqual(['林文博 false missedTooMuch 50 475 0', '赵德明 false missedAndElectives 0 425 3'])
  })
})
