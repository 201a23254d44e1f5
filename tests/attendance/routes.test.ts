import { randomUUID } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { holdings, lessons } from '../../server/cohorts/schema.ts'
import { rowsOf } from '../../server/database/db.ts'
import { addCohort, addSecretaries, closeCohort, type SetUp } from '../enrolment/cohort.ts'
import { isMissing } from '../../web/routes/teach/lessons.ts'
import { auditLinesOf, POSTGRES } from '../harness.ts'
import { makeWorld, type World } from '../world.ts'

let world: World
beforeAll(async () => {
  world = await makeWorld()
})
afterAll(() => world.close())

const as = (who: Parameters<World['as']>[0]) => world.as(who)

/** 林 has number 1, 赵 2, 孙 3, 吴 4; the first lesson is today, the second tomorrow. */
const inClass = async (given: SetUp = {}) => {
  const cohort = await addCohort(world, given)
  const personIds = ['林文博', '赵德明', '孙国庆', '吴桂香'].map(name => world.who[name]!)
  const { body } = await as('wang')(`POST /cohorts/${cohort.id}/enrolments`, { personIds })
  const [lin, zhao, sun, wu] = body.enrolled.map((each: { id: number }) => each.id) as [number, number, number, number]
  const [today, tomorrow] = cohort.lessons as [number, number]
  const call = (lessonId = today) => `POST /cohorts/${cohort.id}/lessons/${lessonId}/roll-call`
  return {
    id: cohort.id,
    lin,
    zhao,
    sun,
    wu,
    today,
    tomorrow,
    call,
    read: call().replace('POST', 'GET'),
    correct: `POST /cohorts/${cohort.id}/marks/corrections`
  }
}

type Exception = { enrolmentId: number; status: string; reason?: string | null }
const roll = (exceptions: Exception[] = [], clientKey: string = randomUUID()) => ({ clientKey, exceptions })

const marksOf = (lessonId: number) =>
  rowsOf<{ number: number; status: string; reason: string | null; marked_by: number }>(
    world.database.db,
    sql`select e.number, m.status, m.reason, m.marked_by from marks m join enrolments e on e.id = m.enrolment_id where m.lesson_id = ${lessonId} order by m.id`
  )
const plainMarksOf = async (lessonId: number) =>
  (await marksOf(lessonId)).map(({ number, status }) => `${number} ${status}`).toSorted()

describe('who may call a roll', () => {
  test('the supervisor of this cohort and who manages it; nobody else reads or writes it', async () => {
    const { call, read, correct, today, lin } = await inClass()
    const correction = { enrolmentId: lin, lessonId: today, status: 'absent', reason: '点错' }
    expect((await as(null)(call(), roll())).status).toBe(401)
    expect((await as(null)(read)).status).toBe(401)
    expect((await as(null)(correct, correction)).status).toBe(401)
    for (const who of ['chen', 'luo', 'gao', 'admin', 'lin'] as const) {
      expect((await as(who)(call(), roll())).status).toBe(403)
      expect((await as(who)(read)).status).toBe(403)
      expect((await as(who)(correct, correction)).status).toBe(403)
    }
    for (const who of ['xuElsewhere', 'wangElsewhere'] as const) {
      expect((await as(who)(call(), roll())).status).toBe(404)
      expect((await as(who)(read)).status).toBe(404)
      expect((await as(who)(correct, correction)).status).toBe(404)
    }
    expect(await marksOf(today)).toEqual([])
    expect((await as('xu')(read)).status).toBe(200)
    expect((await as('wang')(read)).status).toBe(200)
  })

  test('a lesson of another cohort is not found under this one', async () => {
    const [here, other] = [await inClass(), await inClass({ name: '第2期村党组织书记轮训班' })]
    expect((await as('xu')(here.call(other.today), roll())).status).toBe(404)
    expect((await as('xu')(`GET /cohorts/${here.id}/lessons/${other.today}/roll-call`)).status).toBe(404)
  })
})

