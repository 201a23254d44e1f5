import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  asHeld,
  balanceOf,
  clashesBetween,
  mayBeClosed,
  mayBeDerogated,
  mayChange,
  maySettle,
  minutesToSpare,
  mistakeIn,
  type Planned,
  type Taking,
  type Timed
} from '../../server/cohorts/rules.ts'

const THIRD = { category: 'coreTheory', part: 1, whole: 3 }
const theory = (minutes: number): Timed => ({ counts: true, minutes, categories: [{ category: 'coreTheory', minutes }] })
const other = (minutes: number): Timed => ({ counts: true, minutes, categories: [{ category: 'competency', minutes }] })
const uncounted: Timed = { counts: false, minutes: 0, categories: [] }
const mixed = (core: number, rest: number): Timed => ({
  counts: true,
  minutes: core + rest,
  categories: [
    { category: 'coreTheory', minutes: core },
    { category: 'partySpirit', minutes: rest }
  ]
})

describe('the balance of a timetable', () => {
  test.each([
    // said, lessons, all, core, met, to convert, to add
    ['nothing at all is not enough', [], 0, 0, false, 0, 0],
    ['ceremonies alone are an empty timetable', [uncounted, uncounted], 0, 0, false, 0, 0],
    ['theory alone is enough', [theory(90)], 90, 90, true, 0, 0],
    ['no theory at all', [other(90)], 90, 0, false, 30, 45],
    ['exactly one third', [theory(90), other(180)], 270, 90, true, 0, 0],
    ['one minute under a third', [theory(89), other(181)], 270, 89, false, 1, 2],
    ['one minute over', [theory(91), other(179)], 270, 91, true, 0, 0],
    ['a mixed lesson counts by its minutes', [mixed(90, 30), other(150)], 270, 90, true, 0, 0],
    ['the example of the demonstration week', [theory(300), other(750)], 1050, 300, false, 50, 75],
    ['ceremonies do not thin it out', [theory(90), other(180), uncounted], 270, 90, true, 0, 0],
    ['a total that three does not divide', [theory(33), other(67)], 100, 33, false, 1, 1],
    ['and is met one minute later', [theory(34), other(67)], 101, 34, true, 0, 0]
  ] as const)('%s', (_said, lessons, all, inCategory, isMet, minutesToConvert, minutesToAdd) => {
    expect(balanceOf(lessons, THIRD)).toEqual({ all, inCategory, isMet, minutesToConvert, minutesToAdd })
  })

  test('a stricter pack asks for two fifths', () => {
    const rule = { category: 'coreTheory', part: 2, whole: 5 }
    expect(balanceOf([theory(100), other(200)], rule)).toEqual({
      all: 300,
      inCategory: 100,
      isMet: false,
      minutesToConvert: 20,
      minutesToAdd: 34
    })
  })

  test('390 of 1050 leaves 40 minutes to spare', () => {
    expect(minutesToSpare(balanceOf([theory(390), other(660)], THIRD), THIRD)).toBe(40)
    expect(minutesToSpare(balanceOf([theory(300), other(750)], THIRD), THIRD)).toBe(0)
  })

  const timetable = fc.record({ core: fc.integer({ min: 0, max: 3000 }), rest: fc.integer({ min: 0, max: 6000 }) })
  const at = (core: number, rest: number) => balanceOf([theory(core), other(rest)], THIRD)

  test('turning minutesToConvert into core theory is enough, and one minute less is not', () => {
    fc.assert(
      fc.property(timetable, ({ core, rest }) => {
        const { all, isMet, minutesToConvert: turned } = at(core, rest)
        fc.pre(all > 0)
        expect(at(core + turned, rest - turned).isMet).toBe(true)
        expect(turned === 0).toBe(isMet)
        if (turned > 0) expect(at(core + turned - 1, rest - turned + 1).isMet).toBe(false)
      })
    )
  })

  test('adding minutesToAdd of core theory is enough, and one minute less is not', () => {
    fc.assert(
      fc.property(timetable, ({ core, rest }) => {
        const { all, isMet, minutesToAdd: added } = at(core, rest)
        fc.pre(all > 0)
        expect(at(core + added, rest).isMet).toBe(true)
        expect(added === 0).toBe(isMet)
        if (added > 0) expect(at(core + added - 1, rest).isMet).toBe(false)
      })
    )
  })

  test('the minutes to spare can be given away, and not one more', () => {
    fc.assert(
      fc.property(timetable, ({ core, rest }) => {
        const balance = at(core, rest)
        fc.pre(balance.isMet)
        const spare = minutesToSpare(balance, THIRD)
        expect(at(core - spare, rest + spare).isMet).toBe(true)
        expect(at(core - spare - 1, rest + spare + 1).isMet).toBe(false)
      })
    )
  })
})

