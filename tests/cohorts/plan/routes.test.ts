import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { rowsOf } from '../../../server/database/db.ts'
import { auditLinesOf } from '../../harness.ts'
import { makeWorld, type World } from '../../world.ts'
import { cohort } from '../timetables.ts'
import { approve, approved, begin, item, submit } from './plans.ts'

let world: World
beforeAll(async () => {
  world = await makeWorld()
})
afterAll(() => world.close())

const as = (who: Parameters<World['as']>[0]) => world.as(who)
const read = async (planId: number, who: 'wang' | 'gao' = 'wang') => (await as(who)(`GET /plans/${planId}`)).body

describe('beginning a plan', () => {
  test('is refused to whoever does not plan for that organisation', async () => {
    const body = { organisationId: world.at['安澜县'], year: 2029 }
    expect((await as(null)('POST /plans', body)).status).toBe(401)
    for (const who of ['xu', 'lin', 'chen', 'luo', 'gao', 'admin'] as const)
      expect((await as(who)('POST /plans', body)).status).toBe(403)
    expect((await as('wangElsewhere')('POST /plans', body)).status).toBe(404)
    expect((await as('wang')('POST /plans', { ...body, organisationId: world.at['安河市'] })).status).toBe(404)
    expect((await as('wang')('POST /plans', { ...body, year: 1999 })).body).toMatchObject({ code: 'bad-field', field: 'year' })
  })

  test('is done once for an organisation and a year, and leaves a line', async () => {
    const body = { organisationId: world.at['安澜县'], year: 2030 }
    const made = await as('wang')('POST /plans', body)
    expect(made.status).toBe(200)
    expect((await as('wang')('POST /plans', body)).body).toMatchObject({ code: 'plan-known', field: 'year' })
    expect((await auditLinesOf(world.database, 'POST /plans')).at(-1)?.details).toEqual({ planId: made.body.id, year: 2030 })
    expect(await read(made.body.id)).toMatchObject({ state: 'draft', items: [], filedBy: '2030-03-31', maySubmit: false })
    expect((await as('wang')(`POST /plans/${made.body.id}/submission`)).body.code).toBe('plan-empty')
  })
})

