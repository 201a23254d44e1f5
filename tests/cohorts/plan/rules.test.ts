import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  addedUp,
  itemStateOf,
  isThirdPlanned,
  mayBeSubmitted,
  monthsIn,
  monthsWritten,
  nextRun,
  runName,
  shareIn,
  shareWritten,
  stateOf,
  sumsOf,
  tenThousands,
  yuanIn,
  type StepKind
} from '../../../server/cohorts/plan/rules.ts'

const THIRD = { category: 'coreTheory', part: 1, whole: 3 }
const share = (theoryPart: number, theoryWhole: number) => ({ theoryPart, theoryWhole })

describe('the share of theory', () => {
  test.each([
    ['40%', 2, 5],
    ['40', 2, 5],
    ['0.4', 2, 5],
    ['４０％', 2, 5],
    ['33.34%', 1667, 5000],
    ['33.3%', 333, 1000],
    ['1/3', 1, 3],
    ['不少于1/3', 1, 3],
    ['1/3以上', 1, 3],
    ['三分之一', 1, 3],
    ['0.333333333333333', 1, 3],
    ['100%', 1, 1]
  ])('%s is %i/%i', (text, part, whole) => expect(shareIn(text)).toEqual(share(part, whole)))

  test.each([[''], ['若干'], ['4/3'], ['120%'], ['-5%'], ['1/0'], ['40%以上吧']])('%s says none', text =>
    expect(shareIn(text)).toBe(null)
  )

  test('exactly one third is enough, 33.33 % is not', () => {
    expect(isThirdPlanned(share(1, 3), THIRD)).toBe(true)
    expect(isThirdPlanned(shareIn('33.34%')!, THIRD)).toBe(true)
    expect(isThirdPlanned(shareIn('33.33%')!, THIRD)).toBe(false)
    expect(isThirdPlanned(share(0, 1), THIRD)).toBe(false)
  })

  test('what is written is read again as it was', () => {
    expect([shareWritten(share(2, 5)), shareWritten(share(1, 3)), shareWritten(share(1667, 5000))]).toEqual([
      '40%',
      '1/3',
      '33.34%'
    ])
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000 }), fc.integer({ min: 0, max: 10_000 }), (whole, part) => {
        fc.pre(part <= whole)
        const read = shareIn(shareWritten(share(part, whole)))!
        expect(read.theoryPart * whole).toBe(part * read.theoryWhole)
      })
    )
  })
})

describe('money in 万元 is whole yuan', () => {
  test.each([
    ['12.5', 125_000],
    ['12.5万元', 125_000],
    ['0.0001', 1],
    ['3', 30_000],
    ['1,200', 12_000_000],
    ['12.50000', 125_000]
  ])('%s', (text, yuan) => expect(yuanIn(text)).toBe(yuan))
  test.each([['十二万'], ['0.00001'], ['-3'], ['']])('%s is none', text => expect(yuanIn(text)).toBe(null))
  test('and comes back', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 99_999_999 }), yuan => {
        expect(yuanIn(String(tenThousands(yuan)))).toBe(yuan)
      })
    )
  })
})

describe('months', () => {
  test.each([
    ['3月', [3]],
    ['3月、9月', [3, 9]],
    ['3、9月', [3, 9]],
    ['9月,3月', [3, 9]],
    ['3-5月', [3, 4, 5]],
    ['3月至5月', [3, 4, 5]],
    ['2026年4月上旬', [4]],
    ['11月份', [11]],
    ['10', [10]],
    ['全年', [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]]
  ])('%s', (text, months) => expect(monthsIn(text)).toEqual(months))
  test.each([['13月'], ['0月'], ['春季'], ['9-3月'], ['']])('%s names none', text => expect(monthsIn(text)).toBe(null))
  test('are written as they are read', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 12 }), { minLength: 1 }), chosen => {
        const months = chosen.toSorted((one, other) => one - other)
        expect(monthsIn(monthsWritten(months))).toEqual(months)
      })
    )
  })
})

const steps = (...kinds: StepKind[]) => kinds.map(kind => ({ kind }))

