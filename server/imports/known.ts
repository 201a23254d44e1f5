/** What the roster knows of the places and the people that a file may speak of. */
import { sql } from 'drizzle-orm'
import { firstOf, rowsOf, type Db } from '../database/db.ts'
import type { Day } from '../time/dates.ts'
import type { KeptDetails } from './details.ts'
import type { HeldMembership } from './memberships.ts'
import type { Known } from './diff.ts'

/** Two files that name the same people must not be written at once; the lock ends with the transaction. */
export const oneImportAtATime = async (db: Db): Promise<void> => {
  await rowsOf(db, sql`select pg_advisory_xact_lock(hashtext('lunxun roster'))::text`)
}

/** Facts are only added and closed once, so these counts are the same only where nothing has changed. */
export const rosterVersion = async (db: Db): Promise<string> =>
  (await firstOf<{ version: string }>(
    db,
    sql`select concat_ws(' ', (select count(*) || '.' || count(recorded_until) from posts), (select count(*) || '.' || count(recorded_until) from person_facts),
          (select count(*) || '.' || count(recorded_until) from memberships),
          (select count(*) || '.' || count(recorded_until) from organisation_facts), (select count(*) from personal_data),
          (select count(*) from roster_applications), (select count(*) from import_undos), (select count(*) from import_removals)) as version`
  ))!.version

export type KnownOrganisation = {
  id: number
  parentId: number | null
  path: string
  name: string
  level: string
  validFrom: Day
  unitId: number | null
  unitName: string | null
}

type TreeRow = Omit<KnownOrganisation, 'unitId' | 'unitName'> & { isWithin: boolean }

/**
 * The organisations of a part of the tree on a day or later: what begins next month need not be added again. The unit of an organisation
 * is the township or subdistrict above it (itself included), else what stands between it and the part: 县直机关 for a branch of a bureau.
 */
export const organisationsIn = async (db: Db, path: string, day: Day): Promise<KnownOrganisation[]> => {
  const rows = await rowsOf<TreeRow>(
    db,
    sql`select distinct on (organisation_id) organisation_id as id, parent_id as "parentId", path::text as path, name, level,
               valid_from::text as "validFrom", path <@ ${path}::ltree as "isWithin"
        from organisation_facts
        where recorded_until is null and (valid_until is null or valid_until > ${day}) and (path <@ ${path}::ltree or path @> ${path}::ltree)
        order by organisation_id, valid_from`
  )
  const byId = new Map(rows.map(row => [row.id, row]))
  const isTownship = ({ level }: TreeRow) => level === 'township' || level === 'subdistrict'
  return rows
    .filter(({ isWithin }) => isWithin)
    .map(({ isWithin: _all, ...row }) => {
      const line = row.path.split('.').map(id => byId.get(Number(id)))
      const parent = byId.get(row.parentId ?? 0)
      const unit =
        line.findLast(each => each && isTownship(each)) ?? (parent?.isWithin && parent.path !== path ? parent : undefined)
      return { ...row, unitId: unit?.id ?? null, unitName: unit?.name ?? null }
    })
}

/** The numbers and names by which people may be known, and those a person named as the same. */
export type Sought = {
  idHashes: string[]
  mobileHashes: string[]
  staffNumbers: string[]
  /** Of rows with an ID number, which can only be somebody whose number is not known; and of rows without. */
  names: string[]
  namesWithoutId: string[]
  personIds: number[]
}

export type KnownPerson = Known['people'][number] & {
  details: KeptDetails
  idLastFour: string | null
  mobileLastFour: string | null
}

/**
 * Each value looks up its own rows (lateral, offset 0): turned round, the whole roster would be gone through for some hundred people.
 *
 * Who of these names holds a post or is a member in a part of the tree on a day or later, and whoever in the whole tree has one of the numbers. Under the
 * numbers of an entry that was merged stands the person who was kept.
 */
