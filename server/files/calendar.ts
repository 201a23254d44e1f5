import { daysAfter, ZONE, type Day } from '../time/dates.ts'

/** One appointment of a calendar file. `sequence` grows with every change, so that a calendar that has it already takes the newer one. */
export type Appointment = {
  /** The same for the same thing for ever; a calendar replaces what it has under it. */
  uid: string
  sequence: number
  day: Day
  fromMinute: number
  untilMinute: number
  /** The last of several whole days; then the minutes mean nothing, and nobody is busy. */
  lastDay?: Day | null
  title: string
  place: string | null
  notes: readonly string[]
  isCancelled: boolean
  /** When it last became other than it was; where that is not known, it is said as of the writing. */
  changedAt?: Date
}

/** For a calendar that is fetched again and again: how often is enough. */
const AGAIN = ['REFRESH-INTERVAL;VALUE=DURATION:PT1H', 'X-PUBLISHED-TTL:PT1H']

/**
 * A calendar file (RFC 5545): UTF-8, lines folded at 75 octets, local times with the zone they are in. `at` is when it was written; the same
 * appointments with their own times make the same file.
 */
export const calendarFile = (name: string, appointments: readonly Appointment[], at: Date, isFetchedAgain = false): Uint8Array =>
  new TextEncoder().encode(
    [
      'BEGIN:VCALENDAR',
      'VERSION:2.0',
      'PRODID:-//Lunxun//Lunxun//ZH',
      'CALSCALE:GREGORIAN',
      'METHOD:PUBLISH',
      `X-WR-CALNAME:${escaped(name)}`,
      `X-WR-TIMEZONE:${ZONE}`,
      ...(isFetchedAgain ? AGAIN : []),
      ...zone,
      ...appointments.flatMap(appointment => linesOf(appointment, at)),
      'END:VCALENDAR'
    ]
      .map(folded)
      .join('\r\n') + '\r\n'
  )

// No clock has been changed in this zone since 1991.
const zone = [
  'BEGIN:VTIMEZONE',
  `TZID:${ZONE}`,
  'BEGIN:STANDARD',
  'DTSTART:19910915T000000',
  'TZOFFSETFROM:+0800',
  'TZOFFSETTO:+0800',
  'TZNAME:CST',
  'END:STANDARD',
  'END:VTIMEZONE'
]

const linesOf = (one: Appointment, at: Date): string[] => [
  'BEGIN:VEVENT',
  `UID:${one.uid}`,
  `SEQUENCE:${one.sequence}`,
  `DTSTAMP:${instant(one.changedAt ?? at)}`,
  ...(one.changedAt ? [`LAST-MODIFIED:${instant(one.changedAt)}`] : []),
  ...timesOf(one),
  `SUMMARY:${escaped(one.title)}`,
  ...(one.place ? [`LOCATION:${escaped(one.place)}`] : []),
  ...(one.notes.length ? [`DESCRIPTION:${escaped(one.notes.join('\n'))}`] : []),
  `STATUS:${one.isCancelled ? 'CANCELLED' : 'CONFIRMED'}`,
  'END:VEVENT'
]

const timesOf = ({ day, fromMinute, untilMinute, lastDay }: Appointment): string[] =>
  lastDay
    ? [`DTSTART;VALUE=DATE:${plainDay(day)}`, `DTEND;VALUE=DATE:${plainDay(daysAfter(lastDay, 1))}`, 'TRANSP:TRANSPARENT']
    : [`DTSTART;TZID=${ZONE}:${local(day, fromMinute)}`, `DTEND;TZID=${ZONE}:${local(day, untilMinute)}`]

const plainDay = (day: Day): string => day.replaceAll('-', '')

const instant = (at: Date): string => at.toISOString().replace(/\.\d+/, '').replaceAll(/[-:]/g, '')

/** Midnight at the end of a day is the first minute of the next. */
const local = (day: Day, minute: number): string => {
  const date = minute < 1440 ? day : daysAfter(day, 1)
  const within = minute % 1440
  const two = (figure: number) => String(figure).padStart(2, '0')
  return `${plainDay(date)}T${two(Math.trunc(within / 60))}${two(within % 60)}00`
}

const escaped = (text: string): string =>
  text
    .replaceAll(/[\\;,]/g, mark => '\\' + mark)
    .replaceAll(/\r\n?|\n/g, '\\n')
    .replaceAll(/\p{Cc}/gu, '')

const OCTETS = 75

/** A line longer than 75 octets goes on after a line break and a space; no character is cut. */
const folded = (line: string): string => {
  const parts: string[] = []
  let part = ''
  let octets = 0
  for (const character of line) {
    const more = Buffer.byteLength(character)
    if (octets + more > OCTETS) {
      parts.push(part)
      part = ' '
      octets = 1
    }
    part += character
    octets += more
  }
  return [...parts, part].join('\r\n')
}
