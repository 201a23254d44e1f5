import { readFile } from 'node:fs/promises'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { verify } from '../../server/coverage/queries.ts'
import { rowsOf } from '../../server/database/db.ts'
import { publish, setUp, teaching } from '../cohorts/timetables.ts'
import { auditLinesOf } from '../harness.ts'
import { makeWorld, type World } from '../world.ts'

let world: World
let text: string
beforeAll(async () => {
  world = await makeWorld()
  text = await readFile(new URL('../../content/policies/example-county.yaml', import.meta.url), 'utf8')
})
afterAll(() => world.close())

const latest = async () => (await world.as('gao')('GET /policy-versions')).body.versions[0]
const written = (number: number, more = '', from = '2026-09-07') =>
  text
    .replace(/^number: .*$/m, `number: ${number}`)
    .replace(/^effective: .*$/m, `effective: { from: ${from} }`)
    .replace(/^ratios:[\s\S]*?\n(?=\S)/m, '')
    .replace(/^contains:[\s\S]*?\n(?=\S)/m, '') + more
const save = (who: 'gao' | 'wang', body: string, isTrial = false) =>
  world.as(who)('POST /policy-versions', { text: body, isTrial })
const SPIRIT = `
ratios:
  - { code: spirit, zh: 党性教育不少于五分之一, en: Party spirit one fifth, severity: must, cite: 示例, categories: [partySpirit], least: { part: 1, whole: 5 } }
`

test('what is required of everybody is set at the root of the tree, and by nobody below', async () => {
  expect((await save('wang', text)).status).toBe(403)
  expect((await world.as('gao')('GET /policy-versions')).body.maySet).toBe(true)
  expect((await world.as('wang')('GET /policy-versions')).body.maySet).toBe(false)
})

test('a pack with mistakes is not saved; each is told with its line', async () => {
  const before = await latest()
  const lowered = written(before.number + 1).replace(/^ratio: .*$/m, 'ratio: { category: coreTheory, part: 1, whole: 4 }')
  const line = lowered.split('\n').findIndex(one => one.startsWith('ratio:')) + 1
  expect((await save('gao', lowered)).body).toEqual({
    number: null,
    mistakes: [{ line, text: 'ratio: the floor of one third cannot be lowered' }]
  })
  expect((await save('gao', written(before.number))).body.mistakes).toMatchObject([
    { text: `number: the next version is ${before.number + 1}` }
  ])
  expect((await save('gao', written(before.number + 1, '', '2019-01-01'))).body.mistakes[0].text).toContain(
    'effective.from: not before'
  )
  expect((await save('gao', written(before.number + 1), true)).body).toEqual({ number: null, mistakes: [] })
  expect(await latest()).toEqual(before)
})

test('a cohort published before stays with the version it was published under; a later one is judged by the new rule', async () => {
  const { number } = await latest()
  const theory = (heldOn: string) => teaching('coreTheory', 180, heldOn, 540)
  const { cohortId: earlier } = await setUp(world, [theory('2026-09-14')])
  await publish(world, earlier)

  expect((await save('gao', written(number + 1, SPIRIT))).body).toEqual({ number: number + 1, mistakes: [] })
  expect(await latest()).toMatchObject({ number: number + 1, effectiveFrom: '2026-09-07', recordedBy: '高秀英' })
  expect((await auditLinesOf(world.database, 'POST /policy-versions')).at(-1)).toMatchObject({ details: { number: number + 1 } })
  const { id } = await latest()
  expect((await world.as('chen')(`GET /policy-versions/${id}`)).body.text).toContain('党性教育不少于五分之一')

  // The one from before: its timetable may still change, by the rules it was published under.
  const { planned } = (await world.as('wang')(`GET /cohorts/${earlier}`)).body.verdicts
  expect(planned.map(({ code }: { code: string }) => code)).toEqual(['other-at-most', 'charter'])
  const { cohortId: later } = await setUp(world, [theory('2026-09-15')])
  const refused = await world.as('wang')(`POST /cohorts/${later}/publication`)
  expect(refused.body).toMatchObject({ code: 'contents-short', facts: { code: 'spirit', have: 0, of: 180, minutes: 45 } })
  expect(refused.status).toBe(409)
  const seen = (await world.as('wang')(`GET /cohorts/${later}`)).body
  expect(seen.verdicts.planned).toMatchObject([{ code: 'spirit', isMet: false, minutes: 45 }])
  expect(seen.contents.ratios).toMatchObject([{ code: 'spirit', least: { part: 1, whole: 5 } }])

  // 45 minutes more, as it said, are enough.
  const added = teaching('partySpirit', 45, '2026-09-16', 480)
  const { lessonId } = (await world.as('wang')(`POST /cohorts/${later}/lessons`, added)).body
  await publish(world, later)
  // Once published it may not fall under the rule any more.
  expect((await world.as('wang')(`DELETE /cohorts/${later}/lessons/${lessonId}`)).body.code).toBe('contents-short')
  const [row] = await rowsOf<{ number: number; verdicts: { code: string; isMet: boolean }[] }>(
    world.database.db,
    sql`select v.number, p.verdicts from publications p join policy_versions v on v.id = p.version_id where p.cohort_id = ${later}`
  )
  expect(row).toMatchObject({ number: number + 1, verdicts: [{ code: 'spirit', have: 45, of: 225, isMet: true }] })
})

test('the national plans can be started from: the next number, from today, without a mistake; nobody else is offered them', async () => {
  const { number } = await latest()
  const { models } = (await world.as('gao')('GET /policy-models')).body
  expect(models).toMatchObject([{ title: '全国党员、干部教育培训要求（国家规划和条例）' }])
  expect(models[0].text).toContain(`number: ${number + 1}\neffective: { from: 2026-09-07 }\n`)
  expect((await save('gao', models[0].text, true)).body).toEqual({ number: null, mistakes: [] })
  expect((await latest()).number).toBe(number)
  expect((await world.as('wang')('GET /policy-models')).status).toBe(403)
})

test('the whole county’s standings follow a new requirement beside the old ones', async () => {
  const { number } = await latest()
  const harder = written(number + 1, SPIRIT).replace('atLeast: 3200', 'atLeast: 4000')
  expect((await save('gao', harder)).body.number).toBe(number + 1)
  const [versions] = await rowsOf<{ n: number }>(
    world.database.db,
    sql`select count(distinct version_id)::int as n from standings where period = 2026 and requirement = 'member.annual'`
  )
  expect(versions!.n).toBeGreaterThan(1)
  const [now] = await rowsOf<{ n: number }>(
    world.database.db,
    sql`select count(distinct version_id)::int as n from standings where period = 2026 and recorded_until is null`
  )
  expect(now!.n).toBe(1)
})

test('under the national plans who was bound by nothing before is bound at once, and 林 sees days and 学时', async () => {
  const { models } = (await world.as('gao')('GET /policy-models')).body
  expect((await save('gao', models[0].text)).body.mistakes).toEqual([])
  const { standings } = (await world.as('lin')('GET /my/standings')).body
  expect(standings.map(({ requirement }: { requirement: string }) => requirement)).toContain('rural.winter')
  expect(standings.find(({ requirement }: { requirement: string }) => requirement === 'rural.spring')).toMatchObject({
    state: 'outstanding',
    dueOn: '2026-04-30',
    conditions: [{ counts: 'halfDays', have: 0, need: 2, isMet: false }]
  })
  expect(await verify(world.database.db, world.clock())).toBeNull()
})
