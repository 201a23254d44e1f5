import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { verify } from '../../server/coverage/queries.ts'
import { rowsOf } from '../../server/database/db.ts'
import { makeWorld, type World } from '../world.ts'
import { withCheckDigit } from './paper.ts'

let world: World
beforeAll(async () => {
  world = await makeWorld()
})
afterAll(() => world.close())

const HEADING = '所在乡镇,党组织名称,姓名,党内职务,公民身份号码,党员类别,入党时间,转正时间,职业'

type Sent = { isComplete?: boolean; on?: string; heading?: string }

const uploaded = async (lines: string[], { isComplete = false, on = '2026-09-15', heading = HEADING }: Sent = {}) => {
  const query = new URLSearchParams({
    organisationId: String(world.at['安澜县']),
    fileName: '党员名册.csv',
    effectiveOn: on,
    isCompleteList: String(isComplete)
  })
  const answer = await world.as('wang')(`POST /imports?${query}`, Buffer.from([heading, ...lines].join('\n')))
  expect(answer.body).toMatchObject({ id: expect.any(Number) })
  return answer.body.id as number
}

const view = async (id: number) => (await world.as('wang')(`GET /imports/${id}`)).body

const applied = async (...sent: Parameters<typeof uploaded>) => {
  const id = await uploaded(...sent)
  expect((await world.as('wang')(`POST /imports/${id}/application`)).body).toEqual({ done: true })
  expect(await view(id)).toMatchObject({ state: 'applied', reason: null })
  return id
}

const undone = async (id: number) => {
  expect((await world.as('wang')(`POST /imports/${id}/undo`, { reason: '报错了' })).body).toEqual({ done: true })
  expect(await view(id)).toMatchObject({ state: 'undone', reason: null })
}

/** Who is a member where, at which stage, from when until when, as known now. */
const memberships = (name?: string) =>
  rowsOf<{ name: string; place: string; stage: string; from: string; until: string | null }>(
    world.database.db,
    sql`select n.name, f.name as place, m.stage, m.valid_from::text as "from", m.valid_until::text as until
        from memberships m
        join lateral (select name from person_facts n where n.person_id = m.person_id order by recorded_until desc nulls first, valid_from desc limit 1) n on true
        join lateral (select name from organisation_facts f where f.organisation_id = m.organisation_id order by recorded_until desc nulls first limit 1) f on true
        where m.recorded_until is null and (${name ?? null}::text is null or n.name = ${name ?? null}) order by 1, 4`
  )

const standings = () =>
  rowsOf(
    world.database.db,
    sql`select s.person_id, s.requirement, s.period, s.state, s.organisation_id, s.valid_from::text, s.valid_until::text
        from standings s where s.recorded_until is null order by 1, 2, 3, 6`
  )

const FENG_ID = withCheckDigit('99010119931212001')
const CHU_ID = withCheckDigit('99010119941212001')
const QIN_ID = withCheckDigit('99010119951212002')
const FENG = `青石镇,柳湾村党支部,冯立新,党员,${FENG_ID},,2015.07,2016.07,农民`
const CHU = `青石镇,石岭村党支部,褚建国,,${CHU_ID},预备党员,2026.06,,学生`
const QIN = `青石镇,石岭村党支部,秦小兰,组织委员,${QIN_ID},正式党员,2018.07.01,2019.07.01,教书`
const SUN = '青石镇,柳湾村党支部,孙国庆,党员,990101197503087754,,,,'
const LIN = '青石镇,柳湾村党支部,林文博,书记,990101197105034171,正式党员,,,'

