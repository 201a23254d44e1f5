import { sql, type SQL } from 'drizzle-orm'
import { firstOf, rowsOf, type Db } from '../../database/db.ts'
import { stateOf, type PlanFields, type PlanState, type StepKind } from './rules.ts'
import { annualPlans, planItemApprovals, planItemFacts, planItems, planSteps } from './schema.ts'

/** A plan as permissions find it. `path` is the line of its organisation in the tree. */
export type Plan = {
  id: number
  organisationId: number
  organisationName: string
  level: string
  path: string
  year: number
  createdAt: string
  steps: Step[]
}

export type Step = {
  id: number
  kind: StepKind
  reason: string | null
  document: string | null
  takenAt: string
  takenById: number
  takenBy: string
}

const iso = (column: SQL): SQL => sql`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`

// The organisation as it was last: a plan outlives the unit that had it.
const planRows = (where: SQL): SQL => sql`
  select p.id, p.organisation_id as "organisationId", f.name as "organisationName", f.level, f.path::text as path, p.year,
         ${iso(sql`p.created_at`)} as "createdAt", coalesce(s.steps, '[]') as steps
  from annual_plans p
  cross join lateral (
    select name, level, path from organisation_facts where organisation_id = p.organisation_id and recorded_until is null
    order by valid_from desc limit 1) f
  left join lateral (
    select json_agg(json_build_object('id', s.id, 'kind', s.kind, 'reason', s.reason, 'document', s.document,
             'takenAt', ${iso(sql`s.taken_at`)}, 'takenById', s.taken_by, 'takenBy', a.name) order by s.id) as steps
    from plan_steps s join accounts a on a.id = s.taken_by where s.plan_id = p.id) s on true
  where ${where}
  order by f.path, p.year`

export const planById = (db: Db, id: number): Promise<Plan | null> => firstOf<Plan>(db, planRows(sql`p.id = ${id}`))

export const planOf = (db: Db, organisationId: number, year: number): Promise<Plan | null> =>
  firstOf<Plan>(db, planRows(sql`p.organisation_id = ${organisationId} and p.year = ${year}`))

const ltrees = (paths: readonly string[]): SQL =>
  paths.length
    ? sql`array[${sql.join(
        paths.map(path => sql`${path}::ltree`),
        sql`, `
      )}]`
    : sql`'{}'::ltree[]`

/** The plans of a year in these parts of the tree, themselves included. */
export const plansWithin = (db: Db, paths: readonly string[], year: number): Promise<Plan[]> =>
  rowsOf<Plan>(db, planRows(sql`p.year = ${year} and f.path <@ any(${ltrees(paths)})`))

/** The plans in these parts of the tree that are submitted and wait for a decision, of any year. */
export const plansWaiting = (db: Db, paths: readonly string[]): Promise<Plan[]> =>
  rowsOf<Plan>(
    db,
    planRows(sql`f.path <@ any(${ltrees(paths)}) and 'submitted' = (
      select s.kind from plan_steps s where s.plan_id = p.id order by s.id desc limit 1)`)
  )

/** Years of which these parts of the tree have a plan. */
export const yearsWithin = async (db: Db, paths: readonly string[]): Promise<number[]> =>
  (
    await rowsOf<{ year: number }>(
      db,
      sql`select distinct p.year from annual_plans p
          join organisation_facts f on f.organisation_id = p.organisation_id and f.recorded_until is null
          where f.path <@ any(${ltrees(paths)}) order by 1`
    )
  ).map(({ year }) => year)

/** The plan at rest: nobody else writes to it until this is committed. */
export const holdPlan = async (db: Db, id: number): Promise<Plan> => {
  await db.execute(sql`select from annual_plans where id = ${id} for no key update`)
  return (await planById(db, id))!
}

export type Item = PlanFields & {
  id: number
  planId: number
  roundName: string | null
  /** The step that took it in. */
  approvedIn: number | null
  removalReason: string | null
  runsSetUp: number
  recordedAt: string
  recordedBy: string
}

const fieldColumns = sql`
  i.name, i.kind, i.stratum, i.audience, i.host, i.organiser, i.place, i.runs, i.size, i.days, i.centi_credits as "centiCredits", i.months,
  i.methods, i.content, i.theory_part as "theoryPart", i.theory_whole as "theoryWhole", i.budget, i.fund_kind as "fundKind",
  i.fund_note as "fundNote", i.contact, i.remark, i.round_id as "roundId", i.removal_reason as "removalReason"`

const itemRows = (where: SQL): SQL => sql`
  select i.item_id as id, i.plan_id as "planId", ${fieldColumns}, r.name as "roundName", a.step_id as "approvedIn",
         (select count(*)::int from cohorts c where c.plan_item_id = i.item_id
           and not exists (select from cohort_steps x where x.cohort_id = c.id and x.kind = 'cancelled')) as "runsSetUp",
         ${iso(sql`i.recorded_from`)} as "recordedAt", w.name as "recordedBy"
  from plan_item_facts i
  join accounts w on w.id = i.recorded_by
  left join plan_item_approvals a on a.item_id = i.item_id
  left join rotation_round_facts r on r.round_id = i.round_id and r.recorded_until is null
  where i.recorded_until is null and ${where}
  order by i.plan_id, i.months[1], i.item_id`

