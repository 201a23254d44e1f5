import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Lesson } from '../../web/routes/manage/cohorts/[cohortId]/draft.ts'
import {
  clashingWith,
  handledTo,
  isMovable,
  keyedTo,
  mayLie,
  movedTo,
  snapped,
  splitAgain,
  stepped,
  stretchedTo
} from '../../web/routes/manage/cohorts/[cohortId]/moving.ts'

/** Monday, nine to half past ten: an hour of core theory and half an hour of something else. */
const LESSON: Lesson = {
  id: 7,
  kind: 'classroom',
  title: '乡村振兴：原理与县情',
  courseVersionId: null,
  heldOn: '2026-09-14',
  fromMinute: 540,
  untilMinute: 630,
  minutes: 90,
  categories: [
    { category: 'coreTheory', minutes: 60 },
    { category: 'competency', minutes: 30 }
  ],
  tags: [],
  counts: true,
  teachers: [{ id: 3, name: '李明远' }],
  teacherText: null,
  venues: [],
  groups: [],
  placeText: null,
  baseId: null,
  baseName: null,
  venueKind: null,
  gatherMinute: null,
  gatherPlace: null,
  closesOn: null,
  isElective: false,
  requires: [],
  combinedId: null,
  combinedWith: [],
  wasHeld: null,
  notHeldReason: null
}
const WEEK = ['2026-09-14', '2026-09-15', '2026-09-16', '2026-09-17', '2026-09-18', '2026-09-21']
const COHORT = { isPublished: false, startsOn: '2026-09-14', endsOn: '2026-09-21' }
const times = ({ heldOn, fromMinute, untilMinute, minutes }: Lesson) => [heldOn, fromMinute, untilMinute, minutes]
const key = (name: string, shiftKey = false) => ({ key: name, shiftKey })

describe('times stand on marks of five minutes', () => {
  test.for([
    [540, 540],
    [542, 540],
    [543, 545],
    [547, 545],
    [1438, 1440]
  ])('%i is nearest to %i', ([minute, mark]) => expect(snapped(minute!)).toBe(mark))

  test.for([
    [540, 5, 545],
    [543, 5, 545],
    [543, -5, 540],
    [543, 15, 555],
    [545, -15, 530]
  ])('from %i by %i comes to %i', ([minute, by, mark]) => expect(stepped(minute!, by!)).toBe(mark))

  test('a step always goes the way it was asked, by no more than it says', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1440 }), fc.constantFrom(5, 15, -5, -15), (minute, by) => {
        const gone = (stepped(minute, by) - minute) * Math.sign(by)
        expect(gone).toBeGreaterThan(0)
        expect(gone).toBeLessThanOrEqual(Math.abs(by))
        expect(Math.abs(stepped(minute, by) % 5)).toBe(0)
      })
    )
  })
})

describe('the minutes of a mixed lesson', () => {
  const split = (...minutes: number[]) => minutes.map((part, at) => ({ category: 'abcd'[at]!, minutes: part }))

  test.for([
    [split(60, 30), 60, split(40, 20)],
    [split(60, 30), 100, split(67, 33)],
    [split(60, 30), 50, split(33, 17)],
    // Equal remainders: the first named.
    [split(30, 30), 61, split(31, 30)],
    // What comes to nothing goes.
    [split(89, 1), 30, split(30)]
  ] as const)('%j in %i minutes are %j', ([before, minutes, after]) => expect(splitAgain(before, minutes)).toEqual(after))

  test('always add up, and none is a whole minute away from its share', () => {
    const parts = fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 4 })
    fc.assert(
      fc.property(parts, fc.integer({ min: 1, max: 900 }), (before, minutes) => {
        const after = splitAgain(split(...before), minutes)
        const all = before.reduce((sum, part) => sum + part, 0)
        expect(after.reduce((sum, part) => sum + part.minutes, 0)).toBe(minutes)
        for (const [at, part] of before.entries()) {
          const now = after.find(({ category }) => category === 'abcd'[at])?.minutes ?? 0
          expect(Math.abs(now - (part * minutes) / all)).toBeLessThan(1)
        }
        expect(splitAgain(split(...before), all)).toEqual(split(...before))
      })
    )
  })
})

