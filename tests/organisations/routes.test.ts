import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { rowsOf } from '../../server/database/db.ts'
import { addMemberships, addPosts } from '../../server/organisations/queries.ts'
import { reactions } from '../../server/reactions.ts'
import { auditLinesOf } from '../harness.ts'
import { makeWorld, type World } from '../world.ts'

let world: World
beforeAll(async () => {
  world = await makeWorld()
})
afterAll(() => world.close())

const names = (answer: { body: { people: { name: string }[] } }) => answer.body.people.map(({ name }) => name)

/** What was announced while `act` ran. */
const announcedBy = async (act: () => Promise<unknown>): Promise<number[][]> => {
  const seen: number[][] = []
  const { peopleChanged } = reactions
  reactions.peopleChanged = async (_db, ids) => void seen.push([...ids])
  await act().finally(() => (reactions.peopleChanged = peopleChanged!))
  return seen
}

test('the roster is not for everyone', async () => {
  expect((await world.as(null)('GET /organisations')).status).toBe(401)
  for (const username of ['lin', 'xu', 'gao', 'admin'] as const) {
    expect((await world.as(username)('GET /organisations')).status).toBe(403)
    expect((await world.as(username)('GET /people')).status).toBe(403)
    expect((await world.as(username)(`GET /people/${world.who['林文博']}`)).status).toBe(403)
  }
})

test('王 sees her county with the number of people at and below each organisation, and not the county next to it', async () => {
  const { body } = await world.as('wang')('GET /organisations')
  expect(body.asOf).toBe('2026-09-07')
  expect(
    body.organisations.map(({ name, people, mayManage }: { name: string; people: number; mayManage: boolean }) => [
      name,
      people,
      mayManage
    ])
  ).toEqual([
    ['安澜县', 4, true],
    ['青石镇', 3, true],
    ['柳湾村党支部', 2, true],
    ['石岭村党支部', 1, true],
    ['东湖街道', 1, true],
    ['桥东社区党支部', 1, true]
  ])
  expect(body.organisations[1]).toMatchObject({
    parentId: world.at['安澜县'],
    level: 'township',
    field: 'rural',
    typeCode: '611'
  })
})

test('罗 of 青石镇 reads his township and manages nothing', async () => {
  const { body } = await world.as('luo')('GET /organisations')
  expect(body.organisations.map(({ name, mayManage }: { name: string; mayManage: boolean }) => [name, mayManage])).toEqual([
    ['青石镇', false],
    ['柳湾村党支部', false],
    ['石岭村党支部', false]
  ])
})

test('before the organisations were founded the tree is empty', async () => {
  expect((await world.as('wang')('GET /organisations?asOf=2014-12-31')).body.organisations).toEqual([])
})

test('people come in the order of their names in pinyin, with the ID number masked', async () => {
  const answer = await world.as('wang')('GET /people')
  expect(names(answer)).toEqual(['林文博', '孙国庆', '吴桂香', '赵德明'])
  expect(answer.body).toMatchObject({ total: 4, page: 1, pageSize: 50 })
  expect(answer.body.people[0]).toEqual({
    id: world.who['林文博'],
    name: '林文博',
    idNumber: '**************4171',
    organisationId: world.at['柳湾村党支部'],
    organisationName: '柳湾村党支部',
    unitName: '青石镇',
    role: 'secretary',
    portfolio: null,
    since: '2021-03-01',
    otherPosts: 0
  })
})

test.each([
  ['a part of the name', 'q=文', ['林文博']],
  ['pinyin with a space', 'q=lin%20wen', ['林文博']],
  ['initials', 'q=zdm', ['赵德明']],
  ['the last four', 'q=0022', ['吴桂香']],
  ['a percent sign, which matches nobody', 'q=%25', []],
  ['a role', 'role=deputySecretary', ['赵德明']],
  ['members, whatever post they hold', 'role=member', ['林文博', '孙国庆', '吴桂香', '赵德明']],
  ['a page after the last', 'page=2', []],
  ['the day before 赵 became deputy: he is there as a member', 'asOf=2022-05-31', ['林文博', '孙国庆', '吴桂香', '赵德明']]
])('people are found by %s', async (_, query, found) => {
  expect(names(await world.as('wang')(`GET /people?${query}`))).toEqual(found)
})

