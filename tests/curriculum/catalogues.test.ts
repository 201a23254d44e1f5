import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { rowsOf } from '../../server/database/db.ts'
import { lesson, publish, setUp, teaching } from '../cohorts/timetables.ts'
import { auditLinesOf } from '../harness.ts'
import { OWN_COURSE, TEXTBOOK } from '../permissions/preparedCatalogues.ts'
import { makeWorld, type World } from '../world.ts'
import { RED_RIDGE } from './redRidge.ts'

let world: World
beforeAll(async () => {
  world = await makeWorld()
})
afterAll(() => world.close())

const as = (who: Parameters<World['as']>[0]) => world.as(who)
const made = async (call: string, body: object): Promise<number> => {
  const answer = await as('wang')(call, { organisationId: world.at['安澜县'], ...body })
  if (answer.status !== 200) throw new Error(`${call}: ${JSON.stringify(answer.body)}`)
  return answer.body.id
}
const teacher = (name: string) => made('POST /teachers', { name, unit: '县农广校', title: '讲师' })
const room = (name: string) => made('POST /venues', { name, place: '县农广校', capacity: 60 })
const course = (code: string, change: object = {}) => made('POST /courses', { ...OWN_COURSE, code, ...change })
const TEACHER = {
  unit: '县农广校',
  title: '讲师',
  gender: null,
  birthMonth: null,
  category: null,
  specialty: null,
  courses: [],
  contact: null,
  feeRate: null,
  reviewStatus: 'passed',
  remark: null
}

describe('a teacher', () => {
  test('is known as before when something of them changes, and says who changed what', async () => {
    const id = await teacher('唐一')
    const put = (change: object) => as('wang')(`PUT /teachers/${id}`, { ...TEACHER, name: '唐一', ...change })
    expect((await as('wangElsewhere')(`PUT /teachers/${id}`, { ...TEACHER, name: '唐一' })).status).toBe(404)
    expect((await put({})).body.code).toBe('nothing-changed')
    expect((await put({ birthMonth: '1975-13' })).body).toMatchObject({ code: 'bad-field', field: 'birthMonth' })
    expect((await put({ title: '高级讲师', category: 'scholar', courses: ['村务公开', ' 村务公开'] })).status).toBe(200)
    expect((await as('wang')(`POST /teachers/${id}/visibility`, { isHidden: true })).status).toBe(200)
    expect((await as('wang')(`POST /teachers/${id}/visibility`, { isHidden: true })).body.code).toBe('already-hidden')
    const { changes } = (await as('wang')(`GET /teachers/${id}/changes`)).body
    expect(changes.map(({ what, fields, recordedBy }: Record<string, unknown>) => [what, fields, recordedBy])).toEqual([
      ['hidden', [], '王小燕'],
      ['changed', ['title', 'category', 'courses'], '王小燕'],
      ['added', [], '王小燕']
    ])
    expect((await auditLinesOf(world.database, 'PUT /teachers/:teacherId')).at(-1)!.details).toEqual({
      teacherId: id,
      name: '唐一',
      changed: ['title', 'category', 'courses']
    })
  })

  test('that is hidden is offered to nobody, found when asked for, and stays on the lesson', async () => {
    const id = await teacher('唐二')
    const { cohortId, lessonIds } = await setUp(world, [lesson({ teacherIds: [id] })], { name: '有唐二的班' })
    await as('wang')(`POST /teachers/${id}/visibility`, { isHidden: true })
    const names = async (query: string) =>
      (await as('wang')(`GET /teachers${query}`)).body.teachers.map(({ name }: { name: string }) => name)
    expect(await names('')).not.toContain('唐二')
    expect(await names('?shown=hidden')).toContain('唐二')
    expect(await names(`?shown=all&q=${encodeURIComponent('农广校 唐二')}`)).toEqual(['唐二'])
    const again = await as('wang')(`POST /cohorts/${cohortId}/lessons`, lesson({ teacherIds: [id], heldOn: '2026-09-15' }))
    expect(again.body).toMatchObject({ code: 'unknown-teacher', field: 'teacherIds' })
    const moved = await as('wang')(
      `PUT /cohorts/${cohortId}/lessons/${lessonIds[0]}`,
      lesson({ teacherIds: [id], heldOn: '2026-09-16' })
    )
    expect(moved.status).toBe(200)
    expect((await as('wang')(`GET /cohorts/${cohortId}`)).body.lessons[0].teachers).toEqual([{ id, name: '唐二' }])
  })

  test('has given as many lectures as lessons of theirs took place', async () => {
    const id = await teacher('唐三')
    const theirs = { teacherIds: [id] }
    const { cohortId, lessonIds } = await setUp(
      world,
      [
        teaching('coreTheory', 60, '2026-09-07', 480, theirs),
        teaching('coreTheory', 60, '2026-09-07', 560, theirs),
        teaching('coreTheory', 60, '2026-09-08', 480, theirs)
      ],
      { name: '唐三的班', startsOn: '2026-09-07' }
    )
    await publish(world, cohortId)
    const hold = (at: number, wasHeld: boolean) =>
      as('wang')(`POST /cohorts/${cohortId}/holdings`, { lessonId: lessonIds[at], wasHeld, reason: wasHeld ? null : '停电' })
    await hold(0, true)
    await hold(1, false)
    expect((await as('wang')(`GET /teachers/${id}`)).body.lectures).toBe(1)
    expect((await as('wang')(`GET /teachers/${id}/uses`)).body).toMatchObject({ lessons: 3, held: 1, elsewhere: 0 })
  })
})

