import fc from 'fast-check'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { rowsOf } from '../../server/database/db.ts'
import { newNames, placesEvenly, type Grouped } from '../../server/enrolment/groups/rules.ts'
import { lesson, publish, setUp } from '../cohorts/timetables.ts'
import { auditLinesOf, POSTGRES } from '../harness.ts'
import { makeWorld, type World } from '../world.ts'
import { addSecretaries } from './cohort.ts'

/** Numbers 1, 2, 3 …; their units by name, in no group yet unless said. */
const people = (units: string[], groupIds: (number | null)[] = []): Grouped[] =>
  units.map((unit, at) => ({ enrolmentId: 100 + at, number: at + 1, unit, groupId: groupIds[at] ?? null }))

describe('spread evenly', () => {
  test('six of two towns in two groups: three of each town’s three never sit together', () => {
    const places = placesEvenly(people(['青石镇', '青石镇', '青石镇', '河口镇', '河口镇', '河口镇']), [1, 2])
    expect([...places.entries()]).toEqual([
      // The larger town first; of two as large, by name: 河口镇 by number, then 青石镇 where it is fewest.
      [103, 1],
      [104, 2],
      [105, 1],
      [100, 2],
      [101, 1],
      [102, 2]
    ])
  })

  test('whoever comes later goes into the smallest group, and there where the fewest of the own unit are', () => {
    const sitting = people(['青石镇', '青石镇', '河口镇', '青石镇'], [1, 1, 2, null])
    expect([...placesEvenly(sitting, [1, 2])]).toEqual([[103, 2]])
    const even = people(['青石镇', '河口镇', '青石镇'], [1, 2, null])
    expect([...placesEvenly(even, [1, 2])]).toEqual([[102, 2]])
  })

  test('without groups nobody is in one', () => {
    expect(placesEvenly(people(['青石镇']), []).size).toBe(0)
  })

  test('sizes differ by one at most, every unit is spread over all groups, and everybody is in one', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('甲', '乙', '丙', '丁'), { maxLength: 60 }),
        fc.integer({ min: 1, max: 9 }),
        (units, count) => {
          const ids = Array.from({ length: count }, (_, at) => at + 1)
          const all = people(units)
          const places = placesEvenly(all, ids)
          expect(places.size).toBe(all.length)
          const apart = (some: readonly Grouped[]) => {
            const sizes = ids.map(id => some.filter(({ enrolmentId }) => places.get(enrolmentId) === id).length)
            return Math.max(...sizes) - Math.min(...sizes)
          }
          expect(apart(all)).toBeLessThanOrEqual(1)
          for (const unit of new Set(units)) expect(apart(all.filter(one => one.unit === unit))).toBeLessThanOrEqual(1)
        }
      )
    )
  })

  test('names are the next numbers that are free', () => {
    expect(newNames([], 3)).toEqual(['第1组', '第2组', '第3组'])
    expect(newNames(['第一组', '第3组'], 2)).toEqual(['第2组', '第4组'])
  })
})

let world: World
let cohortId: number
let seat: Record<string, number>
const NAMES = ['周一民', '周二民', '周三民', '周四民']
beforeAll(async () => {
  world = await makeWorld()
  const ids = await addSecretaries(world, NAMES)
  const made = await setUp(world, [lesson()], { name: '编组的班' })
  cohortId = made.cohortId
  const personIds = [world.who['林文博']!, world.who['吴桂香']!, ...ids]
  const { enrolled } = (await wang(`POST /cohorts/${cohortId}/enrolments`, { personIds })).body
  seat = Object.fromEntries(['林文博', '吴桂香', ...NAMES].map((name, at) => [name, enrolled[at].id]))
})
afterAll(() => world.close())

const wang = (call: string, body?: object) => world.as('wang')(call, body)
const named = (name: string, change: object = {}) => ({ name, leaderId: null, venueId: null, placeText: null, ...change })
const told = async (who: 'wang' | 'xu' | 'gao' = 'wang') => (await world.as(who)(`GET /cohorts/${cohortId}/groups`)).body

