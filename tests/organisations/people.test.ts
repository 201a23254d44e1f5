import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { rowsOf } from '../../server/database/db.ts'
import {
  ageBandOf,
  ageOn,
  idContradicts,
  isIdNumber,
  joiningBandOf,
  reserveFaults
} from '../../server/organisations/people/rules.ts'
import { auditLinesOf } from '../harness.ts'
import { makeWorld, type World } from '../world.ts'

let world: World
beforeAll(async () => {
  world = await makeWorld()
})
afterAll(() => world.close())

const wang = (call: string, body?: object) => world.as('wang')(call, body)

test.each([
  ['1991-09', 35, 'upTo35'],
  ['1991-10', 34, 'upTo35'],
  ['1996-09', 30, 'upTo30'],
  ['1996-08', 30, 'upTo30'],
  ['1995-09', 31, 'upTo35'],
  ['1966-09', 60, 'upTo60'],
  ['1965-09', 61, 'over60']
])('who was born in %s is %i years old on 7 September 2026', (month, age, band) => {
  expect(ageOn(month, '2026-09-07')).toBe(age)
  expect(ageBandOf(age)).toBe(band)
})

test.each([
  ['1949-09', 'before1949'],
  ['1949-10', 'until1978'],
  ['1978-11', 'until1978'],
  ['1978-12', 'until2012'],
  ['2012-10', 'until2012'],
  ['2012-11', 'since2012']
])('who joined in %s counts as %s', (month, band) => expect(joiningBandOf(month)).toBe(band))

test.each([
  ['of forty with upper secondary education', '1986-09', 'seniorSecondary', []],
  ['of forty-one', '1985-09', 'bachelor', ['too-old']],
  ['with lower secondary education', '1990-01', 'juniorSecondaryOrBelow', ['education']],
  ['of whom nothing is known', null, null, ['age-unknown', 'education-unknown']]
])('a reserve %s', (_, birthMonth, education, faults) =>
  expect(reserveFaults({ birthMonth, education }, '2026-09-07')).toEqual(faults)
)

test('an ID number has a check digit and a day of birth, and must not contradict what else is stated', () => {
  expect(isIdNumber('990101197105034171')).toBe(true)
  expect(isIdNumber('990101197105034172')).toBe(false)
  expect(isIdNumber('990101197113034171')).toBe(false)
  expect(isIdNumber('99010119710503417')).toBe(false)
  expect(idContradicts('990101197105034171', { gender: 'female', birthMonth: null })).toBe('gender')
  expect(idContradicts('990101197105034171', { gender: 'male', birthMonth: '1971-06' })).toBe('birthMonth')
  expect(idContradicts('990101197105034171', { gender: 'male', birthMonth: '1971-05' })).toBe(null)
})

const NEWCOMER = {
  on: '2026-09-01',
  name: '何小东',
  gender: 'male',
  birthMonth: '1991-07',
  ethnicGroup: '回',
  education: 'college',
  joinedMonth: '2015-06',
  occupation: 'farmer',
  idNumber: '990101199107070036',
  mobile: '13900000002',
  staffNumber: null,
  role: 'reserve',
  portfolio: null,
  isMain: false,
  stage: 'full'
}

test('王 puts somebody on the roster by hand: what contradicts itself is refused by its field', async () => {
  const add = (more: object) => wang(`POST /organisations/${world.at['柳湾村党支部']}/people`, { ...NEWCOMER, ...more })
  expect((await add({ role: null, stage: null })).body).toMatchObject({ code: 'nowhere', field: 'role' })
  expect((await add({ idNumber: '990101199107070037' })).body).toMatchObject({ code: 'id-number-wrong', field: 'idNumber' })
  expect((await add({ gender: 'female' })).body).toMatchObject({ code: 'id-number-contradicts', field: 'gender' })
  expect((await add({ idNumber: '990101197105034171', birthMonth: '1971-05' })).body).toMatchObject({
    status: 409,
    code: 'id-number-taken',
    field: 'idNumber'
  })
  expect((await add({ mobile: '12345' })).body).toMatchObject({ code: 'bad-field', field: 'mobile' })
  const { body, status } = await add({})
  expect(status).toBe(200)
  world.who['何小东'] = body.id
  expect((await wang(`GET /people/${body.id}`)).body).toMatchObject({
    name: '何小东',
    joinedMonth: '2015-06',
    occupation: 'farmer',
    idNumber: '**************0036',
    mobile: '*******0002',
    posts: [{ role: 'reserve', isMain: false, validFrom: '2026-09-01' }],
    memberships: [{ stage: 'full' }]
  })
  const lines = await auditLinesOf(world.database, 'POST /organisations/:organisationId/people')
  expect(lines).toHaveLength(1)
  expect(JSON.stringify(lines)).not.toMatch(/19910707|13900000002/)
})

