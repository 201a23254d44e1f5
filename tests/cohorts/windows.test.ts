import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { daysLeft, hoursKept, isOpenOn, openingOf, windowMistakeIn, type Windowed } from '../../server/cohorts/windows/rules.ts'
import { makeSpecialClass, type SpecialClass } from '../online/specialClass.ts'
import { makeWorld, type World } from '../world.ts'
import { lesson } from './timetables.ts'

const WEEK = { startsOn: '2026-09-14', endsOn: '2026-09-18' }
const open: Windowed = {
  kind: 'online',
  heldOn: '2026-09-14',
  closesOn: '2026-09-18',
  teacherIds: [],
  venueIds: [],
  placeText: null,
  groupIds: []
}
const mistake = (change: Partial<Windowed>) => windowMistakeIn({ ...open, ...change }, WEEK)

describe('a window', () => {
  test('lies within the days of its cohort, from its first day to its last', () => {
    expect(mistake({})).toBe(null)
    expect(mistake({ closesOn: '2026-09-14' })).toBe(null)
    expect(mistake({ heldOn: '2026-09-13' })).toBe('opens-outside-the-cohort')
    expect(mistake({ closesOn: '2026-09-19' })).toBe('closes-outside-the-cohort')
    expect(mistake({ heldOn: '2026-09-16', closesOn: '2026-09-15' })).toBe('closes-before-it-opens')
  })

  test('is of an online lesson, and takes up nothing', () => {
    expect(mistake({ kind: 'classroom' })).toBe('window-of-another-kind')
    for (const taken of [{ teacherIds: [1] }, { venueIds: [1] }, { groupIds: [1] }, { placeText: '301' }])
      expect(mistake(taken)).toBe('window-takes-up')
    // Without a window these are its own affair.
    expect(mistake({ closesOn: null, kind: 'classroom', teacherIds: [1], venueIds: [2] })).toBe(null)
  })

  test('has no hour, whatever was typed', () => {
    expect(hoursKept({ closesOn: '2026-09-18', fromMinute: 540, untilMinute: 600 })).toEqual({ fromMinute: 0, untilMinute: 1440 })
    expect(hoursKept({ closesOn: null, fromMinute: 540, untilMinute: 600 })).toEqual({ fromMinute: 540, untilMinute: 600 })
  })

  test.each([
    ['2026-09-13', 'notYet', 6],
    ['2026-09-14', 'open', 5],
    ['2026-09-15', 'open', 4],
    ['2026-09-16', 'closesSoon', 3],
    ['2026-09-18', 'closesSoon', 1],
    ['2026-09-19', 'over', 0]
  ])('on %s it is %s, with %i days left', (today, opening, left) => {
    expect([openingOf(open, today), daysLeft('2026-09-18', today)]).toEqual([opening, left])
    expect(isOpenOn(open, today)).toBe(opening === 'open' || opening === 'closesSoon')
    expect(openingOf({ ...open, closesOn: null }, today)).toBe('open')
  })
})

