import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { violationOf } from '../../server/database/constraints.ts'
import { rowsOf } from '../../server/database/db.ts'
import { addMemberships, addPeople, addPosts, endPost } from '../../server/organisations/queries.ts'
import { auditLinesOf, POSTGRES, testSettings } from '../harness.ts'
import { makeWorld, type World } from '../world.ts'
import { addCohort, addSecretaries, closeCohort } from './cohort.ts'

let world: World
beforeAll(async () => {
  world = await makeWorld()
})
afterAll(() => world.close())

const as = (who: Parameters<World['as']>[0]) => world.as(who)
const people = (...names: string[]) => ({ personIds: names.map(name => world.who[name]!) })
const eventsOf = (cohortId: number) =>
  rowsOf<{ kind: string; reason: string | null; account_id: number }>(
    world.database.db,
    sql`select kind, reason, account_id from enrolment_events where cohort_id = ${cohortId} order by id`
  )

describe('who may enrol', () => {
  test('nobody who is not signed in, no role that never enrols, and not the administrator of the other county', async () => {
    const { id } = await addCohort(world)
    const call = `POST /cohorts/${id}/enrolments`
    expect((await as(null)(call, people('林文博'))).status).toBe(401)
    for (const who of ['chen', 'xu', 'luo', 'gao', 'admin', 'lin'] as const)
      expect((await as(who)(call, people('林文博'))).status).toBe(403)
    expect((await as('wangElsewhere')(call, people('郑海峰'))).status).toBe(404)
    expect(await eventsOf(id)).toEqual([])
  })

  test('the list is read by 王, by the class supervisor of this cohort and by the level above, not by another supervisor', async () => {
    const { id } = await addCohort(world)
    const call = `GET /cohorts/${id}/enrolments`
    expect((await as(null)(call)).status).toBe(401)
    expect((await as('lin')(call)).status).toBe(403)
    expect((await as('chen')(call)).status).toBe(403)
    expect((await as('xuElsewhere')(call)).status).toBe(404)
    expect((await as('wangElsewhere')(call)).status).toBe(404)
    expect((await as('wang')(call)).body.mayEnrol).toBe(true)
    expect((await as('xu')(call)).body.mayEnrol).toBe(false)
    expect((await as('gao')(call)).body.mayEnrol).toBe(false)
  })

  test('somebody of the other county, or nobody at all, enrols nobody, and the answer names nothing', async () => {
    const { id } = await addCohort(world)
    const answer = await as('wang')(`POST /cohorts/${id}/enrolments`, people('林文博', '郑海峰'))
    expect([answer.status, answer.body.facts]).toEqual([404, {}])
    expect((await as('wang')(`POST /cohorts/${id}/enrolments`, { personIds: [999_999] })).status).toBe(404)
    expect(await eventsOf(id)).toEqual([])
  })

  test('nobody at all, an id that is a word and a field too many are refused by name', async () => {
    const { id } = await addCohort(world)
    const call = `POST /cohorts/${id}/enrolments`
    expect((await as('wang')(call, { personIds: [] })).body).toMatchObject({ code: 'bad-field', field: 'personIds' })
    expect((await as('wang')(call, { personIds: ['林'] })).body).toMatchObject({ code: 'bad-field', field: 'personIds.0' })
    expect((await as('wang')(call, { ...people('林文博'), number: 1 })).body).toMatchObject({
      code: 'bad-field',
      field: 'number'
    })
  })

  test('a closed cohort takes nobody and lets nobody go', async () => {
    const { id, lessons } = await addCohort(world, { days: ['2026-09-01'] })
    const { body } = await as('wang')(`POST /cohorts/${id}/enrolments`, people('林文博'))
    await closeCohort(world, id, lessons)
    expect((await as('wang')(`POST /cohorts/${id}/enrolments`, people('孙国庆'))).body.code).toBe('cohort-closed')
    const withdrawal = `POST /cohorts/${id}/enrolments/${body.enrolled[0].id}/withdrawal`
    expect((await as('wang')(withdrawal, { reason: '调走' })).body.code).toBe('cohort-closed')
    expect((await as('wang')(`GET /cohorts/${id}/enrolments`)).body.mayEnrol).toBe(false)
  })
})

