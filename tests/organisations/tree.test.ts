import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { verify } from '../../server/coverage/queries.ts'
import { rowsOf } from '../../server/database/db.ts'
import { addMemberships, addPosts, addPeople } from '../../server/organisations/queries.ts'
import { rewriteStandings } from '../../server/coverage/queries.ts'
import { auditLinesOf, testSettings } from '../harness.ts'
import { makeWorld, type World } from '../world.ts'

let world: World
beforeAll(async () => {
  world = await makeWorld()
})
afterAll(() => world.close())

const VILLAGE = {
  typeCode: '631',
  level: 'village',
  unitCategory: 'village',
  field: 'rural',
  divisionCode: null,
  localCategory: null
}
const wang = (call: string, body?: object) => world.as('wang')(call, body)
const at = (name: string) => world.at[name]!

/** Names under their parents, and how many people each has, on a day. */
const treeOn = async (day: string): Promise<string[]> => {
  const { body } = await wang(`GET /organisations?asOf=${day}`)
  const names = new Map(body.organisations.map((each: { id: number; name: string }) => [each.id, each.name]))
  return body.organisations.map(
    ({ name, parentId, people }: { name: string; parentId: number; people: number }) =>
      `${names.get(parentId) ?? ''}/${name} ${people}`
  )
}

/** The figures of the county's secretaries on a day, unit by unit. */
const secretariesIn = async (day: string): Promise<[string, number, number][]> => {
  const { body } = await world.as('chen')(`GET /coverage?requirement=secretary.rotation&asOf=${day}`)
  return body.units
    .map(({ id, name }: { id: number; name: string }) => {
      const cells = body.cells.filter((cell: { unitId: number }) => cell.unitId === id)
      const sum = (state: string) => cells.reduce((all: number, cell: Record<string, number>) => all + cell[state]!, 0)
      return [name, sum('outstanding'), sum('left')]
    })
    .toSorted()
}

test('only what is unfolded is asked for: the tops, and what lies below each organisation on the way down', async () => {
  const names = async (more: string) =>
    (await wang(`GET /organisations?unfolded=true${more}`)).body.organisations.map(
      ({ name, hasMore }: { name: string; hasMore: boolean }) => name + (hasMore ? '…' : '')
    )
  expect(await names('')).toEqual(['安澜县…', '青石镇…', '东湖街道…'])
  expect(await names(`&downTo=${at('青石镇')}`)).toEqual(['安澜县…', '青石镇…', '柳湾村党支部', '石岭村党支部', '东湖街道…'])
  const luo = await world.as('luo')('GET /organisations?unfolded=true')
  expect(luo.body.organisations.map(({ name, people }: { name: string; people: number }) => [name, people])).toEqual([
    ['青石镇', 3],
    ['柳湾村党支部', 2],
    ['石岭村党支部', 1]
  ])
})

test('organisations are found by a part of their name, with how many people choosing one would take in', async () => {
  const { body } = await wang(`GET /organisations/found?q=${encodeURIComponent('青石')}`)
  expect(body.organisations).toEqual([
    { id: at('青石镇'), name: '青石镇', unitName: '安澜县', level: 'township', typeCode: '611', people: 3 }
  ])
  expect((await wang('GET /organisations/found?q=%25')).body.organisations).toEqual([])
})

test('of several places whose name fits, the neighbours of the one that asks come first', async () => {
  const fit = `GET /organisations/found?q=${encodeURIComponent('党支部')}`
  const names = async (near: string) =>
    (await wang(`${fit}&near=${at(near)}`)).body.organisations.map(({ name }: { name: string }) => name)
  expect((await names('石岭村党支部')).slice(0, 2).toSorted()).toEqual(['柳湾村党支部', '石岭村党支部'].toSorted())
  expect((await names('桥东社区党支部'))[0]).toBe('桥东社区党支部')
})