describe('a file brings members', () => {
  test('who joins as a member only, and who holds a post as well; the figures shown before are those after', async () => {
    const before = await memberships()
    const id = await uploaded([FENG, CHU, QIN, LIN])
    const shown = await view(id)
    expect(shown.rows).toEqual({ total: 4, joined: 3, changed: 0, unchanged: 1, samePerson: 0, refused: 0, agrees: true })
    expect(shown.adds).toMatchObject({ people: 3, posts: 1, memberships: 3, endedMemberships: 0 })
    expect(shown.joined).toMatchObject([
      {
        name: '冯立新',
        added: [],
        membership: {
          was: null,
          becomes: { organisation: '柳湾村党支部', unit: '青石镇', stage: 'full', from: '2016-07-01', dateFrom: 'file' }
        }
      },
      {
        name: '褚建国',
        added: [],
        membership: { becomes: { stage: 'probationary', from: '2026-09-15', dateFrom: 'effectiveDate' } }
      },
      { name: '秦小兰', added: [{ role: 'committeeMember' }], membership: { becomes: { stage: 'full', from: '2019-07-01' } } }
    ])
    expect(shown.flagged).toMatchObject([{ name: '秦小兰', kind: 'occupation-unknown', column: 'I' }])
    const ofMembers = shown.figures.find(({ zh }: { zh: string }) => zh.startsWith('党员'))
    expect(ofMembers.after).not.toEqual(ofMembers.before)

    expect((await world.as('wang')(`POST /imports/${id}/application`)).body).toEqual({ done: true })
    expect(await memberships('冯立新')).toEqual([
      { name: '冯立新', place: '柳湾村党支部', stage: 'full', from: '2016-07-01', until: null }
    ])
    const facts = sql`select name, joined_month, occupation from person_facts where name in ('冯立新', '褚建国', '秦小兰') order by joined_month`
    expect(await rowsOf(world.database.db, facts)).toEqual([
      { name: '冯立新', joined_month: '2015-07', occupation: 'farmer' },
      { name: '秦小兰', joined_month: '2018-07', occupation: null },
      { name: '褚建国', joined_month: '2026-06', occupation: 'student' }
    ])
    const after = await view(await uploaded([SUN]))
    for (const { code, before: now } of after.figures)
      expect({ code, now }).toEqual({ code, now: shown.figures.find((each: { code: string }) => each.code === code).after })
    expect(await verify(world.database.db, world.clock())).toBeNull()

    const again = await view(await uploaded([FENG, CHU, QIN, LIN]))
    expect(again.rows).toMatchObject({ total: 4, unchanged: 4 })
    expect(again.mayApply).toBe(false)

    world.clock.set('2026-09-07T03:00:00Z')
    await undone(id)
    expect(await memberships()).toEqual(before)
    expect(await verify(world.database.db, world.clock())).toBeNull()
  })

  test('a member of one branch becomes one of another, and comes back when the file is taken back', async () => {
    const [before, stood] = [await memberships(), await standings()]
    const id = await uploaded([SUN])
    expect(await view(id)).toMatchObject({
      rows: { changed: 1 },
      adds: { posts: 0, endedPosts: 0, memberships: 1, changedPeople: 1 },
      changed: [
        {
          name: '孙国庆',
          kind: 'changedPost',
          added: [],
          ended: [],
          membership: {
            was: { organisation: '石岭村党支部', stage: 'full', from: '2015-01-01' },
            becomes: { organisation: '柳湾村党支部', organisationId: world.at['柳湾村党支部'], stage: 'full', from: '2026-09-15' }
          }
        }
      ]
    })
    expect((await world.as('wang')(`POST /imports/${id}/application`)).body).toEqual({ done: true })
    expect(await memberships('孙国庆')).toEqual([
      { name: '孙国庆', place: '石岭村党支部', stage: 'full', from: '2015-01-01', until: '2026-09-15' },
      { name: '孙国庆', place: '柳湾村党支部', stage: 'full', from: '2026-09-15', until: null }
    ])
    expect(await verify(world.database.db, world.clock())).toBeNull()
    expect((await view(await uploaded([SUN]))).rows).toMatchObject({ total: 1, unchanged: 1 })
    world.clock.set('2026-09-07T04:00:00Z')
    await undone(id)
    expect([await memberships(), await standings()]).toEqual([before, stood])
  })

  test('what rests on it: a later file that moved the member on', async () => {
    const id = await applied([SUN])
    const later = await applied(['青石镇,石岭村党支部,孙国庆,党员,990101197503087754,,,,'], { on: '2026-10-08' })
    const answer = await world.as('wang')(`POST /imports/${id}/undo`, { reason: '报错了' })
    expect(answer).toMatchObject({ status: 409, body: { code: 'something-rests-on-it' } })
    expect(answer.body.facts.resting).toContainEqual({
      kind: 'laterFact',
      personId: world.who['孙国庆'],
      name: '孙国庆',
      about: '党员名册.csv'
    })
    world.clock.set('2026-09-07T05:00:00Z')
    await undone(later)
    world.clock.set('2026-09-07T05:10:00Z')
    await undone(id)
    expect(await memberships('孙国庆')).toHaveLength(1)
  })

  test('转正: probation ends on the day the file gives; without one on the effective date', async () => {
    const first = await applied([CHU])
    const full = CHU.replace('预备党员', '正式党员')
    const shown = await view(await uploaded([full.replace('2026.06,,', '2026.06,2026.12.01,')], { on: '2026-12-15' }))
    expect(shown.changed).toMatchObject([
      { membership: { was: { stage: 'probationary' }, becomes: { stage: 'full', from: '2026-12-01', dateFrom: 'file' } } }
    ])
    const second = await applied([full], { on: '2026-12-15' })
    expect(await memberships('褚建国')).toEqual([
      { name: '褚建国', place: '石岭村党支部', stage: 'probationary', from: '2026-09-15', until: '2026-12-15' },
      { name: '褚建国', place: '石岭村党支部', stage: 'full', from: '2026-12-15', until: null }
    ])
    world.clock.set('2026-09-07T06:00:00Z')
    await undone(second)
    expect(await memberships('褚建国')).toMatchObject([{ stage: 'probationary', until: null }])
    await undone(first)
  })

  test('a stage nobody knows keeps its row out and the others in', async () => {
    const shown = await view(await uploaded([CHU.replace('预备党员', '群众'), FENG]))
    expect(shown.refused).toMatchObject([
      { row: 2, name: '褚建国', reasons: [{ kind: 'stage-unknown', column: 'F', zh: '“群众”不是系统认识的党员类别。' }] }
    ])
    expect(shown.joined).toMatchObject([{ name: '冯立新' }])
  })

  test('a file of posts only says nothing of memberships, complete or not', async () => {
    const before = await memberships()
    const id = await applied(['青石镇,柳湾村党支部,林文博,书记,990101197105034171'], {
      isComplete: true,
      heading: '所在乡镇,党组织名称,姓名,党内职务,公民身份号码'
    })
    expect(await memberships()).toEqual(before)
    world.clock.set('2026-09-07T07:00:00Z')
    await undone(id)
  })
})

