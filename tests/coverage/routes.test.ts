import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addExemption, addPosts, endPost } from '../../server/organisations/queries.ts'
import { sql } from 'drizzle-orm'
import { rowsOf } from '../../server/database/db.ts'
import { makeWorld, type World } from '../world.ts'
import { changed, trained } from './training.ts'

/**
 * 安澜县 on 7 September 2026. 林 of 柳湾村 completed a county rotation on 20 March (4 学时). 孙 of 石岭村 left office on 1 May. 吴 of 桥东社区 is
 * ill from 1 August on. 赵 took over from him, a secretary for the first time.
 */
let world: World
beforeAll(async () => {
  world = await makeWorld()
  await trained(world, { name: '第1期轮训班', on: '2026-03-20', people: { 林文博: 400 }, recordedAt: '2026-03-21T02:00:00Z' })
  const [post] = await rowsOf<{ post_id: number }>(
    world.database.db,
    sql`select post_id from posts where person_id = ${world.who['孙国庆']!}`
  )
  await changed(world, ['孙国庆', '赵德明'], '2026-05-03T01:00:00Z', async (db, at) => {
    await endPost(db, post!.post_id, '2026-05-01', at)
    const there = {
      organisationId: world.at['石岭村党支部']!,
      role: 'secretary',
      portfolio: null,
      isMain: true,
      validFrom: '2026-05-01'
    }
    await addPosts(db, [{ ...there, personId: world.who['赵德明']! }], at)
  })
  await changed(world, ['吴桂香'], '2026-08-03T01:00:00Z', (db, at) =>
    addExemption(
      db,
      {
        personId: world.who['吴桂香']!,
        requirement: null,
        reason: '病休',
        approvedBy: '支部大会',
        validFrom: '2026-08-01',
        validUntil: '2027-09-01'
      },
      at
    )
  )
})
afterAll(() => world.close())

const query = (asked: Record<string, string | number> = {}) =>
  new URLSearchParams({
    requirement: 'secretary.rotation',
    ...Object.fromEntries(Object.entries(asked).map(([k, v]) => [k, String(v)]))
  })

const board = async (asked: Record<string, string | number> = {}, who: Parameters<World['as']>[0] = 'chen') =>
  world.as(who)(`GET /coverage?${query(asked)}`)

const names = async (asked: Record<string, string | number>) =>
  (await world.as('chen')(`GET /coverage/people?${query(asked)}`)).body.people.map((person: { name: string }) => person.name)

describe('who may see figures', () => {
  test('nobody who is not signed in, no trainee, no class supervisor, no approver, no system administrator', async () => {
    expect((await board({}, null)).status).toBe(401)
    for (const who of ['lin', 'xu', 'liang', 'gao', 'admin'] as const) expect((await board({}, who)).status).toBe(403)
  })

  test('the reporter and the administrator of the county, and the liaison of the town her own town only', async () => {
    for (const who of ['chen', 'wang', 'luo'] as const) expect((await board({}, who)).status).toBe(200)
    expect((await board({}, 'luo')).body.scope).toMatchObject({ name: '青石镇', crumbs: [{ name: '青石镇' }] })
    expect((await board({ organisationId: world.at['安澜县']! }, 'luo')).status).toBe(404)
    expect((await board({ organisationId: world.at['望江县']! }, 'chen')).status).toBe(404)
    expect((await board({ organisationId: world.at['安河市']! }, 'chen')).status).toBe(404)
    expect((await board({ organisationId: 999_999 }, 'chen')).status).toBe(404)
  })

  test('a person of the other county is not found, whoever asks; one who has left is still found where they count', async () => {
    const person = (name: string, who: Parameters<World['as']>[0]) =>
      world.as(who)(`GET /coverage/people/${world.who[name]}?${query()}`)
    expect((await person('郑海峰', 'chen')).status).toBe(404)
    expect((await person('林文博', 'chenElsewhere')).status).toBe(404)
    expect((await person('吴桂香', 'luo')).status).toBe(404)
    expect((await person('林文博', 'lin')).status).toBe(403)
    expect((await person('孙国庆', 'luo')).status).toBe(200)
  })

  test('a day without standings and a requirement that does not exist are refused by field', async () => {
    expect((await board({ asOf: '2019-01-01' })).body).toMatchObject({ status: 400, field: 'asOf' })
    expect((await board({ asOf: '2028-01-01' })).body).toMatchObject({ status: 400, field: 'asOf' })
    expect((await board({ requirement: 'nobody.knows' })).body).toMatchObject({ status: 400, field: 'requirement' })
    expect((await board({ asOf: '7 September' })).body).toMatchObject({ status: 400, code: 'bad-field' })
  })
})

