import { randomUUID } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { addAccount, grantRole } from '../../server/accounts/queries.ts'
import { rowsOf } from '../../server/database/db.ts'
import { auditLinesOf } from '../harness.ts'
import { makeWorld, type World } from '../world.ts'

let world: World
beforeAll(async () => {
  world = await makeWorld()
})
beforeEach(async () => {
  world.clock.set('2026-09-07T01:00:00Z')
  await world.database.db.execute(sql`truncate complaints, complaint_answers`)
})
afterAll(() => world.close())

const said = (text: string, more: object = {}) => ({ clientKey: randomUUID(), page: '/learn', text, contact: null, ...more })
const complaints = () =>
  rowsOf<{ account_id: number | null; organisation_id: number; page: string; text: string; contact: string | null }>(
    world.database.db,
    sql`select * from complaints order by id`
  )
const textsFor = async (who: 'wang' | 'wangElsewhere') =>
  (await world.as(who)('GET /complaints')).body.complaints.map(({ text }: { text: string }) => text)

describe('making a complaint', () => {
  test('nothing said, too much said and a key that is none are refused by name', async () => {
    const lin = world.as('lin')
    expect((await lin('POST /complaints', said('  '))).body).toMatchObject({ code: 'bad-field', field: 'text' })
    expect((await lin('POST /complaints', said('长'.repeat(2001)))).body).toMatchObject({ code: 'bad-field', field: 'text' })
    expect((await lin('POST /complaints', said('x', { clientKey: 'x' }))).body).toMatchObject({ field: 'clientKey' })
    expect(await complaints()).toEqual([])
  })

  test('林 complains on a page: it belongs to 柳湾村, the search on that page is not kept, and an audit line says so', async () => {
    const answer = await world.as('lin')(
      'POST /complaints',
      said(' 字太小 ', { page: '/learn/record?year=2026', contact: '199' })
    )
    expect(answer.status).toBe(200)
    expect(await complaints()).toMatchObject([
      {
        account_id: world.account.lin,
        organisation_id: world.at['柳湾村党支部'],
        page: '/learn/record',
        text: '字太小',
        contact: null
      }
    ])
    expect(await auditLinesOf(world.database, 'POST /complaints')).toMatchObject([{ details: { complaintId: answer.body.id } }])
  })

  test('sent twice by a phone, it is one complaint', async () => {
    const body = said('收不到短信')
    const first = await world.as('lin')('POST /complaints', body)
    expect((await world.as('lin')('POST /complaints', body)).body).toEqual(first.body)
    expect(await complaints()).toHaveLength(1)
  })

  test('who is not signed in says how to be answered, if that is wanted', async () => {
    expect((await world.as(null)('POST /complaints', said('登录不了', { contact: ' 0990-5550118 ' }))).status).toBe(200)
    expect(await complaints()).toMatchObject([{ account_id: null, organisation_id: world.at['安河市'], contact: '0990-5550118' }])
  })
})

describe('whom it goes to', () => {
  test('to the administrators over the unit, and to nobody else', async () => {
    await world.as('lin')('POST /complaints', said('林的'))
    await world.as('zhengElsewhere')('POST /complaints', said('郑的'))
    await world.as('chen')('POST /complaints', said('陈的'))
    expect(await textsFor('wang')).toEqual(['林的', '陈的'])
    expect(await textsFor('wangElsewhere')).toEqual(['郑的'])
    for (const who of ['chen', 'xu', 'luo', 'gao', 'admin', 'lin'] as const)
      expect((await world.as(who)('GET /complaints')).status).toBe(403)
  })

  test('from nobody known: to the topmost administrators, and once the city has one, to that one alone', async () => {
    await world.as(null)('POST /complaints', said('不知道谁的'))
    expect(await textsFor('wang')).toEqual(['不知道谁的'])
    expect(await textsFor('wangElsewhere')).toEqual(['不知道谁的'])
    const { db } = world.database
    const accountId = await addAccount(
      db,
      { username: 'song', name: '宋丽', passwordHash: 'none', personId: null },
      world.clock()
    )
    await grantRole(
      db,
      { accountId, role: 'trainingAdministrator', organisationId: world.at['安河市']!, grantedBy: null },
      world.clock()
    )
    expect(await textsFor('wang')).toEqual([])
    expect(await textsFor('wangElsewhere')).toEqual([])
    await db.execute(sql`update accounts set is_disabled = true where id = ${accountId}`)
    expect(await textsFor('wang')).toEqual(['不知道谁的'])
  })
})

describe('answering', () => {
  test('the one of the other county finds nothing to answer; a trainee may not', async () => {
    const { body } = await world.as('lin')('POST /complaints', said('林的'))
    const call = `POST /complaints/${body.id}/answers`
    expect((await world.as(null)(call, { text: '好' })).status).toBe(401)
    expect((await world.as('zhao')(call, { text: '好' })).status).toBe(403)
    expect((await world.as('wangElsewhere')(call, { text: '好' })).status).toBe(404)
    expect((await world.as('wang')(call, { text: ' ' })).body).toMatchObject({ code: 'bad-field', field: 'text' })
    expect((await world.as('lin')('GET /my/complaints')).body.complaints[0].answers).toEqual([])
  })

  test('王 answers: it is no longer waiting, and 林 reads who said what', async () => {
    await world.as('lin')('POST /complaints', said('先说的'))
    world.clock.set('2026-09-10T01:00:00Z')
    const { body } = await world.as('lin')('POST /complaints', said('后说的'))
    expect((await world.as('wang')('GET /complaints?state=open')).body).toMatchObject({
      open: 2,
      answered: 0,
      oldestOpenAt: '2026-09-07T01:00:00Z'
    })
    expect((await world.as('wang')(`POST /complaints/${body.id}/answers`, { text: ' 已经改好。 ' })).status).toBe(200)
    expect(await textsFor('wang')).toEqual(['先说的'])
    expect((await world.as('wang')('GET /complaints?state=answered')).body).toMatchObject({
      open: 1,
      answered: 1,
      complaints: [{ text: '后说的', name: '林文博', organisationName: '柳湾村党支部', answers: [{ text: '已经改好。' }] }]
    })
    expect((await world.as('lin')('GET /my/complaints')).body.complaints).toMatchObject([
      { text: '后说的', answers: [{ text: '已经改好。', answeredBy: '王小燕', answeredAt: '2026-09-10T01:00:00Z' }] },
      { text: '先说的', answers: [] }
    ])
    expect((await world.as('zhao')('GET /my/complaints')).body.complaints).toEqual([])
    expect(await auditLinesOf(world.database, 'POST /complaints/:complaintId/answers')).toMatchObject([
      { account_id: world.account.wang, details: { complaintId: body.id } }
    ])
  })
})

// Last, because the hour goes on.
test('one account, and one address where nobody is signed in, are held back after many in an hour; the others are not', async () => {
  const timesUntilRefused = async (who: 'lin' | null) => {
    for (let times = 0; ; times++) {
      const answer = await world.as(who)('POST /complaints', said('又来'))
      if (answer.status !== 200) return [times, answer.status, answer.body.code]
    }
  }
  // What they sent in the tests before counts as well.
  const [lin, ...refusal] = await timesUntilRefused('lin')
  expect(refusal).toEqual([429, 'too-many'])
  expect(lin).toBeGreaterThan(20)
  expect(lin).toBeLessThanOrEqual(30)
  expect((await timesUntilRefused(null))[0]).toBeGreaterThan(50)
  expect((await world.as('zhao')('POST /complaints', said('另一个人'))).status).toBe(200)
})