describe('where a plan stands', () => {
  test.each([
    ['is a draft before it is submitted', steps(), true, 'draft'],
    ['waits once it is submitted', steps('submitted'), true, 'submitted'],
    ['is returned', steps('submitted', 'returned'), true, 'returned'],
    ['waits again', steps('submitted', 'returned', 'submitted'), true, 'submitted'],
    ['is approved', steps('submitted', 'approved'), false, 'approved'],
    ['is amended while additions wait', steps('submitted', 'approved'), true, 'amended'],
    ['waits with its additions', steps('submitted', 'approved', 'submitted'), true, 'submitted'],
    ['has its additions returned', steps('submitted', 'approved', 'submitted', 'returned'), true, 'returned'],
    ['is as approved when they were given up', steps('submitted', 'approved', 'submitted', 'returned'), false, 'approved']
  ] as const)('it %s', (_what, taken, hasPending, state) => expect(stateOf(taken, hasPending)).toBe(state))

  test('only what is not waiting and not settled is submitted', () => {
    expect((['draft', 'submitted', 'returned', 'approved', 'amended'] as const).map(state => mayBeSubmitted(state, 1))).toEqual([
      true,
      false,
      true,
      false,
      true
    ])
    expect(mayBeSubmitted('draft', 0)).toBe(false)
  })

  test('an item is a draft, approved, an addition, or about to go', () => {
    expect(itemStateOf({ isApproved: false, removalReason: null }, false)).toBe('draft')
    expect(itemStateOf({ isApproved: false, removalReason: null }, true)).toBe('addition')
    expect(itemStateOf({ isApproved: true, removalReason: null }, true)).toBe('approved')
    expect(itemStateOf({ isApproved: true, removalReason: '并入市级班' }, true)).toBe('removalAsked')
  })
})

test('400 villages, 5 runs of 160 for 5 days: 800 people, 4,000 person-days', () => {
  expect(sumsOf([{ runs: 5, size: 160, days: 5, budget: 440_000 }])).toEqual({
    items: 1,
    runs: 5,
    persons: 800,
    personDays: 4000,
    budget: 440_000
  })
})

test('sums of plans add up to the sum of their items', () => {
  const counted = fc.record({
    runs: fc.integer({ min: 1, max: 20 }),
    size: fc.integer({ min: 1, max: 400 }),
    days: fc.integer({ min: 1, max: 30 }),
    budget: fc.integer({ min: 0, max: 1_000_000 })
  })
  fc.assert(
    fc.property(fc.array(fc.array(counted)), plans => {
      expect(addedUp(plans.map(sumsOf))).toEqual(sumsOf(plans.flat()))
    })
  )
})

describe('the next run', () => {
  const item = { name: '村党组织书记轮训班', runs: 4, size: 50, days: 5, months: [3, 9] }
  test.each([
    ['the first, planned in January', 0, '2026-01-05', '第1期村党组织书记轮训班', '2026-03-02', '2026-03-06', false],
    ['the second still in the first month', 1, '2026-01-05', '第2期村党组织书记轮训班', '2026-03-02', '2026-03-06', false],
    ['the third in the second month', 2, '2026-01-05', '第3期村党组织书记轮训班', '2026-09-07', '2026-09-11', false],
    ['the third when its month has begun', 2, '2026-09-07', '第3期村党组织书记轮训班', '2026-09-14', '2026-09-18', false],
    ['one too many', 4, '2026-01-05', '第5期村党组织书记轮训班', '2026-09-07', '2026-09-11', true]
  ])('%s', (_what, setUp, today, name, startsOn, endsOn, isBeyondPlan) =>
    expect(nextRun(item, 2026, setUp, today)).toEqual({ run: setUp + 1, name, startsOn, endsOn, capacity: 50, isBeyondPlan })
  )

  test('a number in the name of the item gives way', () => {
    expect(runName('第n期县处级干部专题培训班', 16)).toBe('第16期县处级干部专题培训班')
    expect(runName('第一期村书记班', 2)).toBe('第2期村书记班')
  })
})