test('a page after the last still says how many there are', async () => {
  expect((await world.as('wang')('GET /people?page=2')).body).toMatchObject({ total: 4, people: [] })
})

test('an organisation is read with those below it, or alone', async () => {
  const part = `organisationId=${world.at['青石镇']}`
  expect(names(await world.as('luo')(`GET /people?${part}`))).toEqual(['林文博', '孙国庆', '赵德明'])
  expect(names(await world.as('luo')(`GET /people?${part}&directly=true`))).toEqual([])
  expect((await world.as('luo')(`GET /people?organisationId=${world.at['东湖街道']}`)).status).toBe(404)
  expect((await world.as('wangElsewhere')(`GET /people?${part}`)).status).toBe(404)
})

test('a day that is none, a page that is none and a field too many are refused by name', async () => {
  expect((await world.as('wang')('GET /people?asOf=2026-02-30')).body).toMatchObject({ code: 'bad-field', field: 'asOf' })
  expect((await world.as('wang')('GET /people?page=0')).body).toMatchObject({ code: 'bad-field', field: 'page' })
  expect((await world.as('wang')('GET /people?sort=name')).body).toMatchObject({ code: 'bad-field', field: 'sort' })
})

test('a person is shown with history to whoever reads the part, and is missing to everyone else', async () => {
  const sun = world.who['孙国庆']
  expect((await world.as('wangElsewhere')(`GET /people/${sun}`)).status).toBe(404)
  expect((await world.as('wang')('GET /people/999999')).status).toBe(404)
  const { body } = await world.as('chen')(`GET /people/${sun}`)
  expect(body).toMatchObject({
    name: '孙国庆',
    gender: 'male',
    birthMonth: '1975-03',
    idNumber: '**************7754',
    mobile: '',
    mayManage: false
  })
  expect(body.posts).toMatchObject([
    {
      organisationName: '石岭村党支部',
      unitName: '青石镇',
      role: 'secretary',
      isMain: true,
      validFrom: '2019-01-01',
      validUntil: null
    }
  ])
  expect(body.memberships).toMatchObject([
    { organisationName: '石岭村党支部', stage: 'full', validFrom: '2015-01-01', recordedAt: '2026-01-05T01:00:00.000Z' }
  ])
  expect(body.exemptions).toEqual([])
  expect((await world.as('wang')(`GET /people/${sun}`)).body.mayManage).toBe(true)
})

test('only who keeps the roster writes to it', async () => {
  const lin = world.who['林文博']
  const exemption = {
    requirement: null,
    reason: '长期患病',
    approvedBy: '青石镇党委会议',
    validFrom: '2026-09-01',
    validUntil: '2027-09-01'
  }
  const acts: [string, object][] = [
    [`POST /people/${lin}/exemptions`, exemption],
    [`POST /people/${lin}/posts/1/end`, { on: '2026-09-01' }],
    [`POST /people/${lin}/id-reveal`, { reason: '核对证书' }]
  ]
  for (const [call, body] of acts) {
    expect((await world.as(null)(call, body)).status).toBe(401)
    for (const username of ['luo', 'chen', 'gao', 'lin', 'admin'] as const)
      expect((await world.as(username)(call, body)).status).toBe(403)
    expect((await world.as('wangElsewhere')(call, body)).status).toBe(404)
  }
})

test('an exemption is refused with the field that has to change, then recorded, announced and audited', async () => {
  const lin = world.who['林文博']
  const exemption = {
    requirement: 'secretary.rotation',
    reason: '长期患病',
    approvedBy: '青石镇党委会议',
    validFrom: '2026-09-01',
    validUntil: '2027-03-01'
  }
  const exempt = (more: object) => world.as('wang')(`POST /people/${lin}/exemptions`, { ...exemption, ...more })
  expect((await exempt({ validUntil: '2026-09-01' })).body).toMatchObject({ code: 'wrong-way-round', field: 'validUntil' })
  expect((await exempt({ requirement: 'nothing' })).body).toMatchObject({ code: 'unknown-requirement', field: 'requirement' })
  expect((await exempt({ reason: '  ' })).body).toMatchObject({ code: 'bad-field', field: 'reason' })
  expect((await exempt({ approvedBy: undefined })).body).toMatchObject({ code: 'bad-field', field: 'approvedBy' })
  const announced = await announcedBy(async () => expect((await exempt({})).status).toBe(200))
  expect(announced).toEqual([[lin]])
  expect((await exempt({ validFrom: '2026-10-01' })).body).toMatchObject({
    status: 409,
    code: 'already-exempt',
    field: 'validFrom'
  })
  const { body } = await world.as('wang')(`GET /people/${lin}`)
  expect(body.exemptions).toMatchObject([{ ...exemption, recordedAt: '2026-09-07T01:00:00.000Z' }])
  expect(await auditLinesOf(world.database, 'POST /people/:personId/exemptions')).toMatchObject([
    { account_id: world.account.wang, details: { personId: lin, reason: '长期患病' } }
  ])
})