describe('writing items', () => {
  test('names the field that is wrong, and keeps nothing', async () => {
    const { planId } = await begin(world, 2031, [])
    const add = (change: object) => as('wang')(`POST /plans/${planId}/items`, { items: [item(change)] })
    for (const [field, change] of [
      ['items.0.runs', { runs: 0 }],
      ['items.0.days', { days: 1.5 }],
      ['items.0.months', { months: [] }],
      ['items.0.months.0', { months: [13] }],
      ['items.0.methods.0', { methods: ['meal'] }],
      ['items.0.fundKind', { fundKind: 'lottery' }],
      ['items.0.name', { name: '  ' }],
      ['items.0.seats', { seats: 4 }]
    ] as const)
      expect((await add(change)).body).toMatchObject({ code: 'bad-field', field })
    for (const [code, field, change] of [
      ['theory-short', 'theoryPart', { theoryPart: 333, theoryWhole: 1000 }],
      ['month-twice', 'months', { months: [3, 3] }],
      ['unknown-stratum', 'stratum', { stratum: 'cook' }],
      ['unknown-round', 'roundId', { roundId: 4040 }]
    ] as const)
      expect((await add(change)).body).toMatchObject({ code, field })
    expect((await add({ theoryPart: 333, theoryWhole: 1000 })).body.zh).toBe('理论课占比 33.3% 不到 1/3。正好 1/3 请写成分数。')
    expect((await read(planId)).items).toEqual([])
  })

  test('takes many or none: the refusal names the row', async () => {
    const { planId } = await begin(world, 2032, [])
    const many = (second: object) =>
      as('wang')(`POST /plans/${planId}/items`, { items: [item(), item({ name: '班子成员培训班', ...second })] })
    expect((await many({ theoryPart: 1, theoryWhole: 4 })).body).toMatchObject({
      code: 'theory-short',
      field: 'items.1.theoryPart',
      zh: '“班子成员培训班”：理论课占比 25% 不到 1/3。正好 1/3 请写成分数。'
    })
    expect((await many({ name: '村党组织书记轮训班' })).body).toMatchObject({ code: 'item-known', field: 'items.1.name' })
    expect((await read(planId)).items).toEqual([])
    expect((await many({ theoryPart: 1, theoryWhole: 3 })).status).toBe(200)
    const plan = await read(planId)
    expect(plan.items).toHaveLength(2)
    expect(plan.sums).toEqual({ items: 2, runs: 10, persons: 600, personDays: 3000, budget: 250_000 })
    const { ids: _ids, ...line } = (await auditLinesOf(world.database, `POST /plans/:planId/items`)).at(-1)!.details as Record<
      string,
      unknown
    >
    expect(line).toMatchObject({ planId, year: 2032, names: ['村党组织书记轮训班', '班子成员培训班'] })
  })

  test('a draft is changed and dropped, and what it was is kept', async () => {
    const { planId, itemIds } = await begin(world, 2033, [item(), item({ name: '班子成员培训班' })])
    const [first, second] = itemIds as [number, number]
    const put = (change: object) => as('wang')(`PUT /plans/${planId}/items/${first}`, item(change))
    expect((await put({})).body.code).toBe('same-item')
    expect((await put({ name: '班子成员培训班' })).body).toMatchObject({ code: 'item-known', field: 'name' })
    world.clock.set('2026-09-07T02:00:00Z')
    expect((await put({ runs: 6, months: [9, 4], budget: 150_000 })).status).toBe(200)
    expect((await as('wang')(`GET /plans/${planId}/items/${first}/changes`)).body.changes).toEqual([
      { recordedAt: '2026-09-07T02:00:00Z', recordedBy: '王小燕', what: 'changed', fields: ['runs', 'months', 'budget'] },
      { recordedAt: '2026-09-07T01:00:00Z', recordedBy: '王小燕', what: 'added', fields: [] }
    ])
    expect((await as('wang')(`POST /plans/${planId}/items/${second}/removal`, { reason: null })).status).toBe(200)
    const plan = await read(planId)
    expect(plan.items.map(({ name, runs, months }: Record<string, unknown>) => ({ name, runs, months }))).toEqual([
      { name: '村党组织书记轮训班', runs: 6, months: [4, 9] }
    ])
    expect(plan.removed).toEqual([])
    const rows = await rowsOf(
      world.database.db,
      sql`select runs, recorded_until is null as open from plan_item_facts where plan_id = ${planId} order by id`
    )
    expect(rows).toEqual([
      { runs: 5, open: false },
      { runs: 5, open: false },
      { runs: 6, open: true }
    ])
    world.clock.set('2026-09-07T01:00:00Z')
  })
})