describe('a calendar', () => {
  test('tells lessons of one’s own cohorts, and of others only that the room is taken, once they are published', async () => {
    const id = await room('501')
    // The room is the city’s, so that both counties teach in it.
    await world.database.db.execute(sql`alter table venue_facts disable trigger venue_facts_close_once`)
    await world.database.db.execute(sql`update venue_facts set organisation_id = ${world.at['安河市']} where venue_id = ${id}`)
    await world.database.db.execute(sql`alter table venue_facts enable trigger venue_facts_close_once`)
    const { cohortId } = await setUp(world, [teaching('coreTheory', 90, '2026-09-15', 540, { venueIds: [id], title: '党章' })], {
      name: '占教室的班'
    })
    const seen = async (who: 'wang' | 'wangElsewhere') => (await as(who)(`GET /venues/${id}/calendar?from=2026-09-17`)).body
    expect((await seen('wangElsewhere')).bookings).toEqual([])
    expect(await seen('wang')).toEqual({
      from: '2026-09-14',
      until: '2026-10-12',
      bookings: [
        {
          heldOn: '2026-09-15',
          fromMinute: 540,
          untilMinute: 630,
          cohortId,
          cohortName: '占教室的班',
          title: '党章',
          isDraft: true
        }
      ]
    })
    await publish(world, cohortId)
    expect((await seen('wangElsewhere')).bookings).toEqual([
      { heldOn: '2026-09-15', fromMinute: 540, untilMinute: 630, cohortId: null, cohortName: null, title: null, isDraft: false }
    ])
    expect((await as('wangElsewhere')(`GET /venues/${id}/uses`)).body).toEqual({ lessons: 1, held: 0, elsewhere: 1, cohorts: [] })
    expect((await as('xu')(`GET /venues/${id}/calendar`)).status).toBe(403)
  })
})

describe('deleting', () => {
  test('is refused while a lesson uses the thing, and names who does', async () => {
    const [teacherId, venueId] = [await teacher('唐四'), await room('502')]
    const baseId = await made('POST /teaching-bases', { ...RED_RIDGE, name: '用着的基地' })
    const courseId = await course('D-1')
    const { versionId } = (await as('wang')(`GET /courses/${courseId}`)).body
    const used = lesson({ teacherIds: [teacherId], venueIds: [venueId], courseVersionId: versionId })
    await setUp(world, [used, lesson({ kind: 'onsite', baseId, heldOn: '2026-09-15' })], { name: '用着它们的班' })
    for (const path of [`/teachers/${teacherId}`, `/venues/${venueId}`, `/teaching-bases/${baseId}`, `/courses/${courseId}`]) {
      expect([path, (await as('xu')(`DELETE ${path}`)).status]).toEqual([path, 403])
      expect([path, (await as('wangElsewhere')(`DELETE ${path}`)).status]).toEqual([path, 404])
      const refused = await as('wang')(`DELETE ${path}`)
      expect([path, refused.status, refused.body.code]).toEqual([path, 409, 'in-use'])
      expect([path, refused.body.zh]).toEqual([path, expect.stringContaining('“用着它们的班”')])
      expect((await as('wang')(`GET ${path}`)).status).toBe(200)
    }
  })

  test('is refused for a textbook or a teacher that a course named, also in an earlier version', async () => {
    const textbookId = await made('POST /textbooks', { ...TEXTBOOK, name: '丙书' })
    const teacherId = await teacher('唐五')
    const courseId = await course('D-2', { textbookIds: [textbookId], teacherId })
    expect((await as('wang')(`PUT /courses/${courseId}`, { ...OWN_COURSE, code: 'D-2' })).status).toBe(200)
    expect((await as('wang')(`DELETE /textbooks/${textbookId}`)).body).toMatchObject({
      code: 'in-use',
      zh: '“院坝议事实务”等 1 门课用过这本教材，不能删除；可以停用。'
    })
    expect((await as('wang')(`DELETE /teachers/${teacherId}`)).body).toMatchObject({ code: 'in-use' })
    expect((await as('wang')(`DELETE /courses/${courseId}`)).status).toBe(200)
    expect((await as('wang')(`DELETE /textbooks/${textbookId}`)).status).toBe(200)
    expect((await as('wang')(`DELETE /teachers/${teacherId}`)).status).toBe(200)
  })

  test('takes what was known along, and leaves it in the line, without a telephone number', async () => {
    const id = await made('POST /venues', { name: '503', place: '县农广校', capacity: 30, contact: '内线 0103' })
    expect((await as('wang')(`DELETE /venues/${id}`)).status).toBe(200)
    expect((await as('wang')(`GET /venues/${id}`)).status).toBe(404)
    expect(await rowsOf(world.database.db, sql`select from venue_facts where venue_id = ${id}`)).toEqual([])
    expect((await auditLinesOf(world.database, 'DELETE /venues/:venueId')).at(-1)!.details).toEqual({
      venueId: id,
      name: '503',
      removed: { place: '县农广校', name: '503', capacity: 30, kind: 'classroom', equipment: null }
    })
  })
})