describe('the trainee list', () => {
  test('王 enrols 林 and 孙: numbers in the order asked, unit and post as on that day, an event each and a line in the audit', async () => {
    const { id } = await addCohort(world, { capacity: 40 })
    const answer = await as('wang')(`POST /cohorts/${id}/enrolments`, people('孙国庆', '林文博'))
    expect(answer.status).toBe(200)
    expect(answer.body).toMatchObject({ seats: 40, taken: 2, alreadyEnrolled: [] })
    const list = (await as('wang')(`GET /cohorts/${id}/enrolments`)).body
    expect(list).toMatchObject({ seats: 40, taken: 2, cohort: { name: '第1期村党组织书记轮训班' } })
    expect(list.enrolments).toMatchObject([
      {
        number: 1,
        name: '孙国庆',
        gender: 'male',
        ethnicGroup: '汉',
        unitAndPost: '石岭村党支部 书记',
        state: 'enrolled',
        reason: null
      },
      { number: 2, name: '林文博', unitAndPost: '柳湾村党支部 书记', state: 'enrolled', since: '2026-09-07T01:00:00Z' }
    ])
    expect(await eventsOf(id)).toEqual([
      { kind: 'enrolled', reason: null, account_id: world.account.wang },
      { kind: 'enrolled', reason: null, account_id: world.account.wang }
    ])
    expect((await auditLinesOf(world.database, 'POST /cohorts/:cohortId/enrolments')).at(-1)).toMatchObject({
      account_id: world.account.wang,
      details: { cohortId: id, enrolments: list.enrolments.map((each: { id: number }) => each.id) }
    })
  })

  test('who is enrolled already is reported and not doubled, also when named twice', async () => {
    const { id } = await addCohort(world)
    await as('wang')(`POST /cohorts/${id}/enrolments`, people('林文博'))
    const { body } = await as('wang')(`POST /cohorts/${id}/enrolments`, people('林文博', '孙国庆', '孙国庆'))
    expect(body).toMatchObject({
      enrolled: [{ personId: world.who['孙国庆'], number: 2 }],
      alreadyEnrolled: [{ personId: world.who['林文博'], number: 1 }],
      taken: 2
    })
    expect(await eventsOf(id)).toHaveLength(2)
  })

  test('for three with two seats left nobody is enrolled, and the refusal says the sum', async () => {
    const { id } = await addCohort(world, { capacity: 3 })
    await as('wang')(`POST /cohorts/${id}/enrolments`, people('林文博'))
    const answer = await as('wang')(`POST /cohorts/${id}/enrolments`, people('林文博', '孙国庆', '赵德明', '吴桂香'))
    expect([answer.status, answer.body.code, answer.body.facts]).toEqual([409, 'cohort-full', { seats: 3, taken: 1, asked: 3 }])
    expect(await eventsOf(id)).toHaveLength(1)
    expect((await as('wang')(`POST /cohorts/${id}/enrolments`, people('孙国庆', '赵德明'))).body.taken).toBe(3)
  })

  test('a main post goes before an older one, a portfolio is written out, and who holds no post stands as a member', async () => {
    const [portfolio, none] = await addPeople(
      world.database.db,
      testSettings,
      ['钱学兵', '冯小兰'].map(name => ({
        name,
        gender: null,
        birthMonth: null,
        ethnicGroup: null,
        education: null,
        idNumber: null,
        mobile: null,
        validFrom: '2015-01-01'
      })),
      world.clock()
    )
    const main = {
      personId: portfolio!,
      organisationId: world.at['石岭村党支部']!,
      role: 'committeeMember',
      portfolio: 'organization',
      isMain: true,
      validFrom: '2024-01-01'
    }
    await addPosts(
      world.database.db,
      [
        {
          ...main,
          organisationId: world.at['柳湾村党支部']!,
          role: 'groupLeader',
          portfolio: null,
          isMain: false,
          validFrom: '2016-01-01'
        },
        main
      ],
      world.clock()
    )
    await addMemberships(
      world.database.db,
      [{ personId: none!, organisationId: world.at['桥东社区党支部']!, stage: 'probationary', validFrom: '2026-01-01' }],
      world.clock()
    )
    const { id } = await addCohort(world)
    await as('wang')(`POST /cohorts/${id}/enrolments`, { personIds: [portfolio!, none!] })
    const { enrolments } = (await as('wang')(`GET /cohorts/${id}/enrolments`)).body
    expect(enrolments.map((each: { unitAndPost: string }) => each.unitAndPost)).toEqual([
      '石岭村党支部 组织委员',
      '桥东社区党支部 预备党员'
    ])
  })

  test('what was written on the day stays when the post ends later', async () => {
    const [personId] = await addSecretaries(world, ['何志远'], '石岭村党支部')
    const { id } = await addCohort(world)
    await as('wang')(`POST /cohorts/${id}/enrolments`, { personIds: [personId!] })
    const [post] = await rowsOf<{ post_id: number }>(
      world.database.db,
      sql`select post_id from posts where person_id = ${personId}`
    )
    await endPost(world.database.db, post!.post_id, '2026-09-07', world.clock())
    const { enrolments } = (await as('wang')(`GET /cohorts/${id}/enrolments`)).body
    expect(enrolments[0].unitAndPost).toBe('石岭村党支部 书记')
  })
})