test('a post ends on a day; what was known before stays readable', async () => {
  const zhao = world.who['赵德明']!
  const [post] = (await world.as('wang')(`GET /people/${zhao}`)).body.posts
  const end = (on: string, postId = post.postId) => world.as('wang')(`POST /people/${zhao}/posts/${postId}/end`, { on })
  expect((await end('2022-06-01')).body).toMatchObject({ status: 400, code: 'not-held-then', field: 'on' })
  expect((await end('2026-08-01', 999_999)).status).toBe(404)
  const announced = await announcedBy(async () => expect((await end('2026-08-01')).status).toBe(200))
  expect(announced).toEqual([[zhao]])
  expect((await end('2026-08-01')).body.code).toBe('not-held-then')
  expect((await world.as('wang')(`GET /people/${zhao}`)).body.posts).toMatchObject([
    { validFrom: '2022-06-01', validUntil: '2026-08-01' }
  ])
  const kept = await rowsOf<{ until: string | null; open: boolean }>(
    world.database.db,
    sql`select valid_until::text as until, recorded_until is null as open from posts where post_id = ${post.postId} order by id`
  )
  expect(kept).toEqual([
    { until: null, open: false },
    { until: '2026-08-01', open: true }
  ])
  expect(names(await world.as('wang')('GET /people?role=deputySecretary'))).toEqual([])
  expect(names(await world.as('wang')('GET /people?role=deputySecretary&asOf=2026-07-31'))).toEqual(['赵德明'])
})

test('who moved to the other county stays readable in the old one, and is written to only in the new one', async () => {
  const sun = world.who['孙国庆']!
  const { db } = world.database
  const now = new Date('2026-09-07T01:00:00Z')
  const [post] = (await world.as('wang')(`GET /people/${sun}`)).body.posts
  expect((await world.as('wang')(`POST /people/${sun}/posts/${post.postId}/end`, { on: '2026-09-01' })).status).toBe(200)
  await db.execute(sql`update memberships set recorded_until = ${now.toISOString()} where person_id = ${sun}`)
  await addMemberships(
    db,
    [
      {
        personId: sun,
        organisationId: world.at['石岭村党支部']!,
        stage: 'full',
        validFrom: '2015-01-01',
        validUntil: '2026-09-01'
      }
    ],
    now
  )
  const there = {
    personId: sun,
    organisationId: world.at['渡口村党支部']!,
    role: 'secretary',
    portfolio: null,
    isMain: true,
    validFrom: '2026-09-01'
  }
  await addPosts(db, [there], now)
  expect((await world.as('wang')(`GET /people/${sun}`)).body.mayManage).toBe(false)
  expect((await world.as('wang')(`POST /people/${sun}/id-reveal`, { reason: '核对' })).status).toBe(404)
  expect((await world.as('wangElsewhere')(`GET /people/${sun}`)).body.mayManage).toBe(true)
})

test('an ID number is revealed against a reason, and the line says who asked and why, without the number', async () => {
  const wu = world.who['吴桂香']
  expect((await world.as('wang')(`POST /people/${wu}/id-reveal`, { reason: ' ' })).body).toMatchObject({
    code: 'bad-field',
    field: 'reason'
  })
  expect((await world.as('wang')(`POST /people/${wu}/id-reveal`, { reason: '核对结业证书' })).body).toEqual({
    idNumber: '990101198006110022'
  })
  const lines = await auditLinesOf(world.database, 'POST /people/:personId/id-reveal')
  expect(lines).toMatchObject([{ account_id: world.account.wang, details: { personId: wu, reason: '核对结业证书' } }])
  expect(JSON.stringify(lines)).not.toContain('990101198006110022')
})
