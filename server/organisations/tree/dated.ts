/** Changes of the tree from a day on: the rows are closed as knowledge, and what was before and what is after take their place. */
import { sql, type SQL } from 'drizzle-orm'
import { rowsOf, type Db } from '../../database/db.ts'
import type { Day } from '../../time/dates.ts'

const COLUMNS = [
  'parent_id',
  'path',
  'name',
  'type_code',
  'level',
  'unit_category',
  'field',
  'division_code',
  'local_category'
] as const
export type Column = (typeof COLUMNS)[number]

/** Ids as a list a statement can look in, whatever their number. */
export const among = (ids: readonly number[]): SQL =>
  sql`(select value::bigint from json_array_elements_text(${JSON.stringify(ids)}::json))`

const isFrom = (alias: SQL, on: Day): SQL =>
  sql`${alias}.recorded_until is null and (${alias}.valid_until is null or ${alias}.valid_until > ${on})`

/**
 * From a day on the facts `f` for which `which` holds read as `set` says; an expression may use what the row said before, as `was.column`.
 * Returns the organisations concerned.
 */
export const changeFacts = async (
  db: Db,
  which: SQL,
  on: Day,
  set: Partial<Record<Column, SQL>>,
  now: Date
): Promise<number[]> => {
  const old = sql.raw(COLUMNS.map(column => `was.${column}`).join(', '))
  const changed = sql.join(
    COLUMNS.map(column => set[column] ?? sql.raw(`was.${column}`)),
    sql`, `
  )
  const rows = await rowsOf<{ id: number }>(
    db,
    sql`
    with was as (
      update organisation_facts f set recorded_until = ${now.toISOString()}::timestamptz
      where ${isFrom(sql`f`, on)} and ${which} returning f.*)
    insert into organisation_facts (organisation_id, ${sql.raw(COLUMNS.join(', '))}, valid_from, valid_until, recorded_from)
    select was.organisation_id, part.*, ${now.toISOString()}::timestamptz from was cross join lateral (
      select ${old}, was.valid_from, ${on}::date where was.valid_from < ${on}::date
      union all
      select ${changed}, greatest(was.valid_from, ${on}::date), was.valid_until) part
    returning organisation_id as id`
  )
  return [...new Set(rows.map(({ id }) => id))]
}

/** These organisations end on a day: the first on which they are no longer there. */
export const endFacts = async (db: Db, organisationIds: readonly number[], on: Day, now: Date): Promise<void> => {
  await db.execute(sql`
    with was as (
      update organisation_facts f set recorded_until = ${now.toISOString()}::timestamptz
      where ${isFrom(sql`f`, on)} and f.organisation_id in ${among(organisationIds)} returning f.*)
    insert into organisation_facts (organisation_id, ${sql.raw(COLUMNS.join(', '))}, valid_from, valid_until, recorded_from)
    select organisation_id, ${sql.raw(COLUMNS.join(', '))}, valid_from, ${on}::date, ${now.toISOString()}::timestamptz
    from was where valid_from < ${on}::date`)
}

/** What lies under one path lies under another from a day on; `from` names the organisation whose children move, or that moves itself. */
export const movePaths = (
  db: Db,
  { below, keeps, to }: { below: string; keeps: number; to: { id: number; path: string } },
  which: SQL,
  on: Day,
  now: Date
): Promise<number[]> =>
  changeFacts(
    db,
    sql`f.path <@ ${below}::ltree and ${which}`,
    on,
    {
      path: sql`${to.path}::ltree || subpath(was.path, ${keeps})`,
      parent_id: sql`case when nlevel(was.path) = ${keeps + 1} then ${to.id} else was.parent_id end`
    },
    now
  )

export type Moving = { fromIds: readonly number[]; toId: number; personIds: readonly number[] | null; on: Day }

/**
 * Posts and memberships pass from some organisations to another with a day; `personIds` null: everybody's. A post keeps its id, and so its
 * age. Who would hold the same post twice at one time holds it once. Returns the people concerned.
 */
export const moveHeld = async (db: Db, { fromIds, toId, personIds, on }: Moving, now: Date): Promise<number[]> => {
  const at = sql`${now.toISOString()}::timestamptz`
  const which = (alias: SQL) =>
    sql`${isFrom(alias, on)} and ${alias}.organisation_id in ${among(fromIds)}
      ${personIds ? sql`and ${alias}.person_id in ${among(personIds)}` : sql``}`
  const movedPosts = await rowsOf<{ id: number }>(
    db,
    sql`
    with was as (update posts p set recorded_until = ${at} where ${which(sql`p`)} returning p.*),
    after as (
      select was.*, daterange(greatest(valid_from, ${on}::date), valid_until) as during,
             row_number() over (partition by person_id, role, portfolio order by is_main desc, valid_from, post_id) as turn
      from was),
    kept as (
      select a.post_id, a.person_id, a.role, a.portfolio, a.is_main, unnest(datemultirange(a.during) - coalesce((
        select range_agg(other.during) from (
          select daterange(p.valid_from, p.valid_until) as during from posts p
          where p.recorded_until is null and p.organisation_id = ${toId} and p.person_id = a.person_id and p.role = a.role
            and p.portfolio is not distinct from a.portfolio
          union all
          select b.during from after b
          where b.person_id = a.person_id and b.role = a.role and b.portfolio is not distinct from a.portfolio and b.turn < a.turn) other),
        '{}'::datemultirange)) as during
      from after a),
    written as (
      insert into posts (post_id, person_id, organisation_id, role, portfolio, is_main, valid_from, valid_until, recorded_from)
      select post_id, person_id, organisation_id, role, portfolio, is_main, valid_from, ${on}::date, ${at} from was where valid_from < ${on}::date
      union all
      select post_id, person_id, ${toId}, role, portfolio, is_main, lower(during), upper(during), ${at} from kept)
    select distinct person_id as id from was`
  )
  const movedMembers = await rowsOf<{ id: number }>(
    db,
    sql`
    with was as (update memberships m set recorded_until = ${at} where ${which(sql`m`)} returning m.*),
    written as (
      insert into memberships (person_id, organisation_id, stage, valid_from, valid_until, recorded_from)
      select person_id, organisation_id, stage, valid_from, ${on}::date, ${at} from was where valid_from < ${on}::date
      union all
      select person_id, ${toId}, stage, greatest(valid_from, ${on}::date), valid_until, ${at} from was)
    select distinct person_id as id from was`
  )
  return [...new Set([...movedPosts, ...movedMembers].map(({ id }) => id))]
}
