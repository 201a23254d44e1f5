import exceljs from 'exceljs'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { rowsOf } from '../../server/database/db.ts'
import { forgetDetails } from '../../server/enrolment/arrival/queries.ts'
import { changedIn, keptUntil, NO_DETAILS, tidied } from '../../server/enrolment/arrival/rules.ts'
import { auditLinesOf } from '../harness.ts'
import { makeWorld, type World } from '../world.ts'
import { addCohort, closeCohort } from './cohort.ts'

/** 7 to 8 September; 林 and 吴 sit in it, 徐 looks after it. */
let world: World
let cohortId: number
let lessons: number[]
let seats: number[]
beforeAll(async () => {
  world = await makeWorld()
  ;({ id: cohortId, lessons } = await addCohort(world, { name: '报到的班' }))
  const personIds = [world.who['林文博'], world.who['吴桂香']]
  const { enrolled } = (await world.as('wang')(`POST /cohorts/${cohortId}/enrolments`, { personIds })).body
  seats = enrolled.map(({ id }: { id: number }) => id)
})
afterAll(() => world.close())

const xu = (call: string, body?: object) => world.as('xu')(call, body)
const row = (enrolmentId: number, change: object = {}) => ({ enrolmentId, ...NO_DETAILS, ...change })
const write = (people: object[], who: Parameters<World['as']>[0] = 'xu') =>
  world.as(who)(`PUT /cohorts/${cohortId}/arrival`, { people })
const tick = (enrolmentIds: number[], isThere = true) => xu(`POST /cohorts/${cohortId}/arrivals`, { enrolmentIds, isThere })
const told = async () => (await xu(`GET /cohorts/${cohortId}/arrival`)).body
const cohortOf = async () => (await world.as('lin')('GET /my/cohorts')).body.cohorts[0]

describe('the rules', () => {
  test('thirty days unless the pack says otherwise, the last of them included', () => {
    expect(keptUntil('2026-09-08', null)).toBe('2026-10-08')
    expect(keptUntil('2026-09-08', 0)).toBe('2026-09-08')
    expect(keptUntil('2026-12-31', 7)).toBe('2027-01-07')
  })

  test('spaces are nothing, and a change is told by its field', () => {
    expect(tidied({ ...NO_DETAILS, room: ' 302 ', diet: '  ', needsLodging: false })).toEqual({
      ...NO_DETAILS,
      room: '302',
      needsLodging: false
    })
    expect(changedIn(NO_DETAILS, { ...NO_DETAILS, diet: '清真', needsPickup: true })).toEqual(['diet', 'needsPickup'])
    expect(changedIn({ ...NO_DETAILS, room: '302' }, { ...NO_DETAILS, room: '302' })).toEqual([])
  })
})

describe('who came', () => {
  test('is ticked off by those who look after the cohort; nobody else sees the list', async () => {
    const list = `GET /cohorts/${cohortId}/arrival`
    expect((await world.as(null)(list)).status).toBe(401)
    for (const who of ['lin', 'chen', 'gao', 'admin'] as const) expect((await world.as(who)(list)).status).toBe(403)
    for (const who of ['xuElsewhere', 'wangElsewhere'] as const) expect((await world.as(who)(list)).status).toBe(404)
    expect(
      (await world.as('lin')(`POST /cohorts/${cohortId}/arrivals`, { enrolmentIds: [seats[0]], isThere: true })).status
    ).toBe(403)
    expect((await tick([seats[0]!, 999_999])).body).toMatchObject({ code: 'not-in-cohort', field: 'enrolmentIds.1' })
    expect(await rowsOf(world.database.db, sql`select from arrivals`)).toEqual([])

    expect((await tick(seats)).body).toEqual({ changed: 2 })
    expect((await tick(seats)).body).toEqual({ changed: 0 })
    expect(
      (await told()).people.map(({ name, arrivedAt, recordedBy }: Record<string, string>) => [name, arrivedAt, recordedBy])
    ).toEqual([
      ['林文博', '2026-09-07T01:00:00Z', '徐建军'],
      ['吴桂香', '2026-09-07T01:00:00Z', '徐建军']
    ])
    // A slip is taken back by the next row.
    expect((await tick([seats[1]!], false)).body).toEqual({ changed: 1 })
    expect((await told()).people[1]).toMatchObject({ arrivedAt: null, recordedBy: null })
    expect((await cohortOf()).arrivedAt).toBe('2026-09-07T01:00:00Z')
  })

  test('not before the timetable is published', async () => {
    const draft = await addCohort(world, { name: '没发布的班', isPublished: false })
    const { enrolled } = (await world.as('wang')(`POST /cohorts/${draft.id}/enrolments`, { personIds: [world.who['孙国庆']] }))
      .body
    const ticked = await xu(`POST /cohorts/${draft.id}/arrivals`, { enrolmentIds: [enrolled[0].id], isThere: true })
    expect(ticked.body.code).toBe('not-published')
  })
})

