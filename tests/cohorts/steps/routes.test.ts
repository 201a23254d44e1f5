import { readFile } from 'node:fs/promises'
import { sql } from 'drizzle-orm'
import { parse } from 'yaml'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { rowsOf } from '../../../server/database/db.ts'
import { installPack } from '../../../server/policies/queries.ts'
import { callRoll, hold, makeCohort } from '../../closing/cohort.ts'
import { auditLinesOf, POSTGRES } from '../../harness.ts'
import { makeWorld, type World } from '../../world.ts'
import { lesson, publish, setUp, teaching } from '../timetables.ts'

/** Monday 7 September 2026, nine in the morning; cohorts begin a week later unless said otherwise. */
let world: World
let room: number
beforeAll(async () => {
  world = await makeWorld()
  const organisationId = world.at['安澜县']
  room = (await wang('POST /venues', { organisationId, name: '研讨室1', place: '县党校', capacity: 12 })).body.id
})
afterAll(() => world.close())

const wang = (call: string, body?: object) => world.as('wang')(call, body)
const take = (cohortId: number, step: string, reason: string | null = null) =>
  wang(`POST /cohorts/${cohortId}/steps`, { step, reason, document: null })
const answer = (who: 'gao' | 'liang', cohortId: number, isApproved: boolean, reason: string | null = null) =>
  world.as(who)(`POST /cohorts/${cohortId}/approval`, { isApproved, reason, document: null })
const lifeOf = async (cohortId: number, who: Parameters<World['as']>[0] = 'wang') =>
  (await world.as(who)(`GET /cohorts/${cohortId}/life`)).body
const stageOf = async (cohortId: number) => (await lifeOf(cohortId)).stage
const enrol = (cohortId: number, ...names: string[]) =>
  wang(`POST /cohorts/${cohortId}/enrolments`, { personIds: names.map(name => world.who[name]) })
const postpone = (cohortId: number, days: number, reason = '防汛') =>
  wang(`POST /cohorts/${cohortId}/postponement`, { days, reason, document: null })
const oneLesson = (change: object = {}, cohort: object = {}) => setUp(world, [lesson(change)], cohort)

describe('approval', () => {
  test('a draft is submitted, returned with a reason, submitted again and approved, each as a row with who and when', async () => {
    const { cohortId } = await oneLesson()
    expect((await answer('gao', cohortId, true)).status).toBe(404)
    expect((await take(cohortId, 'recalled')).body.code).toBe('not-submitted')
    expect((await take(cohortId, 'planned')).body).toEqual({ stage: 'planned' })
    expect((await take(cohortId, 'planned')).body.code).toBe('already-submitted')
    expect((await wang(`POST /cohorts/${cohortId}/publication`)).body).toMatchObject({ status: 409, code: 'waits-for-approval' })
    expect((await answer('liang', cohortId, false)).body).toMatchObject({ code: 'reason-missing', field: 'reason' })
    expect((await answer('liang', cohortId, false, '课程太满')).status).toBe(200)
    expect(await stageOf(cohortId)).toBe('draft')
    await take(cohortId, 'planned')
    expect((await answer('gao', cohortId, true)).status).toBe(200)
    expect((await answer('gao', cohortId, true)).body.code).toBe('not-submitted')
    const { stage, taken, next } = await lifeOf(cohortId)
    expect([stage, next]).toEqual(['approved', 'published'])
    expect(taken.map(({ step, by, reason }: Record<string, string>) => [step, by, reason])).toEqual([
      ['setUp', null, null],
      ['planned', '王小燕', null],
      ['returned', '梁平', '课程太满'],
      ['planned', '王小燕', null],
      ['approved', '高秀英', null]
    ])
    await publish(world, cohortId)
    expect((await auditLinesOf(world.database, 'POST /cohorts/:cohortId/approval')).at(-1)).toMatchObject({
      account_id: world.account.gao,
      details: { cohortId, step: 'approved' }
    })
  })

  test('an approver of the county sees a cohort of the county only once it was submitted', async () => {
    const { cohortId } = await oneLesson({}, { name: '还没送审的班' })
    const seen = async () =>
      (await world.as('liang')('GET /cohorts')).body.cohorts.some(({ id }: { id: number }) => id === cohortId)
    expect((await world.as('liang')(`GET /cohorts/${cohortId}`)).status).toBe(404)
    expect(await seen()).toBe(false)
    await take(cohortId, 'planned')
    expect((await world.as('liang')(`GET /cohorts/${cohortId}`)).body).toMatchObject({ stage: 'planned', mayEdit: false })
    expect(await seen()).toBe(true)
    const { offers } = await lifeOf(cohortId, 'liang')
    expect(offers.filter(({ may }: { may: boolean }) => may).map(({ step }: { step: string }) => step)).toEqual([
      'returned',
      'approved'
    ])
    expect((await world.as('wangElsewhere')(`GET /cohorts/${cohortId}/life`)).status).toBe(404)
  })

  test('nobody answers an own submission', async () => {
    const { cohortId } = await oneLesson()
    await take(cohortId, 'planned')
    await world.database.db.execute(
      sql`insert into account_roles (account_id, role, organisation_id, granted_at) values (${world.account.wang}, 'approver', ${world.at['安河市']}, now())`
    )
    expect((await wang(`POST /cohorts/${cohortId}/approval`, { isApproved: true, reason: null, document: null })).body.code).toBe(
      'own-submission'
    )
    await world.database.db.execute(
      sql`update account_roles set revoked_at = now() where account_id = ${world.account.wang} and role = 'approver'`
    )
  })
})

