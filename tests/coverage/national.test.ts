import { sql } from 'drizzle-orm'
import exceljs from 'exceljs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { extendHorizon, verify } from '../../server/coverage/queries.ts'
import { rowsOf, type Db } from '../../server/database/db.ts'
import { addDueDate } from '../../server/organisations/dueDates/queries.ts'
import { addMemberships, addOrganisation, addPeople, addPosts, endPost } from '../../server/organisations/queries.ts'
import { testSettings } from '../harness.ts'
import { makeWorld, type World } from '../world.ts'
import { exportedFrom } from './exported.ts'
import { codesOf, coverageOf, NATIONAL, type Row } from './oracle.ts'
import { changed, trained } from './training.ts'

/**
 * The requirements of the national plans over one year. 何 is promoted to county rank on 16 March, recorded in April. 马 is of township rank in
 * the county's office. 钱 teaches at 县实验中学, which is no institution of its own any more from 1 July, recorded in August. 冯 is on probation
 * since 1 March 2025, which is prolonged: a full member on 10 June. 谢 is a candidate from 9 February and on probation from 3 August. 孙 moves
 * from 石岭村 to the town on 10 March. 赵 comes to 柳湾村 when the spring training is over. 柳湾村 itself becomes one of the town in December.
 * 郑 makes the spring training up by 20 May, which counts for him; 于, a member since 28 February 2025, has until July 2027 for the new members' course.
 */
