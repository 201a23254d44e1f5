import type { World } from '../../world.ts'

/** A row of form A as 王 types it: 5 runs of 60 for 5 days, 40 % core theory. */
export const item = (change: object = {}) => ({
  name: '村党组织书记轮训班',
  kind: 'rotation',
  stratum: 'villageSecretary',
  audience: '全县村党组织书记',
  host: '安澜县委组织部',
  organiser: '安澜县委党校',
  place: '安澜县委党校',
  runs: 5,
  size: 60,
  days: 5,
  centiCredits: 4000,
  months: [3, 9],
  methods: ['classroom', 'onsite'],
  content: '党的创新理论、基层治理',
  theoryPart: 2,
  theoryWhole: 5,
  budget: 125_000,
  fundKind: 'allottedDues',
  fundNote: null,
  contact: '王小燕 0990-0000000',
  remark: null,
  roundId: null,
  ...change
})

type Made = { planId: number; itemIds: number[] }

const done = async (answer: Promise<{ status: number; body: unknown }>) => {
  const { status, body } = await answer
  if (status !== 200) throw new Error(JSON.stringify(body))
  return body as { id: number; ids: number[] }
}

/** 王 begins the plan of 安澜县 for a year, with these items. */
export const begin = async (world: World, year: number, items: readonly object[] = [item()], at = '安澜县'): Promise<Made> => {
  const who = at === '望江县' ? 'wangElsewhere' : 'wang'
  const { id: planId } = await done(world.as(who)('POST /plans', { organisationId: world.at[at], year }))
  const { ids: itemIds } = items.length
    ? await done(world.as(who)(`POST /plans/${planId}/items`, { items }))
    : { ids: [] as number[] }
  return { planId, itemIds }
}

export const submit = (world: World, planId: number, who: 'wang' | 'wangElsewhere' = 'wang') =>
  done(world.as(who)(`POST /plans/${planId}/submission`))

export const approve = (world: World, planId: number) =>
  done(world.as('gao')(`POST /plans/${planId}/approval`, { document: '安组函〔2026〕3号' }))

/** Begun, submitted and approved. */
export const approved = async (world: World, year: number, items: readonly object[] = [item()], at = '安澜县'): Promise<Made> => {
  const made = await begin(world, year, items, at)
  await submit(world, made.planId, at === '望江县' ? 'wangElsewhere' : 'wang')
  await approve(world, made.planId)
  return made
}