export const peopleFor = async (db: Db, path: string, day: Day, sought: Sought): Promise<KnownPerson[]> => {
  const each = (values: readonly (string | number)[]) =>
    sql`jsonb_array_elements_text(${JSON.stringify([...new Set(values)])}::jsonb) w(value)`
  const rows = await rowsOf<Omit<KnownPerson, 'details'> & KeptDetails>(
    db,
    sql`
    with named as (
      select distinct n.person_id from ${each(sought.namesWithoutId)}
      cross join lateral (select person_id from person_facts n where n.name = w.value and n.recorded_until is null offset 0) n
      union select n.person_id from ${each(sought.names)}
      cross join lateral (select person_id from person_facts n where n.name = w.value and n.recorded_until is null offset 0) n
      where (select d.id_hash from personal_data d where d.person_id = n.person_id) is null),
    wanted as (
      select person_id as id from named n cross join lateral (
        select from (
          select organisation_id, valid_until from posts where person_id = n.person_id and recorded_until is null
          union all select organisation_id, valid_until from memberships where person_id = n.person_id and recorded_until is null) p
        cross join lateral (select path from organisation_facts f where f.organisation_id = p.organisation_id and f.recorded_until is null offset 0) f
        where (p.valid_until is null or p.valid_until > ${day}) and f.path <@ ${path}::ltree
        limit 1) held
      union select d.person_id from ${each(sought.idHashes)} cross join lateral (select person_id from personal_data where id_hash = w.value offset 0) d
      union select d.person_id from ${each(sought.mobileHashes)} cross join lateral (select person_id from personal_data where mobile_hash = w.value offset 0) d
      union select p.id from ${each(sought.staffNumbers)} cross join lateral (select id from people where staff_number = w.value offset 0) p
      union select w.value::bigint from ${each(sought.personIds)})
    select coalesce(m.kept_id, p.id) as id, n.name, d.id_hash as "idHash", p.staff_number as "staffNo", d.mobile_hash as "mobileHash", d.id_last_four as "idLastFour",
           d.mobile_last_four as "mobileLastFour", n.gender, n.birth_month as "birthMonth", n.ethnic_group as "ethnicGroup", n.education,
           n.joined_month as "joinedMonth", n.occupation
    from wanted cross join lateral (select * from people p where p.id = wanted.id offset 0) p
    left join person_merges m on m.merged_id = p.id and m.recorded_until is null
    join lateral (select * from person_facts n where n.person_id = coalesce(m.kept_id, p.id) and n.recorded_until is null and (n.valid_until is null or n.valid_until > ${day})
                  order by n.valid_from limit 1) n on true
    left join lateral (select * from personal_data d where d.person_id = p.id offset 0) d on true
    order by (m.kept_id is null), p.id`
  )
  return rows.map(({ gender, birthMonth, ethnicGroup, education, joinedMonth, occupation, ...person }) => ({
    ...person,
    details: { gender, birthMonth, ethnicGroup, education, joinedMonth, occupation }
  }))
}

/** Under so many the names of people without an ID number are asked for; above, everybody who has a name of the file is looked at. */
const FEW = 20_000

/** The names of people whose ID number is not known; null where they are too many to be held. A row with a number can be no other by its name. */
export const namesWithoutNumber = async (db: Db): Promise<ReadonlySet<string> | null> => {
  const rows = await rowsOf<{ name: string }>(
    db,
    sql`select n.name from person_facts n left join personal_data d on d.person_id = n.person_id
        where n.recorded_until is null and d.id_hash is null limit ${FEW + 1}`
  )
  return rows.length > FEW ? null : new Set(rows.map(({ name }) => name))
}

export type KnownPost = Known['posts'][number] & { isMain: boolean; organisationName: string; unitName: string | null }

type Named = Pick<KnownOrganisation, 'name' | 'unitName'>

/** What places are called; those with a path lie in the part of the tree a file is read into. */
export type Names = Map<number, Named & { path?: string }>

/** A post that came along when its organisation was merged or split is in several pieces and began with the first. */
const sinceOf = sql`(select min(q.valid_from) from posts q where q.post_id = p.post_id and q.recorded_until is null)`

