import { sql, type SQL } from 'drizzle-orm'
import { endOf, type Day } from '../time/dates.ts'

/**
 * Statements about many days at once begin with `asked(day, at)`: the days, and for each the instant at which its knowledge ended.
 */
export const asked = (days: readonly Day[]): SQL =>
  sql`asked as (select day, at from json_to_recordset(${JSON.stringify(days.map(day => ({ day, at: endOf(day) })))}::json) as d(day date, at timestamptz))`

/** A fact as known now, or as known at the end of each day asked. */
export const isKnownOnDay = (alias: string, known: 'now' | 'then'): SQL =>
  sql.raw(
    known === 'now'
      ? `${alias}.recorded_until is null`
      : `${alias}.recorded_from < asked.at and (${alias}.recorded_until is null or ${alias}.recorded_until >= asked.at)`
  )

/** The fact that holds on the day, else the last before it, else the first after it. */
export const nearest = (alias: string): SQL =>
  sql.raw(
    `(${alias}.valid_from <= asked.day) desc, case when ${alias}.valid_from <= asked.day then ${alias}.valid_from end desc, ${alias}.valid_from`
  )

/** `tree(day, organisation_id, name, path, field, is_there)`: every organisation on each day asked. */
export const tree = (known: 'now' | 'then'): SQL => sql`tree as (
  select distinct on (asked.day, f.organisation_id) asked.day, f.organisation_id, f.name, f.path, f.field,
         f.valid_from <= asked.day and (f.valid_until is null or f.valid_until > asked.day) as is_there
  from asked join organisation_facts f on ${isKnownOnDay('f', known)}
  order by asked.day, f.organisation_id, ${nearest('f')})`

/**
 * `here(day, organisation_id, name, field, unit_id)`: the part of the tree below an organisation, each branch with the unit it counts for: the
 * child of the organisation above it, or the organisation itself for what lies directly in it.
 */
export const here = (organisationId: number): SQL => sql`here as (
  select t.day, t.organisation_id, t.name, t.field,
         case when t.path = s.path then s.organisation_id else ltree2text(subpath(t.path, nlevel(s.path), 1))::bigint end as unit_id
  from tree t join tree s on s.day = t.day and s.organisation_id = ${organisationId} where t.path <@ s.path)`