describe('giving a seat up', () => {
  test('is refused to who may not, for another cohort’s seat, without a reason, and a second time', async () => {
    const { id } = await addCohort(world)
    const other = await addCohort(world, { name: '第2期村党组织书记轮训班' })
    const { body } = await as('wang')(`POST /cohorts/${id}/enrolments`, people('林文博'))
    const seat = body.enrolled[0].id
    const call = `POST /cohorts/${id}/enrolments/${seat}/withdrawal`
    expect((await as(null)(call, { reason: '住院' })).status).toBe(401)
    expect((await as('xu')(call, { reason: '住院' })).status).toBe(403)
    expect((await as('wangElsewhere')(call, { reason: '住院' })).status).toBe(404)
    expect((await as('wang')(`POST /cohorts/${other.id}/enrolments/${seat}/withdrawal`, { reason: '住院' })).status).toBe(404)
    expect((await as('wang')(call, { reason: '  ' })).body).toMatchObject({ code: 'bad-field', field: 'reason' })
    expect((await as('wang')(call, { reason: '住院' })).body).toEqual({ seats: 40, taken: 0 })
    expect((await as('wang')(call, { reason: '住院' })).body.code).toBe('already-withdrawn')
    expect(
      (await auditLinesOf(world.database, 'POST /cohorts/:cohortId/enrolments/:enrolmentId/withdrawal')).map(
        ({ details }) => details
      )
    ).toEqual([{ cohortId: id, enrolmentId: seat, reason: '住院' }])
  })

  test('frees the seat; who comes back gets the old number, and nobody else ever does', async () => {
    const { id } = await addCohort(world, { capacity: 2 })
    const { body } = await as('wang')(`POST /cohorts/${id}/enrolments`, people('林文博', '孙国庆'))
    await as('wang')(`POST /cohorts/${id}/enrolments/${body.enrolled[0].id}/withdrawal`, { reason: '住院' })
    expect((await as('wang')(`POST /cohorts/${id}/enrolments`, people('赵德明'))).body.enrolled).toMatchObject([{ number: 3 }])
    expect((await as('wang')(`POST /cohorts/${id}/enrolments`, people('林文博'))).body.code).toBe('cohort-full')
    await as('wang')(`POST /cohorts/${id}/enrolments/${body.enrolled[1].id}/withdrawal`, { reason: '防汛' })
    expect((await as('wang')(`POST /cohorts/${id}/enrolments`, people('林文博'))).body.enrolled).toEqual([
      { id: body.enrolled[0].id, personId: world.who['林文博'], number: 1 }
    ])
    const { enrolments } = (await as('wang')(`GET /cohorts/${id}/enrolments`)).body
    expect(enrolments).toMatchObject([
      { number: 1, name: '林文博', state: 'enrolled' },
      { number: 2, name: '孙国庆', state: 'withdrawn', reason: '防汛' },
      { number: 3, name: '赵德明', state: 'enrolled' }
    ])
    expect((await eventsOf(id)).map(({ kind }) => kind)).toEqual([
      'enrolled',
      'enrolled',
      'withdrawn',
      'enrolled',
      'withdrawn',
      'enrolled'
    ])
  })
})