const NEWCOMERS = ['何文涛', '马志远', '钱学明', '冯立新', '谢小雨', '于海燕']
let world: World
let db: Db
beforeAll(async () => {
  world = await makeWorld('2026-09-30T01:00:00Z', 'national-plans')
  db = world.database.db
  const { who, at } = world
  const recorded = new Date('2026-01-05T01:00:00Z')
  at['县实验中学'] = await addOrganisation(
    db,
    {
      parentId: at['安澜县']!,
      name: '县实验中学',
      typeCode: '631',
      level: 'county',
      unitCategory: 'organ',
      field: 'institution',
      validFrom: '2015-01-01'
    },
    recorded
  )
  const facts = { gender: null, birthMonth: null, ethnicGroup: '汉', education: null, mobile: null, idNumber: null }
  const people = NEWCOMERS.map(name => ({ ...facts, name, validFrom: '2015-01-01' }))
  const ids = await addPeople(db, testSettings, people as unknown as Parameters<typeof addPeople>[2], recorded)
  NEWCOMERS.forEach((name, i) => (who[name] = ids[i]!))

  const held = { portfolio: null, isMain: true }
  const post = (name: string, place: string, role: string, validFrom: string) => ({
    ...held,
    personId: who[name]!,
    organisationId: at[place]!,
    role,
    validFrom
  })
  const member = (name: string, place: string, stage: string, validFrom: string, validUntil?: string) => ({
    personId: who[name]!,
    organisationId: at[place]!,
    stage,
    validFrom,
    ...(validUntil ? { validUntil } : {})
  })
  await changed(world, NEWCOMERS, '2026-01-06T01:00:00Z', async (tx, now) => {
    await addPosts(
      tx,
      [
        post('何文涛', '安澜县', 'civilServant', '2019-05-01'),
        post('马志远', '安澜县', 'civilServant', '2026-01-04'),
        post('钱学明', '县实验中学', 'institutionStaff', '2018-09-01'),
        { ...post('于海燕', '安澜县', 'institutionStaff', '2017-01-01'), isMain: false },
        post('于海燕', '青石镇', 'secretary', '2025-11-30')
      ],
      now
    )
    await addMemberships(
      tx,
      [
        member('何文涛', '安澜县', 'full', '2008-07-01'),
        member('冯立新', '柳湾村党支部', 'probationary', '2025-03-01', '2026-06-10'),
        member('冯立新', '桥东社区党支部', 'full', '2026-06-10'),
        member('谢小雨', '柳湾村党支部', 'activist', '2024-05-01', '2026-02-09'),
        member('谢小雨', '柳湾村党支部', 'developmentCandidate', '2026-02-09', '2026-08-03'),
        member('谢小雨', '柳湾村党支部', 'probationary', '2026-08-03'),
        member('于海燕', '青石镇', 'probationary', '2024-02-29', '2025-02-28'),
        member('于海燕', '青石镇', 'full', '2025-02-28')
      ],
      now
    )
  })
  const postOf = async (name: string) =>
    (
      await rowsOf<{ id: number }>(
        db,
        sql`select post_id as id from posts where person_id = ${who[name]!} and recorded_until is null order by id`
      )
    )[0]!.id
  const he = await postOf('何文涛')
  await changed(world, ['何文涛'], '2026-04-02T01:00:00Z', async (tx, now) => {
    await endPost(tx, he, '2026-03-16', now)
    await addPosts(tx, [post('何文涛', '安澜县', 'leadingCadre', '2026-03-16')], now)
  })
  const moves = (name: string, from: string, to: string, on: string, recordedAt: string) =>
    changed(world, [name], recordedAt, async (tx, now) => {
      await tx.execute(
        sql`update memberships set recorded_until = ${now.toISOString()}::timestamptz where person_id = ${who[name]!} and recorded_until is null`
      )
      const [before, after] = [member(name, from, 'full', '2015-01-01', on), member(name, to, 'full', on)]
      await addMemberships(tx, [before, after], now)
    })
  await moves('孙国庆', '石岭村党支部', '桥东社区党支部', '2026-03-10', '2026-03-20T01:00:00Z')
  await moves('赵德明', '桥东社区党支部', '柳湾村党支部', '2026-05-04', '2026-05-10T01:00:00Z')
  const becomes = (place: string, field: string, on: string, recordedAt: string) =>
    changed(world, [...NEWCOMERS, '林文博', '赵德明'], recordedAt, async (tx, now) => {
      const moment = now.toISOString()
      const [was] = await rowsOf<Row>(
        tx,
        sql`update organisation_facts set recorded_until = ${moment}::timestamptz
            where organisation_id = ${at[place]!} and recorded_until is null returning *, path::text as way`
      )
      const row = (what: string, from: string, until: string | null) =>
        sql`(${was!.organisation_id}, ${was!.parent_id}, ${was!.way}::ltree, ${place}, ${was!.type_code}, ${was!.level}, ${was!.unit_category}, ${what},
             ${from}::date, ${until}::date, ${moment}::timestamptz)`
      await tx.execute(sql`insert into organisation_facts (organisation_id, parent_id, path, name, type_code, level, unit_category, field, valid_from, valid_until, recorded_from)
        values ${row(was!.field, was!.valid_from, on)}, ${row(field, on, null)}`)
    })
  await becomes('县实验中学', 'organ', '2026-07-01', '2026-08-05T01:00:00Z')
  await becomes('柳湾村党支部', 'urbanCommunity', '2026-12-01', '2026-09-20T01:00:00Z')

  /** Training of so many half-days and so much credit that completes nothing. */
  const earned = (
    name: string,
    on: string,
    halfDays: number,
    centiCredits: number,
    source: 'concentrated' | 'online' = 'concentrated'
  ) =>
    trained(world, {
      name: `${name} ${on}`,
      on,
      people: { [name]: centiCredits },
      notCompleted: [name],
      halfDays,
      source,
      recordedAt: '2026-09-10T01:00:00Z'
    })
  await earned('何文涛', '2021-03-16', 60, 20000)
  await earned('何文涛', '2023-04-01', 100, 24000)
  await earned('何文涛', '2026-06-01', 0, 11000)
  await earned('何文涛', '2026-06-02', 0, 5000, 'online')
  await earned('马志远', '2026-03-01', 18, 6000)
  await earned('钱学明', '2026-06-30', 24, 0)
  await earned('谢小雨', '2026-02-09', 6, 0)
  await earned('林文博', '2025-11-20', 2, 0)
  await earned('林文博', '2026-04-30', 2, 0)
  await earned('郑海峰', '2026-05-01', 2, 0)
  await trained(world, {
    name: '新党员培训班',
    on: '2026-06-12',
    people: { 冯立新: 3200, 郑海峰: 800 },
    recordedAt: '2026-07-01T01:00:00Z'
  })
  const more = (name: string, requirement: string, validFrom: string, dueOn: string) =>
    changed(world, [name], '2026-09-10T01:00:00Z', (tx, now) =>
      addDueDate(tx, { personId: who[name]!, requirement, validFrom, dueOn, reason: '住院', approvedBy: '支部党员大会' }, now)
    )
  await more('郑海峰', 'rural.spring', '2026-05-01', '2026-05-20')
  await more('于海燕', 'newMember.training', '2026-02-20', '2027-07-01')
})
afterAll(() => world.close())

const DAYS = ['2026-02-14', '2026-06-15', '2026-12-31', '2027-02-28'] as const
const asked = [...DAYS.map(day => ({ day, known: 'now' as const })), { day: DAYS[1], known: 'then' as const }]
const SCOPES = ['安河市', '青石镇']

/** A reporter of the whole city, so that every scope can be asked for. */
const city = async () => {
  await db.execute(sql`insert into account_roles (account_id, role, organisation_id, granted_at)
    values (${world.account.chen!}, 'reporter', ${world.at['安河市']!}, now()) on conflict do nothing`)
  return world.as('chen')
}

