import { sql, type SQL } from 'drizzle-orm'
import { firstOf, rowsOf, type Db } from '../../database/db.ts'
import type { Day } from '../../time/dates.ts'
import { isHeldOn, ltrees } from '../roster.ts'
import { localCategories, organisationSuccessions } from '../schema.ts'
import { among } from './dated.ts'

export type OrganisationFacts = {
  id: number
  code: string | null
  parentId: number | null
  path: string
  name: string
  typeCode: string
  level: string
  unitCategory: string
  field: string
  divisionCode: string | null
  localCategory: string | null
  validFrom: Day
  validUntil: Day | null
}

const factColumns =
  sql.raw(`f.organisation_id as id, f.parent_id as "parentId", f.path::text as path, f.name, f.type_code as "typeCode", f.level,
  f.unit_category as "unitCategory", f.field, f.division_code as "divisionCode", f.local_category as "localCategory",
  f.valid_from::text as "validFrom", f.valid_until::text as "validUntil"`)

/** What an organisation has been called and where it stood, as known now, the latest first; each with the name of what stood above it. */
export const factsOfOrganisation = async (
  db: Db,
  organisationId: number
): Promise<(OrganisationFacts & { parentName: string | null; recordedAt: string })[]> =>
  (
    await rowsOf<OrganisationFacts & { parentName: string | null; recordedAt: string }>(
      db,
      sql`
      select ${factColumns}, o.code, above.name as "parentName", f.recorded_from as "recordedAt"
      from organisation_facts f join organisations o on o.id = f.organisation_id
      left join lateral (
        select name from organisation_facts p where p.organisation_id = f.parent_id and p.recorded_until is null
        order by (p.valid_from <= f.valid_from) desc, abs(p.valid_from - f.valid_from) limit 1) above on true
      where f.organisation_id = ${organisationId} and f.recorded_until is null
      order by f.valid_from desc`
    )
  ).map(fact => ({ ...fact, recordedAt: new Date(fact.recordedAt).toISOString() }))

export type Succession = {
  kind: string
  fromId: number
  fromName: string
  toId: number | null
  toName: string | null
  onDay: Day
  reason: string
  recordedBy: string | null
}

/** What became of an organisation and what it came from, the latest first, under the names of the day before and of the day. */
export const successionsOf = (db: Db, organisationId: number): Promise<Succession[]> => {
  const nameOf = (column: string, before: SQL) => sql`(
    select name from organisation_facts f where f.organisation_id = s.${sql.raw(column)} and f.recorded_until is null
    order by (f.valid_from <= ${before}) desc, case when f.valid_from <= ${before} then f.valid_from end desc, f.valid_from limit 1)`
  return rowsOf<Succession>(
    db,
    sql`
    select s.kind, s.from_id as "fromId", ${nameOf('from_id', sql`s.on_day - 1`)} as "fromName", s.to_id as "toId",
           ${nameOf('to_id', sql`s.on_day`)} as "toName", s.on_day::text as "onDay", s.reason, a.name as "recordedBy"
    from organisation_successions s left join accounts a on a.id = s.recorded_by
    where s.from_id = ${organisationId} or s.to_id = ${organisationId}
    order by s.on_day desc, s.id desc`
  )
}

export type NewSuccession = Pick<typeof organisationSuccessions.$inferInsert, 'kind' | 'fromId' | 'toId' | 'onDay' | 'reason'>

export const addSuccessions = async (db: Db, added: readonly NewSuccession[], by: number, now: Date): Promise<void> => {
  if (added.length)
    await db.insert(organisationSuccessions).values(added.map(each => ({ ...each, recordedAt: now, recordedBy: by })))
}

/** An organisation as it is on a day, with all that is known of it; null where there is none. */
export const wholeOrganisationOn = (db: Db, id: number, day: Day): Promise<OrganisationFacts | null> =>
  firstOf<OrganisationFacts>(
    db,
    sql`select ${factColumns}, o.code from organisation_facts f join organisations o on o.id = f.organisation_id
        where f.organisation_id = ${id} and ${isHeldOn('f', day)}`
  )

