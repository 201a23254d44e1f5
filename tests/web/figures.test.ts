import { expect, test } from 'vitest'
import {
  civilDate,
  clocks,
  creditHours,
  dateAndTime,
  dateOf,
  duration,
  grouped,
  percent,
  percentFigure,
  shortCreditHours,
  shortWeekday,
  signed,
  signedCreditHours,
  timesOf,
  weekday
} from '../../web/lib/words/figures.ts'

test('a number of three digits stands as it is, one of four is parted by a thin space', () => {
  expect(grouped(639)).toBe('639')
  expect(grouped(2537)).toBe('2\u2009537')
  expect(grouped(1234567)).toBe('1\u2009234\u2009567')
  expect(signed(14)).toBe('+14')
  expect(signed(-9)).toBe('\u22129')
})

test('陈 reads 79.9 % where 2 537 of 3 176 are covered', () => {
  expect(percent(2537, 3176)).toBe('79.9\u202f%')
})

test('a half is rounded up, exactly a third is 33.3, and nobody due is a dash', () => {
  expect(percentFigure(1, 16)).toBe('6.3')
  expect(percentFigure(350, 1050)).toBe('33.3')
  expect(percentFigure(0, 12)).toBe('0.0')
  expect(percentFigure(0, 0)).toBe('—')
})

test('one person missing out of ten thousand never reads as everybody', () => {
  expect(percentFigure(9999, 10000)).toBe('99.9')
  expect(percentFigure(10000, 10000)).toBe('100.0')
})

test('hundredths of a credit hour are written with two decimals in a ledger and as few as needed in a sentence', () => {
  expect(creditHours(4500)).toBe('45.00')
  expect(signedCreditHours(2100)).toBe('+21.00')
  expect(signedCreditHours(-200)).toBe('\u22122.00')
  expect(shortCreditHours(4500)).toBe('45')
  expect(shortCreditHours(10000)).toBe('100')
  expect(shortCreditHours(450)).toBe('4.5')
  expect(shortCreditHours(25)).toBe('0.25')
})

test('林 reads how long a lesson takes in hours and minutes', () => {
  expect(duration(45)).toBe('45 分钟')
  expect(duration(80)).toBe('1 小时 20 分')
  expect(duration(120)).toBe('2 小时')
  expect(duration(80, 'en')).toBe('1 h 20 min')
})

test('a civil date is written out with its weekday', () => {
  expect(civilDate('2026-09-30')).toBe('2026 年 9 月 30 日')
  expect(civilDate('2026-09-30', 'en')).toBe('30 September 2026')
  expect(weekday('2026-09-15')).toBe('星期二')
  expect(shortWeekday('2026-09-15')).toBe('周二')
})

test('an instant is shown on the clock of Shanghai, whatever the machine thinks', () => {
  expect(timesOf('2026-09-15T06:20:00.000Z', '2026-09-15T08:20:00.000Z')).toBe('14:20–16:20')
  expect(dateOf('2026-09-30T16:30:00.000Z')).toBe('2026-10-01')
  expect(dateAndTime('2026-09-30T16:05:00.000Z')).toBe('2026 年 10 月 1 日 0:05')
  expect(clocks(540, 630)).toBe('9:00–10:30')
})