describe('王 plans a special class', () => {
  let world: World
  let made: SpecialClass
  beforeAll(async () => {
    world = await makeWorld()
    made = await makeSpecialClass(world)
  })
  afterAll(() => world.close())
  const wang = (call: string, body?: object) => world.as('wang')(call, body)
  const add = (body: object) => wang(`POST /cohorts/${made.cohortId}/lessons`, body)
  const change = (title: string, body: object) => wang(`PUT /cohorts/${made.cohortId}/lessons/${made.lesson[title]}`, body)
  const cohort = async () => (await wang(`GET /cohorts/${made.cohortId}`)).body

  test('its lessons say how long they are open, its sum counts what must be chosen, and nobody asks for a roll', async () => {
    const told = await cohort()
    expect(told).toMatchObject({ kind: 'onlineSpecial', electiveMinutes: 3, planned: { all: 96, inCategory: 90 } })
    const film = told.lessons.find(({ title }: { title: string }) => title === '必修短片')
    expect(film).toMatchObject({
      heldOn: '2026-09-14',
      closesOn: '2026-09-18',
      fromMinute: 0,
      untilMinute: 1440,
      isElective: false,
      requires: []
    })
    expect(told.lessons.find(({ title }: { title: string }) => title === '丙')).toMatchObject({
      isElective: true,
      requires: [{ id: made.lesson.必修短片, name: '必修短片' }]
    })
    const { cohorts } = (await wang('GET /cohorts')).body
    expect(cohorts[0]).toMatchObject({ planned: { all: 96, inCategory: 90 }, held: { all: 96, inCategory: 90 } })
  })

  test.each([
    ['of a classroom lesson', { closesOn: '2026-09-16' }, 'window-of-another-kind', 'closesOn'],
    ['that ends before it begins', { kind: 'online', closesOn: '2026-09-13' }, 'closes-before-it-opens', 'closesOn'],
    ['beyond the last day', { kind: 'online', closesOn: '2026-09-19' }, 'closes-outside-the-cohort', 'closesOn'],
    ['with a place', { kind: 'online', closesOn: '2026-09-16', placeText: '301' }, 'window-takes-up', 'venueIds'],
    ['and an elective of a classroom lesson', { isElective: true }, 'elective-of-another-kind', 'isElective'],
    ['and a day that is none', { closesOn: '明天' }, 'bad-input', 'closesOn']
  ])('a window %s is refused', async (_what, more, code, field) => {
    const answer = await add(lesson(more))
    expect([answer.status, answer.body.field]).toEqual([400, field])
    if (code !== 'bad-input') expect(answer.body.code).toBe(code)
  })

  test('the cohort does not end before its windows do, published or not', async () => {
    const { name, capacity, startsOn, supervisorId } = await cohort()
    const shorter = { name, capacity, startsOn, endsOn: '2026-09-17', supervisorId }
    expect((await wang(`PUT /cohorts/${made.cohortId}`, shorter)).body).toMatchObject({ code: 'lesson-outside', field: 'endsOn' })
  })

  test('more is not demanded than the menu holds, nor so much that core theory falls short; not said, it stays', async () => {
    const { name, capacity, startsOn, endsOn, supervisorId } = await cohort()
    const demand = (electiveMinutes?: number) =>
      wang(`PUT /cohorts/${made.cohortId}`, { name, capacity, startsOn, endsOn, supervisorId, electiveMinutes })
    expect((await demand(7)).body).toMatchObject({
      code: 'menu-too-small',
      field: 'electiveMinutes',
      facts: { menu: 6, demanded: 7 }
    })
    expect((await demand(-1)).body).toMatchObject({ field: 'electiveMinutes' })
    expect((await demand(5)).status).toBe(200)
    expect((await demand()).status).toBe(200)
    expect(await cohort()).toMatchObject({ electiveMinutes: 5, planned: { all: 98 } })
    expect((await demand(3)).status).toBe(200)
  })

  test('a window that moves is told as one, and calendars show it as days on which nobody is busy', async () => {
    world.clock.set(new Date('2026-09-10T09:00:00+08:00'))
    expect((await change('必修短片', made.online('必修短片', { heldOn: '2026-09-15' }))).status).toBe(200)
    expect((await change('甲', made.online('甲', { closesOn: '2026-09-17' }))).status).toBe(200)
    const { messages } = (await world.as('lin')('GET /my/messages')).body
    expect(messages[0].lines.map(({ zh }: { zh: string }) => zh)).toEqual([
      '9月14日—9月17日的“甲”改为必修。',
      '9月14日—9月18日的“必修短片”改为9月15日—9月18日开放学习。'
    ])
    const back = made.online('甲', { closesOn: '2026-09-17', isElective: true })
    expect((await change('甲', back)).status).toBe(200)
    const { path } = (await world.as('lin')('POST /my/feeds')).body
    const file = (await world.app.inject({ url: path })).body.replaceAll('\r\n ', '')
    const event = file.split('BEGIN:VEVENT').find(part => part.includes('SUMMARY:必修短片'))!
    expect(event).toContain('DTSTART;VALUE=DATE:20260915')
    expect(event).toContain('DTEND;VALUE=DATE:20260919')
    expect(event).toContain('TRANSP:TRANSPARENT')
    expect(event).toContain('开放学习：2026年9月15日至18日')
    expect(file.split('BEGIN:VEVENT').find(part => part.includes('SUMMARY:甲'))).toContain('（选修）')
    expect((await change('必修短片', made.online('必修短片'))).status).toBe(200)
  })

  test('a template keeps windows and electives by their days', async () => {
    const { templateId } = (
      await wang(`POST /cohorts/${made.cohortId}/timetable-templates`, { name: '专题班', withBookings: false })
    ).body
    const { lessons } = (await wang(`GET /timetable-templates/${templateId}`)).body
    const of = (title: string) => lessons.find((one: { title: string }) => one.title === title)
    expect(of('必修短片')).toMatchObject({ day: 0, closesDay: 4, isElective: false })
    expect(of('甲')).toMatchObject({ day: 0, closesDay: 3, isElective: true })
    expect(of('党的创新理论专题')).toMatchObject({ closesDay: null, isElective: false })
  })

  test('a postponed class takes its windows along', async () => {
    const postponed = await wang(`POST /cohorts/${made.cohortId}/postponement`, { days: 7, reason: '防汛', document: null })
    expect(postponed.status).toBe(200)
    const film = (await cohort()).lessons.find(({ title }: { title: string }) => title === '必修短片')
    expect(film).toMatchObject({ heldOn: '2026-09-21', closesOn: '2026-09-25' })
  })
})