describe('a lesson in the hand', () => {
  test('moves with its length, its minutes and its gathering', () => {
    const outing = { ...LESSON, kind: 'onsite' as const, gatherMinute: 500, gatherPlace: '县党校南门' }
    const moved = movedTo(outing, '2026-09-16', 840)
    expect(times(moved)).toEqual(['2026-09-16', 840, 930, 90])
    expect(moved.gatherMinute).toBe(800)
    expect(moved.categories).toEqual(LESSON.categories)
    expect(times(movedTo(LESSON, '2026-09-14', 1400))).toEqual(['2026-09-14', 1350, 1440, 90])
    expect(times(movedTo(LESSON, '2026-09-14', -20))).toEqual(['2026-09-14', 0, 90, 90])
  })

  test('is stretched at either end; its pauses stay, its minutes go along and are divided as before', () => {
    const longer = stretchedTo(LESSON, 540, 690)
    expect(times(longer)).toEqual(['2026-09-14', 540, 690, 150])
    expect(longer.categories.map(({ minutes }) => minutes)).toEqual([100, 50])
    const later = stretchedTo({ ...LESSON, minutes: 75, categories: [{ category: 'coreTheory', minutes: 75 }] }, 570, 630)
    expect([later.minutes, later.categories]).toEqual([45, [{ category: 'coreTheory', minutes: 45 }]])
    expect(stretchedTo(LESSON, 540, 542)).toBe(LESSON)
    const meal = { ...LESSON, kind: 'meal' as const, counts: false, minutes: 0, categories: [] }
    expect(stretchedTo(meal, 540, 600)).toMatchObject({ untilMinute: 600, minutes: 0, categories: [] })
  })

  test('lets the mouse move it or pull one end, onto the marks', () => {
    expect(times(handledTo(LESSON, '2026-09-15', 543, 633))).toEqual(['2026-09-15', 545, 635, 90])
    expect(times(handledTo(LESSON, '2026-09-14', 540, 658))).toEqual(['2026-09-14', 540, 660, 120])
    expect(times(handledTo(LESSON, '2026-09-14', 512, 630))).toEqual(['2026-09-14', 510, 630, 120])
    const odd = { ...LESSON, fromMinute: 543, untilMinute: 633 }
    expect(times(handledTo(odd, '2026-09-15', 543, 633))).toEqual(['2026-09-15', 543, 633, 90])
  })

  test('goes by arrows, and with Shift changes its length; a day beside is the next that is drawn', () => {
    expect(times(keyedTo(LESSON, key('ArrowDown'), WEEK)!)).toEqual(['2026-09-14', 545, 635, 90])
    expect(times(keyedTo(LESSON, key('PageUp'), WEEK)!)).toEqual(['2026-09-14', 525, 615, 90])
    expect(times(keyedTo(LESSON, key('ArrowDown', true), WEEK)!)).toEqual(['2026-09-14', 540, 635, 95])
    expect(times(keyedTo({ ...LESSON, heldOn: '2026-09-18' }, key('ArrowRight'), WEEK)!)).toEqual(['2026-09-21', 540, 630, 90])
    expect(times(keyedTo(LESSON, key('ArrowLeft'), WEEK)!)).toEqual(['2026-09-13', 540, 630, 90])
    expect(keyedTo(LESSON, key('ArrowRight', true), WEEK)).toBe(null)
    expect(keyedTo(LESSON, key('a'), WEEK)).toBe(null)
  })

  test('whatever is done by hand can be written down, or is not let go there', () => {
    const keys = fc.array(
      fc.tuple(fc.constantFrom('ArrowUp', 'ArrowDown', 'PageUp', 'PageDown', 'ArrowLeft', 'ArrowRight'), fc.boolean()),
      { maxLength: 30 }
    )
    fc.assert(
      fc.property(keys, pressed => {
        let lesson = LESSON
        for (const [name, shiftKey] of pressed) {
          const next = keyedTo(lesson, key(name, shiftKey), WEEK)
          if (next && mayLie(next, COHORT)) lesson = next
        }
        expect(lesson.minutes).toBe(lesson.untilMinute - lesson.fromMinute)
        expect(lesson.categories.reduce((sum, part) => sum + part.minutes, 0)).toBe(lesson.minutes)
        expect(lesson.fromMinute).toBeGreaterThanOrEqual(0)
        expect(lesson.untilMinute).toBeLessThanOrEqual(1440)
        expect(lesson.heldOn >= COHORT.startsOn && lesson.heldOn <= COHORT.endsOn).toBe(true)
      })
    )
  })

  test('stays within the days of its cohort; published, it may come later', () => {
    expect(mayLie({ ...LESSON, heldOn: '2026-09-13' }, COHORT)).toBe(false)
    expect(mayLie({ ...LESSON, heldOn: '2026-09-22' }, COHORT)).toBe(false)
    expect(mayLie({ ...LESSON, heldOn: '2026-09-22' }, { ...COHORT, isPublished: true })).toBe(true)
  })

  test('an online lesson and a settled one stay where they are', () => {
    expect(isMovable(LESSON)).toBe(true)
    expect(isMovable({ ...LESSON, kind: 'online' })).toBe(false)
    expect(isMovable({ ...LESSON, wasHeld: false })).toBe(false)
  })
})

describe('conflicts while it is moved', () => {
  const other = { ...LESSON, id: 8, fromMinute: 640, untilMinute: 730 }
  const elsewhere = {
    lessonId: 7,
    what: 'teacher' as const,
    name: '李明远',
    otherLessonId: 99,
    otherTitle: '别班的课',
    otherCohortId: 2,
    otherCohortName: '第2期',
    heldOn: '2026-09-14',
    fromMinute: 540,
    untilMinute: 600,
    isHeld: true
  }

  test('are those the page was told of while nothing moves', () => {
    expect([...clashingWith(null, [LESSON, other], [elsewhere])]).toEqual([7])
  })

  test('with another cohort go when it is moved out of the way, and with its own teacher come when it meets', () => {
    expect([...clashingWith(movedTo(LESSON, '2026-09-15', 540), [LESSON, other], [elsewhere])]).toEqual([])
    expect([...clashingWith(movedTo(LESSON, '2026-09-14', 570), [LESSON, other], [elsewhere])].toSorted()).toEqual([7, 8])
    expect([...clashingWith(movedTo(LESSON, '2026-09-14', 550), [LESSON, other], [])]).toEqual([])
  })
})