describe('enrolment', () => {
  test('once closed gives no seat until it is opened again; giving one up stays possible', async () => {
    const { cohortId } = await oneLesson()
    await publish(world, cohortId)
    const { enrolled } = (await enrol(cohortId, '林文博')).body
    expect((await take(cohortId, 'enrolmentOpened')).body.stage).toBe('enrolling')
    expect((await take(cohortId, 'enrolmentClosed')).body.stage).toBe('enrolmentClosed')
    expect((await take(cohortId, 'enrolmentClosed')).body.code).toBe('enrolment-closed-already')
    const refused = await enrol(cohortId, '孙国庆')
    expect([refused.status, refused.body.code, refused.body.zh]).toEqual([
      409,
      'enrolment-closed',
      '报名已经截止，不能再报。要补报，请先重新开放报名。'
    ])
    expect((await wang(`GET /cohorts/${cohortId}/enrolments`)).body).toMatchObject({ isEnrolmentClosed: true, taken: 1 })
    const withdrawal = `POST /cohorts/${cohortId}/enrolments/${enrolled[0].id}/withdrawal`
    expect((await wang(withdrawal, { reason: '住院' })).body.taken).toBe(0)
    expect((await enrol(cohortId, '林文博')).body.code).toBe('enrolment-closed')
    await take(cohortId, 'enrolmentOpened')
    expect((await enrol(cohortId, '林文博', '孙国庆')).body.taken).toBe(2)
  })

  test.skipIf(!POSTGRES)('whoever enrols while it is being closed either has a seat before it or is refused', async () => {
    for (let round = 0; round < 6; round++) {
      const { cohortId } = await oneLesson()
      const [enrolled, closed] = await Promise.all([enrol(cohortId, '林文博'), take(cohortId, 'enrolmentClosed')])
      expect(closed.status).toBe(200)
      const { taken } = (await wang(`GET /cohorts/${cohortId}/enrolments`)).body
      expect([enrolled.status, taken]).toEqual(enrolled.status === 200 ? [200, 1] : [409, 0])
      expect((await enrol(cohortId, '孙国庆')).body.code).toBe('enrolment-closed')
    }
  })
})