test.each(codesOf(NATIONAL))('%s: board, list and the count from scratch agree, whatever the day', async requirement => {
  const chen = await city()
  const facts = await exportedFrom(db)
  for (const { day, known } of asked)
    for (const scope of SCOPES) {
      const organisationId = world.at[scope]!
      const expected = coverageOf(NATIONAL, facts, requirement, day, known, organisationId)
      const where = `requirement=${requirement}&asOf=${day}&known=${known}&organisationId=${organisationId}`
      const { body: list } = await chen(`GET /coverage/people?${where}`)
      expect(
        list.people.map((one: Row) => `${one.personId} ${one.organisationId} ${one.stratum} ${one.state}`).toSorted()
      ).toEqual(expected.map(one => `${one.person} ${one.organisation} ${one.stratum} ${one.state}`).toSorted())
      const { sum } = (await chen(`GET /coverage?${where}`)).body
      const of = (state: string) => expected.filter(one => one.state === state).length
      expect(sum).toEqual({
        covered: of('covered'),
        outstanding: of('outstanding'),
        notYetDue: of('notYetDue'),
        exempt: of('exempt'),
        left: of('left'),
        roster: expected.length
      })
    }
})

test('the days were not chosen so that nothing happens: somebody is on every roster, and every kind has more than one state', async () => {
  const facts = await exportedFrom(db)
  const states = (code: string) =>
    new Set(
      asked.flatMap(({ day, known }) =>
        coverageOf(NATIONAL, facts, code, day, known, world.at['安河市']!).map(({ state }) => state)
      )
    )
  for (const code of codesOf(NATIONAL)) expect(`${code} ${states(code).size}`).not.toMatch(/ 0$/)
  for (const code of [
    'newMember.training',
    'rural.spring',
    'rural.winter',
    'candidate.course',
    'cadre.fiveYears',
    'cadre.makeUp',
    'institution.annual'
  ])
    expect(`${code} ${states(code).size}`).not.toMatch(/ [01]$/)
})

test('more time keeps 于 on the roster of the year after, and lets 郑 make up in May what he missed in spring', async () => {
  const chen = await city()
  const stateOf = async (name: string, requirement: string, asOf: string) =>
    (
      await chen(`GET /coverage/people?requirement=${requirement}&asOf=${asOf}&organisationId=${world.at['安河市']}`)
    ).body.people.find((one: Row) => one.name === name)?.state
  expect(await stateOf('郑海峰', 'rural.spring', '2026-06-15')).toBe('covered')
  expect(await stateOf('于海燕', 'newMember.training', '2027-02-28')).toBe('notYetDue')
})

test('what is kept says what the facts say', async () => {
  expect(await verify(db, new Date('2026-09-30T01:00:00Z'))).toBeNull()
})

test('何’s page shows days and 学时 of the whole cycle with what they rest on, and the ledger from its beginning', async () => {
  const chen = await city()
  const { body } = await chen(`GET /coverage/people/${world.who['何文涛']}?requirement=cadre.fiveYears&asOf=2026-05-31`)
  expect(body.requirements[0]).toMatchObject({
    code: 'cadre.fiveYears',
    state: 'notYetDue',
    dueOn: '2026-09-16',
    conditions: [{ counts: 'halfDays', have: 100, need: 144, isMet: false }]
  })
  expect(body.entries.map((entry: Row) => entry.earnedOn)).toEqual(['2023-04-01', '2021-03-16'])
  expect(body.requirements.find((one: Row) => one.code === 'cadre.makeUp').conditions).toMatchObject([
    { counts: 'halfDays', have: 160, need: 180 }
  ])
})

test('马 is three days short, in the file too, where no rank stands as a Party post', async () => {
  const chen = await city()
  const file = await chen('POST /coverage/exports', {
    requirement: 'civilServant.annual',
    asOf: '2026-12-31',
    known: 'now',
    organisationId: world.at['安澜县']
  })
  const workbook = new exceljs.Workbook()
  await workbook.xlsx.load(file.bytes as unknown as exceljs.Buffer)
  const lines = (workbook.getWorksheet('覆盖台账')!.getSheetValues() as Row[]).filter(Boolean).map(row => row.slice(1))
  const ma = lines.find(line => line[3] === '马志远')!
  expect([ma[4], ma[11]]).toEqual([undefined, '还差 3 天'])
  const words = (workbook.getWorksheet('怎样计算')!.getSheetValues() as Row[]).map(row => row?.[2])
  expect(words).toContain('全年 12 天以上（集中培训、集体学习）或 90 学时以上（集中培训、集体学习）')
})

test('when the year turns everybody on a roster of the year after is carried on, and nobody is written again the night after', async () => {
  const newYear = new Date('2026-12-31T16:01:00Z')
  expect(await extendHorizon(db, newYear)).toBeGreaterThan(5)
  expect(await verify(db, newYear)).toBeNull()
  expect(await extendHorizon(db, newYear)).toBe(0)
})
