import { sql } from 'drizzle-orm'
import exceljs from 'exceljs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { verify } from '../../server/coverage/queries.ts'
import { rowsOf, type Db } from '../../server/database/db.ts'
import { addDueDate, withdrawDueDate } from '../../server/organisations/dueDates/queries.ts'
import { addExemption, addMemberships, addPosts, endPost } from '../../server/organisations/queries.ts'
import { makeWorld, type World } from '../world.ts'
import { exportedFrom } from './exported.ts'
import { codesOf, coverageOf, EXAMPLE, type Row } from './oracle.ts'
import { changed, reverse, trained } from './training.ts'

/**
 * A year in which facts change and are learnt late. 林 is trained in March, recorded in April. 孙 leaves 石岭村 on 1 May, which is known only in
 * June; in July he takes 渡口村 of the other county. 赵 succeeds him on 1 May, recorded on the day. 吴 takes 柳湾村 as her main post besides
 * 桥东社区, then gives it up for the 东湖街道 itself. 郑 of the other county moves to 石岭村 in July; his membership follows in August. 林's
 * exemption for August is withdrawn as an error in September. 赵's 56 学时 are posted in two halves, one of them late, and one taken back in
 * September. 桥东社区 becomes a village of 青石镇 in June, recorded in July.
 * 林 is given until December for the year's hours in April, which is withdrawn in June from the middle of the month on. In September 赵, due to
 * be trained for his new post by November, and 吴 are given until 20 January, 孙 until 1 February.
 */