test('a village is founded under its township, and not under a village, under a name that is taken or with a code that is used', async () => {
  const found = (more: object, parent = '青石镇') =>
    wang(`POST /organisations/${at(parent)}/children`, {
      on: '2026-09-01',
      name: '新桥村党支部',
      code: 'QS-007',
      ...VILLAGE,
      ...more
    })
  expect((await found({ level: 'township' }, '柳湾村党支部')).body).toMatchObject({ code: 'wrong-level' })
  expect((await found({ name: '石岭村党支部' })).body).toMatchObject({ code: 'name-taken', field: 'name' })
  expect((await found({ typeCode: '999' })).body).toMatchObject({ code: 'bad-field', field: 'typeCode' })
  expect((await found({ divisionCode: '12345' })).body).toMatchObject({ code: 'bad-field', field: 'divisionCode' })
  expect((await found({ on: '2014-12-31' })).status).toBe(404)
  const { body, status } = await found({ divisionCode: '990101103207' })
  expect(status).toBe(200)
  world.at['新桥村党支部'] = body.id
  expect((await found({ name: '又一村党支部' })).body).toMatchObject({ status: 409, code: 'code-taken', field: 'code' })
  expect((await wang(`GET /organisations/${body.id}`)).body).toMatchObject({
    name: '新桥村党支部',
    code: 'QS-007',
    divisionCode: '990101103207',
    parentId: at('青石镇'),
    isThere: true,
    people: 0,
    mayChange: true
  })
  expect(await treeOn('2026-08-31')).not.toContain('青石镇/新桥村党支部 0')
  expect(await treeOn('2026-09-01')).toContain('青石镇/新桥村党支部 0')
})

test('a village is renamed from a day on: earlier days keep the old name, and the reason is kept', async () => {
  const rename = (more: object) =>
    wang(`POST /organisations/${at('新桥村党支部')}/facts`, {
      on: '2026-09-03',
      name: '新桥社区党支部',
      code: 'QS-007',
      ...VILLAGE,
      reason: '村改居',
      ...more
    })
  expect((await rename({ on: '2026-08-01' })).body).toMatchObject({ status: 400, code: 'not-there-then', field: 'on' })
  expect((await rename({ reason: ' ' })).body).toMatchObject({ code: 'bad-field', field: 'reason' })
  expect((await rename({})).status).toBe(200)
  expect((await rename({ on: '2026-09-02', name: '第三个名字' })).body).toMatchObject({ status: 400, code: 'later-change' })
  expect(await treeOn('2026-09-02')).toContain('青石镇/新桥村党支部 0')
  expect(await treeOn('2026-09-03')).toContain('青石镇/新桥社区党支部 0')
  const { body } = await wang(`GET /organisations/${at('新桥村党支部')}`)
  expect(body.history.map(({ name, validFrom }: { name: string; validFrom: string }) => [name, validFrom])).toEqual([
    ['新桥社区党支部', '2026-09-03'],
    ['新桥村党支部', '2026-09-01']
  ])
  expect(body.successions).toMatchObject([{ kind: 'renamed', onDay: '2026-09-03', reason: '村改居', recordedBy: '王小燕' }])
})

test('the top of the own part is changed by the level above', async () => {
  const { status } = await wang(`POST /organisations/${at('安澜县')}/end`, { on: '2026-10-01', reason: '撤销' })
  expect(status).toBe(404)
})

test('before a move it is said whom it concerns and which figures; then the village stands under another township from that day', async () => {
  const village = at('石岭村党支部')
  const move = (toId: number, on = '2026-08-01') => wang(`POST /organisations/${village}/move`, { on, toId, reason: '区划调整' })
  expect((await move(village)).body).toMatchObject({ code: 'under-itself', field: 'toId' })
  expect((await move(at('青石镇'))).body).toMatchObject({ code: 'same-parent', field: 'toId' })
  expect((await move(at('河口镇'))).status).toBe(404)
  const effects = await wang(`GET /organisations/${village}/effects?kind=move&on=2026-08-01&toId=${at('东湖街道')}`)
  expect(effects.body).toMatchObject({ people: 1, posts: 1, members: 1, below: 0, fromUnit: '青石镇', toUnit: '东湖街道' })
  expect(effects.body.figures).toContainEqual({
    requirement: 'secretary.rotation',
    zh: '书记县级以上集中轮训',
    en: "Secretaries' rotation at county level or above",
    covered: 0,
    due: 1
  })
  const before = await secretariesIn('2026-08-01')
  expect(before).toEqual([
    ['东湖街道', 1, 0],
    ['青石镇', 2, 0]
  ])
  expect((await move(at('东湖街道'))).status).toBe(200)
  expect(await secretariesIn('2026-08-01')).toEqual([
    ['东湖街道', 2, 0],
    ['青石镇', 1, 0]
  ])
  expect(await secretariesIn('2026-07-31')).toEqual(before)
  expect(await treeOn('2026-07-31')).toContain('青石镇/石岭村党支部 1')
  expect(await treeOn('2026-08-01')).toContain('东湖街道/石岭村党支部 1')
  // And back, so that the next story begins where this one did.
  expect((await move(at('青石镇'), '2026-08-02')).status).toBe(200)
  expect(await treeOn('2026-08-02')).toContain('青石镇/石岭村党支部 1')
  expect(await auditLinesOf(world.database, 'POST /organisations/:organisationId/move')).toHaveLength(2)
})