describe('calling a cohort off', () => {
  test('asks why, frees its rooms and seats, and is told to 林 in words; nothing of it is written any more', async () => {
    const { cohortId, lessonIds } = await oneLesson({ venueIds: [room], heldOn: '2026-09-15' }, { name: '要取消的班' })
    await publish(world, cohortId)
    const { enrolled } = (await enrol(cohortId, '林文博')).body
    const rival = await oneLesson({ venueIds: [room], heldOn: '2026-09-15' })
    expect((await wang(`POST /cohorts/${rival.cohortId}/publication`)).body.code).toBe('venue-taken')

    expect((await take(cohortId, 'cancelled')).body).toMatchObject({ status: 400, code: 'reason-missing', field: 'reason' })
    expect((await take(cohortId, 'cancelled', ' 讲师全部隔离 ')).body).toEqual({ stage: 'cancelled' })
    await publish(world, rival.cohortId)

    const { db } = world.database
    expect(await rowsOf(db, sql`select distinct is_held from bookings where lesson_id = ${lessonIds[0]}`)).toEqual([
      { is_held: false }
    ])
    expect(
      await rowsOf(
        db,
        sql`select kind, reason, account_id from enrolment_events where cohort_id = ${cohortId} order by id desc limit 1`
      )
    ).toEqual([{ kind: 'withdrawn', reason: '班次取消：讲师全部隔离', account_id: world.account.wang }])
    const told = { id: cohortId, name: '要取消的班', startsOn: '2026-09-14', endsOn: '2026-09-18', reason: '讲师全部隔离' }
    expect((await world.as('lin')('GET /my/today')).body.calledOff).toEqual([told])
    const own = (await world.as('lin')('GET /my/cohorts')).body
    expect(own.calledOff).toEqual([told])
    expect(own.cohorts.some(({ id }: { id: number }) => id === cohortId)).toBe(false)
    expect((await world.as('lin')('GET /my/calendar')).bytes.toString()).toContain('STATUS:CANCELLED')
    expect((await world.as('zhao')('GET /my/cohorts')).body.calledOff).toEqual([])

    const refused: [string, object?][] = [
      [`POST /cohorts/${cohortId}/lessons`, lesson()],
      [
        `PUT /cohorts/${cohortId}`,
        { name: '改名', capacity: 9, startsOn: '2026-09-14', endsOn: '2026-09-18', supervisorId: null }
      ],
      [`POST /cohorts/${cohortId}/enrolments`, { personIds: [world.who['孙国庆']] }],
      [`POST /cohorts/${cohortId}/enrolments/${enrolled[0].id}/withdrawal`, { reason: '不去了' }],
      [`POST /cohorts/${cohortId}/holdings`, { lessonId: lessonIds[0], wasHeld: false, reason: '取消' }],
      [`POST /cohorts/${cohortId}/closing`],
      [`POST /cohorts/${cohortId}/postponement`, { days: 7, reason: '再等等', document: null }],
      [`POST /cohorts/${cohortId}/steps`, { step: 'enrolmentOpened', reason: null, document: null }],
      [`POST /cohorts/${cohortId}/groups`, { name: '第1组', leaderId: null, venueId: null, placeText: null }]
    ]
    for (const [call, body] of refused) expect([call, (await wang(call, body)).body.code]).toEqual([call, 'cohort-cancelled'])
    world.clock.set('2026-09-15T02:00:00Z')
    const rolled = await world.as('xu')(`POST /cohorts/${cohortId}/lessons/${lessonIds[0]}/roll-call`, {
      clientKey: '00000000-0000-4000-8000-000000000042',
      exceptions: []
    })
    expect(rolled.body.code).toBe('cohort-cancelled')
    const taught = (await world.as('xu')('GET /teach/cohorts')).body.cohorts.find(({ id }: { id: number }) => id === cohortId)
    expect(taught).toMatchObject({ isCancelled: true, enrolled: 0, nextOn: null })
    world.clock.set('2026-09-19T02:00:00Z')
    expect((await world.as('lin')('GET /my/today')).body.calledOff).toEqual([])
    world.clock.set('2026-09-07T01:00:00Z')
  })

  test('is refused once a lesson or a mark is on record: it has to be closed', async () => {
    const begun = await makeCohort(world, { name: '上过课的班' })
    await callRoll(world, begun)
    expect((await take(begun.id, 'cancelled', '不办了')).body).toMatchObject({
      code: 'cohort-begun',
      zh: '已经有上课、考勤或网络学习的记录，不能取消；请按实际情况结班。'
    })
    const held = await makeCohort(world, { name: '记过一节的班' })
    await hold(world, held, { only: ['开班式'] })
    expect((await take(held.id, 'cancelled', '不办了')).body.code).toBe('cohort-begun')
    const offer = (await lifeOf(held.id)).offers.find(({ step }: { step: string }) => step === 'cancelled')
    expect(offer).toMatchObject({ may: false, whyNotZh: expect.stringContaining('请按实际情况结班') })
  })

  test('a draft that is called off is no longer in anybody’s way', async () => {
    const { cohortId } = await oneLesson({ venueIds: [room], heldOn: '2026-09-16' })
    const other = await oneLesson({ venueIds: [room], heldOn: '2026-09-16' })
    expect((await wang(`GET /cohorts/${other.cohortId}`)).body.conflicts).toHaveLength(1)
    await take(cohortId, 'cancelled', '并到下一期')
    expect((await wang(`GET /cohorts/${other.cohortId}`)).body.conflicts).toEqual([])
  })

  test.skipIf(!POSTGRES)(
    'against a publication, a mark or a seat at the same moment, one comes first and the other knows',
    async () => {
      for (let round = 0; round < 4; round++) {
        const { cohortId, lessonIds } = await oneLesson({ venueIds: [room], heldOn: '2026-09-17' })
        const [published, cancelled, seated] = await Promise.all([
          wang(`POST /cohorts/${cohortId}/publication`),
          take(cohortId, 'cancelled', '不办了'),
          enrol(cohortId, '林文博')
        ])
        expect(cancelled.status).toBe(200)
        expect([200, 409]).toContain(published.status)
        expect([200, 409]).toContain(seated.status)
        expect((await wang(`GET /cohorts/${cohortId}/enrolments`)).body.taken).toBe(0)
        expect(await rowsOf(world.database.db, sql`select from bookings where is_held and lesson_id in ${lessonIds}`)).toEqual([])
      }
      for (let round = 0; round < 4; round++) {
        const cohort = await makeCohort(world, { name: `抢着办的班${round}`, people: ['林文博'] })
        const [called, cancelled] = await Promise.all([
          world.as('xu')(`POST /cohorts/${cohort.id}/lessons/${cohort.lesson['基层治理的理论基础']}/roll-call`, {
            clientKey: `00000000-0000-4000-8000-00000000010${round}`,
            exceptions: []
          }),
          take(cohort.id, 'cancelled', '不办了')
        ])
        expect([called.status, cancelled.status].toSorted()).toEqual([200, 409])
      }
    }
  )
})

