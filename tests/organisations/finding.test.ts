import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findPeople, type Sought } from '../../server/organisations/finding/queries.ts'
import { understand } from '../../server/organisations/finding/rules.ts'
import { addExemption, addMemberships, addOrganisation, addPeople, addPosts } from '../../server/organisations/queries.ts'
import { rewriteStandings } from '../../server/coverage/queries.ts'
import { testSettings } from '../harness.ts'
import { makeWorld, type World } from '../world.ts'

let world: World
beforeAll(async () => {
  world = await makeWorld()
  const { db } = world.database
  const now = world.clock()
  const person = {
    gender: 'male' as const,
    birthMonth: null,
    ethnicGroup: null,
    education: null,
    mobile: null,
    validFrom: '2015-01-01'
  }
  const names = ['孙国庆', '王建国', '欧阳建国', '曾小红', '林 小红']
  const ids = await addPeople(
    db,
    testSettings,
    names.map((name, i) => ({ ...person, name, idNumber: null, mobile: `1390000000${i}` })),
    now
  )
  names.forEach((name, i) => (world.who[name + '二'] = ids[i]!))
  await addMemberships(
    db,
    ids.map((personId, i) => ({
      personId,
      organisationId: world.at[i % 2 ? '石岭村党支部' : '桥东社区党支部']!,
      stage: i === 3 ? 'probationary' : 'full',
      validFrom: '2015-01-01'
    })),
    now
  )
  await addPosts(
    db,
    [
      {
        personId: ids[1]!,
        organisationId: world.at['石岭村党支部']!,
        role: 'committeeMember',
        portfolio: 'organization',
        isMain: true,
        validFrom: '2024-01-01'
      }
    ],
    now
  )
  await rewriteStandings(db, ids, now)
})
afterAll(() => world.close())

const namesFor = async (query: string, who: 'wang' | 'luo' = 'wang') =>
  (await world.as(who)(`GET /people?${query}`)).body.people.map(({ name }: { name: string }) => name)

test.each([
  ['柳湾村书记', ['text 柳湾村', 'post secretary']],
  ['lin wen', ['letters linwen']],
  ['王 书记', ['surname 王', 'post secretary']],
  ['组织委员', ['post committeeMember organization']],
  ['青石镇乡科级', ['text 青石镇', 'post civilServant']],
  ['事业单位工作人员', ['post institutionStaff']],
  ['４１７１', ['lastFour 4171']],
  ['417x', ['lastFour 417X']],
  ['13900000002', ['mobile 13900000002']],
  ['990101197105034171', ['idNumber 990101197105034171']],
  ['国庆 zd 石岭', ['letters zd', 'text 国庆', 'text 石岭']],
  ['  ', []]
])('%s is understood', (typed, words) =>
  expect(
    understand(typed).map(word =>
      word.kind === 'post' ? ['post', word.role, word.portfolio].filter(Boolean).join(' ') : `${word.kind} ${word.text}`
    )
  ).toEqual(words)
)

test.each([
  ['the whole name', '王建国', ['王建国']],
  ['a surname', '孙', ['孙国庆', '孙国庆']],
  ['the beginning of a name', '欧阳', ['欧阳建国']],
  ['two characters within it', '建国', ['欧阳建国', '王建国']],
  ['two characters of a name typed with a space in it', '小红', ['林 小红', '曾小红']],
  ['pinyin, 曾 being zeng', 'zengxiao', ['曾小红']],
  ['initials', 'oyjg', ['欧阳建国']],
  ['one letter', 'o', ['欧阳建国']],
  ['the last four of an ID number', '4171', ['林文博']],
  ['the last four of a mobile', '0002', ['欧阳建国']],
  ['a whole ID number', '990101197105034171', ['林文博']],
  ['a whole mobile', '13900000001', ['王建国']],
  ['a part of the organisation', '柳湾', ['林文博', '赵德明']],
  ['a post', '组织委员', ['王建国']],
  ['an organisation and a post', '石岭村书记', ['孙国庆']],
  ['a name and an organisation', '孙国庆 桥东', ['孙国庆']],
  ['a surname and a post', '孙 书记', ['孙国庆']],
  ['pinyin and an organisation', 'sun 石岭', ['孙国庆']],
  ['a percent sign', '%', []],
  ['two characters that are not neighbours', '王国', []]
])('people are found by %s', async (_, q, names) => {
  expect(await namesFor(`q=${encodeURIComponent(q)}`)).toEqual(names)
})