test('a township moves with everything below it', async () => {
  const place = {
    typeCode: '611',
    level: 'township',
    unitCategory: 'town',
    field: 'rural',
    divisionCode: null,
    localCategory: null
  }
  const made = await wang(`POST /organisations/${at('安澜县')}/children`, {
    on: '2026-01-01',
    name: '城关片区党工委',
    code: null,
    ...place
  })
  const moved = await wang(`POST /organisations/${at('东湖街道')}/move`, {
    on: '2026-08-10',
    toId: made.body.id,
    reason: '设立片区'
  })
  expect(moved.status).toBe(200)
  expect(await treeOn('2026-08-10')).toEqual(
    expect.arrayContaining(['安澜县/城关片区党工委 1', '城关片区党工委/东湖街道 1', '东湖街道/桥东社区党支部 1'])
  )
  expect(await treeOn('2026-08-09')).toEqual(expect.arrayContaining(['安澜县/城关片区党工委 0', '安澜县/东湖街道 1']))
})

test('two villages become one: people, posts and figures pass with the day, the old names stay readable before it', async () => {
  const [willow, ridge] = [at('柳湾村党支部'), at('石岭村党支部')]
  const { db } = world.database
  const now = world.clock()
  // 钱 is a committee member of both villages, and will be of the new one once.
  const [qian] = await addPeople(
    db,
    testSettings,
    [
      {
        name: '钱有福',
        gender: 'male',
        birthMonth: '1980-02',
        ethnicGroup: '汉',
        education: null,
        idNumber: null,
        mobile: null,
        validFrom: '2015-01-01'
      }
    ],
    now
  )
  const member = { personId: qian!, role: 'committeeMember', portfolio: null, validFrom: '2024-01-01' }
  await addPosts(
    db,
    [
      { ...member, organisationId: willow, isMain: true },
      { ...member, organisationId: ridge, isMain: false }
    ],
    now
  )
  await addMemberships(db, [{ personId: qian!, organisationId: ridge, stage: 'full', validFrom: '2015-01-01' }], now)
  await rewriteStandings(db, [qian!], now)

  const merge = (more: object) =>
    wang(`POST /organisations/${willow}/merger`, {
      on: '2026-09-01',
      organisationIds: [ridge],
      newName: '柳石村党支部',
      newCode: null,
      reason: '撤并村',
      ...more
    })
  expect((await merge({ organisationIds: [at('青石镇')] })).body).toMatchObject({ code: 'not-side-by-side' })
  expect((await merge({ organisationIds: [at('渡口村党支部')] })).status).toBe(404)
  expect((await merge({ newName: '新桥社区党支部', on: '2026-09-05' })).body).toMatchObject({ code: 'name-taken' })
  const effects = await wang(`GET /organisations/${willow}/effects?kind=merge&on=2026-09-01&others=${ridge}`)
  expect(effects.body).toMatchObject({ people: 4, posts: 5, members: 4, below: 0, crowded: ['secretary'] })

  const merged = await merge({})
  expect(merged.status).toBe(200)
  const union = merged.body.id
  expect(await treeOn('2026-08-31')).toEqual(expect.arrayContaining(['青石镇/柳湾村党支部 3', '青石镇/石岭村党支部 2']))
  expect(await treeOn('2026-09-01')).toContain('青石镇/柳石村党支部 4')
  expect((await treeOn('2026-09-01')).join()).not.toContain('柳湾村党支部')
  const listed = await wang(`GET /people?organisationId=${union}`)
  expect(listed.body.people.map(({ name, since }: { name: string; since: string }) => [name, since])).toEqual([
    ['林文博', '2021-03-01'],
    ['钱有福', '2024-01-01'],
    ['孙国庆', '2019-01-01'],
    ['赵德明', '2022-06-01']
  ])
  const { body: held } = await wang(`GET /people/${qian}`)
  expect(
    held.posts.map((post: { organisationName: string; validFrom: string; validUntil: string | null; isMain: boolean }) => [
      post.organisationName,
      post.validFrom,
      post.validUntil,
      post.isMain
    ])
  ).toEqual([
    ['柳石村党支部', '2026-09-01', null, true],
    ['石岭村党支部', '2024-01-01', '2026-09-01', false],
    ['柳湾村党支部', '2024-01-01', '2026-09-01', true]
  ])
  // The appointment goes on: the figures of the township are as before, and nobody is counted twice or as left.
  expect(await secretariesIn('2026-09-01')).toEqual(await secretariesIn('2026-08-31'))
  expect(await verify(db, now)).toBe(null)
  const { body: gone } = await wang(`GET /organisations/${ridge}`)
  expect(gone).toMatchObject({ isThere: false, validUntil: '2026-09-01', people: 0 })
  expect(gone.successions[0]).toMatchObject({ kind: 'merged', toId: union, toName: '柳石村党支部', reason: '撤并村' })
  // 林 keeps what the role over 柳湾村 opened.
  expect(
    await rowsOf(db, sql`select 1 from account_roles where account_id = ${world.account.lin} and organisation_id = ${union}`)
  ).toHaveLength(1)
  world.at['柳石村党支部'] = union
})