/** What the plans list now, by the first month. */
export const itemsOf = (db: Db, planIds: readonly number[]): Promise<Item[]> =>
  planIds.length ? rowsOf<Item>(db, itemRows(sql`i.plan_id in ${planIds}`)) : Promise.resolve([])

export const itemOf = (db: Db, planId: number, itemId: number): Promise<Item | null> =>
  firstOf<Item>(db, itemRows(sql`i.plan_id = ${planId} and i.item_id = ${itemId}`))

export const itemById = (db: Db, itemId: number): Promise<Item | null> => firstOf<Item>(db, itemRows(sql`i.item_id = ${itemId}`))

/** An item as it was last, also one that was removed since. */
export const itemLastKnown = (db: Db, itemId: number): Promise<{ planId: number; name: string } | null> =>
  firstOf(db, sql`select plan_id as "planId", name from plan_item_facts where item_id = ${itemId} order by id desc limit 1`)

export type PastItem = PlanFields & { removalReason: string | null; recordedAt: string; recordedBy: string }

/** Every version of an item, newest first. */
export const pastOf = (db: Db, planId: number, itemId: number): Promise<PastItem[]> =>
  rowsOf<PastItem>(
    db,
    sql`select ${fieldColumns}, ${iso(sql`i.recorded_from`)} as "recordedAt", w.name as "recordedBy"
        from plan_item_facts i join accounts w on w.id = i.recorded_by
        where i.plan_id = ${planId} and i.item_id = ${itemId} order by i.id desc`
  )

export type Removed = { name: string; runs: number; size: number; reason: string; removedAt: string }

/** What was approved once and removed with approval, latest first. */
export const removedFrom = (db: Db, planId: number): Promise<Removed[]> =>
  rowsOf<Removed>(
    db,
    sql`select i.name, i.runs, i.size, i.removal_reason as reason, ${iso(sql`i.recorded_until`)} as "removedAt"
        from plan_item_facts i
        where i.plan_id = ${planId} and i.removal_reason is not null and i.recorded_until is not null
          and not exists (select from plan_item_facts n where n.item_id = i.item_id and n.id > i.id)
        order by i.id desc`
  )

export const addPlan = async (db: Db, organisationId: number, year: number, by: number, now: Date): Promise<number> =>
  (
    await db.insert(annualPlans).values({ organisationId, year, createdAt: now, createdBy: by }).returning({ id: annualPlans.id })
  )[0]!.id

export const addItem = async (db: Db, planId: number, fields: PlanFields, by: number, now: Date): Promise<number> => {
  const [item] = await db.insert(planItems).values({ planId }).returning({ id: planItems.id })
  await db.insert(planItemFacts).values({ ...fields, itemId: item!.id, planId, recordedFrom: now, recordedBy: by })
  return item!.id
}

const close = (db: Db, itemId: number, now: Date) =>
  db.execute(
    sql`update plan_item_facts set recorded_until = ${now.toISOString()} where item_id = ${itemId} and recorded_until is null`
  )

type Version = PlanFields & { removalReason: string | null }

/** The next version of an item. */
export const changeItem = async (
  db: Db,
  { id, planId }: { id: number; planId: number },
  { removalReason, ...fields }: Version,
  by: number,
  now: Date
): Promise<void> => {
  await close(db, id, now)
  await db.insert(planItemFacts).values({ ...fields, removalReason, itemId: id, planId, recordedFrom: now, recordedBy: by })
}

/** It is listed no longer. */
export const dropItem = (db: Db, itemId: number, now: Date) => close(db, itemId, now)

export type NewStep = { planId: number; kind: StepKind; reason: string | null; document: string | null; takenBy: number }

export const takeStep = async (db: Db, step: NewStep, now: Date): Promise<number> =>
  (
    await db
      .insert(planSteps)
      .values({ ...step, takenAt: now })
      .returning({ id: planSteps.id })
  )[0]!.id

/** These items stand from this approval on. */
export const enter = async (db: Db, itemIds: readonly number[], stepId: number): Promise<void> => {
  if (itemIds.length) await db.insert(planItemApprovals).values(itemIds.map(itemId => ({ itemId, stepId })))
}

/** Where a plan stands, from its steps and from what it lists. */
export const standOf = (plan: Pick<Plan, 'steps'>, items: readonly Pick<Item, 'approvedIn' | 'removalReason'>[]): PlanState =>
  stateOf(
    plan.steps,
    items.some(({ approvedIn, removalReason }) => approvedIn === null || removalReason !== null)
  )

/** Who may decide on the plan of an organisation with this path: approvers of the levels above, the nearest first; at the top, its own. */
export const decidersOf = (db: Db, path: string): Promise<{ name: string; organisationName: string }[]> =>
  rowsOf(
    db,
    sql`select a.name, f.name as "organisationName" from account_roles r
        join accounts a on a.id = r.account_id and not a.is_disabled
        join organisation_facts f on f.organisation_id = r.organisation_id and f.recorded_until is null and f.valid_until is null
        where r.role = 'approver' and r.revoked_at is null and f.path @> ${path}::ltree
          and (f.path <> ${path}::ltree or nlevel(f.path) = 1)
        order by nlevel(f.path) desc, a.name collate "C" limit 5`
  )
