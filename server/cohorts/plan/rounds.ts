import { sql, type SQL } from 'drizzle-orm'
import { firstOf, rowsOf, type Db } from '../../database/db.ts'
import type { Day } from '../../time/dates.ts'
import type { PlanSums } from './rules.ts'
import { rotationRoundFacts, rotationRounds } from './schema.ts'

export type RoundFields = { name: string; fromOn: Day; untilOn: Day; requirement: string | null }

/** A named period of an organisation in which everyone of a stratum is to be trained once. */
export type Round = RoundFields & {
  id: number
  organisationId: number
  organisationName: string
  path: string
  planned: PlanSums
}

// What is planned in it: approved items, and those of plans that were never approved, as a plan's own sums.
const roundRows = (where: SQL, whose: SQL = sql`true`): SQL => sql`
  select r.round_id as id, r.organisation_id as "organisationId", f.name as "organisationName", f.path::text as path, r.name,
         r.from_on::text as "fromOn", r.until_on::text as "untilOn", r.requirement, p.planned
  from rotation_round_facts r
  cross join lateral (
    select name, path from organisation_facts where organisation_id = r.organisation_id and recorded_until is null
    order by valid_from desc limit 1) f
  cross join lateral (
    select json_build_object('items', count(*), 'runs', coalesce(sum(i.runs), 0), 'persons', coalesce(sum(i.runs * i.size), 0),
             'personDays', coalesce(sum(i.runs * i.size * i.days), 0), 'budget', coalesce(sum(i.budget::bigint), 0)) as planned
    from plan_item_facts i
    join annual_plans l on l.id = i.plan_id
    join organisation_facts o on o.organisation_id = l.organisation_id and o.recorded_until is null and o.valid_until is null
    where i.round_id = r.round_id and i.recorded_until is null and ${whose}
      and (exists (select from plan_item_approvals a where a.item_id = i.item_id)
        or not exists (select from plan_steps s where s.plan_id = i.plan_id and s.kind = 'approved'))) p
  where r.recorded_until is null and ${where}
  order by r.from_on desc, r.round_id desc`

export const roundById = (db: Db, id: number): Promise<Round | null> => firstOf<Round>(db, roundRows(sql`r.round_id = ${id}`))

const within = (column: SQL, paths: readonly string[], isBelow: boolean): SQL =>
  sql`${column} ${isBelow ? sql`<@` : sql`@>`} any(array[${sql.join(
    paths.map(path => sql`${path}::ltree`),
    sql`, `
  )}])`

/** Rounds of these parts of the tree and those from above them; what is planned in them is counted in these parts. */
export const roundsFor = (db: Db, paths: readonly string[]): Promise<Round[]> =>
  rowsOf<Round>(
    db,
    roundRows(
      sql`(${within(sql`f.path`, paths, true)} or ${within(sql`f.path`, paths, false)})`,
      within(sql`o.path`, paths, true)
    )
  )

/** Of this organisation or of one above it: a county's items may belong to a round of the city. */
export const isRoundFor = async (db: Db, roundId: number, path: string): Promise<boolean> => {
  const round = await roundById(db, roundId)
  return round !== null && (round.path === path || path.startsWith(round.path + '.'))
}

export const addRound = async (db: Db, organisationId: number, fields: RoundFields, by: number, now: Date): Promise<number> => {
  const [round] = await db.insert(rotationRounds).values({ organisationId }).returning({ id: rotationRounds.id })
  await db.insert(rotationRoundFacts).values({ ...fields, roundId: round!.id, organisationId, recordedFrom: now, recordedBy: by })
  return round!.id
}

const close = (db: Db, roundId: number, now: Date) =>
  db.execute(
    sql`update rotation_round_facts set recorded_until = ${now.toISOString()} where round_id = ${roundId} and recorded_until is null`
  )

export const changeRound = async (
  db: Db,
  { id, organisationId }: Pick<Round, 'id' | 'organisationId'>,
  fields: RoundFields,
  by: number,
  now: Date
): Promise<void> => {
  await close(db, id, now)
  await db.insert(rotationRoundFacts).values({ ...fields, roundId: id, organisationId, recordedFrom: now, recordedBy: by })
}

export const giveUpRound = (db: Db, roundId: number, now: Date) => close(db, roundId, now)

/** Whether any item of any plan belongs to it now. */
export const isInUse = async (db: Db, roundId: number): Promise<boolean> =>
  (await firstOf(db, sql`select 1 from plan_item_facts where round_id = ${roundId} and recorded_until is null limit 1`)) !== null