test('the county today: one covered, one not yet due, one exempt, one left; everyone once, and the sum agrees', async () => {
  const { body } = await board()
  expect(body).toMatchObject({
    asOf: '2026-09-07',
    period: 2026,
    known: 'now',
    version: { number: 3 },
    requirement: { zh: '书记县级以上集中轮训', asks: { zh: '全年完成县级以上轮训班、示范班、任职培训班 1 次以上' } },
    totals: { covered: 1, outstanding: 0, notYetDue: 1, exempt: 1, left: 1 },
    sum: { covered: 1, outstanding: 0, notYetDue: 1, exempt: 1, left: 1, roster: 4 }
  })
  expect(body.units.map((unit: { name: string }) => unit.name)).toEqual(['青石镇', '东湖街道'])
  expect(body.strata.map((stratum: { code: string }) => stratum.code)).toEqual(['villageSecretary', 'communitySecretary'])
  expect(body.cells).toEqual([
    { unitId: world.at['青石镇'], stratum: 'villageSecretary', covered: 1, outstanding: 0, notYetDue: 1, exempt: 0, left: 1 },
    { unitId: world.at['东湖街道'], stratum: 'communitySecretary', covered: 0, outstanding: 0, notYetDue: 0, exempt: 1, left: 0 }
  ])
})

test('a town has its own board, its branches are the units; a branch is a unit of itself', async () => {
  const town = (await board({ organisationId: world.at['青石镇']! })).body
  expect(town.units.map((unit: { name: string }) => unit.name)).toEqual(['柳湾村党支部', '石岭村党支部'])
  expect(town.sum.roster).toBe(3)
  const branch = (await board({ organisationId: world.at['柳湾村党支部']! })).body
  expect(branch.scope.crumbs.map((crumb: { name: string }) => crumb.name)).toEqual(['安澜县', '青石镇', '柳湾村党支部'])
  expect(branch.cells).toEqual([
    {
      unitId: world.at['柳湾村党支部'],
      stratum: 'villageSecretary',
      covered: 1,
      outstanding: 0,
      notYetDue: 0,
      exempt: 0,
      left: 0
    }
  ])
})

test('on 1 May 孙 has left as we know now; on that evening we thought he was still there and 赵 was not', async () => {
  expect((await board({ asOf: '2026-05-01' })).body.sum).toEqual({
    covered: 1,
    outstanding: 1,
    notYetDue: 1,
    exempt: 0,
    left: 1,
    roster: 4
  })
  expect((await board({ asOf: '2026-05-01', known: 'then' })).body.sum).toEqual({
    covered: 1,
    outstanding: 2,
    notYetDue: 0,
    exempt: 0,
    left: 0,
    roster: 3
  })
})

test('on 20 March 林 is covered as we know now, and was outstanding as known that day: the record came a day later', async () => {
  expect((await board({ asOf: '2026-03-20' })).body.totals.covered).toBe(1)
  expect((await board({ asOf: '2026-03-20', known: 'then' })).body.totals.covered).toBe(0)
  expect((await board({ asOf: '2026-03-21', known: 'then' })).body.totals.covered).toBe(1)
})

test('before anything was recorded nobody was known', async () => {
  expect((await board({ asOf: '2026-01-04', known: 'then' })).body.sum.roster).toBe(0)
})

test('every cell opens to its people, by name, with what they have of what they need', async () => {
  expect(await names({})).toEqual(['林文博', '孙国庆', '吴桂香', '赵德明'])
  expect(await names({ state: 'left' })).toEqual(['孙国庆'])
  expect(await names({ unitId: world.at['青石镇']!, stratum: 'villageSecretary' })).toEqual(['林文博', '孙国庆', '赵德明'])
  expect(await names({ stratum: 'communitySecretary', state: 'exempt' })).toEqual(['吴桂香'])
  expect(await names({ state: 'outstanding' })).toEqual([])
  const { body } = await world.as('chen')(`GET /coverage/people?${query({ state: 'notYetDue' })}`)
  expect(body).toMatchObject({ total: 1, page: 1, pages: 1 })
  expect(body.people[0]).toMatchObject({
    name: '赵德明',
    organisationName: '石岭村党支部',
    role: 'secretary',
    since: '2026-05-01',
    dueOn: '2026-11-01',
    conditions: [{ counts: 'completions', have: 0, need: 1, isMet: false }]
  })
})

