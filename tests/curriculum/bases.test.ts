import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { BASE_FIELDS } from '../../server/curriculum/bases/rules.ts'
import { changesBetween, tidied } from '../../server/curriculum/rules.ts'
import { rowsOf } from '../../server/database/db.ts'
import { cohort, lesson, publish, setUp, teaching } from '../cohorts/timetables.ts'
import { auditLinesOf } from '../harness.ts'
import { makeWorld, type World } from '../world.ts'
import { PNG, RED_RIDGE } from './redRidge.ts'

let world: World
beforeAll(async () => {
  world = await makeWorld()
})
afterAll(() => world.close())

const as = (who: Parameters<World['as']>[0]) => world.as(who)
let names = 0
const added = async (change: object = {}): Promise<number> => {
  const body = { ...RED_RIDGE, name: `红石岭 ${++names}`, organisationId: world.at['安澜县'], ...change }
  const answer = await as('wang')('POST /teaching-bases', body)
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body))
  return answer.body.id
}
const factsOf = (baseId: number) =>
  rowsOf<{ name: string; capacity: number; hidden: boolean; open: boolean }>(
    world.database.db,
    sql`select name, capacity, is_hidden as hidden, recorded_until is null as open from teaching_base_facts where base_id = ${baseId} order by id`
  )

describe('the rules', () => {
  test('nothing but blanks is nothing, and a topic stands once', () => {
    const typed = { ...RED_RIDGE, name: ' 红石岭 ', guide: '  ', topics: ['入党誓词', ' 入党誓词', '', '旧址 '] }
    expect(tidied(typed)).toMatchObject({ name: '红石岭', guide: null, topics: ['入党誓词', '旧址'] })
  })

  test('what differs is named in the order of the form', () => {
    expect(changesBetween(BASE_FIELDS, RED_RIDGE, { ...RED_RIDGE, route: null, capacity: 120, topics: ['旧址'] })).toEqual([
      'capacity',
      'topics',
      'route'
    ])
    expect(changesBetween(BASE_FIELDS, RED_RIDGE, { ...RED_RIDGE, topics: [...RED_RIDGE.topics] })).toEqual([])
  })
})

describe('adding', () => {
  test('is refused to whoever is not a training administrator of that part', async () => {
    const body = { ...RED_RIDGE, organisationId: world.at['安澜县'] }
    expect((await as(null)('POST /teaching-bases', body)).status).toBe(401)
    for (const who of ['xu', 'lin', 'chen', 'gao', 'admin'] as const)
      expect((await as(who)('POST /teaching-bases', body)).status).toBe(403)
    expect((await as('wangElsewhere')('POST /teaching-bases', body)).status).toBe(404)
    expect((await as('wang')('POST /teaching-bases', { ...body, organisationId: world.at['安河市'] })).status).toBe(404)
  })

  test('names the field that is wrong', async () => {
    const body = { ...RED_RIDGE, organisationId: world.at['安澜县'] }
    for (const [field, change] of [
      ['name', { name: '  ' }],
      ['level', { level: 'galaxy' }],
      ['kind', { kind: 'cooking' }],
      ['capacity', { capacity: 0 }],
      ['travelMinutes', { travelMinutes: -1 }],
      ['summary', { summary: '' }],
      ['history', { history: '史'.repeat(4001) }],
      ['topics', { topics: Array.from({ length: 21 }, (_, i) => `主题 ${i}`) }],
      ['stars', { stars: 5 }]
    ] as const)
      expect((await as('wang')('POST /teaching-bases', { ...body, ...change })).body).toMatchObject({ code: 'bad-field', field })
  })

  test('is done once for a name, and leaves a line', async () => {
    const body = { ...RED_RIDGE, name: ' 白云镇产业振兴教学点 ', organisationId: world.at['安澜县'] }
    const before = (await auditLinesOf(world.database, 'POST /teaching-bases')).length
    const made = await as('wang')('POST /teaching-bases', body)
    expect(made.status).toBe(200)
    expect((await as('wang')('POST /teaching-bases', body)).body).toMatchObject({ code: 'base-known', field: 'name' })
    const lines = await auditLinesOf(world.database, 'POST /teaching-bases')
    expect(lines.slice(before).map(({ details }) => details)).toEqual([{ baseId: made.body.id, name: '白云镇产业振兴教学点' }])
    const { bases } = (await as('wang')('GET /teaching-bases')).body
    expect(bases.find((base: { id: number }) => base.id === made.body.id)).toEqual({
      ...body,
      name: '白云镇产业振兴教学点',
      id: made.body.id,
      organisationName: '安澜县',
      isHidden: false,
      mayChange: true
    })
  })
})

