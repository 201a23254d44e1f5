import { daysAfter, weekdayOf, type Day } from '../time/dates.ts'
import type { LessonKind } from './rules.ts'

/** How timetables are written in the field (form G 课程表): days, times, ways of teaching. Nothing is guessed: null where a text does not say it. */

/** As it was written, without what nobody sees. */
export const spaced = (text: string): string =>
  text
    .replace(/[\u200b-\u200f\ufeff]/g, '')
    .replace(/\s+/g, ' ')
    .trim()

/** For comparing: full-width letters, digits and signs are the plain ones. */
export const tidy = (text: string): string => spaced(text.normalize('NFKC'))

export type Span = { fromMinute: number; untilMinute: number }

const CLOCK = String.raw`(\d{1,2})(?:[:.时点](\d{1,2})?分?)`
const RANGE = new RegExp(String.raw`${CLOCK}\s*(?:[-—–―~～〜]+|至|到)\s*${CLOCK}`)

const minuteOf = (hour: string, minute: string | undefined): number => Number(hour) * 60 + Number(minute ?? 0)

/** `8:30-11:30`, `8：30—11：30`, `8时30分至11时30分`, `14点到17点`; null where there is no such time or it ends before it begins. */
export const spanIn = (text: string): Span | null => {
  const found = RANGE.exec(tidy(text))
  if (!found) return null
  const [, fromHour, fromMinutes, untilHour, untilMinutes] = found
  const [fromMinute, untilMinute] = [minuteOf(fromHour!, fromMinutes), minuteOf(untilHour!, untilMinutes)]
  const isClock = [fromMinutes, untilMinutes].every(minutes => Number(minutes ?? 0) < 60)
  return isClock && fromMinute < untilMinute && untilMinute <= 1440 ? { fromMinute, untilMinute } : null
}

/** The words of a time, for taking them out of a line. */
export const withoutSpan = (text: string): string => tidy(text).replace(RANGE, ' ')

export type Between = { startsOn: Day; endsOn: Day }
/** `says`: the weekday that is written beside the date is another one. */
export type DayRead = { day: Day; isOtherWeekday: boolean }

const WEEKDAYS = '一二三四五六日'
const weekdayIn = (text: string): number | null => {
  const found = /(?:周|星期|礼拜)([一二三四五六日天])/.exec(text)
  return found ? WEEKDAYS.indexOf(found[1] === '天' ? '日' : found[1]!) + 1 : null
}

const daysOf = ({ startsOn, endsOn }: Between): Day[] => {
  const days = []
  for (let day = startsOn; day <= endsOn && days.length < 400; day = daysAfter(day, 1)) days.push(day)
  return days
}

/**
 * The day a text names, of the days of a cohort: `10月12日（周一）`, `10.12`, `2026-10-12`, `10/12`, `周一`, `第2周周三`. A date without a
 * year is the one among the cohort's days; a weekday alone is the first such day, unless its week is named. Null: no such day.
 */
export const dayIn = (text: string, between: Between): DayRead | null => {
  const plain = tidy(text)
  const weekday = weekdayIn(plain)
  const full = /(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})/.exec(plain)
  const short = full ? null : /(\d{1,2})[-./月](\d{1,2})(?:日|号|\b)/.exec(plain.replace(RANGE, ' '))
  const pad = (part: string) => part.padStart(2, '0')
  const ending = full ? `${full[1]}-${pad(full[2]!)}-${pad(full[3]!)}` : short ? `-${pad(short[1]!)}-${pad(short[2]!)}` : null
  const days = daysOf(between)
  if (ending) {
    const day = days.find(each => each.endsWith(ending))
    return day ? { day, isOtherWeekday: weekday !== null && weekdayOf(day) !== weekday } : null
  }
  if (weekday === null) return null
  const week = /第(\d+|[一二三四五六七八九十])周/.exec(plain)?.[1]
  const at = week ? (/\d/.test(week) ? Number(week) : '一二三四五六七八九十'.indexOf(week) + 1) - 1 : 0
  const day = days.filter(each => weekdayOf(each) === weekday)[at]
  return day ? { day, isOtherWeekday: false } : null
}

const methods: [RegExp, LessonKind][] = [
  [/网络|线上|在线|网课|网上/, 'online'],
  [/现场/, 'onsite'],
  [/研讨|讨论|交流|座谈|案例/, 'discussion'],
  [/实践|体验|情景|模拟|实操|演练/, 'practice'],
  [/自学|自主学习/, 'selfStudy'],
  [/课堂|讲授|面授|授课|讲座|辅导|集中学习/, 'classroom'],
  [/仪式/, 'ceremony'],
  [/行程|乘车/, 'travel'],
  [/用餐|就餐/, 'meal']
]

/** 授课方式 as written in its column. */
export const kindOfMethod = (text: string): LessonKind | null => methods.find(([word]) => word.test(tidy(text)))?.[1] ?? null

const occasions: [RegExp, LessonKind][] = [
  [
    /^(开|结)(班|业)(式|仪式|典礼)?$|开班(动员|仪式)|结业(仪式|典礼)|毕业典礼|^(学员)?(报到|报道|签到)|^合影|班务会|入学教育/,
    'ceremony'
  ],
  [/^(统一|集体|学员)?(乘车|坐车|乘大巴|出发|返程|返回|返校|离校|集合)|赴.+途中|^往返/, 'travel'],
  [/^(早|午|中|晚)餐$|^(早|午|中|晚)饭$|^(用|就)餐$|^午休|^休息$|^茶歇/, 'meal']
]

/** What a row without a way of teaching is, by its name: ceremonies, journeys and meals, which count for nothing. */
export const kindOfOccasion = (title: string): LessonKind | null =>
  occasions.find(([word]) => word.test(tidy(title).replace(/[“”"《》]/g, '')))?.[1] ?? null