test('the list that the roster itself gives out comes back and changes nothing', async () => {
  const id = await applied([FENG, CHU, QIN])
  const list = await world.as('wang')('POST /roster/exports', {
    organisationId: world.at['安澜县'],
    asOf: '2026-09-16',
    directly: false
  })
  expect(list.status).toBe(200)
  const query = new URLSearchParams({
    organisationId: String(world.at['安澜县']),
    fileName: '名册.xlsx',
    effectiveOn: '2026-09-16',
    isCompleteList: 'true'
  })
  const answer = await world.as('wang')(`POST /imports?${query}`, list.bytes)
  expect(await view(answer.body.id)).toMatchObject({
    rows: { joined: 0, changed: 0, samePerson: 0, refused: 0, unchanged: 7 },
    adds: { memberships: 0, endedMemberships: 0, left: 0 }
  })
  world.clock.set('2026-09-07T07:30:00Z')
  await undone(id)
})

describe('the complete list of members', () => {
  test('whoever it does not name leaves the membership too: held, and let go by a second person', async () => {
    const before = await memberships()
    const id = await applied([LIN, FENG], { isComplete: true })
    const shown = await view(id)
    expect(shown.held).toMatchObject([{ unit: '青石镇', people: 2, holders: 3 }])
    expect(shown.left).toMatchObject([
      { name: '赵德明', standing: 'held', membership: { organisation: '柳湾村党支部', stage: 'full' }, leavesAltogether: true },
      { name: '孙国庆', standing: 'held', membership: { organisation: '石岭村党支部' }, leavesAltogether: true }
    ])
    expect(await memberships('孙国庆')).toMatchObject([{ until: null }])
    expect((await world.as('wang')(`POST /imports/${id}/removals`, { verdict: 'confirm' })).status).not.toBe(200)
    expect((await world.as('liang')(`POST /imports/${id}/removals`, { verdict: 'confirm' })).body).toEqual({ done: true })
    expect(await memberships('孙国庆')).toMatchObject([{ until: '2026-09-15' }])
    expect(await memberships('吴桂香')).toMatchObject([{ until: null }])
    expect(await verify(world.database.db, world.clock())).toBeNull()
    world.clock.set('2026-09-07T08:00:00Z')
    await undone(id)
    expect(await memberships()).toEqual(before)
    expect(await verify(world.database.db, world.clock())).toBeNull()
  })
})
