import { expect, test } from 'vitest'
import { heldAsTold, isLeavingHeld } from '../../server/imports/changes.ts'

test.each([
  ['one of twenty is five percent, and 超过 excludes the number', 1, 20, 5, false],
  ['one of nineteen is more', 1, 19, 5, true],
  ['two of three are let go where the department says seventy', 2, 3, 70, false],
  ['with a limit of nothing, whoever leaves is held', 1, 100_000, 0, true],
  ['nobody leaves, nobody is held', 0, 20, 0, false]
])('%s', (_what, leaving, holders, percent, isHeld) => {
  expect(isLeavingHeld(leaving, holders, percent)).toBe(isHeld)
})

test('an import from before the limit could be set was held above five percent', () => {
  expect(heldAsTold({ unit: '青石镇', people: 2 })).toEqual({ unit: '青石镇', people: 2, heldAbove: 5 })
  expect(heldAsTold({ unit: '青石镇', people: 2, heldAbove: 70 }).heldAbove).toBe(70)
})