describe('the chain of approval', () => {
  test('only the level above decides, and only on what is submitted', async () => {
    const { planId } = await begin(world, 2034)
    const returned = { reason: '期数与经费不符' }
    expect((await as('gao')(`POST /plans/${planId}/return`, returned)).body.code).toBe('plan-not-submitted')
    await submit(world, planId)
    for (const who of ['xu', 'lin', 'chen', 'luo', 'wang', 'admin'] as const)
      expect((await as(who)(`POST /plans/${planId}/return`, returned)).status).toBe(403)
    // 梁 approves in the county itself, not above it.
    expect((await as('liang')(`POST /plans/${planId}/return`, returned)).status).toBe(404)
    expect((await as('liang')(`POST /plans/${planId}/approval`, { document: '1号' })).status).toBe(404)
    expect((await as('gao')(`POST /plans/${planId}/return`, { reason: ' ' })).body.field).toBe('reason')
    expect((await as('gao')(`POST /plans/${planId}/approval`, { document: '' })).body.field).toBe('document')
    expect((await read(planId, 'gao')).mayDecide).toBe(true)
    expect((await read(planId)).mayDecide).toBe(false)
  })

  test('what is submitted stays as it is until it is returned', async () => {
    const { planId, itemIds } = await begin(world, 2035)
    await submit(world, planId)
    const at = `/plans/${planId}/items/${itemIds[0]}`
    for (const answer of [
      await as('wang')(`POST /plans/${planId}/items`, { items: [item({ name: '另一个' })] }),
      await as('wang')(`PUT ${at}`, item({ runs: 6 })),
      await as('wang')(`POST ${at}/removal`, { reason: null }),
      await as('wang')(`POST /plans/${planId}/submission`)
    ])
      expect(answer.body.code).toBe('plan-submitted')
    expect(await read(planId)).toMatchObject({ state: 'submitted', mayWrite: false, maySubmit: false })
    expect((await as('gao')(`POST /plans/${planId}/return`, { reason: ' 期数与经费不符 ' })).status).toBe(200)
    const plan = await read(planId)
    expect(plan).toMatchObject({ state: 'returned', mayWrite: true, maySubmit: true })
    expect(plan.steps).toEqual([
      { kind: 'submitted', reason: null, document: null, takenAt: '2026-09-07T01:00:00Z', takenBy: '王小燕' },
      { kind: 'returned', reason: '期数与经费不符', document: null, takenAt: '2026-09-07T01:00:00Z', takenBy: '高秀英' }
    ])
    expect((await as('wang')(`PUT ${at}`, item({ runs: 6 }))).status).toBe(200)
    await submit(world, planId)
    expect(await approve(world, planId)).toEqual({ entered: 1, removed: 0 })
    expect((await as('gao')(`POST /plans/${planId}/approval`, { document: '2号' })).body.code).toBe('plan-not-submitted')
    expect(await read(planId)).toMatchObject({ state: 'approved', isApproved: true, maySubmit: false, maySetUp: true })
    expect((await auditLinesOf(world.database, 'POST /plans/:planId/approval')).at(-1)?.details).toMatchObject({
      planId,
      document: '安组函〔2026〕3号',
      entered: itemIds,
      removed: []
    })
  })

  test('approved items stand; additions and removals wait for an approval of their own', async () => {
    const { planId, itemIds } = await approved(world, 2036, [item(), item({ name: '班子成员培训班', runs: 1 })])
    const [first, second] = itemIds as [number, number]
    expect((await as('wang')(`PUT /plans/${planId}/items/${first}`, item({ runs: 6 }))).body.code).toBe('item-approved')
    expect((await as('wang')(`POST /plans/${planId}/submission`)).body.code).toBe('nothing-to-submit')
    expect((await as('wang')(`POST /plans/${planId}/items/${second}/removal`, { reason: ' ' })).body).toMatchObject({
      code: 'reason-missing',
      field: 'reason'
    })
    expect((await as('wang')(`DELETE /plans/${planId}/items/${second}/removal`)).body.code).toBe('no-removal')
    const ask = () => as('wang')(`POST /plans/${planId}/items/${second}/removal`, { reason: '并入市级班' })
    expect((await ask()).status).toBe(200)
    expect((await ask()).body.code).toBe('removal-asked')
    expect((await as('wang')(`DELETE /plans/${planId}/items/${second}/removal`)).status).toBe(200)
    expect((await ask()).status).toBe(200)
    const { body: addition } = await as('wang')(`POST /plans/${planId}/items`, {
      items: [item({ name: '新任书记任职培训班', kind: 'onboarding', runs: 1 })]
    })
    let plan = await read(planId)
    expect(plan.state).toBe('amended')
    expect(plan.items.map((one: Record<string, unknown>) => [one.name, one.state, one.isAddition])).toEqual([
      ['村党组织书记轮训班', 'approved', false],
      ['班子成员培训班', 'removalAsked', false],
      ['新任书记任职培训班', 'addition', true]
    ])
    // What is not decided yet does not move the sums.
    expect(plan.sums).toMatchObject({ items: 2, runs: 6 })
    await submit(world, planId)
    expect(await approve(world, planId)).toEqual({ entered: 1, removed: 1 })
    plan = await read(planId)
    expect(plan.items.map((one: Record<string, unknown>) => [one.id, one.state, one.isAddition])).toEqual([
      [first, 'approved', false],
      [addition.ids[0], 'approved', true]
    ])
    expect(plan.removed).toEqual([
      { name: '班子成员培训班', runs: 1, size: 60, reason: '并入市级班', removedAt: '2026-09-07T01:00:00Z' }
    ])
  })

  test('at the top nobody is above: its own approver decides, but not who submitted', async () => {
    const { db } = world.database
    const [plan] = await rowsOf<{ id: number }>(
      db,
      sql`insert into annual_plans (organisation_id, year, created_at, created_by)
          values (${world.at['安河市']}, 2026, now(), ${world.account.gao}) returning id`
    )
    const submitted = (by: number) =>
      db.execute(sql`insert into plan_steps (plan_id, kind, taken_at, taken_by) values (${plan!.id}, 'submitted', now(), ${by})`)
    await submitted(world.account.gao!)
    expect((await as('gao')(`POST /plans/${plan!.id}/return`, { reason: '自己送审的' })).status).toBe(404)
    await submitted(world.account.admin!)
    expect((await as('gao')(`POST /plans/${plan!.id}/return`, { reason: '别人送审的' })).status).toBe(200)
  })
})

