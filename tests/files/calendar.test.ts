import { expect, test } from 'vitest'
import { calendarFile, type Appointment } from '../../server/files/calendar.ts'

const lesson: Appointment = {
  uid: 'lesson-7@lunxun',
  sequence: 3,
  day: '2026-09-14',
  fromMinute: 540,
  untilMinute: 630,
  title: '党章',
  place: null,
  notes: [],
  isCancelled: false
}
const written = (more: Partial<Appointment>) =>
  new TextDecoder().decode(calendarFile('课程表', [{ ...lesson, ...more }], new Date('2026-09-07T01:02:03.456Z')))

test('a lesson as a calendar reads it: local times in a zone that the file describes', () => {
  expect(written({}).split('\r\n')).toEqual([
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Lunxun//Lunxun//ZH',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    'X-WR-CALNAME:课程表',
    'X-WR-TIMEZONE:Asia/Shanghai',
    'BEGIN:VTIMEZONE',
    'TZID:Asia/Shanghai',
    'BEGIN:STANDARD',
    'DTSTART:19910915T000000',
    'TZOFFSETFROM:+0800',
    'TZOFFSETTO:+0800',
    'TZNAME:CST',
    'END:STANDARD',
    'END:VTIMEZONE',
    'BEGIN:VEVENT',
    'UID:lesson-7@lunxun',
    'SEQUENCE:3',
    'DTSTAMP:20260907T010203Z',
    'DTSTART;TZID=Asia/Shanghai:20260914T090000',
    'DTEND;TZID=Asia/Shanghai:20260914T103000',
    'SUMMARY:党章',
    'STATUS:CONFIRMED',
    'END:VEVENT',
    'END:VCALENDAR',
    ''
  ])
})

test('commas, semicolons, backslashes and line breaks are escaped, other control characters left out', () => {
  const text = written({ title: 'a,b;c\\d\u0007', place: '县党校\r\n301', notes: ['第一行', '第二行'] })
  expect(text).toContain('SUMMARY:a\\,b\\;c\\\\d\r\n')
  expect(text).toContain('LOCATION:县党校\\n301\r\n')
  expect(text).toContain('DESCRIPTION:第一行\\n第二行\r\n')
})

test('no line is longer than 75 octets, no character is cut, and put together again it is what it was', () => {
  const title = '𠮷党的创新理论专题与基层治理实务'.repeat(12)
  const text = written({ title })
  for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75)
  expect(text.replaceAll('\r\n ', '')).toContain(`SUMMARY:${title}\r\n`)
})

test('a lesson until midnight ends on the next day, and one that fell out is cancelled', () => {
  const text = written({ untilMinute: 1440, isCancelled: true })
  expect(text).toContain('DTEND;TZID=Asia/Shanghai:20260915T000000')
  expect(text).toContain('STATUS:CANCELLED')
})