test('a second post may become the main one from a day on, and the first stays what it was before', async () => {
  const wu = world.who['吴桂香']!
  const post = {
    organisationId: world.at['东湖街道'],
    role: 'committeeMember',
    portfolio: 'organization',
    isMain: true,
    from: '2026-08-01',
    until: null
  }
  const add = (more: object) => wang(`POST /people/${wu}/posts`, { ...post, ...more })
  expect((await add({ until: '2026-08-01' })).body).toMatchObject({ code: 'wrong-way-round', field: 'until' })
  expect((await add({ organisationId: world.at['河口镇'] })).status).toBe(404)
  expect((await add({ role: 'captain' })).body).toMatchObject({ code: 'bad-field', field: 'role' })
  expect((await add({})).status).toBe(200)
  expect((await add({})).body).toMatchObject({ status: 409, code: 'post-held' })
  const posts = async () =>
    (await wang(`GET /people/${wu}`)).body.posts.map(
      (each: { organisationName: string; isMain: boolean; validFrom: string; validUntil: string | null }) =>
        `${each.organisationName} ${each.isMain ? '主' : '兼'} ${each.validFrom}–${each.validUntil ?? ''}`
    )
  expect(await posts()).toEqual([
    '东湖街道 主 2026-08-01–',
    '桥东社区党支部 兼 2026-08-01–',
    '桥东社区党支部 主 2020-09-01–2026-08-01'
  ])
  const first = (await wang(`GET /people/${wu}`)).body.posts[1].postId
  expect((await wang(`POST /people/${wu}/posts/${first}/main`, { on: '2026-09-01' })).status).toBe(200)
  expect((await posts()).slice(0, 2)).toEqual(['东湖街道 兼 2026-09-01–', '桥东社区党支部 主 2026-09-01–'])
})

test('a membership moves with a day, and cannot be dated before a move that is already known', async () => {
  const lin = world.who['林文博']!
  const move = (more: object) =>
    wang(`POST /people/${lin}/membership`, {
      organisationId: world.at['石岭村党支部'],
      stage: 'full',
      from: '2026-09-01',
      ...more
    })
  expect((await move({ organisationId: world.at['柳湾村党支部'] })).body).toMatchObject({ status: 409, code: 'nothing-changes' })
  expect((await move({ organisationId: world.at['渡口村党支部'] })).status).toBe(404)
  expect((await move({})).status).toBe(200)
  expect((await move({ from: '2026-08-01' })).body).toMatchObject({ code: 'later-change', field: 'from' })
  expect((await wang(`GET /people/${lin}`)).body.memberships).toMatchObject([
    { organisationName: '石岭村党支部', validFrom: '2026-09-01', validUntil: null },
    { organisationName: '柳湾村党支部', validFrom: '2015-01-01', validUntil: '2026-09-01' }
  ])
  const { body } = await world.as('chen')('GET /coverage?requirement=member.annual&asOf=2026-09-01')
  expect(body.sum ?? body.cells.length).toBeTruthy()
})

test('a name changes from a day on; the day before it is the old one, and the list is in the new order', async () => {
  const zhao = world.who['赵德明']!
  const facts = {
    name: '安德明',
    gender: 'male',
    birthMonth: '1968-02',
    ethnicGroup: '汉',
    education: 'seniorSecondary',
    joinedMonth: '1978-12',
    occupation: null
  }
  expect((await wang(`POST /people/${zhao}/facts`, { from: '2026-09-02', ...facts })).status).toBe(200)
  const namesOn = async (day: string) =>
    (await wang(`GET /people?organisationId=${world.at['青石镇']}&asOf=${day}`)).body.people.map(
      ({ name }: { name: string }) => name
    )
  expect(await namesOn('2026-09-02')).toEqual(['安德明', '何小东', '林文博', '孙国庆'])
  expect(await namesOn('2026-09-01')).toEqual(['何小东', '林文博', '孙国庆', '赵德明'])
  expect((await wang(`POST /people/${zhao}/facts`, { from: '2026-09-01', ...facts })).body).toMatchObject({
    code: 'later-change'
  })
})

