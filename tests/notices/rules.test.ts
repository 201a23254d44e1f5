import { expect, test } from 'vitest'
import { daysWaited, isOpen, pageOf } from '../../server/notices/rules.ts'

test.each([
  ['/learn/cohorts?q=林文博#lesson-3', '/learn/cohorts'],
  ['/sign-in', '/sign-in'],
  ['', '/'],
  ['https://elsewhere.example/x', '/'],
  ['//elsewhere.example', '/'],
  ['javascript:alert(1)', '/']
])('of %s only the address of ours is kept', (address, kept) => {
  expect(pageOf(address)).toBe(kept)
})

test('a complaint is open until it is answered', () => {
  expect(isOpen({ answers: [] })).toBe(true)
  expect(isOpen({ answers: [{}] })).toBe(false)
})

test('waiting is counted in whole days', () => {
  expect(daysWaited('2026-09-01T08:00:00Z', '2026-09-04T07:59:00Z')).toBe(2)
  expect(daysWaited('2026-09-01T08:00:00Z', '2026-09-04T08:00:00Z')).toBe(3)
})