describe('postponing', () => {
  const days = async (cohortId: number) => {
    const { startsOn, endsOn, lessons } = (await wang(`GET /cohorts/${cohortId}`)).body
    return [startsOn, endsOn, ...lessons.map(({ heldOn }: { heldOn: string }) => heldOn)]
  }

  test('moves the days and every lesson with what it takes up, and keeps the reason', async () => {
    const { cohortId, lessonIds } = await oneLesson({ venueIds: [room] })
    await publish(world, cohortId)
    await enrol(cohortId, '林文博')
    for (const [body, field] of [
      [{ days: 0, reason: '防汛', document: null }, 'days'],
      [{ days: 7, reason: ' ', document: null }, 'reason']
    ] as const)
      expect((await wang(`POST /cohorts/${cohortId}/postponement`, body)).body).toMatchObject({ status: 400, field })
    expect((await postpone(cohortId, 7)).body).toEqual({ moved: 1, apart: 0, startsOn: '2026-09-21', endsOn: '2026-09-25' })
    expect(await days(cohortId)).toEqual(['2026-09-21', '2026-09-25', '2026-09-21'])
    expect(
      await rowsOf(world.database.db, sql`select during::text, is_held from bookings where lesson_id = ${lessonIds[0]}`)
    ).toEqual([{ during: '["2026-09-21 09:00:00","2026-09-21 10:30:00")', is_held: true }])
    expect((await lifeOf(cohortId)).taken).toContainEqual(
      expect.objectContaining({ step: 'postponed', days: 7, reason: '防汛', by: '王小燕' })
    )
    const own = (await world.as('lin')('GET /my/cohorts')).body.cohorts.find(({ id }: { id: number }) => id === cohortId)
    expect(own).toMatchObject({ startsOn: '2026-09-21', postponedDays: 7, postponedBecause: '防汛' })
    expect(await stageOf(cohortId)).toBe('notified')
  })

  test('into a room that another has is refused as anywhere, and nothing moves', async () => {
    const other = await oneLesson(
      { venueIds: [room], heldOn: '2026-10-12' },
      { name: '先到的班', startsOn: '2026-10-12', endsOn: '2026-10-16' }
    )
    await publish(world, other.cohortId)
    const { cohortId } = await oneLesson(
      { venueIds: [room], heldOn: '2026-10-05' },
      { startsOn: '2026-10-05', endsOn: '2026-10-09' }
    )
    await publish(world, cohortId)
    const refused = await postpone(cohortId, 7)
    expect([refused.status, refused.body.code]).toEqual([409, 'venue-taken'])
    expect(refused.body.zh).toContain('先到的班')
    expect(await days(cohortId)).toEqual(['2026-10-05', '2026-10-09', '2026-10-05'])
    expect((await lifeOf(cohortId)).taken.some(({ step }: { step: string }) => step === 'postponed')).toBe(false)
    expect((await postpone(cohortId, 8)).status).toBe(200)
  })

  test('a cohort that runs keeps its first day and what was held', async () => {
    const { cohortId, lessonIds } = await setUp(
      world,
      [teaching('coreTheory', 90, '2026-09-07', 480), teaching('competency', 90, '2026-09-08', 540)],
      { startsOn: '2026-09-07', endsOn: '2026-09-11' }
    )
    await publish(world, cohortId)
    await wang(`POST /cohorts/${cohortId}/holdings`, { lessonId: lessonIds[0], wasHeld: true, reason: null })
    expect((await postpone(cohortId, 3)).body).toEqual({ moved: 1, apart: 0, startsOn: '2026-09-07', endsOn: '2026-09-14' })
    expect(await days(cohortId)).toEqual(['2026-09-07', '2026-09-14', '2026-09-07', '2026-09-11'])
  })
})