test('numbers are kept by hand, and never come back in clear', async () => {
  const wu = world.who['吴桂香']!
  const keep = (more: object) => wang(`POST /people/${wu}/numbers`, { idNumber: null, mobile: null, staffNumber: null, ...more })
  expect((await keep({ idNumber: '990101197503087754' })).body).toMatchObject({ code: 'id-number-contradicts' })
  expect((await keep({ mobile: '13900000003', staffNumber: 'A-17' })).status).toBe(200)
  expect((await wang(`GET /people/${wu}`)).body).toMatchObject({ mobile: '*******0003', staffNumber: 'A-17' })
  const [line] = await auditLinesOf(world.database, 'POST /people/:personId/numbers')
  expect(line!.details).toEqual({ personId: wu, changed: ['mobile', 'staffNumber'] })
})

test('the groups of the bulletin: everybody once in each, and those of whom it is not known', async () => {
  const { body } = await wang(`GET /people-groups?organisationId=${world.at['青石镇']}&asOf=2026-09-07`)
  expect(body).toEqual({
    asOf: '2026-09-07',
    total: 4,
    gender: [
      { value: 'male', people: 4 },
      { value: 'female', people: 0 }
    ],
    minority: [
      { value: 'han', people: 3 },
      { value: 'minority', people: 1 }
    ],
    education: [
      { value: 'postgraduate', people: 0 },
      { value: 'bachelor', people: 0 },
      { value: 'college', people: 1 },
      { value: 'secondaryVocational', people: 0 },
      { value: 'seniorSecondary', people: 1 },
      { value: 'juniorSecondaryOrBelow', people: 0 },
      { value: 'unknown', people: 2 }
    ],
    age: [
      { value: 'upTo30', people: 0 },
      { value: 'upTo35', people: 1 },
      { value: 'upTo40', people: 0 },
      { value: 'upTo45', people: 0 },
      { value: 'upTo50', people: 0 },
      { value: 'upTo55', people: 2 },
      { value: 'upTo60', people: 1 },
      { value: 'over60', people: 0 }
    ],
    joined: [
      { value: 'before1949', people: 0 },
      { value: 'until1978', people: 0 },
      { value: 'until2012', people: 1 },
      { value: 'since2012', people: 1 },
      { value: 'unknown', people: 2 }
    ],
    occupation: [
      { value: 'worker', people: 0 },
      { value: 'farmer', people: 1 },
      { value: 'professional', people: 0 },
      { value: 'manager', people: 0 },
      { value: 'organStaff', people: 0 },
      { value: 'student', people: 0 },
      { value: 'other', people: 0 },
      { value: 'retired', people: 0 },
      { value: 'unknown', people: 3 }
    ]
  })
})

test('every village wants two reserves about 35 with upper secondary education', async () => {
  const { body } = await world.as('luo')('GET /reserves')
  expect(body).toMatchObject({ wanted: 2 })
  expect(body.villages).toEqual([
    {
      organisationId: world.at['柳湾村党支部'],
      organisationName: '柳湾村党支部',
      unitName: '青石镇',
      missing: 1,
      reserves: [{ personId: world.who['何小东'], name: '何小东', age: 35, education: 'college', faults: [] }]
    },
    {
      organisationId: world.at['石岭村党支部'],
      organisationName: '石岭村党支部',
      unitName: '青石镇',
      missing: 2,
      reserves: []
    }
  ])
})

