import { sql, type SQL } from 'drizzle-orm'
import type { Day } from '../../time/dates.ts'
import { isHeldOn, ltrees } from '../roster.ts'

/** What is asked of a post or a membership, so that a person counts as being here. */
export type Place = {
  paths: readonly string[]
  /** Only this organisation, without those below. */
  only: number | null
  day: Day
  role: string | null
  portfolio: string | null
  /** Fields, as of the organisation on the day. */
  field: string | null
  stage: string | null
  /** A part of the organisation's name. */
  organisation: string | null
}

const wants = (column: string, value: string | null): SQL => (value === null ? sql`true` : sql`${sql.raw(column)} = ${value}`)

/** Whether an organisation under an alias is in the part, on the day. */
export const isHere = (alias: string, { paths, only, day, field, organisation }: Place): SQL => {
  const of = sql.raw(alias)
  return sql`${isHeldOn(alias, day)} and ${of}.path <@ any(${ltrees(paths)})
    ${only === null ? sql`` : sql`and ${of}.organisation_id = ${only}`}
    ${field === null ? sql`` : sql`and ${of}.field = ${field}`}
    ${organisation === null ? sql`` : sql`and ${isNamed(alias, organisation)}`}`
}

/** Two characters are looked up by their pair; the position makes sure of the whole. */
export const isNamed = (alias: string, text: string): SQL => {
  const of = sql.raw(alias)
  return sql`pairs_of(${of}.name) @> pairs_of(${text}) and position(${text} in ${of}.name) > 0`
}

const postsCount = ({ role, stage }: Place): boolean => stage === null && role !== 'member'
const membersCount = ({ role }: Place): boolean => role === null || role === 'member'

const postFits = (place: Place): SQL =>
  sql`${isHeldOn('p', place.day)} and ${wants('p.role', place.role)} and ${wants('p.portfolio', place.portfolio)}`
const memberFits = (place: Place): SQL => sql`${isHeldOn('m', place.day)} and ${wants('m.stage', place.stage)}`

const either = (parts: (SQL | false)[], word: SQL): SQL => {
  const kept = parts.filter(part => part !== false)
  return kept.length ? sql.join(kept, word) : sql`select null::bigint as person_id, null::bigint as organisation_id where false`
}

/** So many organisations of a name are looked into; nobody means more. */
const MOST_NAMED = 200

/** Everyone who is here, as a statement that gives `person_id`, each once. */
export const placedHere = (place: Place): SQL => sql`
  with mine as materialized (
    select f.organisation_id from organisation_facts f where ${isHere('f', place)}
    ${place.organisation === null ? sql`` : sql`order by f.path limit ${MOST_NAMED}`})
  select distinct h.person_id from (${either(
    [
      postsCount(place) &&
        sql`select p.person_id from mine join posts p on p.organisation_id = mine.organisation_id where ${postFits(place)}`,
      membersCount(place) &&
        sql`select m.person_id from mine join memberships m on m.organisation_id = mine.organisation_id where ${memberFits(place)}`
    ],
    sql` union all `
  )}) h`

/**
 * Whether the person under an alias is here, asked one by one: joined laterally, it gives a line or none. `is true` keeps the way by the
 * organisation's number: by its path a few hundred people take seconds.
 */
export const isPlaced = (alias: string, place: Place): SQL => {
  const of = sql.raw(alias)
  return sql`cross join lateral (
    select 1 from (${either(
      [
        postsCount(place) &&
          sql`select p.organisation_id from posts p where p.person_id = ${of}.person_id and ${postFits(place)}`,
        membersCount(place) &&
          sql`select m.organisation_id from memberships m where m.person_id = ${of}.person_id and ${memberFits(place)}`
      ],
      sql` union all `
    )}) h join organisation_facts f on f.organisation_id = h.organisation_id and f.recorded_until is null
      and (${isHere('f', place)}) is true limit 1) here`
}
