import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { extendHorizon, rewriteStandings, verify } from '../../server/coverage/queries.ts'
import { rowsOf, type Db } from '../../server/database/db.ts'
import { addExemption, addPosts, endPost } from '../../server/organisations/queries.ts'
import { POSTGRES } from '../harness.ts'
import { makeWorld, type World } from '../world.ts'
import { changed, reverse, trained } from './training.ts'

let world: World
let db: Db
beforeAll(async () => {
  world = await makeWorld()
  db = world.database.db
})
afterAll(() => world.close())

const now = new Date('2026-09-07T01:00:00Z')

/** Live stretches of one person and requirement in one year, as people read them. */
const standings = async (name: string, requirement: string, period: number) =>
  (
    await rowsOf<{ said: string }>(
      db,
      sql`select stratum || ' ' || state || ' ' || valid_from || '..' || valid_until as said from standings
          where person_id = ${world.who[name]!} and requirement = ${requirement} and period = ${period} and recorded_until is null order by valid_from`
    )
  ).map(row => row.said)

const rowsKept = async () => (await rowsOf<{ n: number }>(db, sql`select count(*)::int as n from standings`))[0]!.n

const postOf = async (name: string) =>
  (
    await rowsOf<{ post_id: number }>(
      db,
      sql`select post_id from posts where person_id = ${world.who[name]!} and recorded_until is null`
    )
  )[0]!.post_id

test('the roster gives everyone standings to the end of next year, from the first year of the pack', async () => {
  expect(await standings('林文博', 'secretary.rotation', 2026)).toEqual(['villageSecretary outstanding 2026-01-01..2027-01-01'])
  const years = await rowsOf<{ period: number }>(db, sql`select distinct period from standings order by period`)
  expect(years.map(row => row.period)).toEqual([2024, 2025, 2026, 2027])
  expect(await verify(db, now)).toBeNull()
})

test('writing them again changes nothing', async () => {
  const before = await rowsKept()
  await changed(world, ['林文博', '赵德明', '孙国庆'], '2026-02-01T01:00:00Z', async () => {})
  expect(await rowsKept()).toBe(before)
})

test('林 completes a rotation: the stretch is broken on that day, and what was known before is still there', async () => {
  await trained(world, { name: '第1期轮训班', on: '2026-03-20', people: { 林文博: 400 }, recordedAt: '2026-03-21T02:00:00Z' })
  expect(await standings('林文博', 'secretary.rotation', 2026)).toEqual([
    'villageSecretary outstanding 2026-01-01..2026-03-20',
    'villageSecretary covered 2026-03-20..2027-01-01'
  ])
  expect(await standings('孙国庆', 'secretary.rotation', 2026)).toEqual(['villageSecretary outstanding 2026-01-01..2027-01-01'])
  const before = await rowsOf<{ said: string }>(
    db,
    sql`select state || ' ' || valid_from || '..' || valid_until as said from standings
        where person_id = ${world.who['林文博']!} and requirement = 'secretary.rotation' and period = 2026 and recorded_until is not null`
  )
  expect(before.map(row => row.said)).toEqual(['outstanding 2026-01-01..2027-01-01'])
  expect(await verify(db, now)).toBeNull()
})

test('赵 is exempt for two months, 孙 leaves office, 吴 is appointed elsewhere: each in the transaction of the fact', async () => {
  await changed(world, ['赵德明'], '2026-04-01T01:00:00Z', (tx, at) =>
    addExemption(
      tx,
      {
        personId: world.who['赵德明']!,
        requirement: null,
        reason: '病休',
        approvedBy: '支部大会',
        validFrom: '2026-04-01',
        validUntil: '2026-06-01'
      },
      at
    )
  )
  expect(await standings('赵德明', 'committee.annual', 2026)).toEqual([
    'committee outstanding 2026-01-01..2026-04-01',
    'committee exempt 2026-04-01..2026-06-01',
    'committee outstanding 2026-06-01..2027-01-01'
  ])
  const post = await postOf('孙国庆')
  await changed(world, ['孙国庆'], '2026-05-06T01:00:00Z', (tx, at) => endPost(tx, post, '2026-05-01', at))
  expect(await standings('孙国庆', 'secretary.rotation', 2026)).toEqual([
    'villageSecretary outstanding 2026-01-01..2026-05-01',
    'villageSecretary left 2026-05-01..2027-01-01'
  ])
  expect(await standings('孙国庆', 'secretary.rotation', 2027)).toEqual([])
  const old = await postOf('吴桂香')
  await changed(world, ['吴桂香'], '2026-05-06T01:00:00Z', async (tx, at) => {
    await endPost(tx, old, '2026-05-10', at)
    const there = {
      personId: world.who['吴桂香']!,
      organisationId: world.at['石岭村党支部']!,
      role: 'secretary',
      portfolio: null,
      isMain: true
    }
    await addPosts(tx, [{ ...there, validFrom: '2026-05-10' }], at)
  })
  expect(await standings('吴桂香', 'secretary.rotation', 2026)).toEqual([
    'communitySecretary outstanding 2026-01-01..2026-05-10',
    'villageSecretary outstanding 2026-05-10..2027-01-01'
  ])
  expect(await verify(db, now)).toBeNull()
})