describe('cohorts of a plan', () => {
  test('are set up from an approved item, remember it, and one too many is told', async () => {
    const { planId, itemIds } = await approved(world, 2037, [item({ runs: 2 })])
    const draft = await begin(world, 2038)
    const setUp = (planItemId: number, change: object = {}) =>
      as('wang')('POST /cohorts', cohort(world, { planItemId, ...change }))
    expect((await setUp(draft.itemIds[0]!)).body).toMatchObject({ code: 'plan-item-not-approved', field: 'planItemId' })
    expect((await setUp(404_404)).body).toMatchObject({ code: 'unknown-plan-item', field: 'planItemId' })
    expect((await setUp(itemIds[0]!, { organisationId: world.at['青石镇'] })).body.code).toBe('unknown-plan-item')
    const beyond = [await setUp(itemIds[0]!), await setUp(itemIds[0]!), await setUp(itemIds[0]!)]
    expect(beyond.map(({ body }) => body.isBeyondPlan)).toEqual([false, false, true])
    expect((await as('wang')(`GET /cohorts/${beyond[0]!.body.id}`)).body).toMatchObject({
      planId,
      planItemId: itemIds[0],
      planItemName: '村党组织书记轮训班'
    })
    expect((await read(planId)).items[0].runsSetUp).toBe(3)
    expect((await auditLinesOf(world.database, 'POST /cohorts')).at(-1)?.details).toMatchObject({
      planItemId: itemIds[0],
      run: 3,
      isBeyondPlan: true
    })
    expect((await as('wang')('POST /cohorts', cohort(world))).body.isBeyondPlan).toBe(false)
  })

  test('a cohort that stands already is made a run of an approved item, and taken out again', async () => {
    const { planId, itemIds } = await approved(world, 2061, [item()])
    const draft = await begin(world, 2063)
    const {
      planItemId: _none,
      organisationId: _own,
      kind: _kind,
      stratum: _stratum,
      ...days
    } = cohort(world) as Record<string, unknown>
    const { id } = (await as('wang')('POST /cohorts', cohort(world))).body
    const change = (planItemId?: number | null) => as('wang')(`PUT /cohorts/${id}`, { ...days, planItemId })
    expect((await change(draft.itemIds[0])).body).toMatchObject({ code: 'plan-item-not-approved', field: 'planItemId' })
    expect((await change(itemIds[0])).status).toBe(200)
    // Whoever changes only the days leaves it what it is.
    expect((await as('wang')(`PUT /cohorts/${id}`, days)).status).toBe(200)
    expect((await read(planId)).items[0].runsSetUp).toBe(1)
    expect((await change(null)).status).toBe(200)
    expect((await read(planId)).items[0].runsSetUp).toBe(0)
  })
})

