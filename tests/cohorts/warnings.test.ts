import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { collisions, hurries, placesMissing, wayBetween, type Placed } from '../../server/cohorts/warnings/rules.ts'
import { RED_RIDGE } from '../curriculum/redRidge.ts'
import { makeWorld, type World } from '../world.ts'
import { publish, setUp, teaching } from './timetables.ts'

let id = 0
/** A Monday morning at the school. */
const at = (fromMinute: number, untilMinute: number, change: Partial<Placed> = {}): Placed => ({
  lessonId: ++id,
  cohortId: 1,
  title: '课',
  kind: 'classroom',
  heldOn: '2026-09-14',
  fromMinute,
  untilMinute,
  teachers: [],
  groupIds: [],
  baseId: null,
  combinedId: null,
  travelMinutes: null,
  ...change
})
const ridge = { baseId: 7, travelMinutes: 35 }
const he = [{ id: 3, name: '贺老师' }]

describe('rooms', () => {
  test.each([
    ['one room of sixty for sixty seats', [60], false, [], 60, 0],
    ['one room of sixty for sixty-one', [60], false, [], 61, 1],
    ['four rooms of twelve for forty-eight', [12, 12, 12, 12], false, [], 48, 0],
    ['three of them', [12, 12, 12], false, [], 48, 12],
    ['no room of the catalogue', [], false, [], 48, 0],
    ['a room, and a place nobody knows the size of', [12], true, [], 48, 0],
    ['a room of ten for the group of twelve', [10], false, [1], 48, 2],
    ['two groups, of twelve and of eight, in one room of twenty', [20], false, [1, 2], 48, 0]
  ] as const)('%s', (_about, capacities, hasOtherPlace, groupIds, seats, missing) => {
    const rooms = capacities.map(capacity => ({ capacity }))
    expect(placesMissing({ rooms, hasOtherPlace, groupIds }, seats, group => (group === 1 ? 12 : 8))).toBe(missing)
  })

  test('a room of sixty for forty seats and the thirty of a cohort that is taught together', () => {
    expect(placesMissing({ rooms: [{ capacity: 60 }], hasOtherPlace: false, groupIds: [], others: 30 }, 40, () => 0)).toBe(10)
  })
})

describe('the way', () => {
  test.each([
    ['within the school', {}, {}, 0],
    ['from the school to a base', {}, ridge, 35],
    ['and back', ridge, {}, 35],
    ['between two lessons at one base', ridge, ridge, 0],
    ['from one base to another, past the school', ridge, { baseId: 8, travelMinutes: 20 }, 55],
    ['to a base nobody knows the way to', {}, { baseId: 9 }, null]
  ] as const)('%s', (_about, one, other, minutes) => {
    expect(wayBetween(at(0, 1, one), at(2, 3, other))).toBe(minutes)
  })

  test.each([
    ['34 minutes for a way of 35', [at(540, 630), at(664, 700, ridge)], ['cohort 34/35']],
    ['exactly 35', [at(540, 630), at(665, 700, ridge)], []],
    ['the next day', [at(540, 630), at(540, 700, { ...ridge, heldOn: '2026-09-15' })], []],
    [
      'the journey is in the timetable and takes its time',
      [at(540, 630), at(630, 640, { kind: 'travel' }), at(640, 700, ridge)],
      ['cohort 10/35']
    ],
    ['an online lesson is held nowhere', [at(540, 630, { kind: 'online' }), at(640, 700, ridge)], []],
    ['for two different groups', [at(540, 630, { groupIds: [1] }), at(640, 700, { ...ridge, groupIds: [2] })], []],
    ['for one group and for all', [at(540, 630, { groupIds: [1] }), at(640, 700, ridge)], ['cohort 10/35']]
  ] as const)('of a cohort: %s', (_about, own, found) => {
    expect(hurries(own, []).map(({ minutes, needed }) => `cohort ${minutes}/${needed}`)).toEqual(found)
  })

  test('of a teacher, between this cohort and another; what is between two others is none of this one’s', () => {
    const own = at(540, 630, { teachers: he })
    const there = at(640, 700, { ...ridge, teachers: he, cohortId: 2 })
    const later = at(710, 800, { teachers: he, cohortId: 2 })
    expect(hurries([own], [there, later])).toMatchObject([{ who: '贺老师', minutes: 10, needed: 35, after: { cohortId: 2 } }])
    expect(hurries([at(540, 630)], [there])).toEqual([])
  })

  test('one and the same pair is said once, of the cohort', () => {
    expect(hurries([at(540, 630, { teachers: he }), at(640, 700, { ...ridge, teachers: he })], [])).toMatchObject([{ who: null }])
  })

  test('never of what lies as far apart as the way, whatever the way', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 0, max: 300 }), (way, gap) => {
        const found = hurries([at(0, 60), at(60 + gap, 400, { baseId: 1, travelMinutes: way })], [])
        expect(found.length).toBe(gap < way ? 1 : 0)
      })
    )
  })
})