/** An organisation on a day, or as it was last before, or as it will be first. */
export const organisationAround = (db: Db, id: number, day: Day): Promise<OrganisationFacts | null> =>
  firstOf<OrganisationFacts>(
    db,
    sql`select ${factColumns}, o.code from organisation_facts f join organisations o on o.id = f.organisation_id
        where f.organisation_id = ${id} and f.recorded_until is null
        order by (f.valid_from <= ${day}) desc, case when f.valid_from <= ${day} then f.valid_from end desc, f.valid_from limit 1`
  )

export const keepCode = async (db: Db, organisationId: number, code: string | null): Promise<void> => {
  await db.execute(sql`update organisations set code = ${code} where id = ${organisationId} and code is distinct from ${code}`)
}

export type Holding = { posts: number; members: number; people: number; below: number; later: number }

/** Who holds anything in these organisations and, with `withBelow`, below them on a day; and what stands below them. */
export const holdingOf = async (db: Db, ids: readonly number[], day: Day, withBelow: boolean): Promise<Holding> =>
  (await firstOf<Holding>(
    db,
    sql`
    with top as (select f.organisation_id, f.path from organisation_facts f where f.organisation_id in ${among(ids)} and ${isHeldOn('f', day)}),
    part as (
      select distinct f.organisation_id, f.organisation_id in ${among(ids)} as is_top
      from top join organisation_facts f on f.path <@ top.path and ${isHeldOn('f', day)}),
    wanted as (select organisation_id from part where is_top or ${withBelow}),
    p as (select p.person_id from posts p join wanted using (organisation_id) where ${isHeldOn('p', day)}),
    m as (select m.person_id from memberships m join wanted using (organisation_id) where ${isHeldOn('m', day)}),
    later as (
      select h.person_id from posts h join wanted using (organisation_id) where h.recorded_until is null and h.valid_from > ${day}
      union all
      select h.person_id from memberships h join wanted using (organisation_id) where h.recorded_until is null and h.valid_from > ${day})
    select (select count(*) from p)::int as posts, (select count(*) from m)::int as members,
           (select count(*) from (select person_id from p union select person_id from m) u)::int as people,
           (select count(*) from part where not is_top)::int as below, (select count(*) from later)::int as later`
  ))!

/** How many people hold each role in these organisations themselves on a day. */
export const rolesHeldIn = (db: Db, ids: readonly number[], day: Day): Promise<{ role: string; people: number }[]> =>
  rowsOf(
    db,
    sql`select p.role, count(distinct p.person_id)::int as people from posts p
        where p.organisation_id in ${among(ids)} and ${isHeldOn('p', day)} group by p.role order by p.role`
  )

/** These organisations and everything below them on a day. */
export const idsWithin = async (db: Db, ids: readonly number[], day: Day): Promise<number[]> =>
  (
    await rowsOf<{ id: number }>(
      db,
      sql`select distinct f.organisation_id as id from organisation_facts top
          join organisation_facts f on f.path <@ top.path and ${isHeldOn('f', day)}
          where top.organisation_id in ${among(ids)} and ${isHeldOn('top', day)}`
    )
  ).map(({ id }) => id)

/** Everyone who ever held a post or a membership in these organisations, as known now: those whose stratum follows their field. */
export const everyoneOf = async (db: Db, ids: readonly number[]): Promise<number[]> =>
  (
    await rowsOf<{ id: number }>(
      db,
      sql`select person_id as id from posts where organisation_id in ${among(ids)} and recorded_until is null
          union select person_id from memberships where organisation_id in ${among(ids)} and recorded_until is null`
    )
  ).map(({ id }) => id)

export type Found = { id: number; name: string; unitName: string | null; level: string; typeCode: string; people: number }

const LIMIT = 20