let world: World
let db: Db
beforeAll(async () => {
  world = await makeWorld('2026-09-30T01:00:00Z')
  db = world.database.db
  const { who, at } = world
  const postOf = async (name: string) =>
    (
      await rowsOf<{ post_id: number }>(
        db,
        sql`select post_id from posts where person_id = ${who[name]!} and recorded_until is null order by id desc`
      )
    )[0]!.post_id
  const post = (name: string, place: string, role: string, validFrom: string) => ({
    personId: who[name]!,
    organisationId: at[place]!,
    role,
    portfolio: null,
    isMain: true,
    validFrom
  })

  await trained(world, {
    name: '春季轮训班',
    on: '2026-03-20',
    people: { 林文博: 2800, 赵德明: 2800, 郑海峰: 800 },
    recordedAt: '2026-04-02T01:00:00Z'
  })
  const more = (name: string, requirement: string, validFrom: string, dueOn: string, recordedAt: string) =>
    changed(world, [name], recordedAt, (tx, now) =>
      addDueDate(tx, { personId: who[name]!, requirement, validFrom, dueOn, reason: '产假', approvedBy: '县委组织部' }, now)
    )
  await more('林文博', 'committee.annual', '2026-04-08', '2026-12-10', '2026-04-10T02:00:00Z')
  const [set] = await rowsOf<{ id: number }>(db, sql`select due_date_id as id from due_dates`)
  await changed(world, ['赵德明'], '2026-05-01T02:00:00Z', (tx, now) =>
    addPosts(tx, [post('赵德明', '石岭村党支部', 'secretary', '2026-05-01')], now)
  )
  await changed(world, ['吴桂香'], '2026-05-20T02:00:00Z', async (tx, now) => {
    const moment = now.toISOString()
    const [old] = await rowsOf<Row>(
      tx,
      sql`update posts set recorded_until = ${moment}::timestamptz where person_id = ${who['吴桂香']!} and recorded_until is null returning *`
    )
    await tx.execute(sql`insert into posts (post_id, person_id, organisation_id, role, is_main, valid_from, valid_until, recorded_from)
      values (${old!.post_id}, ${old!.person_id}, ${old!.organisation_id}, 'secretary', true, ${old!.valid_from}, '2026-05-15', ${moment}::timestamptz),
             (${old!.post_id}, ${old!.person_id}, ${old!.organisation_id}, 'secretary', false, '2026-05-15', null, ${moment}::timestamptz)`)
    await addPosts(tx, [post('吴桂香', '柳湾村党支部', 'secretary', '2026-05-15')], now)
  })
  const sun = await postOf('孙国庆')
  await changed(world, ['孙国庆'], '2026-06-10T02:00:00Z', (tx, now) => endPost(tx, sun, '2026-05-01', now))
  await changed(world, ['林文博'], '2026-06-25T02:00:00Z', (tx, now) => withdrawDueDate(tx, set!.id, '2026-06-15', now))
  await changed(world, Object.keys(who), '2026-07-02T02:00:00Z', async (tx, now) => {
    const moment = now.toISOString()
    const [place] = await rowsOf<Row>(
      tx,
      sql`update organisation_facts set recorded_until = ${moment}::timestamptz
          where organisation_id = ${at['桥东社区党支部']!} and recorded_until is null returning *`
    )
    await tx.execute(sql`insert into organisation_facts (organisation_id, parent_id, path, name, type_code, level, unit_category, field, valid_from, valid_until, recorded_from)
      values (${place!.organisation_id}, ${place!.parent_id}, ${place!.path}::ltree, ${place!.name}, '631', 'community', 'cityCommunity', 'urbanCommunity', '2015-01-01', '2026-06-15', ${moment}::timestamptz),
             (${place!.organisation_id}, ${at['青石镇']!}, ${`${at['安河市']}.${at['安澜县']}.${at['青石镇']}.${place!.organisation_id}`}::ltree, '桥东村党支部', '631', 'village', 'village', 'rural', '2026-06-15', null, ${moment}::timestamptz)`)
  })
  const zheng = await postOf('郑海峰')
  await changed(world, ['郑海峰'], '2026-07-15T02:00:00Z', async (tx, now) => {
    await endPost(tx, zheng, '2026-07-10', now)
    await addPosts(tx, [post('郑海峰', '石岭村党支部', 'deputySecretary', '2026-07-12')], now)
  })
  await changed(world, ['孙国庆'], '2026-07-20T02:00:00Z', (tx, now) =>
    addPosts(tx, [post('孙国庆', '渡口村党支部', 'secretary', '2026-07-12')], now)
  )
  await changed(world, ['郑海峰'], '2026-08-05T02:00:00Z', async (tx, now) => {
    await tx.execute(
      sql`update memberships set recorded_until = ${now.toISOString()}::timestamptz where person_id = ${who['郑海峰']!} and recorded_until is null`
    )
    await addMemberships(
      tx,
      [
        {
          personId: who['郑海峰']!,
          organisationId: at['渡口村党支部']!,
          stage: 'full',
          validFrom: '2015-01-01',
          validUntil: '2026-08-01'
        },
        { personId: who['郑海峰']!, organisationId: at['石岭村党支部']!, stage: 'full', validFrom: '2026-08-01' }
      ],
      now
    )
  })
  await changed(world, ['林文博'], '2026-08-03T02:00:00Z', (tx, now) =>
    addExemption(
      tx,
      {
        personId: who['林文博']!,
        requirement: null,
        reason: '病休',
        approvedBy: '支部大会',
        validFrom: '2026-08-01',
        validUntil: '2026-09-01'
      },
      now
    )
  )
  const { entryOf } = await trained(world, {
    name: '秋季轮训班',
    on: '2026-08-20',
    people: { 赵德明: 2800, 孙国庆: 400, 吴桂香: 5600 },
    notCompleted: ['孙国庆'],
    recordedAt: '2026-09-03T02:00:00Z'
  })
  await more('吴桂香', 'member.annual', '2026-09-05', '2027-01-20', '2026-09-08T02:00:00Z')
  await more('孙国庆', 'secretary.onboarding', '2026-09-02', '2027-02-01', '2026-09-08T02:00:00Z')
  await more('赵德明', 'secretary.onboarding', '2026-09-01', '2027-01-20', '2026-09-08T02:00:00Z')
  await changed(world, ['林文博'], '2026-09-10T02:00:00Z', tx =>
    tx.execute(
      sql`update exemptions set recorded_until = '2026-09-10T02:00:00Z' where person_id = ${who['林文博']!} and recorded_until is null`
    )
  )
  const wu = await postOf('吴桂香')
  await changed(world, ['吴桂香'], '2026-09-12T02:00:00Z', async (tx, now) => {
    await endPost(tx, wu, '2026-09-05', now)
    await addPosts(tx, [post('吴桂香', '东湖街道', 'secretary', '2026-09-05')], now)
  })
  await reverse(world, '赵德明', entryOf['赵德明']!, '2026-09-20T02:00:00Z')
})
afterAll(() => world.close())

const exported = () => exportedFrom(db)

const REQUIREMENTS = codesOf(EXAMPLE)
const DAYS = [
  '2026-04-01',
  '2026-06-20',
  '2026-09-30',
  '2025-12-31',
  '2026-05-01',
  '2026-08-15',
  '2026-11-01',
  '2027-01-19',
  '2027-01-20'
]
const SCOPES = ['安河市', '安澜县', '青石镇', '石岭村党支部']
const STATES = { covered: '已训', outstanding: '未训', notYetDue: '未到期', exempt: '免训', left: '已离' }
type StateName = keyof typeof STATES

/** A reporter of the whole city, so that every scope can be asked for. */
const city = async () => {
  await db.execute(sql`insert into account_roles (account_id, role, organisation_id, granted_at)
    values (${world.account.chen!}, 'reporter', ${world.at['安河市']!}, now()) on conflict do nothing`)
  return world.as('chen')
}

const cases = REQUIREMENTS.flatMap(requirement =>
  DAYS.flatMap(day => (['now', 'then'] as const).map(known => ({ requirement, day, known })))
)