test('credit that is taken back takes the coverage back', async () => {
  const { entryOf } = await trained(world, {
    name: '冬训',
    on: '2026-02-02',
    people: { 赵德明: 5600 },
    recordedAt: '2026-06-02T02:00:00Z'
  })
  expect(await standings('赵德明', 'member.annual', 2026)).toEqual([
    'member outstanding 2026-01-01..2026-02-02',
    'member covered 2026-02-02..2026-04-01',
    'member exempt 2026-04-01..2026-06-01',
    'member covered 2026-06-01..2027-01-01'
  ])
  await reverse(world, '赵德明', entryOf['赵德明']!, '2026-06-05T02:00:00Z')
  expect(await standings('赵德明', 'member.annual', 2026)).toEqual([
    'member outstanding 2026-01-01..2026-04-01',
    'member exempt 2026-04-01..2026-06-01',
    'member outstanding 2026-06-01..2027-01-01'
  ])
  expect(await verify(db, now)).toBeNull()
})

test('verify names the first stretch that does not follow from the facts', async () => {
  await db
    .transaction(async tx => {
      await tx.execute(sql`update standings set recorded_until = ${now.toISOString()}::timestamptz
      where person_id = ${world.who['林文博']!} and requirement = 'secretary.rotation' and period = 2026 and state = 'covered' and recorded_until is null`)
      const found = await verify(tx as unknown as Db, now)
      expect(found).toMatchObject({ kept: null, wanted: { personId: world.who['林文博'], state: 'covered', from: '2026-03-20' } })
      tx.rollback()
    })
    .catch(error => expect(String(error)).toMatch(/rollback/i))
  expect(await verify(db, now)).toBeNull()
})

test('when the year turns, the year after next is added for those who need it, once', async () => {
  const newYear = new Date('2026-12-31T16:01:00Z')
  expect(await standings('林文博', 'secretary.rotation', 2028)).toEqual([])
  expect(await extendHorizon(db, newYear)).toBe(5)
  expect(await standings('林文博', 'secretary.rotation', 2028)).toEqual(['villageSecretary outstanding 2028-01-01..2029-01-01'])
  expect(await standings('孙国庆', 'secretary.rotation', 2028)).toEqual([])
  expect(await standings('孙国庆', 'member.annual', 2028)).toEqual(['member outstanding 2028-01-01..2029-01-01'])
  expect(await extendHorizon(db, newYear)).toBe(0)
})

test('an earlier clock does not make two knowledges overlap', async () => {
  await changed(world, ['郑海峰'], '2027-02-01T01:00:00Z', (tx, at) =>
    addExemption(
      tx,
      {
        personId: world.who['郑海峰']!,
        requirement: null,
        reason: '病休',
        approvedBy: '支部大会',
        validFrom: '2027-02-01',
        validUntil: '2027-09-01'
      },
      at
    )
  )
  const late = changed(world, ['郑海峰'], '2027-01-31T23:59:59Z', async tx => {
    await tx.execute(sql`update exemptions set recorded_until = '2027-02-01T01:00:01Z' where person_id = ${world.who['郑海峰']!}`)
  })
  await expect(late).resolves.toBeUndefined()
  expect(await standings('郑海峰', 'secretary.rotation', 2027)).toEqual(['villageSecretary outstanding 2027-01-01..2028-01-01'])
})

test.skipIf(!POSTGRES)('two halves of the credit posted at once by two transactions add up', async () => {
  const name = '林文博'
  let arrived = 0
  let open = () => {}
  const bothAreThere = new Promise<void>(resolve => (open = resolve))
  const meet = () => (++arrived === 2 && open(), bothAreThere)
  const half = (title: string, on: string) =>
    trained(world, { name: title, on, people: { [name]: 2800 }, recordedAt: '2027-03-01T01:00:00Z', meet })
  await Promise.all([half('春训一', '2027-02-10'), half('春训二', '2027-02-11')])
  expect(await standings(name, 'committee.annual', 2027)).toEqual([
    'villageSecretary outstanding 2027-01-01..2027-02-11',
    'villageSecretary covered 2027-02-11..2028-01-01'
  ])
})

test('nobody asked for, nothing written', async () => {
  const before = await rowsKept()
  await rewriteStandings(db, [], now)
  expect(await rowsKept()).toBe(before)
})