describe('archiving', () => {
  test('comes after the close-out, once, with what is filed; afterwards nothing is written', async () => {
    const cohort = await makeCohort(world, { name: '要归档的班', people: ['林文博', '孙国庆'] })
    await hold(world, cohort)
    await callRoll(world, cohort)
    expect((await take(cohort.id, 'archived')).body.code).toBe('not-closed')
    expect((await lifeOf(cohort.id)).filed).toEqual([])
    world.clock.set('2026-09-11T02:00:00Z')
    expect((await wang(`POST /cohorts/${cohort.id}/closing`)).status).toBe(200)
    const { next, filed } = await lifeOf(cohort.id)
    expect(next).toBe('archived')
    expect(filed.slice(0, 2)).toEqual([
      { what: 'timetable', count: 8 },
      { what: 'trainees', count: 2 }
    ])
    expect(filed).toContainEqual({ what: 'completions', count: 2 })
    expect((await take(cohort.id, 'archived')).body).toEqual({ stage: 'archived' })
    expect((await take(cohort.id, 'archived')).body.code).toBe('cohort-archived')
    expect((await take(cohort.id, 'cancelled', '不办了')).body.code).toBe('cohort-archived')
    expect((await wang(`POST /cohorts/${cohort.id}/lessons`, lesson())).body.code).toBe('cohort-archived')
    world.clock.set('2026-09-07T01:00:00Z')
  })
})

test('where the pack asks for approval, no draft is published unapproved', async () => {
  const text = await readFile(new URL('../../../content/policies/example-county.yaml', import.meta.url), 'utf8')
  const pack = parse(text)
  await installPack(
    world.database.db,
    { ...pack, number: 900, profile: { ...pack.profile, approvalBeforePublication: true } },
    new Date('2026-09-07T00:00:00Z')
  )
  const { cohortId } = await oneLesson({ heldOn: '2026-09-18' })
  expect(await lifeOf(cohortId)).toMatchObject({ needsApproval: true, next: 'planned' })
  expect((await wang(`GET /cohorts/${cohortId}`)).body.mayPublish).toBe(false)
  expect((await wang(`POST /cohorts/${cohortId}/publication`)).body).toMatchObject({ status: 409, code: 'needs-approval' })
  await take(cohortId, 'planned')
  await answer('gao', cohortId, true)
  await publish(world, cohortId)
})