test('a large part is searched in the order of an index, with the same answers', async () => {
  const { db } = world.database
  const now = world.clock()
  // 青石镇 gets so many branches that its people are looked up first and their place after.
  for (let i = 0; i < 3; i++) await addOrganisation(db, branch(`第${i}村党支部`), now)
  await db.execute(sql`
    insert into organisations (code) select 'large-' || i from generate_series(1, 1600) i`)
  await db.execute(sql`
    insert into organisation_facts (organisation_id, parent_id, path, name, type_code, level, unit_category, field, valid_from, recorded_from)
    select o.id, t.organisation_id, t.path || o.id::text, '网格' || o.id, '641', 'group', 'village', 'rural', '2015-01-01', t.recorded_from
    from organisations o, organisation_facts t where o.code like 'large-%' and t.organisation_id = ${world.at['青石镇']} and t.recorded_until is null`)
  const found = async (q: string) => (await namesFor(`q=${encodeURIComponent(q)}`)).join()
  expect(await found('孙')).toBe('孙国庆,孙国庆')
  expect(await found('建国')).toBe('欧阳建国,王建国')
  expect(await found('zengxiao')).toBe('曾小红')
  expect(await found('oyjg')).toBe('欧阳建国')
  expect(await found('4171')).toBe('林文博')
  expect(await found('石岭村书记')).toBe('孙国庆')
  expect(await found('书记')).toBe('林文博,孙国庆,吴桂香')
  expect(await found('柳湾')).toBe('林文博,赵德明')
  expect(await found('')).toBe('林 小红,林文博,欧阳建国,孙国庆,孙国庆,王建国,吴桂香,曾小红,赵德明')
  // Of more than are counted it is said that there are more.
  const many = await addPeople(
    db,
    testSettings,
    Array.from({ length: 230 }, (_, i) => ({
      name: `万小${String.fromCodePoint(0x4e00 + i)}`,
      gender: null,
      birthMonth: null,
      ethnicGroup: null,
      education: null,
      idNumber: null,
      mobile: null,
      validFrom: '2015-01-01'
    })),
    now
  )
  await addMemberships(
    db,
    many.map(personId => ({ personId, organisationId: world.at['石岭村党支部']!, stage: 'full', validFrom: '2015-01-01' })),
    now
  )
  const first = await world.as('wang')(`GET /people?q=${encodeURIComponent('万')}`)
  expect(first.body).toMatchObject({ total: 200, isMore: true })
  expect(first.body.people).toHaveLength(50)
  const last = await world.as('wang')(`GET /people?q=${encodeURIComponent('万')}&page=5`)
  expect(last.body).toMatchObject({ total: 230, isMore: false })
  expect(last.body.people).toHaveLength(30)
})

const branch = (name: string) => ({
  parentId: world.at['青石镇']!,
  name,
  typeCode: '631',
  level: 'village',
  unitCategory: 'village',
  field: 'rural',
  validFrom: '2015-01-01'
})
test('an organisation alone, a role, a stage, a field, a stratum and a standing narrow the list', async () => {
  const part = `organisationId=${world.at['东湖街道']}`
  expect(await namesFor(part)).toEqual(['林 小红', '欧阳建国', '孙国庆', '吴桂香'])
  expect(await namesFor(`${part}&directly=true`)).toEqual([])
  expect(await namesFor('stage=probationary')).toEqual(['曾小红'])
  expect(await namesFor('role=committeeMember')).toEqual(['王建国'])
  expect(await namesFor(`${part}&stratum=communitySecretary`)).toEqual(['吴桂香'])
  expect(await namesFor(`${part}&stratum=member`)).toEqual(['林 小红', '欧阳建国', '孙国庆', '吴桂香'])
  expect(await namesFor('stratum=villageSecretary')).toEqual(['林文博', '孙国庆'])
  expect(await namesFor('stratum=villageSecretary&asOf=2019-06-01')).toEqual([])
  expect(await namesFor('field=urbanCommunity&role=secretary')).toEqual(['吴桂香'])
  expect(await namesFor('requirement=secretary.rotation&state=outstanding')).toEqual(['林文博', '孙国庆', '吴桂香'])
  const { db } = world.database
  const lin = world.who['林文博']!
  await addExemption(
    db,
    { personId: lin, requirement: null, reason: '病休', approvedBy: '支部大会', validFrom: '2026-09-01', validUntil: null },
    world.clock()
  )
  await rewriteStandings(db, [lin], world.clock())
  expect(await namesFor('requirement=secretary.rotation&state=exempt')).toEqual(['林文博'])
  expect((await world.as('wang')('GET /people?state=asleep')).body).toMatchObject({ code: 'bad-field', field: 'state' })
})

test('a choice is saved under a name for whoever reads the part, used by everyone, and taken away by who keeps it', async () => {
  const wang = world.as('wang')
  const criteria = {
    organisationId: world.at['青石镇'],
    directly: false,
    q: null,
    role: null,
    stage: null,
    field: null,
    stratum: 'villageSecretary',
    requirement: null,
    state: null
  }
  const save = (more: object) => wang('POST /filters', { name: '村书记', ownerId: world.at['安澜县'], ...criteria, ...more })
  expect((await save({ requirement: 'secretary.rotation' })).body).toMatchObject({ code: 'half-a-standing', field: 'state' })
  expect((await save({ stratum: 'nobody' })).body).toMatchObject({ code: 'unknown-stratum', field: 'stratum' })
  expect((await save({ organisationId: world.at['望江县'] })).status).toBe(404)
  const { body, status } = await save({})
  expect(status).toBe(200)
  expect((await save({})).body).toMatchObject({ status: 409, code: 'name-taken', field: 'name' })
  for (const who of ['wang', 'chen', 'luo'] as const)
    expect((await world.as(who)('GET /filters')).body.filters).toMatchObject([
      { id: body.id, name: '村书记', stratum: 'villageSecretary', createdBy: '王小燕', mayRemove: who === 'wang' }
    ])
  expect((await world.as('wangElsewhere')('GET /filters')).body.filters).toEqual([])
  expect((await world.as('luo')(`DELETE /filters/${body.id}`)).status).toBe(403)
  expect((await wang(`DELETE /filters/${body.id}`)).status).toBe(200)
  expect((await wang('GET /filters')).body.filters).toEqual([])
})

test('without a role that fits both what was chosen and what was typed nobody is found', async () => {
  const sought: Sought = {
    paths: [String(world.at['安河市'])],
    only: null,
    day: '2026-09-07',
    q: '书记',
    role: 'committeeMember',
    stage: null,
    field: null,
    among: [],
    page: 1
  }
  expect(await findPeople(world.database.db, testSettings, sought)).toEqual({ people: [], total: 0, isMore: false })
})
