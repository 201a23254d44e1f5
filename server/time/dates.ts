import { Temporal } from 'temporal-polyfill'

/** A civil date, `YYYY-MM-DD`: a day in the department's calendar, never an instant. */
export type Day = string

/** The one time zone of an instance; every civil date and lesson time is read in it. */
export const ZONE = 'Asia/Shanghai'

export const isDay = (text: string): text is Day => {
  try {
    return /^\d{4}-\d{2}-\d{2}$/.test(text) && Temporal.PlainDate.from(text, { overflow: 'reject' }).toString() === text
  } catch {
    return false
  }
}

/** The civil date on which an instant falls. */
export const dayOf = (instant: Date): Day => {
  const minute = Math.floor(instant.getTime() / 60_000)
  // Every request asks for today several times. Since 1970 no minute of this zone lies in two days.
  if (minute !== lastAsked.minute || minute < 0)
    lastAsked = {
      minute,
      day: Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(ZONE).toPlainDate().toString()
    }
  return lastAsked.day
}

let lastAsked: { minute: number; day: Day } = { minute: Number.NaN, day: '' }

/** Minutes since midnight, on the department's clock. */
export const minuteOf = (instant: Date): number => {
  const time = Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(ZONE)
  return time.hour * 60 + time.minute
}

/** The instant of a minute of a civil date. */
export const instantOf = (day: Day, minute = 0): Date =>
  new Date(Temporal.PlainDate.from(day).toZonedDateTime(ZONE).add({ minutes: minute }).epochMilliseconds)

export const daysAfter = (day: Day, days: number): Day => Temporal.PlainDate.from(day).add({ days }).toString()

/** A month end stays a month end: 31 August plus six months is 28 February. */
export const monthsAfter = (day: Day, months: number): Day => Temporal.PlainDate.from(day).add({ months }).toString()

export const weekdayOf = (day: Day): number => Temporal.PlainDate.from(day).dayOfWeek

export const yearOf = (day: Day): number => Number(day.slice(0, 4))

/** What was known at the end of a civil date: the first instant of the next one, exclusive. */
export const endOf = (day: Day): Date => instantOf(daysAfter(day, 1))