/** The posts these people hold on a day or later, anywhere; `names`: what places are called, those of other parts are looked up. */
export const postsHeldBy = async (db: Db, personIds: readonly number[], day: Day, names: Names): Promise<KnownPost[]> => {
  const posts = await rowsOf<Omit<KnownPost, 'organisationName' | 'unitName'>>(
    db,
    sql`
    select distinct on (p.post_id) p.post_id as id, p.person_id as "personId", p.organisation_id as "organisationId", p.role, p.portfolio,
           ${sinceOf}::text as "from", p.is_main as "isMain"
    from jsonb_array_elements_text(${JSON.stringify(personIds)}::jsonb) w(id)
    cross join lateral (select * from posts p where p.person_id = w.id::bigint and p.recorded_until is null offset 0) p
    where p.valid_until is null or p.valid_until > ${day}
    order by p.post_id, p.valid_from`
  )
  return named(db, posts, names)
}

export type KnownMembership = HeldMembership & { organisationName: string; unitName: string | null }

/** All memberships of these people, those that have ended too, the earlier ones first. */
export const membershipsOf = async (db: Db, personIds: readonly number[], names: Names): Promise<KnownMembership[]> => {
  const memberships = await rowsOf<HeldMembership>(
    db,
    sql`
    select m.person_id as "personId", m.organisation_id as "organisationId", m.stage, m.valid_from::text as "from", m.valid_until::text as until
    from jsonb_array_elements_text(${JSON.stringify(personIds)}::jsonb) w(id)
    cross join lateral (select * from memberships m where m.person_id = w.id::bigint and m.recorded_until is null offset 0) m
    order by m.person_id, m.valid_from`
  )
  return named(db, memberships, names)
}

/** With what their places are called; those of other parts are looked up and remembered. */
const named = async <Held extends { organisationId: number }>(db: Db, held: Held[], names: Names) => {
  const elsewhere = [...new Set(held.map(({ organisationId }) => organisationId))].filter(id => !names.has(id))
  for (const { id, ...place } of elsewhere.length ? await namesOf(db, elsewhere) : []) names.set(id, place)
  return held.map(each => {
    const { name, unitName } = names.get(each.organisationId) ?? { name: '', unitName: null }
    return { ...each, organisationName: name, unitName }
  })
}

const namesOf = (db: Db, ids: readonly number[]): Promise<(Named & { id: number })[]> =>
  rowsOf(
    db,
    sql`
    select wanted.id, f.name, u.name as "unitName"
    from (select value::bigint as id from jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb)) wanted
    join lateral (select name, path from organisation_facts where organisation_id = wanted.id and recorded_until is null
                  order by valid_from desc limit 1) f on true
    left join lateral (select name from organisation_facts u where u.path @> f.path and u.level in ('township', 'subdistrict') and u.recorded_until is null
                       order by nlevel(u.path) desc, u.valid_from desc limit 1) u on true`
  )

export type Secretary = { organisationId: number; personId: number; name: string }

/** Who is secretary of each of these organisations on a day or later. */
export const secretariesOf = (db: Db, organisationIds: readonly number[], day: Day): Promise<Secretary[]> =>
  organisationIds.length
    ? rowsOf<Secretary>(
        db,
        sql`select distinct on (p.organisation_id) p.organisation_id as "organisationId", p.person_id as "personId", n.name
            from jsonb_array_elements_text(${JSON.stringify([...new Set(organisationIds)])}::jsonb) w(id)
            cross join lateral (
              select * from posts p where p.organisation_id = w.id::bigint and p.role = 'secretary' and p.recorded_until is null offset 0) p
            cross join lateral (select * from person_facts n where n.person_id = p.person_id and n.recorded_until is null offset 0) n
            where p.valid_until is null or p.valid_until > ${day}
            order by p.organisation_id, p.valid_from desc, n.valid_from desc`
      )
    : Promise.resolve([])
