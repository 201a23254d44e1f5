/** Names that organisations went by before they were merged, split or renamed: files go on using them for months. */
import { sql } from 'drizzle-orm'
import { rowsOf, type Db } from '../database/db.ts'
import type { Day } from '../time/dates.ts'
import { organisationKey } from './places.ts'

/** What stands on a day where another name stood until `wasUntil`. */
export type Successor = { id: number; name: string; unit: string | null; wasUntil: Day }

/** No chain of mergers is longer. */
const STEPS = 10

type Row = Omit<Successor, 'unit'> & { was: string; wasUnit: string | null; unit: string | null; wasId: number; step: number }

/**
 * By the keys of places a file names: what these names became, within a part of the tree. An organisation that goes on under another name
 * is its own successor; of one that is gone, those it went into, also over several mergers.
 */
export const successorsOf = async (
  db: Db,
  path: string,
  day: Day,
  places: readonly { key: string; name: string }[]
): Promise<Map<string, Successor[]>> => {
  const found = await rowsOf<Row>(
    db,
    sql`
    with recursive was as (
      select distinct on (f.organisation_id, f.name) f.organisation_id as id, f.name, f.path, f.parent_id, f.valid_until
      from (select distinct value from jsonb_array_elements_text(${JSON.stringify(places.map(({ name }) => name))}::jsonb)) w
      join organisation_facts f on f.name = w.value
      where f.recorded_until is null and f.valid_until <= ${day} and f.path <@ ${path}::ltree
      order by f.organisation_id, f.name, f.valid_until desc),
    became as (
      select id as was_id, id, 0 as step from was
      union
      select b.was_id, s.to_id, b.step + 1 from became b join organisation_successions s on s.from_id = b.id
      where s.to_id <> s.from_id and s.on_day <= ${day} and b.step < ${STEPS})
    select was.id as "wasId", was.name as was, ${unitAbove(sql`was.path`, sql`was.parent_id`, path)} as "wasUnit", was.valid_until::text as "wasUntil",
           b.step, now.organisation_id as id, now.name, ${unitAbove(sql`now.path`, sql`now.parent_id`, path)} as unit
    from was join became b on b.was_id = was.id
    join organisation_facts now on now.organisation_id = b.id and now.recorded_until is null
      and now.valid_from <= ${day} and (now.valid_until is null or now.valid_until > ${day}) and now.path <@ ${path}::ltree
    order by was.id, b.step, now.organisation_id`
  )
  // Where it goes on itself, what it went into besides is not asked about.
  const nearest = [...Map.groupBy(found, ({ wasId }) => wasId).values()].flatMap(rows =>
    rows.filter(({ step }) => (step === 0) === (rows[0]!.step === 0))
  )
  const byKey = Map.groupBy(nearest, row => organisationKey(row.wasUnit, row.was))
  return new Map(
    places.flatMap(({ key }) => {
      const successors = byKey.get(key) ?? []
      const once = new Map(successors.map(({ id, name, unit, wasUntil }) => [id, { id, name, unit, wasUntil }]))
      return once.size ? [[key, [...once.values()]] as const] : []
    })
  )
}

/** The township or subdistrict above, else what stands between an organisation and the part of the tree. */
const unitAbove = (of: ReturnType<typeof sql>, parentId: ReturnType<typeof sql>, path: string) => sql`coalesce(
  (select u.name from organisation_facts u where u.path @> ${of} and u.level in ('township', 'subdistrict') and u.recorded_until is null
   order by nlevel(u.path) desc, u.valid_from desc limit 1),
  (select u.name from organisation_facts u where u.organisation_id = ${parentId} and u.path <> ${path}::ltree and u.path <@ ${path}::ltree
     and u.recorded_until is null
   order by u.valid_from desc limit 1))`
