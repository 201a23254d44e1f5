import { describe, expect, test } from 'vitest'
import { eachOnce, gatheringAlong, isAlike, jointOf, moving, type Joint } from '../../../server/cohorts/combined/rules.ts'

const lesson: Joint = {
  kind: 'classroom',
  title: '党章与党内法规要点',
  courseVersionId: 4,
  heldOn: '2026-09-14',
  fromMinute: 540,
  untilMinute: 630,
  minutes: 90,
  categories: [
    { category: 'coreTheory', minutes: 60 },
    { category: 'competency', minutes: 30 }
  ],
  teacherIds: [3, 5],
  teacherText: null,
  venueIds: [7],
  placeText: null,
  baseId: null
}

describe('what is one for all', () => {
  test.each<[string, Partial<Joint>]>([
    ['another day', { heldOn: '2026-09-15' }],
    ['a later beginning', { fromMinute: 545 }],
    ['a later end', { untilMinute: 640 }],
    ['another name', { title: '党章' }],
    ['another course', { courseVersionId: null }],
    ['another way of teaching', { kind: 'discussion' }],
    ['fewer minutes', { minutes: 80 }],
    ['the same minutes in other categories', { categories: [{ category: 'coreTheory', minutes: 90 }] }],
    ['one teacher less', { teacherIds: [3] }],
    ['another room', { venueIds: [8] }],
    ['a place that is no room', { placeText: '镇礼堂' }],
    ['a base', { baseId: 2 }]
  ])('%s makes it another lesson', (_about, change) => {
    expect(isAlike(lesson, { ...lesson, ...change })).toBe(false)
  })

  test('the order in which teachers, rooms and categories are named makes no difference, nor does what is each cohort’s own', () => {
    const other = { ...lesson, teacherIds: [5, 3], categories: lesson.categories.toReversed(), groupIds: [1], gatherMinute: 500 }
    expect(isAlike(lesson, other)).toBe(true)
    expect(jointOf(other)).not.toHaveProperty('groupIds')
  })
})

test('people gather as much earlier or later as the lesson begins, and never before the day', () => {
  expect(gatheringAlong(510, 540, 600)).toBe(570)
  expect(gatheringAlong(20, 540, 500)).toBe(0)
  expect(gatheringAlong(null, 540, 600)).toBe(null)
})

test('the open ones change along, the settled ones stay, and an open one of somebody else bars it', () => {
  const mine = { name: '二期', isOpen: true, isManaged: true }
  const theirs = { name: '邻县', isOpen: true, isManaged: false }
  const over = { name: '一期', isOpen: false, isManaged: false }
  expect(moving([mine, over])).toEqual({ along: [mine], left: [over], barring: [] })
  expect(moving([mine, theirs])).toMatchObject({ barring: [theirs] })
})

test('a calendar tells what is taught together once, by the first of it', () => {
  const [a, b, c, alone] = [
    { id: 1, combinedId: 9 },
    { id: 2, combinedId: 9 },
    { id: 3, combinedId: 8 },
    { id: 4, combinedId: null }
  ] as const
  expect(eachOnce([a, alone, b, c, alone])).toEqual([
    { entry: a, with: [b] },
    { entry: alone, with: [] },
    { entry: c, with: [] },
    { entry: alone, with: [] }
  ])
})
