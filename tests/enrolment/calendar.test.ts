import { afterAll, beforeAll, expect, test } from 'vitest'
import { hold, makeCohort, type MadeCohort } from '../closing/cohort.ts'
import { makeWorld, type World } from '../world.ts'

let world: World
let cohort: MadeCohort
beforeAll(async () => {
  world = await makeWorld()
  cohort = await makeCohort(world, { name: '在办的班', people: ['林文博'] })
})
afterAll(() => world.close())

const calendarOf = async (who: 'lin' | 'zhao') => {
  const answer = await world.as(who)('GET /my/calendar')
  return { ...answer, text: answer.bytes.toString('utf8').replaceAll('\r\n ', '') }
}
const sequenceOf = (text: string, uid: string) => Number(new RegExp(`UID:${uid}\\r\\nSEQUENCE:(\\d+)`).exec(text)?.[1])

test('nobody is asked for a calendar but a trainee', async () => {
  expect((await world.as(null)('GET /my/calendar')).status).toBe(401)
  for (const who of ['wang', 'xu', 'admin'] as const) expect((await world.as(who)('GET /my/calendar')).status).toBe(403)
})

test('林 gets every lesson of the own timetable as a file, 赵 without a cohort an empty one', async () => {
  const { status, headers, text } = await calendarOf('lin')
  expect(status).toBe(200)
  expect(headers['content-type']).toBe('text/calendar; charset=utf-8')
  expect(decodeURIComponent(String(headers['content-disposition']))).toContain('课程表.ics')
  expect(text.match(/BEGIN:VEVENT/g)).toHaveLength(8)
  expect(text).toContain('DESCRIPTION:在办的班')
  const empty = await calendarOf('zhao')
  expect([empty.status, empty.text.includes('VEVENT')]).toEqual([200, false])
})

test('a lesson that falls out is cancelled under the same name, with a later number', async () => {
  const uid = `lesson-${cohort.lesson['党章与党内法规要点']}@lunxun`
  const before = await calendarOf('lin')
  expect(before.text).not.toContain('CANCELLED')
  world.clock.set('2026-09-12T01:00:00Z')
  await hold(world, cohort, { except: ['党章与党内法规要点'] })
  const after = await calendarOf('lin')
  expect(sequenceOf(after.text, uid)).toBeGreaterThan(sequenceOf(before.text, uid))
  expect(after.text.match(/STATUS:CANCELLED/g)).toHaveLength(1)
})
