import { describe, expect, test } from 'vitest'
import { obstaclesTo, openUntilIn, unmarkedIn, whyOf, type Obstacle, type Standing } from '../../server/closing/rules.ts'

const ready: Standing = {
  isPublished: true,
  isClosed: false,
  isCancelled: false,
  unsettled: 0,
  isWindowOpen: false,
  withoutRollCall: 0,
  isThirdMet: true,
  areContentsMet: true,
  hasDerogation: false
}

describe('what stands in the way of closing', () => {
  test.each<[string, Partial<Standing>, Obstacle[]]>([
    ['everything held, marked and balanced', {}, []],
    ['a draft', { isPublished: false, unsettled: 8, isThirdMet: false }, ['not-published']],
    ['a cohort that was called off', { isCancelled: true, unsettled: 3 }, ['cancelled']],
    ['a cohort closed before', { isClosed: true, isThirdMet: false }, ['already-closed']],
    ['one lesson neither held nor cancelled', { unsettled: 1 }, ['lessons-unsettled']],
    ['one roll not called', { withoutRollCall: 1 }, ['roll-call-missing']],
    ['short, and nobody above has signed', { isThirdMet: false }, ['held-core-third-short']],
    ['党性教育 too little, and nobody above has signed', { areContentsMet: false }, ['held-contents-short']],
    ['党性教育 too little, and the level above has signed', { areContentsMet: false, hasDerogation: true }, []],
    ['short, and the level above has signed', { isThirdMet: false, hasDerogation: true }, []],
    [
      'all three at once, in the order to clear them',
      { unsettled: 2, withoutRollCall: 3, isThirdMet: false },
      ['lessons-unsettled', 'roll-call-missing', 'held-core-third-short']
    ],
    [
      'a derogation does not stand in for a roll-call',
      { withoutRollCall: 1, isThirdMet: false, hasDerogation: true },
      ['roll-call-missing']
    ]
  ])('%s', (_what, more, expected) => {
    expect(obstaclesTo({ ...ready, ...more })).toEqual(expected)
  })
})

describe('who has no mark', () => {
  const held = { id: 1, kind: 'classroom' as const, counts: true, wasHeld: true }
  const none = () => 0

  test('a roll not called leaves everybody unmarked, one passed over leaves one', () => {
    expect(unmarkedIn([held], 48, none)).toEqual([{ lesson: held, unmarked: 48 }])
    expect(unmarkedIn([held], 48, () => 47)).toEqual([{ lesson: held, unmarked: 1 }])
    expect(unmarkedIn([held], 48, () => 48)).toEqual([])
  })

  test('nobody is looked for at a ceremony, online, at a cancelled lesson, at one still to come, or in an empty class', () => {
    const others = [
      { ...held, id: 2, kind: 'ceremony' as const, counts: false },
      { ...held, id: 3, wasHeld: false },
      { ...held, id: 4, wasHeld: null },
      { ...held, id: 5, kind: 'online' as const }
    ]
    expect(unmarkedIn(others, 48, none)).toEqual([])
    expect(unmarkedIn([held], 0, none)).toEqual([])
  })
})

test('why somebody completed or did not', () => {
  expect(whyOf({ isCompleted: true, missed: 0, total: 2800 })).toBe('missedNothing')
  expect(whyOf({ isCompleted: true, missed: 400, total: 2800 })).toBe('withinAllowance')
  expect(whyOf({ isCompleted: false, missed: 800, total: 2800 })).toBe('missedTooMuch')
  expect(whyOf({ isCompleted: false, missed: 0, total: 0 })).toBe('nothingHeld')
})

test('electives that are missing are said apart from what was missed too often', () => {
  expect(whyOf({ isCompleted: false, missed: 0, total: 425, toComplete: 2, isWithin: true })).toBe('electivesMissing')
  expect(whyOf({ isCompleted: false, missed: 400, total: 425, toComplete: 2, isWithin: false })).toBe('missedAndElectives')
  expect(whyOf({ isCompleted: false, missed: 400, total: 425, toComplete: 0, isWithin: false })).toBe('missedTooMuch')
  expect(whyOf({ isCompleted: true, missed: 0, total: 425, toComplete: 0, isWithin: true })).toBe('missedNothing')
})

test('a cohort is not closed while a lesson is open for studying, and is on the day after', () => {
  const lessons = [
    { closesOn: '2026-09-17', wasHeld: null },
    { closesOn: '2026-09-18', wasHeld: true },
    { closesOn: '2026-09-30', wasHeld: false },
    { closesOn: null, wasHeld: true }
  ]
  expect(openUntilIn(lessons, '2026-09-17')).toBe('2026-09-18')
  expect(openUntilIn(lessons, '2026-09-18')).toBe('2026-09-18')
  expect(openUntilIn(lessons, '2026-09-19')).toBe(null)
})