test('a village is split: who is named goes, the rest stays', async () => {
  const union = at('柳石村党支部')
  const zhao = world.who['赵德明']!
  const split = (more: object) =>
    wang(`POST /organisations/${union}/split`, {
      on: '2026-09-05',
      stays: true,
      parts: [{ name: '柳石村第二党支部', code: null, personIds: [zhao] }],
      reason: '党员人数多',
      ...more
    })
  const second = (personIds: number[]) => ({ name: '柳石村第三党支部', code: null, personIds })
  expect(
    (await split({ parts: [{ name: '柳石村第二党支部', code: null, personIds: [zhao] }, second([zhao])] })).body
  ).toMatchObject({ code: 'named-twice' })
  expect((await split({ parts: [second([world.who['吴桂香']!])] })).body).toMatchObject({ code: 'not-here', field: 'parts' })
  const made = await split({})
  expect(made.status).toBe(200)
  expect(await treeOn('2026-09-05')).toEqual(expect.arrayContaining(['青石镇/柳石村党支部 3', '青石镇/柳石村第二党支部 1']))
  expect(await verify(world.database.db, world.clock())).toBe(null)
  // The other way: the old one ends and everybody goes to the first part.
  const whole = await wang(`POST /organisations/${made.body.ids[0]}/split`, {
    on: '2026-09-06',
    stays: false,
    parts: [
      { name: '柳石村东党支部', code: null, personIds: [] },
      { name: '柳石村西党支部', code: null, personIds: [] }
    ],
    reason: '按片组建'
  })
  expect(whole.status).toBe(200)
  expect(await treeOn('2026-09-06')).toEqual(expect.arrayContaining(['青石镇/柳石村东党支部 1', '青石镇/柳石村西党支部 0']))
  expect((await treeOn('2026-09-06')).join()).not.toContain('柳石村第二党支部')
})

test('an organisation ends without a successor only when nobody is in it', async () => {
  const end = (id: number) => wang(`POST /organisations/${id}/end`, { on: '2026-09-06', reason: '撤销' })
  expect((await end(at('柳石村党支部'))).body).toMatchObject({ status: 409, code: 'still-in-use', facts: { people: 3 } })
  expect((await end(at('新桥村党支部'))).status).toBe(200)
  expect((await treeOn('2026-09-06')).join()).not.toContain('新桥')
  expect((await treeOn('2026-09-05')).join()).toContain('新桥社区党支部')
})

test('a local category is one of the official twelve; when that changes, so does the stratum of the people', async () => {
  const county = at('安澜县')
  const means = (field: string, on = '2026-08-20') =>
    wang(`POST /organisations/${county}/categories`, { name: '村网格', unitCategory: 'village', field, on })
  expect((await means('rural')).body).toEqual({ organisations: 0, people: 0 })
  expect((await means('nothing')).body).toMatchObject({ code: 'bad-field', field: 'field' })
  const fact = await wang(`POST /organisations/${at('桥东社区党支部')}/facts`, {
    on: '2026-08-15',
    name: '桥东社区党支部',
    code: null,
    typeCode: '631',
    level: 'community',
    unitCategory: 'village',
    field: 'rural',
    divisionCode: null,
    localCategory: '村网格',
    reason: '按村管理'
  })
  expect(fact.status).toBe(200)
  expect((await means('urbanCommunity')).body).toEqual({ organisations: 1, people: 1 })
  expect((await wang(`GET /organisations/${county}/categories`)).body.categories).toMatchObject([
    { name: '村网格', unitCategory: 'village', field: 'urbanCommunity', organisations: 1 }
  ])
  const stratumOn = async (day: string) =>
    (
      await rowsOf<{ stratum: string }>(
        world.database.db,
        sql`select stratum from standings where person_id = ${world.who['吴桂香']} and requirement = 'secretary.rotation'
            and recorded_until is null and valid_from <= ${day} and valid_until > ${day}`
      )
    )[0]!.stratum
  expect([await stratumOn('2026-08-14'), await stratumOn('2026-08-15'), await stratumOn('2026-08-20')]).toEqual([
    'communitySecretary',
    'villageSecretary',
    'communitySecretary'
  ])
})