describe('a roll-call is refused', () => {
  test('before the day of the lesson begins', async () => {
    const { call, tomorrow, correct, lin } = await inClass()
    expect((await as('xu')(call(tomorrow), roll())).body.code).toBe('not-yet')
    expect((await as('xu')(correct, { enrolmentId: lin, lessonId: tomorrow, status: 'absent', reason: '点错' })).body.code).toBe(
      'not-yet'
    )
    world.clock.set('2026-09-07T16:01:00Z')
    expect((await as('xu')(call(tomorrow), roll())).status).toBe(200)
    world.clock.set('2026-09-07T01:00:00Z')
  })

  test('while the timetable is a draft', async () => {
    const { call } = await inClass({ isPublished: false })
    expect((await as('xu')(call(), roll())).body.code).toBe('unpublished')
  })

  test('when the lesson is recorded as not held', async () => {
    const { call, today, read } = await inClass()
    await world.database.db
      .insert(holdings)
      .values({ lessonId: today, wasHeld: false, reason: '停电', recordedAt: world.clock(), recordedBy: world.account.xu! })
    expect((await as('xu')(call(), roll())).body.code).toBe('cancelled')
    expect((await as('xu')(read)).body.lesson.calling).toBe('cancelled')
  })

  test('after close-out, and so is a correction', async () => {
    const { id, call, today, correct, lin } = await inClass({ days: ['2026-09-07'] })
    await as('xu')(call(), roll())
    await closeCohort(world, id, [today])
    expect((await as('xu')(call(), roll([{ enrolmentId: lin, status: 'absent' }]))).body.code).toBe('cohort-closed')
    expect((await as('xu')(correct, { enrolmentId: lin, lessonId: today, status: 'absent', reason: '点错' })).body.code).toBe(
      'cohort-closed'
    )
    expect(await marksOf(today)).toHaveLength(4)
  })

  test('when somebody named is of another cohort or has given the seat up; the field is said and nobody is marked', async () => {
    const [here, other] = [await inClass(), await inClass({ name: '第3期村党组织书记轮训班' })]
    const answer = await as('xu')(
      here.call(),
      roll([
        { enrolmentId: here.sun, status: 'late' },
        { enrolmentId: other.lin, status: 'absent' }
      ])
    )
    expect([answer.status, answer.body.code, answer.body.field]).toEqual([409, 'not-in-cohort', 'exceptions.1.enrolmentId'])
    await as('wang')(`POST /cohorts/${here.id}/enrolments/${here.sun}/withdrawal`, { reason: '住院' })
    expect((await as('xu')(here.call(), roll([{ enrolmentId: here.sun, status: 'late' }]))).body).toMatchObject({
      code: 'not-in-cohort',
      field: 'exceptions.0.enrolmentId'
    })
    expect(await marksOf(here.today)).toEqual([])
  })

  test('for leave without a reason, for somebody named twice, and for what no exception can be', async () => {
    const { call, lin, zhao, today } = await inClass()
    const leave = await as('xu')(
      call(),
      roll([
        { enrolmentId: zhao, status: 'absent' },
        { enrolmentId: lin, status: 'leave', reason: ' ' }
      ])
    )
    expect([leave.status, leave.body.code, leave.body.field]).toEqual([400, 'reason-needed', 'exceptions.1.reason'])
    const twice = await as('xu')(
      call(),
      roll([
        { enrolmentId: lin, status: 'absent' },
        { enrolmentId: lin, status: 'late' }
      ])
    )
    expect([twice.status, twice.body.code, twice.body.field]).toEqual([400, 'named-twice', 'exceptions.1.enrolmentId'])
    expect((await as('xu')(call(), roll([{ enrolmentId: lin, status: 'present' }]))).body).toMatchObject({
      code: 'bad-field',
      field: 'exceptions.0.status'
    })
    expect((await as('xu')(call(), { clientKey: '1', exceptions: [] })).body).toMatchObject({
      code: 'bad-field',
      field: 'clientKey'
    })
    expect(await marksOf(today)).toEqual([])
  })
})