test('as held, what did not take place is out and what is still to come stands', () => {
  const monday = { ...theory(90), wasHeld: true }
  const tuesday = { ...theory(60), wasHeld: false }
  const friday = { ...other(120), wasHeld: null }
  expect(asHeld([monday, tuesday, friday])).toEqual([monday, friday])
  expect(balanceOf([monday, tuesday, friday], THIRD).inCategory).toBe(150)
  expect(balanceOf(asHeld([monday, tuesday, friday]), THIRD)).toMatchObject({ all: 210, inCategory: 90, isMet: true })
})

test('what may be done follows from publication, closing and cancelling', () => {
  const asked = (isPublished: boolean, isClosed: boolean, isCancelled = false) => {
    const cohort = { isPublished, isClosed, isCancelled, derogationId: null }
    return [mayChange(cohort), maySettle(cohort), mayBeClosed(cohort), mayBeDerogated(cohort)]
  }
  expect(asked(false, false)).toEqual([true, false, false, false])
  expect(asked(true, false)).toEqual([true, true, true, true])
  expect(asked(true, true)).toEqual([false, false, false, false])
  expect(asked(true, false, true)).toEqual([false, false, false, false])
  expect(mayBeDerogated({ isPublished: true, isClosed: false, isCancelled: false, derogationId: 7 })).toBe(false)
})

describe('one room and one teacher at a time', () => {
  const lesson: Taking = { heldOn: '2026-09-16', fromMinute: 840, untilMinute: 930, venueId: 302, teacherId: 4, groupId: null }
  test.each([
    ['the same room at the same time', { teacherId: 5 }, ['venue']],
    ['the same teacher at the same time', { venueId: 305 }, ['teacher']],
    ['both', {}, ['venue', 'teacher']],
    ['one minute of overlap', { fromMinute: 929, untilMinute: 990 }, ['venue', 'teacher']],
    ['touching is no conflict', { fromMinute: 930, untilMinute: 990 }, []],
    ['touching before is none either', { fromMinute: 780, untilMinute: 840 }, []],
    ['the next day', { heldOn: '2026-09-17' }, []],
    ['within it', { fromMinute: 860, untilMinute: 870 }, ['venue', 'teacher']],
    ['two lessons without a room do not share it', { venueId: null, teacherId: null }, []]
  ])('%s', (_said, change, clashes) => {
    expect(clashesBetween(lesson, { ...lesson, ...change })).toEqual(clashes)
    expect(clashesBetween({ ...lesson, ...change }, lesson)).toEqual(clashes)
  })

  test('nothing takes up nothing', () => {
    const nowhere = { ...lesson, venueId: null, teacherId: null }
    expect(clashesBetween(nowhere, nowhere)).toEqual([])
  })
})

describe('a lesson', () => {
  const cohort = { isPublished: false, startsOn: '2026-09-14', endsOn: '2026-09-18' }
  const lesson: Planned = {
    kind: 'classroom',
    heldOn: '2026-09-14',
    fromMinute: 540,
    untilMinute: 660,
    minutes: 120,
    categories: [
      { category: 'coreTheory', minutes: 90 },
      { category: 'competency', minutes: 30 }
    ]
  }
  test.each<[string, Partial<Planned>, string | null]>([
    ['two hours, ninety minutes of them core theory', {}, null],
    ['a pause of ten minutes', { minutes: 110, categories: [{ category: 'coreTheory', minutes: 110 }] }, null],
    ['ends when it begins', { untilMinute: 540 }, 'ends-before-it-begins'],
    ['the day before the cohort', { heldOn: '2026-09-13' }, 'outside-the-cohort'],
    ['the day after the cohort', { heldOn: '2026-09-19' }, 'outside-the-cohort'],
    ['more minutes than it lasts', { minutes: 121 }, 'more-minutes-than-time'],
    ['no minutes', { minutes: 0, categories: [] }, 'no-minutes'],
    ['a minute in no category', { minutes: 119 }, 'categories-differ'],
    ['no category', { categories: [] }, 'categories-differ'],
    [
      'a category without minutes',
      { categories: [...lesson.categories, { category: 'other', minutes: 0 }] },
      'categories-differ'
    ],
    [
      'a category twice',
      {
        categories: [
          { category: 'coreTheory', minutes: 60 },
          { category: 'coreTheory', minutes: 60 }
        ]
      },
      'category-twice'
    ],
    ['an opening ceremony', { kind: 'ceremony', minutes: 0, categories: [] }, null],
    ['an opening ceremony that counts', { kind: 'ceremony' }, 'uncounted-with-minutes'],
    ['travel with minutes', { kind: 'travel', categories: [] }, 'uncounted-with-minutes']
  ])('%s', (_said, change, mistake) => {
    expect(mistakeIn({ ...lesson, ...change }, cohort)).toBe(mistake)
  })

  test('of a published cohort may be made up after its last day, never before its first', () => {
    const published = { ...cohort, isPublished: true }
    expect(mistakeIn({ ...lesson, heldOn: '2026-09-25' }, published)).toBe(null)
    expect(mistakeIn({ ...lesson, heldOn: '2026-09-13' }, published)).toBe('outside-the-cohort')
  })
})