describe('the database itself', () => {
  const seat = (cohortId: number, personId: number, number: number) => sql`
    with made as (insert into enrolments (cohort_id, person_id, organisation_id, post_snapshot, number)
      values (${cohortId}, ${personId}, ${world.at['柳湾村党支部']}, '柳湾村党支部 书记', ${number}) returning id)
    insert into enrolment_events (enrolment_id, cohort_id, kind, at, account_id)
      select id, ${cohortId}, 'enrolled', now(), ${world.account.wang} from made`

  test('refuses one more than the seats, written by plain SQL', async () => {
    const { id } = await addCohort(world, { capacity: 1 })
    await world.database.db.execute(seat(id, world.who['林文博']!, 1))
    const error = await world.database.db.transaction(db => db.execute(seat(id, world.who['孙国庆']!, 2))).catch(thrown => thrown)
    expect(violationOf(error)?.constraint).toBe('cohorts_capacity')
  })

  test.skipIf(!POSTGRES)(
    'gives the last seat once to two transactions that do not know of each other, at every isolation level',
    async () => {
      for (const isolationLevel of ['read committed', 'repeatable read', 'serializable'] as const) {
        const { id } = await addCohort(world, { capacity: 1 })
        let arrived = 0
        const both = Promise.withResolvers<void>()
        const take = (personId: number, number: number) =>
          world.database.db.transaction(
            async db => {
              await db.execute(seat(id, personId, number))
              if (++arrived === 2) both.resolve()
              await both.promise
            },
            { isolationLevel }
          )
        const outcomes = await Promise.allSettled([take(world.who['林文博']!, 1), take(world.who['孙国庆']!, 2)])
        expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
        expect(await eventsOf(id)).toHaveLength(1)
      }
    }
  )

  test.skipIf(!POSTGRES)(
    'of 40 requests at once for the last 10 seats exactly 10 are answered, with 10 numbers, and the rest are told why',
    async () => {
      const { id } = await addCohort(world, { capacity: 12 })
      await as('wang')(`POST /cohorts/${id}/enrolments`, people('林文博', '孙国庆'))
      const waiting = await addSecretaries(
        world,
        Array.from({ length: 40 }, (_, at) => `方书记${at + 1}`)
      )
      const answers = await Promise.all(
        waiting.map(personId => as('wang')(`POST /cohorts/${id}/enrolments`, { personIds: [personId] }))
      )
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(10)
      const refused = answers.filter(({ status }) => status !== 200)
      expect(refused.map(({ body }) => [body.code, body.facts.seats, body.facts.taken])).toEqual(
        Array.from({ length: 30 }, () => ['cohort-full', 12, 12])
      )
      const { enrolments } = (await as('wang')(`GET /cohorts/${id}/enrolments`)).body
      expect(enrolments.map((each: { number: number }) => each.number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])
    }
  )
})
