import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Status } from '../../server/attendance/rules.ts'
import { creditOf, halfDaysOf, isCompleted, mayBeMissed, type Conversion, type LessonHeld } from '../../server/credits/rules.ts'

const NINE = 9 * 60
const conversion: Conversion = { am: 400, pm: 400, eve: 200 }
const seventh = { part: 1, whole: 7 }

const lesson = (id: number, heldOn: string, fromMinute: number, more: Partial<LessonHeld> = {}): LessonHeld => ({
  id,
  kind: 'classroom',
  heldOn,
  fromMinute,
  counts: true,
  wasHeld: true,
  ...more
})

const halfDays = (lessons: LessonHeld[]) => halfDaysOf(lessons, () => conversion)
const marked = (marks: Record<number, Status>) => (id: number) => marks[id] ?? null
const sumOf = (lessons: LessonHeld[], marks: Record<number, Status>) => creditOf(halfDays(lessons), marked(marks)).sum

describe('half-days', () => {
  test('two lessons of a morning are one half-day of 4 学时, an evening gives 2 and no half-day', () => {
    const lessons = [lesson(3, '2026-09-14', 19 * 60), lesson(2, '2026-09-14', 10 * 60 + 30), lesson(1, '2026-09-14', NINE)]
    expect(halfDays(lessons)).toEqual([
      { heldOn: '2026-09-14', slot: 'am', centiCredits: 400, halfDays: 1, lessonIds: [2, 1] },
      { heldOn: '2026-09-14', slot: 'eve', centiCredits: 200, halfDays: 0, lessonIds: [3] }
    ])
  })

  test('a lesson belongs to the half-day in which it begins: 11:59 is morning, 12:00 afternoon, 18:00 evening', () => {
    const begun = (minute: number) => halfDays([lesson(1, '2026-09-14', minute)])[0]!.slot
    expect([719, 720, 1079, 1080].map(begun)).toEqual(['am', 'pm', 'pm', 'eve'])
  })

  test('a ceremony, and a lesson that did not take place, open no half-day', () => {
    const lessons = [lesson(1, '2026-09-14', NINE, { counts: false }), lesson(2, '2026-09-14', 14 * 60, { wasHeld: false })]
    expect(halfDays(lessons)).toEqual([])
  })

  test('an online lesson opens no half-day: it is watched when it suits', () => {
    expect(halfDays([lesson(1, '2026-09-14', NINE, { kind: 'online' })])).toEqual([])
  })

  test('each half-day is worth what the rule in force on its own day gives', () => {
    const lessons = [lesson(1, '2026-12-31', NINE), lesson(2, '2027-01-01', NINE)]
    const found = halfDaysOf(lessons, day => (day < '2027-01-01' ? conversion : { am: 300, pm: 300, eve: 0 }))
    expect(found.map(({ heldOn, centiCredits }) => [heldOn, centiCredits])).toEqual([
      ['2026-12-31', 400],
      ['2027-01-01', 300]
    ])
  })
})

describe('credit', () => {
  const morning = [lesson(1, '2026-09-14', NINE), lesson(2, '2026-09-14', 10 * 60 + 30)]

  test.each<[string, Record<number, Status>, { earned: number; leave: number; absent: number }]>([
    ['林 was at both lessons of the morning', { 1: 'present', 2: 'present' }, { earned: 400, leave: 0, absent: 0 }],
    ['赵 came late to the first', { 1: 'late', 2: 'present' }, { earned: 400, leave: 0, absent: 0 }],
    ['孙 left the second early', { 1: 'present', 2: 'leftEarly' }, { earned: 0, leave: 0, absent: 400 }],
    ['吴 was on leave for the second', { 1: 'present', 2: 'leave' }, { earned: 0, leave: 400, absent: 0 }],
    ['郑 was on leave for one and absent from the other', { 1: 'leave', 2: 'absent' }, { earned: 0, leave: 0, absent: 400 }],
    ['周 was on leave for one and left the other early', { 1: 'leave', 2: 'leftEarly' }, { earned: 0, leave: 0, absent: 400 }],
    ['何 has a mark for the first lesson only', { 1: 'present' }, { earned: 0, leave: 0, absent: 400 }],
    ['马 has no mark at all', {}, { earned: 0, leave: 0, absent: 400 }],
    ['谢 was on leave all morning', { 1: 'leave', 2: 'leave' }, { earned: 0, leave: 400, absent: 0 }]
  ])('%s', (_who, marks, expected) => {
    expect(sumOf(morning, marks)).toEqual({ ...expected, total: 400 })
  })

  test('being away from the opening ceremony costs nothing', () => {
    const lessons = [lesson(9, '2026-09-14', 8 * 60 + 30, { counts: false }), ...morning]
    expect(sumOf(lessons, { 9: 'absent', 1: 'present', 2: 'present' })).toEqual({ earned: 400, leave: 0, absent: 0, total: 400 })
  })

  test('a lesson that did not take place is missed by nobody', () => {
    const lessons = [morning[0]!, lesson(2, '2026-09-14', 10 * 60 + 30, { wasHeld: false })]
    expect(sumOf(lessons, { 1: 'present' })).toEqual({ earned: 400, leave: 0, absent: 0, total: 400 })
  })

  test('a morning missed does not touch the afternoon', () => {
    expect(sumOf([...morning, lesson(3, '2026-09-14', 14 * 60)], { 3: 'present' })).toEqual({
      earned: 400,
      leave: 0,
      absent: 400,
      total: 800
    })
  })
})