describe('the roll-up', () => {
  test('shows the city every county’s plan with its state, and sums that add up', async () => {
    await approved(world, 2040, [item(), item({ name: '班子成员培训班', runs: 1, size: 200, days: 3, budget: 40_000 })])
    const other = await begin(world, 2040, [item({ runs: 2, size: 50, days: 2, budget: 15_000 })], '望江县')
    await submit(world, other.planId, 'wangElsewhere')
    const { body } = await as('gao')('GET /plans?year=2040')
    expect(
      body.plans.map((plan: Record<string, unknown>) => [plan.organisationName, plan.state, plan.mayDecide, plan.sums])
    ).toEqual([
      ['安澜县', 'approved', false, { items: 2, runs: 6, persons: 500, personDays: 2100, budget: 165_000 }],
      ['望江县', 'submitted', true, { items: 1, runs: 2, persons: 100, personDays: 200, budget: 15_000 }]
    ])
    expect(body.totals).toEqual({ items: 3, runs: 8, persons: 600, personDays: 2300, budget: 180_000 })
    expect(body.approved).toEqual({ items: 2, runs: 6, persons: 500, personDays: 2100, budget: 165_000 })
    expect(body.waiting).toContainEqual({ id: other.planId, organisationName: '望江县', year: 2040 })
    expect((await as('wang')('GET /plans?year=2040')).body.waiting).toEqual([])
    expect(body.missing.map(({ organisationName }: Record<string, unknown>) => organisationName)).toEqual(['安河市'])
    expect((await as('wang')('GET /plans?year=2040')).body.plans).toHaveLength(1)
    expect((await as('gao')('GET /plans?year=2041')).body.missing).toHaveLength(3)
    expect((await as('gao')('GET /plans?year=soon')).body.field).toBe('year')
  })
})

describe('rounds', () => {
  const round = (change: object = {}) => ({
    name: '2026年第一轮',
    fromOn: '2026-03-01',
    untilOn: '2026-06-30',
    requirement: null,
    ...change
  })
  const add = (change: object = {}) =>
    as('wang')('POST /rotation-rounds', { organisationId: world.at['安澜县'], ...round(change) })

  test('are refused with the field that is wrong', async () => {
    expect((await add({ untilOn: '2026-02-01' })).body).toMatchObject({ code: 'ends-before-it-starts', field: 'untilOn' })
    expect((await add({ requirement: 'nothing.such' })).body).toMatchObject({ code: 'unknown-requirement', field: 'requirement' })
    expect((await add({ organisationId: world.at['安河市'] })).status).toBe(404)
  })

  test('hold items, are renamed, and are given up only when nothing belongs to them', async () => {
    const { id } = (await add({ requirement: 'secretary.rotation' })).body
    expect((await add()).body).toMatchObject({ code: 'round-known', field: 'name' })
    const { planId, itemIds } = await begin(world, 2042, [item({ roundId: id })])
    const listed = (await as('wang')('GET /rotation-rounds')).body.rounds
    expect(listed.find((one: { id: number }) => one.id === id)).toMatchObject({
      name: '2026年第一轮',
      requirement: 'secretary.rotation',
      mayChange: true,
      planned: { items: 1, runs: 5, persons: 300, personDays: 1500, budget: 125_000 }
    })
    expect((await as('wang')(`PUT /rotation-rounds/${id}`, round({ name: '2026年春季轮' }))).status).toBe(200)
    expect((await read(planId)).items[0].roundName).toBe('2026年春季轮')
    expect((await as('wang')(`POST /rotation-rounds/${id}/removal`)).body.code).toBe('round-in-use')
    await as('wang')(`POST /plans/${planId}/items/${itemIds[0]}/removal`, { reason: null })
    expect((await as('wangElsewhere')(`POST /rotation-rounds/${id}/removal`)).status).toBe(404)
    expect((await as('wang')(`POST /rotation-rounds/${id}/removal`)).status).toBe(200)
    expect((await as('wang')(`POST /rotation-rounds/${id}/removal`)).status).toBe(404)
  })
})