describe('the groups of a cohort', () => {
  test('are made and spread in one act by 徐, units mixed, and a line says so', async () => {
    const arrange = `POST /cohorts/${cohortId}/groups/arrangement`
    expect((await world.as('lin')(arrange, { count: 2, isAnew: true })).status).toBe(403)
    expect((await world.as('xuElsewhere')(arrange, { count: 2, isAnew: true })).status).toBe(404)
    expect((await world.as('xu')(arrange, { count: 0, isAnew: true })).body.field).toBe('count')
    expect((await world.as('xu')(arrange, { count: 2, isAnew: true })).body).toEqual({ groups: 2, changed: 6 })
    const { groups, people: all } = await told()
    expect(groups.map(({ name, people }: { name: string; people: number }) => [name, people])).toEqual([
      ['第1组', 3],
      ['第2组', 3]
    ])
    const units = all.map(({ unit }: { unit: string }) => unit)
    expect([...new Set(units)].toSorted()).toEqual(['东湖街道', '青石镇'])
    expect(await told('gao')).toMatchObject({ mayArrange: false })
    expect((await auditLinesOf(world.database, 'POST /cohorts/:cohortId/groups/arrangement')).at(-1)).toMatchObject({
      account_id: world.account.xu,
      details: { cohortId, count: 2, changed: 6 }
    })
    // Nothing changes for anybody the second time.
    expect((await world.as('xu')(arrange, { count: 2, isAnew: false })).body).toEqual({ groups: 2, changed: 0 })
  })

  test('have a name of their own, a leader who is one of them, and a room; by hand, people change over', async () => {
    const { groups, people: all } = await told()
    const [first, second] = groups
    const inFirst = all
      .filter(({ groupId }: { groupId: number }) => groupId === first.id)
      .map(({ enrolmentId }: { enrolmentId: number }) => enrolmentId)
    const change = (id: number, body: object) => wang(`PUT /cohorts/${cohortId}/groups/${id}`, body)
    expect((await change(second.id, named('第1组'))).body).toMatchObject({ code: 'group-name-taken', field: 'name' })
    expect((await change(second.id, named('第2组', { leaderId: inFirst[0] }))).body).toMatchObject({
      code: 'leader-elsewhere',
      field: 'leaderId'
    })
    expect((await change(second.id, named('第2组', { venueId: 999_999 }))).body).toMatchObject({
      code: 'unknown-venue',
      field: 'venueId'
    })
    expect((await change(first.id, named('第1组', { leaderId: inFirst[0], placeText: ' 二楼小会议室 ' }))).status).toBe(200)
    expect((await told()).groups[0]).toMatchObject({ leaderId: inFirst[0], placeText: '二楼小会议室' })
    const move = (seats: object[]) => wang(`POST /cohorts/${cohortId}/group-seats`, { seats })
    expect((await move([{ enrolmentId: 999_999, groupId: null }])).body).toMatchObject({
      code: 'not-in-cohort',
      field: 'seats.0.enrolmentId'
    })
    const twice = { enrolmentId: inFirst[0], groupId: second.id }
    expect((await move([twice, twice])).body).toMatchObject({ code: 'named-twice', field: 'seats.1.enrolmentId' })
    expect((await move([{ enrolmentId: inFirst[0], groupId: 999_999 }])).body).toMatchObject({
      code: 'unknown-group',
      field: 'seats.0.groupId'
    })
    expect((await move([twice])).body).toEqual({ changed: 1 })
    // Who has left a group leads it no longer.
    expect(
      (await told()).groups.map(({ people, leaderId }: { people: number; leaderId: number | null }) => [people, leaderId])
    ).toEqual([
      [2, null],
      [4, null]
    ])
    await move([{ enrolmentId: inFirst[0], groupId: first.id }])
  })

  test('林 is told the own group and its leader', async () => {
    await publish(world, cohortId)
    const { groups, people: all } = await told()
    const own = all.find(({ enrolmentId }: { enrolmentId: number }) => enrolmentId === seat['林文博'])
    const group = groups.find(({ id }: { id: number }) => id === own.groupId)
    await wang(`PUT /cohorts/${cohortId}/groups/${group.id}`, named(group.name, { leaderId: seat['林文博'], placeText: '一楼' }))
    const [cohort] = (await world.as('lin')('GET /my/cohorts')).body.cohorts
    expect(cohort).toMatchObject({
      groupName: group.name,
      groupLeader: '林文博',
      groupPlace: '一楼',
      room: null,
      arrivedAt: null
    })
  })
})

