/**
 * How numbers and days are written. Shares are reckoned in whole numbers and rounded half up at their first decimal, except that
 * nothing short of everybody is ever written as 100.0.
 */
import type { Language } from './languages.ts'

// Wide enough to be seen between bold digits. A line may be broken at it: set a figure that stands in running text in the class `whole`.
const thin = '\u2009'
const unbroken = '\u202f'
const minus = '\u2212'

/** 639 · 2 537 · 1 234 567 */
export function grouped(whole: number) {
  const digits = String(Math.abs(whole))
  const parts = digits.length < 4 ? digits : digits.replace(/\B(?=(\d{3})+$)/g, thin)
  return whole < 0 ? minus + parts : parts
}

/** +14 · −9 · 0 */
export function signed(whole: number) {
  return whole > 0 ? `+${grouped(whole)}` : grouped(whole)
}

/** 79.9, without its sign: for columns that say % in their head. Nobody due: a dash. */
export function percentFigure(numerator: number, denominator: number) {
  if (denominator === 0) return '—'
  const rounded = Math.floor((numerator * 2000 + denominator) / (denominator * 2))
  const tenths = numerator < denominator ? Math.min(rounded, 999) : rounded
  return `${Math.floor(tenths / 10)}.${tenths % 10}`
}

/** 79.9 % */
export function percent(numerator: number, denominator: number) {
  return denominator === 0 ? '—' : `${percentFigure(numerator, denominator)}${unbroken}%`
}

/** 4500 hundredths: 45.00 */
export function creditHours(centiCredits: number) {
  const whole = Math.trunc(Math.abs(centiCredits) / 100)
  const rest = String(Math.abs(centiCredits) % 100).padStart(2, '0')
  return `${centiCredits < 0 ? minus : ''}${grouped(whole)}.${rest}`
}

/** In a ledger: +21.00 · −2.00 */
export function signedCreditHours(centiCredits: number) {
  return centiCredits > 0 ? `+${creditHours(centiCredits)}` : creditHours(centiCredits)
}

/** In a sentence: 45 · 4.5 · 0.25 */
export function shortCreditHours(centiCredits: number) {
  return creditHours(centiCredits).replace(/\.?0+$/, '')
}

/** How much a condition counts, in its own measure: 学时, days (in halves: 2.5), or times. */
export function measured(counts: 'credit' | 'halfDays' | 'completions', number: number) {
  if (counts === 'credit') return shortCreditHours(number)
  return counts === 'halfDays' ? shortCreditHours(number * 50) : grouped(number)
}

/** 90 分钟 · 1 050 分钟 */
export function minutes(count: number, language: Language = 'zh') {
  return language === 'zh' ? `${grouped(count)} 分钟` : `${grouped(count)} min`
}

/** 1 小时 20 分 · 45 分钟 · 2 小时 */
export function duration(count: number, language: Language = 'zh') {
  const hours = Math.trunc(count / 60)
  const rest = count % 60
  if (hours === 0) return minutes(count, language)
  if (language === 'zh') return rest === 0 ? `${hours} 小时` : `${hours} 小时 ${rest} 分`
  return rest === 0 ? `${hours} h` : `${hours} h ${rest} min`
}

const weekdays = {
  zh: ['日', '一', '二', '三', '四', '五', '六'],
  en: ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']
}
const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December'
]

function partsOf(date: string) {
  const [year = 0, month = 0, day = 0] = date.slice(0, 10).split('-').map(Number)
  return { year, month, day }
}

/** 2026 年 9 月 30 日 */
export function civilDate(date: string, language: Language = 'zh') {
  const { year, month, day } = partsOf(date)
  return language === 'zh' ? `${year} 年 ${month} 月 ${day} 日` : `${day} ${months[month - 1]} ${year}`
}

/** 9 月 30 日 */
export function monthDay(date: string, language: Language = 'zh') {
  const { month, day } = partsOf(date)
  return language === 'zh' ? `${month} 月 ${day} 日` : `${day} ${months[month - 1]}`
}

/** 2026-09-30, in tables */
export function civilDateFigure(date: string) {
  return date.slice(0, 10)
}

function weekdayOf(date: string) {
  const { year, month, day } = partsOf(date)
  return new Date(Date.UTC(year, month - 1, day)).getUTCDay()
}