describe('somebody who was entered twice', () => {
  /** What is true of a person now, without the times of recording. */
  const factsOf = async (personId: number) => {
    const of = (table: string, columns: string) =>
      rowsOf(
        world.database.db,
        sql.raw(
          `select ${columns}, valid_from::text, valid_until::text from ${table} where person_id = ${personId} and recorded_until is null order by valid_from, ${columns}`
        )
      )
    return {
      posts: await of('posts', 'post_id, organisation_id, role, is_main'),
      memberships: await of('memberships', 'organisation_id, stage'),
      exemptions: await of('exemptions', 'exemption_id, reason')
    }
  }
  const enter = async (more: object): Promise<number> =>
    (
      await wang(`POST /organisations/${world.at['石岭村党支部']}/people`, {
        ...NEWCOMER,
        name: '钱有福',
        birthMonth: '1980-02',
        idNumber: null,
        mobile: null,
        role: 'committeeMember',
        isMain: true,
        ...more
      })
    ).body.id
  let [kept, other]: [number, number] = [0, 0]

  test('is found with what speaks for it, and somebody who was said to be another is not', async () => {
    kept = await enter({ on: '2021-01-01' })
    other = await enter({ on: '2019-01-01' })
    const third = await enter({ on: '2026-09-01', birthMonth: '1955-01' })
    const { body } = await wang('GET /duplicates')
    expect(
      body.pairs.map(
        ({ alike, one, other: two }: { alike: string[]; one: { personId: number }; other: { personId: number } }) => [
          alike,
          one.personId,
          two.personId
        ]
      )
    ).toEqual([[['birthMonth', 'organisation'], kept, other]])
    expect(body.pairs[0].one).toMatchObject({
      name: '钱有福',
      idNumber: '',
      posts: [
        { organisationName: '石岭村党支部', role: 'committeeMember', from: '2021-01-01' },
        { organisationName: '石岭村党支部', role: 'member' }
      ]
    })
    const distinct = () => wang(`POST /people/${kept}/distinctions`, { otherId: other, reason: '一个是父亲' })
    expect((await wang(`POST /people/${kept}/distinctions`, { otherId: kept, reason: '自己' })).body.code).toBe(
      'one-and-the-same'
    )
    expect(third).toBeGreaterThan(other)
    // Said to be two, taken for one after all: a merger asks nothing of what was said before.
    expect((await distinct()).status).toBe(200)
    expect((await distinct()).body.code).toBe('already-distinct')
    expect((await wang('GET /duplicates')).body.pairs).toEqual([])
  })

  test('becomes one: the longer time in the post is kept, the other entry leads to it', async () => {
    const before = { kept: await factsOf(kept), other: await factsOf(other) }
    await wang(`POST /people/${other}/exemptions`, {
      requirement: null,
      reason: '长期患病',
      approvedBy: '支部党员大会',
      validFrom: '2026-09-01',
      validUntil: '2026-10-01'
    })
    const merge = (keptId: number, mergedId: number, reason = '同一人录了两次') =>
      wang(`POST /people/${keptId}/mergers`, { mergedId, reason })
    expect((await merge(kept, kept)).body.code).toBe('one-and-the-same')
    expect((await merge(kept, world.who['郑海峰']!)).status).toBe(404)
    expect((await merge(kept, other, ' ')).body).toMatchObject({ code: 'bad-field', field: 'reason' })
    const { body, status } = await merge(kept, other)
    expect(status).toBe(200)
    expect((await factsOf(other)).posts).toEqual([])
    const now = await factsOf(kept)
    expect(now.posts.map(row => (row as { valid_from: string }).valid_from)).toEqual(['2019-01-01', '2021-01-01'])
    expect(now.memberships.map(row => (row as { valid_from: string }).valid_from)).toEqual(['2019-01-01', '2021-01-01'])
    expect(now.exemptions).toHaveLength(1)
    expect((await wang(`GET /people?q=${encodeURIComponent('钱有福')}`)).body.total).toBe(2)
    expect((await wang(`GET /people/${other}`)).body).toMatchObject({ keptId: kept, posts: [], mayManage: false })
    expect((await wang(`POST /people/${other}/id-reveal`, { reason: '核对' })).status).toBe(404)
    // Neither end of a merger goes into another one.
    expect((await merge(world.who['孙国庆']!, kept)).body.code).toBe('in-a-merger')

    expect((await wang('GET /duplicates')).body.mergers).toMatchObject([
      { id: body.id, keptId: kept, mergedId: other, reason: '同一人录了两次', mergedBy: '王小燕', reversedAt: null }
    ])
    // What came from the other and was changed since goes back as it is now.
    const reverse = () => wang(`POST /person-mergers/${body.id}/reversal`, { reason: '是父子两人' })
    expect((await reverse()).status).toBe(200)
    expect((await reverse()).status).toBe(404)
    expect(await factsOf(kept)).toEqual(before.kept)
    const after = await factsOf(other)
    expect({ ...after, exemptions: [] }).toEqual({ ...before.other, exemptions: [] })
    expect(after.exemptions).toHaveLength(1)
  })

  test('what was changed since the merger goes back as it is now', async () => {
    const entered = await enter({ on: '2019-01-01', role: 'groupLeader', birthMonth: '1981-01', stage: null })
    const { body } = await wang(`POST /people/${kept}/mergers`, { mergedId: entered, reason: '录了两次' })
    const post = (await wang(`GET /people/${kept}`)).body.posts.find((each: { role: string }) => each.role === 'groupLeader')
    // The kept one had a main post all the time.
    expect(post.isMain).toBe(false)
    expect((await wang(`POST /people/${kept}/posts/${post.postId}/end`, { on: '2026-09-01' })).status).toBe(200)
    expect((await wang(`POST /person-mergers/${body.id}/reversal`, { reason: '不是一个人' })).status).toBe(200)
    expect((await factsOf(entered)).posts.map(row => (row as { valid_until: string | null }).valid_until)).toContain('2026-09-01')
    expect((await factsOf(kept)).posts.map(row => (row as { role: string }).role)).toEqual(['committeeMember'])
  })
})