describe('changing', () => {
  test('keeps what was known before, and says who changed what', async () => {
    const id = await added({ name: '县烈士纪念园' })
    const put = (change: object) => as('wang')(`PUT /teaching-bases/${id}`, { ...RED_RIDGE, name: '县烈士纪念园', ...change })
    expect((await put({})).body.code).toBe('nothing-changed')
    world.clock.set('2026-09-08T01:00:00Z')
    expect((await put({ capacity: 120, route: null })).status).toBe(200)
    expect(await factsOf(id)).toEqual([
      { name: '县烈士纪念园', capacity: 90, hidden: false, open: false },
      { name: '县烈士纪念园', capacity: 120, hidden: false, open: true }
    ])
    world.clock.set('2026-09-08T02:00:00Z')
    await as('wang')(`POST /teaching-bases/${id}/visibility`, { isHidden: true })
    expect((await as('wang')(`GET /teaching-bases/${id}/changes`)).body.changes).toEqual([
      { recordedAt: '2026-09-08T02:00:00Z', recordedBy: '王小燕', fields: [], what: 'hidden' },
      { recordedAt: '2026-09-08T01:00:00Z', recordedBy: '王小燕', fields: ['capacity', 'route'], what: 'changed' },
      { recordedAt: '2026-09-07T01:00:00Z', recordedBy: '王小燕', fields: [], what: 'added' }
    ])
    world.clock.set('2026-09-07T01:00:00Z')
  })

  test('to the name of another base is refused, and to an old name of its own is not', async () => {
    const [first, second] = [await added({ name: '甲点' }), await added({ name: '乙点' })]
    const rename = (id: number, name: string) => as('wang')(`PUT /teaching-bases/${id}`, { ...RED_RIDGE, name })
    expect((await rename(second, '甲点')).body).toMatchObject({ code: 'base-known', field: 'name' })
    world.clock.set('2026-09-07T01:01:00Z')
    expect((await rename(first, '丙点')).status).toBe(200)
    world.clock.set('2026-09-07T01:02:00Z')
    expect((await rename(first, '甲点')).status).toBe(200)
    world.clock.set('2026-09-07T01:00:00Z')
  })

  test('what belongs to the city above is used and not written', async () => {
    const { db } = world.database
    const id = await added({ name: '市党史馆' })
    await db.execute(sql`alter table teaching_base_facts disable trigger teaching_base_facts_close_once`)
    await db.execute(sql`update teaching_base_facts set organisation_id = ${world.at['安河市']} where base_id = ${id}`)
    await db.execute(sql`alter table teaching_base_facts enable trigger teaching_base_facts_close_once`)
    expect((await as('wang')(`GET /teaching-bases/${id}`)).body).toMatchObject({ name: '市党史馆', mayChange: false })
    expect((await as('wang')(`PUT /teaching-bases/${id}`, { ...RED_RIDGE, name: '市党史馆', capacity: 1 })).status).toBe(404)
    expect((await as('wang')(`POST /teaching-bases/${id}/visibility`, { isHidden: true })).status).toBe(404)
  })
})

