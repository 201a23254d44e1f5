import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { plannedIn, usedBy, type Kept } from '../../server/cohorts/templates/rules.ts'
import { auditLinesOf } from '../harness.ts'
import { makeWorld, type World } from '../world.ts'
import { lesson, publish, setUp, teaching } from './timetables.ts'

const KEPT: Kept = {
  kind: 'classroom',
  minutes: 90,
  categories: [{ category: 'coreTheory', minutes: 90 }],
  courseVersionId: 4,
  latest: { id: 6, kind: 'classroom', category: 'competency', minutes: 60 },
  teachers: [
    { id: 1, name: '林老师' },
    { id: 2, name: '何老师' }
  ],
  teacherText: '各组组长',
  venues: [{ id: 11, name: '县委党校 一号报告厅' }],
  placeText: null,
  baseId: null,
  baseName: null,
  venueKind: null
}
const usable = ({ teachers = [1, 2], venues = [11], bases = [21] } = {}) => ({
  teachers: new Set(teachers),
  venues: new Set(venues),
  bases: new Set(bases)
})

describe('what a template keeps', () => {
  test('is the plan by days after the first; what made up for a lesson after the last day is no part of it', () => {
    const on = (heldOn: string) => ({ heldOn, kind: 'classroom' as const })
    const week = { startsOn: '2026-09-28', endsOn: '2026-10-02' }
    expect(plannedIn([on('2026-09-28'), on('2026-10-01'), on('2026-10-09')], week).map(({ day }) => day)).toEqual([0, 3])
  })

  test('laid out from the day it was taken from, it is what it was', () => {
    const start = Date.UTC(2026, 0, 1)
    const dayAt = (days: number) => new Date(start + days * 86_400_000).toISOString().slice(0, 10)
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 900 }),
        fc.integer({ min: 0, max: 60 }),
        fc.integer({ min: 0, max: 60 }),
        (first, span, at) => {
          const between = { startsOn: dayAt(first), endsOn: dayAt(first + span) }
          const kept = plannedIn([{ heldOn: dayAt(first + at), kind: 'classroom' as const }], between)
          expect(kept.map(({ day }) => dayAt(first + day))).toEqual(at <= span ? [dayAt(first + at)] : [])
        }
      )
    )
  })

  test('whoever may not be planned with stays as a text; a course is its latest version, measured if it is online', () => {
    expect(usedBy(KEPT, usable())).toMatchObject({
      courseVersionId: 6,
      minutes: 90,
      teachers: KEPT.teachers,
      teacherText: '各组组长'
    })
    expect(usedBy(KEPT, usable({ teachers: [1], venues: [] }))).toMatchObject({
      teachers: [{ id: 1, name: '林老师' }],
      teacherText: '各组组长、何老师',
      venues: [],
      placeText: '县委党校 一号报告厅'
    })
    const online = { ...KEPT, kind: 'online' as const, latest: { id: 6, kind: 'online', category: 'other', minutes: 40 } }
    expect(usedBy(online, usable())).toMatchObject({ minutes: 40, categories: [{ category: 'other', minutes: 40 }] })
    const outing = { ...KEPT, kind: 'onsite' as const, baseId: 22, baseName: '旧基地' }
    expect(usedBy(outing, usable())).toMatchObject({ baseId: null, baseName: null, placeText: '旧基地' })
  })
})

