import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  budgetOf,
  gapsIn,
  grantOf,
  isCompleted,
  isWatched,
  lengthOf,
  missingMs,
  spansDiffer,
  unionOf,
  without,
  type Piece
} from '../../server/online/rules.ts'

const MINUTE = 60_000
const piece = (from: number, until: number): Piece => ({ fromMs: from * 1000, untilMs: until * 1000 })

describe('pieces of a film', () => {
  test('overlapping and touching pieces are one', () => {
    expect(unionOf([piece(10, 20), piece(0, 5), piece(5, 7), piece(15, 30), piece(9, 9)])).toEqual([piece(0, 7), piece(10, 30)])
  })

  test('what is left of a piece when others are taken out', () => {
    expect(without([piece(0, 30), piece(40, 50)], [piece(5, 10), piece(20, 45)])).toEqual([
      piece(0, 5),
      piece(10, 20),
      piece(45, 50)
    ])
  })

  test('gaps are what nobody covered', () => {
    expect(gapsIn([piece(5, 10)], MINUTE)).toEqual([piece(0, 5), piece(10, 60)])
    expect(gapsIn([], MINUTE)).toEqual([piece(0, 60)])
    expect(gapsIn([piece(0, 60)], MINUTE)).toEqual([])
  })
})

describe('what a report is worth', () => {
  const told = (covered: Piece[], pieces: Piece[], budget: number) => grantOf(covered, pieces, MINUTE, budget * 1000)

  test.each<[string, Piece[], Piece[], number, Piece[], Piece[]]>([
    ['林 watched fifteen seconds in fifteen', [], [piece(0, 15)], 15, [piece(0, 15)], []],
    ['he tells more than there was time for', [], [piece(0, 60)], 15, [piece(0, 15)], [piece(15, 60)]],
    ['he jumps to the end', [piece(0, 10)], [piece(50, 60)], 3, [piece(0, 10), piece(50, 53)], [piece(53, 60)]],
    ['what he saw before costs nothing', [piece(0, 10)], [piece(0, 15)], 5, [piece(0, 15)], []],
    [
      'the earliest told comes first, wherever it lies',
      [],
      [piece(40, 45), piece(0, 10)],
      8,
      [piece(0, 3), piece(40, 45)],
      [piece(3, 10)]
    ],
    ['beyond the end there is no film', [piece(0, 40)], [piece(40, 900)], 900, [piece(0, 60)], []],
    ['nothing told, nothing earned, however long it took', [], [], 900, [], []],
    ['a slip of a second between two pieces is closed', [piece(0, 10)], [piece(11, 20)], 10, [piece(0, 20)], []],
    ['but only out of time there was', [piece(0, 10)], [piece(11, 20)], 9, [piece(0, 10), piece(11, 20)], []],
    ['two seconds are no slip', [piece(0, 10)], [piece(12, 20)], 60, [piece(0, 10), piece(12, 20)], []],
    ['a slip at either end is closed as well', [], [piece(1, 59)], 60, [piece(0, 60)], []]
  ])('%s', (_name, covered, pieces, budget, then, unverified) => {
    expect(told(covered, pieces, budget)).toMatchObject({ covered: then, unverified })
  })

  test('a lease that has moved ends the time; another speed multiplies it', () => {
    const lease = { acknowledgedAt: 10_000, endedAt: null }
    expect(budgetOf(lease, 25_000, 1)).toBe(15_000)
    expect(budgetOf(lease, 25_000, 2)).toBe(30_000)
    expect(budgetOf({ ...lease, endedAt: 12_000 }, 25_000, 1)).toBe(2000)
    expect(budgetOf({ ...lease, endedAt: 10_000 }, 25_000, 1)).toBe(0)
    // A clock that was set back earns nothing and costs nothing.
    expect(budgetOf(lease, 9000, 1)).toBe(0)
  })

  const pieces = fc.array(
    fc.tuple(fc.integer({ min: 0, max: 70_000 }), fc.integer({ min: 0, max: 70_000 })).map(([one, other]) => ({
      fromMs: Math.min(one, other),
      untilMs: Math.max(one, other)
    })),
    { maxLength: 12 }
  )

  test('whatever is told: never more than the time there was, never less than before, never beyond the film', () => {
    fc.assert(
      fc.property(pieces, pieces, fc.integer({ min: 0, max: 90_000 }), (before, told, budget) => {
        const covered = grantOf([], before, MINUTE, 1e9).covered
        const granted = grantOf(covered, told, MINUTE, budget)
        expect(granted.grantedMs).toBe(lengthOf(granted.covered) - lengthOf(covered))
        expect(granted.grantedMs).toBeLessThanOrEqual(budget)
        expect(without(covered, granted.covered)).toEqual([])
        expect(without(granted.covered, [{ fromMs: 0, untilMs: MINUTE }])).toEqual([])
        expect(unionOf(granted.covered)).toEqual(granted.covered)
        // What is not believed is kept, to be told again.
        const asked = without(told, covered).map(({ fromMs, untilMs }) => ({ fromMs, untilMs: Math.min(untilMs, MINUTE) }))
        expect(without(without(asked, granted.covered), granted.unverified)).toEqual([])
      })
    )
  })

  test('an honest player who tells the rest again has all of it in the end, in whatever steps the reports come', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 9000 }), { minLength: 1, maxLength: 40 }), steps => {
        let [covered, clock, acknowledged, position]: [Piece[], number, number, number] = [[], 0, 0, 0]
        let unverified: Piece[] = []
        for (const [at, step] of steps.entries()) {
          // A report takes a while to arrive, now more, now less.
          const late = (at * 137) % 400
          clock += step
          const until = Math.min(MINUTE, position + step)
          const granted = grantOf(
            covered,
            [...unverified, { fromMs: position, untilMs: until }],
            MINUTE,
            clock + late - acknowledged
          )
          ;({ covered, unverified } = granted)
          acknowledged = clock + late
          position = until
        }
        const last = grantOf(covered, unverified, MINUTE, 1000)
        expect(lengthOf(gapsIn(last.covered, position))).toBe(0)
      })
    )
  })
})

describe('completed', () => {
  const share = { part: 95, whole: 100 }
  test('exactly the share is enough, a millisecond less is not', () => {
    expect(isWatched({ lengthMs: MINUTE, coveredMs: 57_000 }, share)).toBe(true)
    expect(isWatched({ lengthMs: MINUTE, coveredMs: 56_999 }, share)).toBe(false)
    expect(missingMs({ lengthMs: MINUTE, coveredMs: 50_000 }, share)).toBe(7000)
    expect(missingMs({ lengthMs: MINUTE, coveredMs: 60_000 }, share)).toBe(0)
  })

  test('every film of the lesson, and there has to be one', () => {
    const seen = { lengthMs: MINUTE, coveredMs: MINUTE }
    expect(isCompleted([seen, seen], share)).toBe(true)
    expect(isCompleted([seen, { lengthMs: 10 * MINUTE, coveredMs: 9 * MINUTE }], share)).toBe(false)
    expect(isCompleted([], share)).toBe(false)
  })
})

test('lengths are the same up to the rounding of a playlist', () => {
  expect([spansDiffer(4000, 4500), spansDiffer(4500, 4000), spansDiffer(4000, 4501)]).toEqual([false, false, true])
})