describe('a hidden base', () => {
  test('is offered to no new lesson and stays on those it has', async () => {
    const baseId = await added()
    const onSite = { kind: 'onsite', baseId }
    const { cohortId, lessonIds } = await setUp(world, [lesson(onSite)])
    expect((await as('wang')(`POST /teaching-bases/${baseId}/visibility`, { isHidden: true })).status).toBe(200)
    expect((await as('wang')(`POST /teaching-bases/${baseId}/visibility`, { isHidden: true })).body.code).toBe('already-hidden')
    const { bases } = (await as('wang')(`GET /cohorts/${cohortId}/availability?heldOn=2026-09-14&fromMinute=540&untilMinute=630`))
      .body
    expect(bases.map(({ id }: { id: number }) => id)).not.toContain(baseId)

    const again = await as('wang')(`POST /cohorts/${cohortId}/lessons`, lesson({ ...onSite, heldOn: '2026-09-15' }))
    expect(again.body).toMatchObject({ code: 'unknown-base', field: 'baseId' })
    const moved = await as('wang')(
      `PUT /cohorts/${cohortId}/lessons/${lessonIds[0]}`,
      lesson({ ...onSite, heldOn: '2026-09-16' })
    )
    expect(moved.status).toBe(200)
    const [kept] = (await as('wang')(`GET /cohorts/${cohortId}`)).body.lessons
    expect(kept).toMatchObject({ heldOn: '2026-09-16', baseId, baseName: `红石岭 ${names}` })

    expect((await as('wang')(`POST /teaching-bases/${baseId}/visibility`, { isHidden: false })).status).toBe(200)
    expect((await as('wang')(`POST /teaching-bases/${baseId}/visibility`, { isHidden: false })).body.code).toBe('not-hidden')
  })

  test('two cohorts may be at one base at the same time: nobody books it', async () => {
    const baseId = await added()
    for (const name of ['第1期', '第2期']) {
      const { cohortId } = await setUp(world, [lesson({ kind: 'onsite', baseId })], { name })
      expect((await as('wang')(`GET /cohorts/${cohortId}`)).body.conflicts).toEqual([])
      await publish(world, cohortId)
    }
  })
})

describe('the page of a base', () => {
  test('is for those who are taken there: 林 with a seat, 徐 who leads; not 赵, nor before publication, nor after the seat is given up', async () => {
    const baseId = await added()
    const page = `GET /teaching-bases/${baseId}`
    const { cohortId } = await setUp(world, [teaching('coreTheory', 60, '2026-09-14', 540, { kind: 'onsite', baseId })])
    const personIds = [world.who['林文博']]
    const { enrolled } = (await as('wang')(`POST /cohorts/${cohortId}/enrolments`, { personIds })).body
    expect((await as(null)(page)).status).toBe(401)
    for (const who of ['chen', 'luo', 'gao', 'admin'] as const) expect((await as(who)(page)).status).toBe(403)
    for (const who of ['lin', 'zhao', 'xuElsewhere', 'wangElsewhere', 'zhengElsewhere'] as const)
      expect([who, (await as(who)(page)).status]).toEqual([who, 404])
    await publish(world, cohortId)
    expect((await as('zhao')(page)).status).toBe(404)
    for (const who of ['lin', 'xu'] as const)
      expect((await as(who)(page)).body).toMatchObject({ history: '1927 年建。', contact: null, cost: null, mayChange: false })
    expect((await as('wang')(page)).body).toMatchObject({ contact: RED_RIDGE.contact, cost: RED_RIDGE.cost, mayChange: true })
    await as('wang')(`POST /cohorts/${cohortId}/enrolments/${enrolled[0].id}/withdrawal`, { reason: '住院' })
    expect((await as('lin')(page)).status).toBe(404)
  })

  test('a base that is not there is not found', async () => {
    for (const who of ['wang', 'lin', 'xu'] as const) expect((await as(who)('GET /teaching-bases/999999')).status).toBe(404)
  })
})