describe('a textbook', () => {
  test('is refused with an ISBN whose check digit is wrong, and kept with thirteen digits', async () => {
    const add = (isbn: string | null, name: string) =>
      as('wang')('POST /textbooks', { organisationId: world.at['安澜县'], ...TEXTBOOK, name, isbn })
    expect((await add('978-7-300-00000-1', '甲')).body).toMatchObject({ code: 'no-isbn', field: 'isbn' })
    const { id } = (await add('7-5000-0000-6', '乙')).body
    expect((await as('wang')(`GET /textbooks/${id}`)).body).toMatchObject({ isbn: '9787500000006', courses: [] })
    expect((await add(null, '乙')).body).toMatchObject({ code: 'textbook-known', field: 'name' })
  })
})

describe('a course written by hand', () => {
  test('is seen in its county and not next door, and gets a version with each change that drafts follow', async () => {
    const id = await course('H-1')
    expect((await as('wangElsewhere')(`GET /courses/${id}`)).status).toBe(404)
    expect(
      (await as('wang')('POST /courses', { organisationId: world.at['安澜县'], ...OWN_COURSE, code: 'H-1' })).body
    ).toMatchObject({
      code: 'course-known',
      field: 'code'
    })
    const next = await as('wangElsewhere')('POST /courses', { organisationId: world.at['望江县'], ...OWN_COURSE, code: 'H-1' })
    expect(next.status).toBe(200)
    for (const [field, change] of [
      ['kind', { kind: 'online' }],
      ['minutes', { minutes: 0 }],
      ['code', { code: 'a b' }],
      ['category', { category: 'cooking' }],
      ['teacherId', { teacherId: 999_999 }],
      ['textbookIds', { textbookIds: [999_999] }]
    ] as const)
      expect((await as('wang')(`PUT /courses/${id}`, { ...OWN_COURSE, code: 'H-1', ...change })).body).toMatchObject({ field })
    const before = (await as('wang')(`GET /courses/${id}`)).body
    const { cohortId } = await setUp(world, [lesson({ courseVersionId: before.versionId })], { name: '跟着走的班' })
    expect((await as('wang')(`PUT /courses/${id}`, { ...OWN_COURSE, code: 'H-1', minutes: 120 })).status).toBe(200)
    const after = (await as('wang')(`GET /courses/${id}`)).body
    expect([before.number, after.number, after.minutes]).toEqual([1, 2, 120])
    expect((await as('wang')(`GET /cohorts/${cohortId}`)).body.lessons[0].courseVersionId).toBe(after.versionId)
  })

  test('is hidden and keeps its lessons; one from a file is changed in its file', async () => {
    const id = await course('H-2')
    expect((await as('wang')(`POST /courses/${id}/visibility`, { isHidden: true })).status).toBe(200)
    const codes = async (query: string) =>
      (await as('wang')(`GET /courses${query}`)).body.courses.map(({ code }: { code: string }) => code)
    expect(await codes('')).not.toContain('H-2')
    expect(await codes('?shown=hidden')).toEqual(['H-2'])
    await world.database.db.execute(sql`insert into courses (code) values ('from-file')`)
    await world.database.db
      .execute(sql`insert into course_versions (course_id, number, title, category, kind, minutes, summary, recorded_at)
      select id, 1, '文件里的课', 'other', 'classroom', 90, '简介', now() from courses where code = 'from-file'`)
    const [file] = (await as('wang')('GET /courses?from=files')).body.courses
    expect(file).toMatchObject({ code: 'from-file', organisationId: null, mayChange: false })
    const asked = [`PUT /courses/${file.id}`, `DELETE /courses/${file.id}`, `POST /courses/${file.id}/visibility`]
    for (const [at, body] of [{ ...OWN_COURSE }, undefined, { isHidden: true }].entries())
      expect((await as('wang')(asked[at]!, body)).body.code).toBe('course-from-file')
  })
})