/** Organisations of a part of the tree whose name or code holds `q`, each with the number of people at and below it. */
export const organisationsNamed = (db: Db, paths: readonly string[], q: string, day: Day, near?: number): Promise<Found[]> =>
  rowsOf<Found>(
    db,
    sql`
    with here as (select n.path from organisation_facts n where n.organisation_id = ${near ?? null}::bigint and ${isHeldOn('n', day)}),
    found as (
      select f.organisation_id, f.name, f.level, f.type_code, f.path,
             coalesce((select nlevel(lca(f.path, here.path)) from here), 0) as shared
      from organisation_facts f join organisations o on o.id = f.organisation_id
      where ${isHeldOn('f', day)} and f.path <@ any(${ltrees(paths)}) and (position(${q} in f.name) > 0 or starts_with(o.code, ${q}))
      order by (f.name = ${q}) desc, shared desc, nlevel(f.path), f.path limit ${LIMIT})
    select found.organisation_id as id, found.name, found.level, found.type_code as "typeCode",
           (select u.name from organisation_facts u where u.path @> found.path and u.organisation_id <> found.organisation_id
              and u.level in ('township', 'subdistrict', 'county') and ${isHeldOn('u', day)} order by nlevel(u.path) desc limit 1) as "unitName",
           (select count(*) from (
              select p.person_id from organisation_facts b join posts p on p.organisation_id = b.organisation_id
              where b.path <@ found.path and ${isHeldOn('b', day)} and ${isHeldOn('p', day)}
              union
              select m.person_id from organisation_facts b join memberships m on m.organisation_id = b.organisation_id
              where b.path <@ found.path and ${isHeldOn('b', day)} and ${isHeldOn('m', day)}) u)::int as people
    from found order by (found.name = ${q}) desc, found.shared desc, nlevel(found.path), found.path`
  )

export type LocalCategory = { id: number; name: string; unitCategory: string; field: string; organisations: number }

/** The department's own words, each with the number of organisations that go by it on a day. */
export const localCategoriesOf = (db: Db, organisationId: number, path: string, day: Day): Promise<LocalCategory[]> =>
  rowsOf<LocalCategory>(
    db,
    sql`select c.id, c.name, c.unit_category as "unitCategory", c.field,
               (select count(*) from organisation_facts f where ${isHeldOn('f', day)} and f.path <@ ${path}::ltree and f.local_category = c.name)::int as organisations
        from local_categories c where c.organisation_id = ${organisationId} and c.recorded_until is null order by c.id`
  )

/** The meaning of a local category at an organisation: of the nearest department above that has one. */
export const localCategoryAt = (db: Db, path: string, name: string): Promise<{ unitCategory: string; field: string } | null> =>
  firstOf(
    db,
    sql`select c.unit_category as "unitCategory", c.field from local_categories c
        where c.name = ${name} and c.recorded_until is null and c.organisation_id::text = any(string_to_array(${path}, '.'))
        order by array_position(string_to_array(${path}, '.'), c.organisation_id::text) desc limit 1`
  )

/** A local category means this from now on; what it meant is kept. */
export const keepLocalCategory = async (
  db: Db,
  kept: { organisationId: number; name: string; unitCategory: string; field: string },
  now: Date
): Promise<void> => {
  await db.execute(sql`update local_categories set recorded_until = ${now.toISOString()}::timestamptz
    where organisation_id = ${kept.organisationId} and name = ${kept.name} and recorded_until is null`)
  await db.insert(localCategories).values({ ...kept, recordedFrom: now })
}

/** Whether another organisation under the same one goes by this name on a day or later. */
export const isNameTaken = async (
  db: Db,
  parentId: number | null,
  name: string,
  on: Day,
  except: number | null
): Promise<boolean> =>
  (await firstOf(
    db,
    sql`select 1 as taken from organisation_facts f
        where f.parent_id = ${parentId}::bigint and f.name = ${name} and f.recorded_until is null
          and (f.valid_until is null or f.valid_until > ${on}) and f.organisation_id is distinct from ${except}::bigint limit 1`
  )) !== null

/** How many of these people hold a post or a membership in an organisation on a day or later. */
export const peopleInside = async (db: Db, organisationId: number, personIds: readonly number[], on: Day): Promise<number> => {
  const isThere = (alias: string) => {
    const of = sql.raw(alias)
    return sql`${of}.organisation_id = ${organisationId} and ${of}.recorded_until is null and (${of}.valid_until is null or ${of}.valid_until > ${on})
      and ${of}.person_id in ${among(personIds)}`
  }
  const row = await firstOf<{ people: number }>(
    db,
    sql`select count(*)::int as people from (
          select p.person_id from posts p where ${isThere('p')} union select m.person_id from memberships m where ${isThere('m')}) u`
  )
  return row!.people
}