describe('pictures', () => {
  const upload = (baseId: number, content: Buffer, caption = '旧址') =>
    as('wang')(`POST /teaching-bases/${baseId}/pictures?caption=${encodeURIComponent(caption)}`, content)

  test('are refused to others, without a caption, too large, or of another kind than they say', async () => {
    const baseId = await added()
    const call = `POST /teaching-bases/${baseId}/pictures?caption=x`
    expect((await as(null)(call, PNG)).status).toBe(401)
    expect((await as('xu')(call, PNG)).status).toBe(403)
    expect((await as('wangElsewhere')(call, PNG)).status).toBe(404)
    expect((await as('wang')(`POST /teaching-bases/${baseId}/pictures`, PNG)).body).toMatchObject({ field: 'caption' })
    expect((await upload(baseId, PNG, '  ')).body).toMatchObject({ field: 'caption' })
    expect((await as('wang')(call)).body).toMatchObject({ code: 'no-picture', field: 'picture' })
    expect((await upload(baseId, Buffer.from('<svg></svg>'))).body).toMatchObject({ code: 'not-a-picture', field: 'picture' })
    const large = await upload(baseId, Buffer.concat([PNG, Buffer.alloc(5 * 1024 * 1024)]))
    expect([large.status, large.body.code]).toEqual([413, 'picture-too-large'])
    expect((await as('wang')(`GET /teaching-bases/${baseId}`)).body.pictures).toEqual([])
  })

  test('are shown with their caption, and taken away without being lost', async () => {
    const baseId = await added()
    const first = (await upload(baseId, PNG, ' 旧址 ')).body.id
    const second = (await upload(baseId, PNG, '陈列室')).body.id
    expect((await as('wang')(`GET /teaching-bases/${baseId}`)).body.pictures).toEqual([
      { id: first, caption: '旧址' },
      { id: second, caption: '陈列室' }
    ])
    const shown = await as('wang')(`GET /teaching-bases/${baseId}/pictures/${first}`)
    expect([shown.headers['content-type'], shown.bytes.equals(PNG)]).toEqual(['image/png', true])
    expect(String(shown.headers['x-content-type-options'])).toBe('nosniff')

    const removal = `POST /teaching-bases/${baseId}/pictures/${first}/removal`
    expect((await as('xu')(removal)).status).toBe(403)
    expect((await as('wangElsewhere')(removal)).status).toBe(404)
    expect((await as('wang')(removal)).status).toBe(200)
    expect((await as('wang')(removal)).status).toBe(404)
    expect((await as('wang')(`GET /teaching-bases/${baseId}/pictures/${first}`)).status).toBe(404)
    expect((await as('wang')(`GET /teaching-bases/${baseId}`)).body.pictures).toEqual([{ id: second, caption: '陈列室' }])
    const kept = await rowsOf(world.database.db, sql`select from teaching_base_pictures where id = ${first}`)
    expect(kept).toHaveLength(1)
  })

  test('a base has at most 24 of them', async () => {
    const baseId = await added()
    for (let i = 0; i < 24; i++) expect((await upload(baseId, PNG, `图 ${i}`)).status).toBe(200)
    expect((await upload(baseId, PNG)).body.code).toBe('too-many-pictures')
  })
})

test('a cohort may be at an outreach venue, and keeps saying so', async () => {
  const made = await as('wang')('POST /cohorts', cohort(world, { name: '进村的班', venueKind: 'village' }))
  expect((await as('wang')(`GET /cohorts/${made.body.id}`)).body.venueKind).toBe('village')
  const { name, capacity, startsOn, endsOn, supervisorId } = cohort(world, { name: '进村的班' })
  const put = (change: object) =>
    as('wang')(`PUT /cohorts/${made.body.id}`, { name, capacity, startsOn, endsOn, supervisorId, ...change })
  expect((await put({ venueKind: 'moon' })).body).toMatchObject({ code: 'bad-field', field: 'venueKind' })
  expect((await put({ venueKind: 'campus' })).status).toBe(200)
  expect((await as('wang')(`GET /cohorts/${made.body.id}`)).body.venueKind).toBe('campus')
})