describe('learners elsewhere', () => {
  const lin = { personId: 1, name: '林文博' }
  const zhao = { personId: 2, name: '赵德明' }
  const namesOf = (found: ReturnType<typeof collisions>) => found.map(({ people }) => people.map(({ name }) => name))
  const here = [
    { ...lin, groupId: 1 },
    { ...zhao, groupId: null }
  ]
  const there = [{ ...lin, groupId: null, cohortId: 2 }]
  test.each([
    ['at the same time', at(540, 630), at(600, 700, { cohortId: 2 }), [['林文博']]],
    ['one after the other', at(540, 630), at(630, 700, { cohortId: 2 }), []],
    ['on another day', at(540, 630), at(540, 630, { cohortId: 2, heldOn: '2026-09-15' }), []],
    ['online', at(540, 630), at(540, 630, { cohortId: 2, kind: 'online' }), []],
    ['taught together', at(540, 630, { combinedId: 9 }), at(540, 630, { cohortId: 2, combinedId: 9 }), []],
    ['each together with others', at(540, 630, { combinedId: 9 }), at(540, 630, { cohortId: 2, combinedId: 8 }), [['林文博']]],
    ['for a group that is not theirs', at(540, 630, { groupIds: [2] }), at(540, 630, { cohortId: 2 }), []],
    ['for the own group', at(540, 630, { groupIds: [1] }), at(540, 630, { cohortId: 2 }), [['林文博']]],
    ['in a cohort in which nobody of here sits', at(540, 630), at(540, 630, { cohortId: 3 }), []]
  ] as const)('%s', (_about, lesson, other, names) => {
    expect(namesOf(collisions([lesson], here, [other], there))).toEqual(names)
  })
})

describe('as they are told', () => {
  let world: World
  beforeAll(async () => {
    world = await makeWorld()
  })
  afterAll(() => world.close())

  test('王 is warned of all three, by name where both cohorts are his; the timetable is published all the same', async () => {
    const wang = world.as('wang')
    const organisationId = world.at['安澜县']!
    const room = (await wang('POST /venues', { organisationId, name: '101', place: '县党校', capacity: 40 })).body.id
    const base = (await wang('POST /teaching-bases', { ...RED_RIDGE, organisationId, travelMinutes: 35 })).body.id
    const elsewhere = await setUp(world, [teaching('coreTheory', 60, '2026-09-14', 600, { title: '另一课' })], { name: '另一班' })
    await wang(`POST /cohorts/${elsewhere.cohortId}/enrolments`, { personIds: [world.who['林文博']] })
    const { cohortId } = await setUp(world, [
      teaching('coreTheory', 90, '2026-09-14', 540, { title: '理论', venueIds: [room] }),
      teaching('competency', 90, '2026-09-14', 650, { title: '现场', kind: 'onsite', baseId: base })
    ])
    const enrolled = await wang(`POST /cohorts/${cohortId}/enrolments`, { personIds: [world.who['林文博'], world.who['赵德明']] })
    expect(enrolled.body.collisions).toMatchObject([
      { what: 'learners', title: '理论', count: 1, otherCohortName: '另一班' },
      { title: '现场' }
    ])
    await publish(world, cohortId)
    const told = (await wang(`GET /cohorts/${cohortId}/warnings`)).body.warnings
    expect(told).toMatchObject([
      { what: 'rooms', title: '理论', count: 8 },
      { what: 'travel', title: '理论', otherTitle: '现场', count: 20, needed: 35, who: null },
      { what: 'learners', title: '理论', otherTitle: '另一课', otherFromMinute: 600, count: 1, names: ['林文博'] },
      { what: 'learners', title: '现场', count: 1 }
    ])
    // 徐 supervises and manages neither: how many, not who.
    const seen = (await world.as('xu')(`GET /cohorts/${cohortId}/warnings`)).body.warnings
    expect(seen.map(({ count, names }: { count: number; names: string[] }) => [count, names])).toEqual([
      [8, []],
      [20, []],
      [1, []],
      [1, []]
    ])
  })
})