describe('徐 calls the roll', () => {
  test('everyone is present except those named; the lesson counts as held; the audit says who called it', async () => {
    const { id, call, read, today, lin, zhao, sun } = await inClass()
    const answer = await as('xu')(
      call(),
      roll([
        { enrolmentId: lin, status: 'late', reason: '9:12 到' },
        { enrolmentId: zhao, status: 'leave', reason: ' 公假，已批全天 ' },
        { enrolmentId: sun, status: 'absent' }
      ])
    )
    expect([answer.status, answer.body]).toEqual([200, { calledAt: '2026-09-07T01:00:00.000Z', changed: 4 }])
    const { body } = await as('xu')(read)
    expect(body).toMatchObject({
      cohort: { id, name: '第1期村党组织书记轮训班' },
      lesson: {
        title: '党章与党内法规要点',
        place: '301 教室',
        heldOn: '2026-09-07',
        fromMinute: 540,
        calling: 'open',
        calledAt: '2026-09-07T01:00:00Z'
      },
      calledBy: '徐建军'
    })
    expect(body.people.map(({ enrolmentId: _id, ...person }: { enrolmentId: number }) => person)).toEqual([
      { number: 1, name: '林文博', unitAndPost: '柳湾村党支部 书记', groupId: null, status: 'late', reason: '9:12 到', marks: 1 },
      {
        number: 2,
        name: '赵德明',
        unitAndPost: '柳湾村党支部 副书记',
        groupId: null,
        status: 'leave',
        reason: '公假，已批全天',
        marks: 1
      },
      { number: 3, name: '孙国庆', unitAndPost: '石岭村党支部 书记', groupId: null, status: 'absent', reason: null, marks: 1 },
      { number: 4, name: '吴桂香', unitAndPost: '桥东社区党支部 书记', groupId: null, status: 'present', reason: null, marks: 1 }
    ])
    expect((await marksOf(today)).every(({ marked_by }) => marked_by === world.account.xu)).toBe(true)
    expect(await rowsOf(world.database.db, sql`select was_held, recorded_by from holdings where lesson_id = ${today}`)).toEqual([
      { was_held: true, recorded_by: world.account.xu }
    ])
    expect((await auditLinesOf(world.database, 'POST /cohorts/:cohortId/lessons/:lessonId/roll-call')).at(-1)).toMatchObject({
      account_id: world.account.xu,
      details: { cohortId: id, lessonId: today, changed: 4, exceptions: 3 }
    })
  })

  test('before the roll is called nobody has a mark, and reading it makes none', async () => {
    const { read, today } = await inClass()
    const { body } = await as('xu')(read)
    expect(body.people.map((each: { status: null }) => each.status)).toEqual([null, null, null, null])
    expect([body.lesson.calledAt, body.calledBy]).toEqual([null, null])
    expect(await marksOf(today)).toEqual([])
  })

  test('the same roll-call sent again marks nobody and answers the same, even after a correction in between', async () => {
    const { call, correct, today, lin } = await inClass()
    const body = roll([{ enrolmentId: lin, status: 'absent' }])
    const first = await as('xu')(call(), body)
    await as('xu')(correct, { enrolmentId: lin, lessonId: today, status: 'present', reason: '坐在后排，没看见' })
    world.clock.set('2026-09-07T01:20:00Z')
    const again = await as('xu')(call(), body)
    world.clock.set('2026-09-07T01:00:00Z')
    expect([again.status, again.body]).toEqual([200, first.body])
    expect(await plainMarksOf(today)).toEqual(['1 absent', '1 present', '2 present', '3 present', '4 present'])
  })

  test('also when the first sending had nothing to change: a key is answered once and for all', async () => {
    const { call, correct, today, lin } = await inClass()
    await as('xu')(call(), roll())
    const nothing = roll()
    expect((await as('xu')(call(), nothing)).body.changed).toBe(0)
    await as('xu')(correct, { enrolmentId: lin, lessonId: today, status: 'absent', reason: '课间离开，没回来' })
    expect((await as('xu')(call(), nothing)).body.changed).toBe(0)
    expect((await marksOf(today)).at(-1)).toMatchObject({ number: 1, status: 'absent' })
  })

  test('a second roll-call writes only what is different, and silence takes no reason back', async () => {
    const { call, today, lin, zhao } = await inClass()
    await as('xu')(
      call(),
      roll([
        { enrolmentId: lin, status: 'absent', reason: '未请假' },
        { enrolmentId: zhao, status: 'absent' }
      ])
    )
    const { body } = await as('xu')(call(), roll([{ enrolmentId: lin, status: 'absent' }]))
    expect(body.changed).toBe(1)
    expect(await plainMarksOf(today)).toEqual(['1 absent', '2 absent', '2 present', '3 present', '4 present'])
    expect((await as('xu')(call(), roll([{ enrolmentId: lin, status: 'absent', reason: '家里有事' }]))).body.changed).toBe(1)
    expect((await marksOf(today)).at(-1)).toMatchObject({ number: 1, status: 'absent', reason: '家里有事' })
    expect(await rowsOf(world.database.db, sql`select was_held from holdings where lesson_id = ${today}`)).toHaveLength(1)
  })

  test('who has given the seat up is not called, and the marks made before stay', async () => {
    const { id, call, read, today, sun } = await inClass()
    await as('xu')(call(), roll())
    await as('wang')(`POST /cohorts/${id}/enrolments/${sun}/withdrawal`, { reason: '住院' })
    expect((await as('xu')(read)).body.people.map((each: { number: number }) => each.number)).toEqual([1, 2, 4])
    expect(await plainMarksOf(today)).toEqual(['1 present', '2 present', '3 present', '4 present'])
  })

  test.skipIf(!POSTGRES)('the same roll-call sent eight times at once is one roll-call', async () => {
    const { call, today } = await inClass()
    const body = roll()
    const answers = await Promise.all(Array.from({ length: 8 }, () => as('xu')(call(), body)))
    expect(answers.map(({ status, body: answer }) => [status, answer.changed])).toEqual(Array.from({ length: 8 }, () => [200, 4]))
    expect(await marksOf(today)).toHaveLength(4)
  })
})