describe('core theory', () => {
  test('is marked by the city, asked for by the county, and everything is on record', async () => {
    const add = { organisationId: world.at['安澜县'], ...OWN_COURSE, code: 'T-1' }
    expect((await as('wang')('POST /courses', { ...add, category: 'coreTheory' })).body).toMatchObject({
      code: 'core-theory-by-department',
      field: 'category'
    })
    const id = await course('T-1')
    const ask = (who: 'wang' | 'gao') => as(who)(`POST /courses/${id}/core-theory-requests`, { reason: '讲的是理论' })
    expect((await ask('gao')).status).toBe(403)
    expect((await ask('wang')).status).toBe(200)
    expect((await ask('wang')).body.code).toBe('already-asked')
    expect((await as('wang')(`GET /courses/${id}`)).body).toMatchObject({
      isAsking: true,
      mayMark: false,
      category: 'competency'
    })

    const mark = (who: 'wang' | 'liang' | 'gao', what: string) =>
      as(who)(`POST /courses/${id}/core-theory`, { what, reason: `由${who}` })
    expect((await mark('wang', 'marked')).status).toBe(403)
    expect((await mark('liang', 'marked')).status).toBe(404)
    expect((await mark('gao', 'unmarked')).body.code).toBe('not-marked')
    world.clock.set('2026-09-07T02:00:00Z')
    expect((await mark('gao', 'marked')).status).toBe(200)
    expect((await mark('gao', 'marked')).body.code).toBe('already-marked')
    expect((await ask('wang')).body.code).toBe('already-marked')

    const put = (change: object) =>
      as('wang')(`PUT /courses/${id}`, { ...OWN_COURSE, code: 'T-1', category: 'coreTheory', ...change })
    expect((await put({ title: '别的课' })).body).toMatchObject({ code: 'core-theory-stands', field: 'title' })
    expect((await put({ category: 'other' })).body).toMatchObject({ code: 'core-theory-by-department', field: 'category' })
    expect((await put({ audience: '社区书记' })).status).toBe(200)
    world.clock.set('2026-09-07T03:00:00Z')
    expect((await mark('gao', 'unmarked')).status).toBe(200)
    expect((await as('wang')(`GET /courses/${id}`)).body).toMatchObject({ category: 'other', audience: '社区书记', number: 4 })
    const { changes } = (await as('wang')(`GET /courses/${id}/changes`)).body
    expect(
      changes.map(({ what, fields, recordedBy, reason }: Record<string, unknown>) => [what, fields, recordedBy, reason])
    ).toEqual([
      ['unmarked', [], '高秀英', '由gao'],
      ['marked', [], '高秀英', '由gao'],
      ['changed', ['audience'], '王小燕', null],
      ['asked', [], '王小燕', '讲的是理论'],
      ['added', [], '王小燕', null]
    ])
    const lines = await auditLinesOf(world.database, 'POST /courses/:courseId/core-theory')
    expect(lines.map(({ details }) => (details as { coreTheory: string }).coreTheory)).toEqual(['marked', 'unmarked'])
    world.clock.set('2026-09-07T01:00:00Z')
  })

  test('what was declined may be asked again', async () => {
    const id = await course('T-2')
    const ask = () => as('wang')(`POST /courses/${id}/core-theory-requests`, { reason: '讲的是理论' })
    await ask()
    const decline = () => as('gao')(`POST /courses/${id}/core-theory`, { what: 'declined', reason: '没有讲义' })
    expect((await decline()).status).toBe(200)
    expect((await decline()).body.code).toBe('nothing-asked')
    expect((await ask()).status).toBe(200)
    const { courses } = (await as('gao')('GET /core-theory-requests')).body
    expect(courses[0]).toMatchObject({ id, isAsking: true, organisationName: '安澜县' })
    expect(courses[0].marks.map(({ what }: { what: string }) => what)).toEqual(['asked', 'declined', 'asked'])
  })
})