test('a list goes to its second page without losing or repeating anybody', async () => {
  const empty = (await world.as('chen')(`GET /coverage/people?${query({ page: 2 })}`)).body
  expect(empty).toMatchObject({ total: 4, page: 2, pages: 1, people: [] })
})

test('林 opens to his evidence: the entry, its lesson, the mark, who made it and when', async () => {
  const { body } = await world.as('chen')(`GET /coverage/people/${world.who['林文博']}?${query()}`)
  expect(body.person).toEqual({ id: world.who['林文博'], name: '林文博', gender: 'male', birthMonth: '1971-05' })
  expect(body.posts).toMatchObject([{ organisationName: '柳湾村党支部', role: 'secretary', from: '2021-03-01', until: null }])
  expect(body.stretches.filter((stretch: { period: number }) => stretch.period === 2026)).toMatchObject([
    { state: 'outstanding', from: '2026-01-01', until: '2026-03-20', ruleVersion: 3 },
    { state: 'covered', from: '2026-03-20', until: '2027-01-01', ruleVersion: 3 }
  ])
  expect(body.requirements.map((of: { code: string; state: string }) => `${of.code} ${of.state}`)).toEqual([
    'secretary.rotation covered',
    'committee.annual outstanding',
    'member.annual outstanding'
  ])
  expect(body.entries).toMatchObject([
    {
      earnedOn: '2026-03-20',
      slot: 'am',
      centiCredits: 400,
      cohortName: '第1期轮训班',
      recordedAt: '2026-03-21T02:00:00.000Z',
      evidence: [
        {
          title: '党的创新理论',
          status: 'present',
          fromMinute: 540,
          untilMinute: 690,
          markedBy: '徐建军',
          markedAt: '2026-03-21T02:00:00.000Z'
        }
      ]
    }
  ])
  expect(body.requirements[0].conditions).toEqual([
    { counts: 'completions', have: 1, need: 1, isMet: true, entryIds: [], completionIds: [body.completions[0].id] }
  ])
  expect(body.requirements[1].conditions[0]).toEqual({
    counts: 'credit',
    have: 400,
    need: 5600,
    isMet: false,
    entryIds: [body.entries[0].id],
    completionIds: []
  })
})

test('as known then the evidence is not there yet either', async () => {
  const { body } = await world.as('chen')(
    `GET /coverage/people/${world.who['林文博']}?${query({ asOf: '2026-03-20', known: 'then' })}`
  )
  expect(body).toMatchObject({ entries: [], completions: [] })
  expect(body.requirements[0].state).toBe('outstanding')
})

test('month by month: nobody covered until March', async () => {
  const { body } = await world.as('chen')(`GET /coverage/trend?${query()}`)
  expect(
    body.months.map((month: { day: string; covered: number; due: number }) => [month.day, month.covered, month.due])
  ).toEqual([
    ['2026-01-31', 0, 3],
    ['2026-02-28', 0, 3],
    ['2026-03-31', 1, 3],
    ['2026-04-30', 1, 3],
    ['2026-05-31', 1, 2],
    ['2026-06-30', 1, 2],
    ['2026-07-31', 1, 2],
    ['2026-08-31', 1, 1],
    ['2026-09-07', 1, 1]
  ])
  const then = (await world.as('chen')(`GET /coverage/trend?${query({ known: 'then', asOf: '2026-02-28' })}`)).body
  expect(then.months).toEqual([
    { day: '2026-01-31', covered: 0, due: 3 },
    { day: '2026-02-28', covered: 0, due: 3 }
  ])
})

test('林 sees where he stands himself; an account without a person does not', async () => {
  const { status, body } = await world.as('lin')('GET /my/standings')
  expect(status).toBe(200)
  expect(body.standings).toMatchObject([
    { requirement: 'secretary.rotation', state: 'covered', dueOn: '2026-12-31', conditions: [{ have: 1, need: 1, isMet: true }] },
    {
      requirement: 'committee.annual',
      state: 'outstanding',
      isFlagged: false,
      conditions: [
        { have: 400, need: 5600 },
        { have: 1, need: 1 }
      ]
    },
    { requirement: 'member.annual', state: 'outstanding', isFlagged: true }
  ])
  expect((await world.as('chen')('GET /my/standings')).status).toBe(403)
  expect((await world.as(null)('GET /my/standings')).status).toBe(401)
})