describe('online lessons', () => {
  const unit = (lessonId: number, centiCredits: number, isCompleted: boolean) => ({ lessonId, centiCredits, isCompleted })

  test('stand beside the half-days: completed they are earned, otherwise absence, and the sum still adds up', () => {
    const morning = halfDays([lesson(1, '2026-09-14', NINE)])
    const { sum } = creditOf(morning, marked({ 1: 'leave' }), [unit(8, 100, true), unit(9, 50, false)])
    expect(sum).toEqual({ earned: 100, leave: 400, absent: 50, total: 550 })
  })
})

describe('completion', () => {
  test.each<[string, { earned: number; leave: number; absent: number; total: number }, boolean]>([
    ['nothing missed of 28 学时', { earned: 2800, leave: 0, absent: 0, total: 2800 }, true],
    ['exactly one seventh, all of it leave', { earned: 2400, leave: 400, absent: 0, total: 2800 }, true],
    ['exactly one seventh, half of it absence', { earned: 2400, leave: 200, absent: 200, total: 2800 }, true],
    ['a hundredth of a 学时 more than one seventh', { earned: 2399, leave: 400, absent: 1, total: 2800 }, false],
    ['4 of 24 学时', { earned: 2000, leave: 400, absent: 0, total: 2400 }, false],
    ['everything missed', { earned: 0, leave: 0, absent: 2800, total: 2800 }, false],
    ['nothing held at all', { earned: 0, leave: 0, absent: 0, total: 0 }, false]
  ])('%s', (_what, sum, expected) => {
    expect(isCompleted(sum, seventh)).toBe(expected)
  })

  test('of 28 学时 four may be missed, of 24 three and 42 hundredths', () => {
    expect(mayBeMissed(2800, seventh)).toBe(400)
    expect(mayBeMissed(2400, seventh)).toBe(342)
    expect(mayBeMissed(0, seventh)).toBe(0)
  })
})

describe('for every timetable and every roll-call', () => {
  const statuses = ['present', 'late', 'leftEarly', 'leave', 'absent', null] as const
  const situation = fc
    .array(
      fc.record({
        day: fc.integer({ min: 10, max: 14 }),
        fromMinute: fc.integer({ min: 0, max: 1439 }),
        counts: fc.boolean(),
        wasHeld: fc.boolean(),
        status: fc.constantFrom(...statuses)
      }),
      { maxLength: 20 }
    )
    .map(all => ({
      lessons: all.map(({ day, fromMinute, counts, wasHeld }, id) =>
        lesson(id, `2026-09-${day}`, fromMinute, { counts, wasHeld })
      ),
      statuses: all.map(({ status }) => status)
    }))

  test('earned, leave and absence make up the total', () => {
    fc.assert(
      fc.property(situation, ({ lessons, statuses }) => {
        const { sum } = creditOf(halfDays(lessons), id => statuses[id]!)
        expect(sum.earned + sum.leave + sum.absent).toBe(sum.total)
      })
    )
  })

  test('one mark more that says present never lowers the credit, nor undoes a completion', () => {
    fc.assert(
      fc.property(situation, fc.nat(19), ({ lessons, statuses }, which) => {
        const before = creditOf(halfDays(lessons), id => statuses[id]!).sum
        const after = creditOf(halfDays(lessons), id => (id === which ? 'present' : statuses[id]!)).sum
        expect(after.earned).toBeGreaterThanOrEqual(before.earned)
        expect(after.total).toBe(before.total)
        expect(isCompleted(before, seventh) && !isCompleted(after, seventh)).toBe(false)
      })
    )
  })

  test('what may be missed decides completion the same way', () => {
    fc.assert(
      fc.property(situation, ({ lessons, statuses }) => {
        const { sum } = creditOf(halfDays(lessons), id => statuses[id]!)
        expect(isCompleted(sum, seventh)).toBe(sum.total > 0 && sum.leave + sum.absent <= mayBeMissed(sum.total, seventh))
      })
    )
  })

  test('the order in which lessons are listed changes nothing', () => {
    fc.assert(
      fc.property(situation, ({ lessons, statuses }) => {
        const status = (id: number) => statuses[id]!
        expect(creditOf(halfDays(lessons.toReversed()), status).sum).toEqual(creditOf(halfDays(lessons), status).sum)
      })
    )
  })
})