describe('a correction', () => {
  test('needs a reason, a mark to correct, a person and a lesson of this cohort, and something that changes', async () => {
    const [here, other] = [await inClass(), await inClass({ name: '第4期村党组织书记轮训班' })]
    const correction = { enrolmentId: here.lin, lessonId: here.today, status: 'late', reason: '9:20 到' }
    expect((await as('xu')(here.correct, { ...correction, reason: ' ' })).body).toMatchObject({
      code: 'bad-field',
      field: 'reason'
    })
    expect((await as('xu')(here.correct, correction)).body.code).toBe('not-called')
    await as('xu')(here.call(), roll())
    expect((await as('xu')(here.correct, { ...correction, enrolmentId: other.lin })).body).toMatchObject({
      code: 'not-in-cohort',
      field: 'enrolmentId'
    })
    expect((await as('xu')(here.correct, { ...correction, lessonId: other.today })).body).toMatchObject({
      code: 'not-in-cohort',
      field: 'lessonId'
    })
    expect((await as('xu')(here.correct, correction)).status).toBe(200)
    expect((await as('xu')(here.correct, correction)).body.code).toBe('same-mark')
  })

  test('is the next mark: the first one stays, the last one speaks, and the list counts both', async () => {
    const { id, call, correct, read, today, lin } = await inClass()
    await as('xu')(call(), roll())
    expect((await as('wang')(correct, { enrolmentId: lin, lessonId: today, status: 'late', reason: ' 9:20 到 ' })).body).toEqual({
      markedAt: '2026-09-07T01:00:00.000Z'
    })
    expect((await marksOf(today)).filter(({ number }) => number === 1)).toEqual([
      { number: 1, status: 'present', reason: null, marked_by: world.account.xu },
      { number: 1, status: 'late', reason: '9:20 到', marked_by: world.account.wang }
    ])
    expect((await as('xu')(read)).body.people[0]).toMatchObject({ status: 'late', reason: '9:20 到', marks: 2 })
    expect((await auditLinesOf(world.database, 'POST /cohorts/:cohortId/marks/corrections')).at(-1)?.details).toEqual({
      cohortId: id,
      lessonId: today,
      enrolmentId: lin,
      from: 'present',
      to: 'late',
      reason: '9:20 到'
    })
  })

  test('no mark is changed or removed by plain SQL', async () => {
    const { call, today } = await inClass()
    await as('xu')(call(), roll())
    for (const statement of [
      sql`update marks set status = 'absent' where lesson_id = ${today}`,
      sql`delete from marks where lesson_id = ${today}`,
      sql`delete from roll_calls where lesson_id = ${today}`
    ])
      await expect(world.database.db.execute(statement)).rejects.toThrow()
    expect(await plainMarksOf(today)).toEqual(['1 present', '2 present', '3 present', '4 present'])
  })
})