describe('a lesson for a group', () => {
  test('names groups of its own cohort alone, and is told with them', async () => {
    const { groups } = await told()
    const other = await setUp(world, [])
    expect((await wang(`POST /cohorts/${other.cohortId}/lessons`, lesson({ groupIds: [groups[0].id] }))).body).toMatchObject({
      code: 'unknown-group',
      field: 'groupIds'
    })
    const added = lesson({ title: '分组研讨', kind: 'discussion', fromMinute: 840, untilMinute: 930, groupIds: [groups[0].id] })
    const { lessonId } = (await wang(`POST /cohorts/${cohortId}/lessons`, added)).body
    const cohort = (await wang(`GET /cohorts/${cohortId}`)).body
    expect(cohort.groups).toEqual(groups.map(({ id, name }: { id: number; name: string }) => ({ id, name })))
    expect(cohort.lessons.find(({ id }: { id: number }) => id === lessonId).groups).toEqual([{ id: groups[0].id, name: '第1组' }])
    world.clock.set('2026-09-14T07:00:00Z')
    const roll = (await world.as('xu')(`GET /cohorts/${cohortId}/lessons/${lessonId}/roll-call`)).body
    expect(roll.groups).toEqual([{ id: groups[0].id, name: '第1组' }])
    expect(roll.people.filter(({ groupId }: { groupId: number }) => groupId === groups[0].id)).toHaveLength(3)
    world.clock.set('2026-09-07T01:00:00Z')
    expect((await wang(`DELETE /cohorts/${cohortId}/groups/${groups[0].id}`)).body).toMatchObject({
      code: 'group-has-lessons',
      zh: '课程表里有 1 节课排给第1组，请先从课程表里去掉。'
    })
    expect((await wang(`POST /cohorts/${cohortId}/groups/arrangement`, { count: 1, isAnew: true })).status).toBe(200)
    const left = (await told()).groups
    expect(left.map(({ people }: { people: number }) => people)).toEqual([6])
    await wang(`POST /cohorts/${cohortId}/groups/arrangement`, { count: 2, isAnew: true })
  })

  test('at the time of another for the same group is warned in a draft and refused when published', async () => {
    const draft = await setUp(world, [], { name: '两场研讨的班' })
    const { id: group } = (await wang(`POST /cohorts/${draft.cohortId}/groups`, named('第1组'))).body
    const at = (from: number, change: object) =>
      lesson({ fromMinute: from, untilMinute: from + 90, kind: 'discussion', groupIds: [group], ...change })
    await wang(`POST /cohorts/${draft.cohortId}/lessons`, at(540, { title: '研讨一' }))
    const { conflicts } = (await wang(`POST /cohorts/${draft.cohortId}/lessons`, at(600, { title: '研讨二' }))).body
    expect(conflicts.map(({ what, name, otherTitle }: Record<string, string>) => [what, name, otherTitle])).toEqual([
      ['group', '第1组', '研讨二'],
      ['group', '第1组', '研讨一']
    ])
    const refused = await wang(`POST /cohorts/${draft.cohortId}/publication`)
    expect([refused.status, refused.body.code, refused.body.field]).toEqual([409, 'group-taken', 'groupIds'])
    expect(refused.body.zh).toBe('第1组已有课：2026-09-14 10:00–11:30，两场研讨的班“研讨二”。')
    const { lessons } = (await wang(`GET /cohorts/${draft.cohortId}`)).body
    await wang(`PUT /cohorts/${draft.cohortId}/lessons/${lessons[1].id}`, at(630, { title: '研讨二' }))
    await publish(world, draft.cohortId)
    expect((await wang(`PUT /cohorts/${draft.cohortId}/lessons/${lessons[1].id}`, at(629, { title: '研讨二' }))).body.code).toBe(
      'group-taken'
    )
  })

  test.skipIf(!POSTGRES)('of two published at the same moment for one group at one time, one is refused', async () => {
    const made = await setUp(world, [lesson()], { name: '抢组的班' })
    await publish(world, made.cohortId)
    const { id: group } = (await wang(`POST /cohorts/${made.cohortId}/groups`, named('第1组'))).body
    const add = (title: string) =>
      wang(`POST /cohorts/${made.cohortId}/lessons`, lesson({ title, heldOn: '2026-09-15', groupIds: [group] }))
    const answers = await Promise.all([add('研讨甲'), add('研讨乙'), add('研讨丙')])
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409, 409])
    const [row] = await rowsOf<{ n: number }>(
      world.database.db,
      sql`select count(*)::int as n from bookings where group_id = ${group}`
    )
    expect(row).toEqual({ n: 1 })
  })
})
