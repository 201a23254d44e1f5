import { expect, test } from 'vitest'
import { isSenior } from '../../server/accounts/rules.ts'

test.each([
  ['1966-09', 60, '2026-08-31', false],
  ['1966-09', 60, '2026-09-01', true],
  ['1966-12', 60, '2027-01-01', true],
  ['1950-01', null, '2026-09-01', false],
  [null, 60, '2026-09-01', false]
])('born in %s, with the age set to %s, on %s: %s', (birthMonth, from, today, senior) => {
  expect(isSenior(birthMonth, from, today)).toBe(senior)
})
