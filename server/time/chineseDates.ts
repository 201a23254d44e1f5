import { weekdayOf, yearOf, type Day } from './dates.ts'

/** Dates as official papers write them: Arabic numerals, no zero before them. */

const monthAndDay = (day: Day): string => `${Number(day.slice(5, 7))}月${Number(day.slice(8, 10))}日`

/** 2026年9月7日 */
export const inFull = (day: Day): string => `${yearOf(day)}年${monthAndDay(day)}`

/** 9月7日 and, below it, （星期一）: for a narrow cell. */
export const onTwoLines = (day: Day): string => `${monthAndDay(day)}\n（星期${'一二三四五六日'[weekdayOf(day) - 1]}）`

/** 2026年9月7日至10日; the part that both have in common is said once. */
export const fromTo = (from: Day, until: Day): string => {
  if (from === until) return inFull(from)
  if (from.slice(0, 7) === until.slice(0, 7)) return `${inFull(from)}至${Number(until.slice(8, 10))}日`
  return `${inFull(from)}至${yearOf(from) === yearOf(until) ? monthAndDay(until) : inFull(until)}`
}

/** 8:30 */
export const clockOf = (minute: number): string => `${Math.trunc(minute / 60)}:${String(minute % 60).padStart(2, '0')}`