test.each(cases)(
  '$requirement on $day as known $known: screen, list, file and the count from scratch agree',
  async ({ requirement, day, known }) => {
    const chen = await city()
    const facts = await exported()
    for (const scope of SCOPES) {
      const organisationId = world.at[scope]!
      const expected = coverageOf(EXAMPLE, facts, requirement, day, known, organisationId)
      const where = `requirement=${requirement}&asOf=${day}&known=${known}&organisationId=${organisationId}`

      const { body: screen } = await chen(`GET /coverage?${where}`)
      const cells = screen.cells.flatMap((cell: Row) =>
        Object.keys(STATES).flatMap(state => (cell[state] ? [`${cell.unitId} ${cell.stratum} ${state} ${cell[state]}`] : []))
      )
      const counted = new Map<string, number>()
      for (const { unit, stratum, state } of expected)
        counted.set(`${unit} ${stratum} ${state}`, (counted.get(`${unit} ${stratum} ${state}`) ?? 0) + 1)
      expect(cells.toSorted()).toEqual([...counted].map(([key, people]) => `${key} ${people}`).toSorted())
      expect(screen.sum.roster).toBe(expected.length)

      const { body: list } = await chen(`GET /coverage/people?${where}`)
      const listed = list.people.map((one: Row) => `${one.personId} ${one.organisationId} ${one.stratum} ${one.state}`)
      expect(listed.toSorted()).toEqual(
        expected.map(one => `${one.person} ${one.organisation} ${one.stratum} ${one.state}`).toSorted()
      )

      const file = await chen('POST /coverage/exports', { requirement, asOf: day, known, organisationId })
      const workbook = new exceljs.Workbook()
      await workbook.xlsx.load(file.bytes as unknown as exceljs.Buffer)
      const rows = (name: string) =>
        (workbook.getWorksheet(name)!.getSheetValues() as Row[]).filter(Boolean).map(row => row.slice(1))
      const of = (state: string) => expected.filter(one => one.state === state).length
      const due = of('covered') + of('outstanding')
      expect(rows('覆盖表').at(-1)!.slice(0, 9)).toEqual([
        scope,
        expected.length,
        due,
        of('covered'),
        undefined,
        of('outstanding'),
        of('notYetDue'),
        of('exempt'),
        of('left')
      ])
      const lines = rows('覆盖台账').slice(3)
      expect(lines.length).toBe(expected.length)
      expect(lines.filter(line => line[10] === '是').length).toBe(of('covered'))
      expect(String(rows('怎样计算').find(([what]) => what === '合计核对')![1])).toBe(
        `${Object.entries(STATES)
          .map(([state, word]) => `${word} ${of(state as StateName)}`)
          .join(' + ')} = ${expected.length}；名册 ${expected.length}：相符`
      )
    }
  }
)

test('what is kept says what the facts say', async () => {
  expect(await verify(db, new Date('2026-09-30T01:00:00Z'))).toBeNull()
})

test('the days were not chosen so that nothing happens: every state occurs, and now and then differ', async () => {
  const facts = await exported()
  const all = cases.flatMap(({ requirement, day, known }) =>
    coverageOf(EXAMPLE, facts, requirement, day, known, world.at['安河市']!)
  )
  expect(new Set(all.map(({ state }) => state))).toEqual(new Set(Object.keys(STATES)))
  const differing = REQUIREMENTS.flatMap(requirement => DAYS.map(day => [requirement, day] as const)).filter(
    ([requirement, day]) =>
      JSON.stringify(coverageOf(EXAMPLE, facts, requirement, day, 'now', world.at['安澜县']!)) !==
      JSON.stringify(coverageOf(EXAMPLE, facts, requirement, day, 'then', world.at['安澜县']!))
  )
  expect(differing.length).toBeGreaterThan(8)
})

test('林 had more time in May as known then and as known now, and in late June only as known before it was withdrawn', async () => {
  const chen = await city()
  const stateOf = async (name: string, requirement: string, asOf: string, known = 'now') =>
    (await chen(`GET /coverage/people?requirement=${requirement}&asOf=${asOf}&known=${known}`)).body.people.find(
      (one: Row) => one.name === name
    )?.state
  expect(await stateOf('林文博', 'committee.annual', '2026-05-01')).toBe('notYetDue')
  expect(await stateOf('林文博', 'committee.annual', '2026-05-01', 'then')).toBe('notYetDue')
  expect(await stateOf('林文博', 'committee.annual', '2026-06-20')).toBe('outstanding')
  expect(await stateOf('林文博', 'committee.annual', '2026-06-20', 'then')).toBe('notYetDue')
  expect(await stateOf('林文博', 'committee.annual', '2026-04-09', 'then')).toBe('outstanding')
  expect(await stateOf('林文博', 'committee.annual', '2026-04-09')).toBe('notYetDue')
  expect(await stateOf('吴桂香', 'member.annual', '2027-01-19')).toBe('notYetDue')
  expect(await stateOf('吴桂香', 'member.annual', '2027-01-20')).toBe('outstanding')
  // 赵 was appointed in May: without more time he would be on no roster of the next year.
  expect(await stateOf('赵德明', 'secretary.onboarding', '2027-01-19')).toBe('covered')
})