/** 星期二 */
export function weekday(date: string, language: Language = 'zh') {
  const day = weekdayOf(date)
  return language === 'zh' ? `星期${weekdays.zh[day]}` : weekdays.en[day]!
}

/** 周二 */
export function shortWeekday(date: string, language: Language = 'zh') {
  const day = weekdayOf(date)
  return language === 'zh' ? `周${weekdays.zh[day]}` : weekdays.en[day]!.slice(0, 3)
}

/** 9 月 30 日 星期三 · Wednesday, 30 September */
export function wholeDay(date: string, language: Language = 'zh') {
  return language === 'zh' ? `${monthDay(date)} ${weekday(date)}` : `${weekday(date, language)}, ${monthDay(date, language)}`
}

/** The same in the two pieces between which a line may break. */
export function dayParts(date: string, language: Language = 'zh') {
  return language === 'zh' ? [monthDay(date), weekday(date)] : [`${weekday(date, language)},`, monthDay(date, language)]
}

/** 9 月 30 日 周三 · Wed 30 September */
export function shortDay(date: string, language: Language = 'zh') {
  return language === 'zh'
    ? `${monthDay(date)} ${shortWeekday(date)}`
    : `${shortWeekday(date, language)} ${monthDay(date, language)}`
}

/** 1967-08: 1967 年 8 月 · August 1967 */
export function yearMonth(month: string, language: Language = 'zh') {
  const { year, month: place } = partsOf(`${month}-01`)
  return language === 'zh' ? `${year} 年 ${place} 月` : `${months[place - 1]} ${year}`
}

// China keeps one time, and every lesson is held in it, wherever the reader's machine thinks it is.
const inShanghai = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Asia/Shanghai',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23'
})

function shanghai(instant: string) {
  const found = Object.fromEntries(inShanghai.formatToParts(new Date(instant)).map(part => [part.type, part.value]))
  return { date: `${found.year}-${found.month}-${found.day}`, hour: Number(found.hour), minute: found.minute ?? '00' }
}

/** The civil date on which an instant falls. */
export function dateOf(instant: string) {
  return shanghai(instant).date
}

/** 9:00 · 14:20 */
export function timeOf(instant: string) {
  const { hour, minute } = shanghai(instant)
  return `${hour}:${minute}`
}

/** 14:20–16:20 */
export function timesOf(from: string, until: string) {
  return `${timeOf(from)}–${timeOf(until)}`
}

/** Minutes after midnight: 9:00 */
export function clock(minuteOfDay: number) {
  return `${Math.trunc(minuteOfDay / 60)}:${String(minuteOfDay % 60).padStart(2, '0')}`
}

/** 9:00–10:30 */
export function clocks(from: number, until: number) {
  return `${clock(from)}–${clock(until)}`
}

/** 2026 年 9 月 30 日 9:05 */
export function dateAndTime(instant: string, language: Language = 'zh') {
  return `${civilDate(dateOf(instant), language)} ${timeOf(instant)}`
}

/** A place in a film, milliseconds: 0:40 · 12:40 · 1:02:03 */
export function filmTime(ms: number) {
  const seconds = Math.floor(ms / 1000)
  const [hours, minute, rest] = [Math.trunc(seconds / 3600), Math.trunc(seconds / 60) % 60, String(seconds % 60).padStart(2, '0')]
  return hours ? `${hours}:${String(minute).padStart(2, '0')}:${rest}` : `${minute}:${rest}`
}

/** How long a piece of film is: 40 秒 · 3 分 30 秒 · 6 分钟. Rounded up, so that what is missing is never said to be nothing. */
export function filmLength(ms: number, language: Language = 'zh') {
  const seconds = Math.ceil(ms / 1000)
  const [whole, rest] = [Math.trunc(seconds / 60), seconds % 60]
  if (language === 'zh')
    return whole === 0 ? `${rest} 秒` : rest === 0 ? `${grouped(whole)} 分钟` : `${grouped(whole)} 分 ${rest} 秒`
  return whole === 0 ? `${rest} s` : rest === 0 ? `${grouped(whole)} min` : `${grouped(whole)} min ${rest} s`
}

/** 0.4 MB · 9 MB */
export function megabytes(bytes: number) {
  const tenths = Math.max(1, Math.round(bytes / 100_000))
  return tenths < 100
    ? `${Math.trunc(tenths / 10)}.${tenths % 10}${unbroken}MB`
    : `${grouped(Math.round(tenths / 10))}${unbroken}MB`
}