describe('a timetable is kept, found, used and hidden', () => {
  let world: World
  beforeAll(async () => {
    world = await makeWorld()
  })
  afterAll(() => world.close())

  test('王 keeps a week without its bookings, sees it with its share, and hides it; each leaves its line', async () => {
    const wang = world.as('wang')
    const teacher = await wang('POST /teachers', {
      organisationId: world.at['安澜县'],
      name: '唐老师',
      unit: '农广校',
      title: '讲师'
    })
    const empty = await setUp(world, [])
    expect(
      (await wang(`POST /cohorts/${empty.cohortId}/timetable-templates`, { name: '空的', withBookings: true })).body.code
    ).toBe('timetable-empty')
    const { cohortId } = await setUp(world, [
      lesson({ teacherIds: [teacher.body.id], teacherText: '各组组长', placeText: '镇礼堂' }),
      teaching('competency', 120, '2026-09-16', 840)
    ])
    await publish(world, cohortId)
    const call = `POST /cohorts/${cohortId}/timetable-templates`
    for (const body of [{ name: ' ', withBookings: true }, { name: '三天' }, { name: '三天', withBookings: true, kind: 'model' }])
      expect((await wang(call, body)).status).toBe(400)
    const { templateId } = (await wang(call, { name: ' 三天的 ', withBookings: false })).body
    const again = await wang(call, { name: '三天的', withBookings: false })
    expect([again.status, again.body.code, again.body.field]).toEqual([409, 'template-known', 'name'])

    const [listed] = (await wang('GET /timetable-templates')).body.templates
    expect(listed).toMatchObject({
      id: templateId,
      name: '三天的',
      kind: 'rotation',
      organisationName: '安澜县',
      cohortName: '第1期村党组织书记轮训班',
      lessons: 2,
      days: 3,
      all: 210,
      inCategory: 90,
      madeBy: '王小燕',
      isHidden: false,
      mayChange: true
    })
    const kept = (await wang(`GET /timetable-templates/${templateId}`)).body
    expect(kept.lessons).toMatchObject([
      { day: 0, fromMinute: 540, title: '党章与党内法规要点', teachers: [], teacherText: null, placeText: null },
      { day: 2, fromMinute: 840, categories: [{ category: 'competency', minutes: 120 }] }
    ])

    expect((await wang(`POST /timetable-templates/${templateId}/visibility`, { isHidden: false })).body.code).toBe('not-hidden')
    expect((await wang(`POST /timetable-templates/${templateId}/visibility`, { isHidden: true })).status).toBe(200)
    expect((await wang(`POST /timetable-templates/${templateId}/visibility`, { isHidden: true })).body.code).toBe(
      'already-hidden'
    )
    expect((await wang('GET /timetable-templates')).body.templates[0]).toMatchObject({ isHidden: true, hiddenBy: '王小燕' })
    expect(await auditLinesOf(world.database, 'POST /timetable-templates/:templateId/visibility')).toMatchObject([
      { details: { templateId, name: '三天的', isHidden: true } }
    ])
  })

  test('with its bookings it brings them, and goes into another cohort as one act', async () => {
    const wang = world.as('wang')
    const teacher = await wang('POST /teachers', {
      organisationId: world.at['安澜县'],
      name: '马老师',
      unit: '农广校',
      title: '讲师'
    })
    const { cohortId } = await setUp(world, [lesson({ teacherIds: [teacher.body.id], heldOn: '2026-09-15' })])
    const { templateId } = (await wang(`POST /cohorts/${cohortId}/timetable-templates`, { name: '带教师', withBookings: true }))
      .body
    const [kept] = (await wang(`GET /timetable-templates/${templateId}`)).body.lessons
    expect(kept).toMatchObject({ day: 1, teachers: [{ name: '马老师' }] })
    const next = await setUp(world, [], { startsOn: '2026-10-12', endsOn: '2026-10-16' })
    const { day: _day, closesDay: _closes, teachers, venues: _venues, baseName: _base, ...plan } = kept
    const add = [{ ...plan, heldOn: '2026-10-13', teacherIds: teachers.map(({ id }: { id: number }) => id), venueIds: [] }]
    expect((await wang(`POST /cohorts/${next.cohortId}/timetable`, { remove: [], change: [], add })).status).toBe(200)
    expect((await wang(`GET /cohorts/${next.cohortId}`)).body.lessons).toMatchObject([
      { heldOn: '2026-10-13', teachers: [{ name: '马老师' }] }
    ])
  })
})