describe('lodging, travel and diet', () => {
  test('are written for many at once, all or nothing, and the log never says what somebody eats', async () => {
    expect((await write([row(seats[0]!)], 'lin')).status).toBe(403)
    expect((await write([row(seats[0]!), row(999_999)])).body).toMatchObject({
      code: 'not-in-cohort',
      field: 'people.1.enrolmentId'
    })
    expect((await write([row(seats[0]!), row(seats[0]!)])).body).toMatchObject({
      code: 'named-twice',
      field: 'people.1.enrolmentId'
    })
    expect((await write([row(seats[0]!, { room: '一'.repeat(21) })])).body.field).toBe('people.0.room')
    expect(await rowsOf(world.database.db, sql`select from arrival_details`)).toEqual([])

    const lin = row(seats[0]!, {
      needsLodging: true,
      room: ' 302 ',
      bus: '2',
      tableNo: '5',
      diet: '清真',
      transport: '自驾',
      remark: '晚到'
    })
    expect((await write([lin, row(seats[1]!)])).body).toEqual({ changed: 1 })
    expect((await write([{ ...lin, room: '303' }])).body).toEqual({ changed: 1 })
    expect((await told()).people[0]).toMatchObject({
      room: '303',
      bus: '2',
      tableNo: '5',
      diet: '清真',
      needsLodging: true,
      needsPickup: null
    })
    const line = (await auditLinesOf(world.database, 'PUT /cohorts/:cohortId/arrival'))[0]!
    expect(line.details).toMatchObject({
      cohortId,
      changed: [{ enrolmentId: seats[0], fields: ['needsLodging', 'room', 'bus', 'tableNo', 'diet', 'transport', 'remark'] }]
    })
    expect(JSON.stringify(line)).not.toContain('清真')
  })

  test('林 is told the own room, bus and table, and nobody’s diet', async () => {
    const own = await cohortOf()
    expect(own).toMatchObject({ room: '303', bus: '2', tableNo: '5' })
    expect(JSON.stringify(own)).not.toContain('清真')
  })

  test('form F is a workbook with exactly its headings', async () => {
    expect((await world.as('gao')(`POST /cohorts/${cohortId}/trainee-list`)).status).toBe(403)
    const groups = await xu(`POST /cohorts/${cohortId}/groups`, { name: '第1组', leaderId: null, venueId: null, placeText: null })
    await xu(`POST /cohorts/${cohortId}/group-seats`, { seats: [{ enrolmentId: seats[1], groupId: groups.body.id }] })
    const answer = await xu(`POST /cohorts/${cohortId}/trainee-list`)
    expect(decodeURIComponent(String(answer.headers['content-disposition']))).toContain('学员花名册_报到的班.xlsx')
    const book = new exceljs.Workbook()
    await book.xlsx.load(answer.bytes as unknown as ArrayBuffer)
    const sheet = book.worksheets[0]!
    const rows = sheet.getSheetValues().map(values => (values as unknown[] | undefined)?.slice(1).map(value => value ?? ''))
    const head = rows.findIndex(values => values?.[0] === '序号')
    expect(rows[head]).toEqual([
      '序号',
      '组别',
      '姓名',
      '性别',
      '民族',
      '单位及职务',
      '手机号码',
      '房间号',
      '车号',
      '桌号',
      '备注'
    ])
    // The group first, and whoever is in none after it.
    expect(rows[head + 1]!.slice(0, 5)).toEqual([1, '第1组', '吴桂香', '女', '汉'])
    const [number, group, name, , , unit, , room, bus, table, remark] = rows[head + 2]!
    expect([number, group, name, unit, room, bus, table, remark]).toEqual([
      2,
      undefined,
      '林文博',
      '柳湾村党支部 书记',
      '303',
      '2',
      '5',
      '晚到'
    ])
    expect(JSON.stringify(rows)).not.toContain('清真')
    expect(await auditLinesOf(world.database, 'POST /cohorts/:cohortId/trainee-list')).toHaveLength(1)
  })

  test('are deleted in the night after the last day they are kept, with a line; who came stays, and nothing is written any more', async () => {
    const { db } = world.database
    const at = (day: string) => new Date(`${day}T17:00:00Z`)
    expect(await forgetDetails(db, at('2026-10-07'))).toBe(0)
    expect((await told()).keptUntil).toBe('2026-10-08')
    // One minute past midnight of 9 October in Anlan.
    expect(await forgetDetails(db, at('2026-10-08'))).toBe(1)
    expect(await forgetDetails(db, at('2026-10-08'))).toBe(0)
    expect(await rowsOf(db, sql`select from arrival_details`)).toEqual([])
    expect(await auditLinesOf(world.database, 'NIGHTLY arrival details deleted')).toEqual([
      { act: 'NIGHTLY arrival details deleted', account_id: null, details: { deleted: 1, cohorts: [cohortId], keptDays: 30 } }
    ])
    world.clock.set('2026-10-09T01:00:00Z')
    expect(await told()).toMatchObject({ mayWrite: false, isForgotten: true })
    expect((await told()).people[0]).toMatchObject({ arrivedAt: '2026-09-07T01:00:00Z', room: null, diet: null })
    expect((await write([row(seats[0]!, { room: '303' })])).body.code).toBe('arrival-forgotten')
    world.clock.set('2026-09-09T01:00:00Z')
    await closeCohort(world, cohortId, lessons)
    expect((await write([row(seats[0]!, { room: '303' })])).body.code).toBe('cohort-closed')
    expect((await tick(seats)).body.code).toBe('cohort-closed')
  })
})