describe('the supervisor’s own cohorts', () => {
  test('are seen by a supervisor only', async () => {
    expect((await as(null)('GET /teach/cohorts')).status).toBe(401)
    for (const who of ['wang', 'chen', 'lin', 'admin'] as const) expect((await as(who)('GET /teach/cohorts')).status).toBe(403)
    expect((await as('xuElsewhere')('GET /teach/cohorts')).body.cohorts).toEqual([])
  })

  test('with the lessons of today and before, whether the roll was called and what it said; tomorrow is only announced', async () => {
    const { id, call, lin, zhao } = await inClass({ name: '第5期村党组织书记轮训班', days: ['2026-09-07', '2026-09-08'] })
    const before = (await as('xu')('GET /teach/cohorts')).body
    const found = before.cohorts.find((cohort: { id: number }) => cohort.id === id)
    expect(before.today).toBe('2026-09-07')
    expect(found).toMatchObject({ enrolled: 4, nextOn: '2026-09-08', isPublished: true, isClosed: false })
    expect(found.lessons).toMatchObject([{ heldOn: '2026-09-07', calling: 'open', calledAt: null, expected: 0 }])
    await as('xu')(
      call(),
      roll([
        { enrolmentId: lin, status: 'late' },
        { enrolmentId: zhao, status: 'absent' }
      ])
    )
    const after = (await as('xu')('GET /teach/cohorts')).body.cohorts.find((cohort: { id: number }) => cohort.id === id)
    expect(after.lessons).toMatchObject([
      { calledAt: '2026-09-07T01:00:00Z', expected: 4, attended: 3, absent: 1, leave: 0, late: 1 }
    ])
  })

  test('only lessons that count wait for a roll-call: the opening ceremony does not', async () => {
    const { id, call } = await inClass({ name: '第7期村党组织书记轮训班', days: ['2026-09-07'] })
    await world.database.db.insert(lessons).values({
      cohortId: id,
      kind: 'ceremony',
      title: '开班式',
      heldOn: '2026-09-07',
      fromMinute: 510,
      untilMinute: 540,
      counts: false,
      minutes: 0,
      placeText: '301 教室'
    })
    const waiting = async () => {
      const { cohorts } = (await as('xu')('GET /teach/cohorts')).body
      const { lessons } = cohorts.find((cohort: { id: number }) => cohort.id === id)
      expect(lessons.map(({ title }: { title: string }) => title)).toEqual(['开班式', '党章与党内法规要点'])
      return lessons.filter(isMissing).map(({ title }: { title: string }) => title)
    }
    expect(await waiting()).toEqual(['党章与党内法规要点'])
    await as('xu')(call(), roll())
    expect(await waiting()).toEqual([])
  })

  test('someone who no longer supervises it sees it no more', async () => {
    const { id } = await inClass({ name: '第6期村党组织书记轮训班', supervisor: null })
    expect((await as('xu')('GET /teach/cohorts')).body.cohorts.some((cohort: { id: number }) => cohort.id === id)).toBe(false)
  })
})

test('the roll of 160 is called in one statement', async () => {
  const { id, lessons } = await addCohort(world, { capacity: 160, days: ['2026-09-07'] })
  const personIds = await addSecretaries(
    world,
    Array.from({ length: 160 }, (_, at) => `万书记${at + 1}`)
  )
  await as('wang')(`POST /cohorts/${id}/enrolments`, { personIds })
  expect((await as('xu')(`POST /cohorts/${id}/lessons/${lessons[0]}/roll-call`, roll())).body.changed).toBe(160)
})
