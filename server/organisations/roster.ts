import { sql, type SQL } from 'drizzle-orm'
import { firstOf, rowsOf, withoutCompiling, type Db } from '../database/db.ts'
import type { Day } from '../time/dates.ts'
import type { EDUCATIONS, GENDERS, OCCUPATIONS } from './people/rules.ts'

/** True on a day, as known now, for a table under an alias of a hand-written statement. */
export const isHeldOn = (alias: string, day: Day): SQL => {
  const of = sql.raw(alias)
  return sql`${of}.recorded_until is null and ${of}.valid_from <= ${day} and (${of}.valid_until is null or ${of}.valid_until > ${day})`
}

export const ltrees = (paths: readonly string[]): SQL =>
  paths.length
    ? sql`array[${sql.join(
        paths.map(path => sql`${path}::ltree`),
        sql`, `
      )}]`
    : sql`'{}'::ltree[]`

/**
 * `placed(person_id, organisation_id, organisation_name, path, role, portfolio)`: these people in a part of the tree on a day, each at the
 * main post, else the one held longest, else where the membership is. `people` names what gives them as `person_id`.
 */
export const placedAmong = (people: SQL, paths: readonly string[], day: Day): SQL => sql`
  held as (
    select p.person_id, p.organisation_id, p.role, p.portfolio, p.is_main, p.valid_from, 0 as turn
    from posts p where p.person_id in (select person_id from ${people}) and ${isHeldOn('p', day)}
    union all
    select m.person_id, m.organisation_id, 'member', null, false, m.valid_from, 1
    from memberships m where m.person_id in (select person_id from ${people}) and ${isHeldOn('m', day)}),
  placed as (
    select distinct on (held.person_id) held.*, f.name as organisation_name, f.path
    from held join organisation_facts f on f.organisation_id = held.organisation_id and ${isHeldOn('f', day)} and f.path <@ any(${ltrees(paths)})
    order by held.person_id, turn, is_main desc, valid_from, held.organisation_id)`

/** `n(name, pinyin)`: what a person is called on a day, else last. */
export const namedOn = (person: SQL, day: Day): SQL => sql`lateral (
  select n.name, n.pinyin from person_facts n where n.person_id = ${person} and n.recorded_until is null
  order by (${isHeldOn('n', day)}) desc, n.valid_from desc limit 1) n`

export type TreeRow = {
  id: number
  parentId: number | null
  path: string
  name: string
  level: string
  field: string
  typeCode: string
  people: number
  hasMore: boolean
}

/** What of a tree is asked: all of it, or the tops and what lies directly below each organisation on the way down to one of them. */
export type Unfolded = 'all' | { downTo: number | null }

/**
 * The tree below these paths on a day; `people` counts each person at or below an organisation once. Nobody has two memberships at a time,
 * so those are added up; a post is added only for whom the membership does not already count there.
 */
export const treeOn = async (db: Db, paths: readonly string[], day: Day, unfolded: Unfolded): Promise<TreeRow[]> => {
  await withoutCompiling(db)
  return rowsOf<TreeRow>(
    db,
    sql`
    with mine as (
      select f.organisation_id, f.parent_id, f.path, f.name, f.level, f.field, f.type_code
      from organisation_facts f where ${isHeldOn('f', day)} and f.path <@ any(${ltrees(paths)})),
    shown as (${shownOf(paths, unfolded)}),
    ups as (
      select mine.organisation_id, shown.organisation_id as above
      from mine cross join lateral unnest(string_to_array(mine.path::text, '.')) a(id) join shown on shown.organisation_id = a.id::bigint),
    members as (
      select m.organisation_id, count(*) as people from memberships m join mine using (organisation_id) where ${isHeldOn('m', day)}
      group by m.organisation_id),
    elsewhere as (
      select distinct p.person_id, p.organisation_id, m.organisation_id as member_at
      from mine join posts p using (organisation_id)
      left join memberships m on m.person_id = p.person_id and ${isHeldOn('m', day)}
      where ${isHeldOn('p', day)} and m.organisation_id is distinct from p.organisation_id),
    counted as (
      select ups.above, sum(members.people) as people from members join ups using (organisation_id) group by ups.above
      union all
      select ups.above, count(distinct e.person_id) from elsewhere e join ups using (organisation_id)
      where not exists (select from ups own where own.organisation_id = e.member_at and own.above = ups.above)
      group by ups.above),
    summed as (select above, sum(people)::int as people from counted group by above)
    select shown.organisation_id as id, shown.parent_id as "parentId", shown.path::text as path, shown.name, shown.level, shown.field,
           shown.type_code as "typeCode", coalesce(summed.people, 0) as people,
           exists (select from organisation_facts b where b.parent_id = shown.organisation_id and ${isHeldOn('b', day)}) as "hasMore"
    from shown left join summed on summed.above = shown.organisation_id
    order by shown.organisation_id`
  )
}

const shownOf = (paths: readonly string[], unfolded: Unfolded): SQL =>
  unfolded === 'all'
    ? sql`select * from mine`
    : sql`select mine.* from mine where mine.path = any(${ltrees(paths)}) or mine.parent_id in (
        select top.organisation_id from mine top where top.path = any(${ltrees(paths)})
        union
        select line.id::bigint from mine open cross join lateral unnest(string_to_array(open.path::text, '.')) line(id)
        where open.organisation_id = ${unfolded.downTo}::bigint)`

export const PAGE_SIZE = 50

/** The township or subdistrict above a path on a day, for telling two villages of one name apart. */
export const unitNameOf = (path: SQL, day: Day): SQL => sql`
  (select u.name from organisation_facts u
   where u.organisation_id = any(string_to_array(${path}::text, '.')::bigint[]) and u.level in ('township', 'subdistrict') and ${isHeldOn('u', day)}
   order by nlevel(u.path) desc limit 1)`

/** Where a person is or was, by the latest name of each place; present: held today, or the last one of who holds none any more. */
export const pathsOfPerson = (
  db: Db,
  personId: number,
  day: Day
): Promise<{ organisationId: number; path: string; isPresent: boolean }[]> =>
  rowsOf(
    db,
    sql`
    with placed as (
      select organisation_id, valid_until from posts where person_id = ${personId} and recorded_until is null
      union all
      select organisation_id, valid_until from memberships where person_id = ${personId} and recorded_until is null),
    last as (select max(coalesce(valid_until, 'infinity'::date)) as ended from placed)
    select placed.organisation_id as "organisationId", f.path::text as path,
           bool_or(coalesce(placed.valid_until, 'infinity'::date) > ${day} or coalesce(placed.valid_until, 'infinity'::date) = last.ended) as "isPresent"
    from placed cross join last
    cross join lateral (select path from organisation_facts where organisation_id = placed.organisation_id and recorded_until is null
                        order by valid_from desc limit 1) f
    group by placed.organisation_id, f.path
    order by placed.organisation_id`
  )

export type PersonFacts = {
  id: number
  name: string
  gender: (typeof GENDERS)[number] | null
  birthMonth: string | null
  ethnicGroup: string | null
  education: (typeof EDUCATIONS)[number] | null
  joinedMonth: string | null
  occupation: (typeof OCCUPATIONS)[number] | null
  factsFrom: Day
  staffNumber: string | null
  keptId: number | null
  idLastFour: string | null
  mobileLastFour: string | null
}

export const personById = (db: Db, personId: number): Promise<PersonFacts | null> =>
  firstOf<PersonFacts>(
    db,
    sql`
    select p.id, n.name, n.gender, n.birth_month as "birthMonth", n.ethnic_group as "ethnicGroup", n.education,
           n.joined_month as "joinedMonth", n.occupation, n.valid_from::text as "factsFrom", p.staff_number as "staffNumber", g.kept_id as "keptId", d.id_last_four as "idLastFour", d.mobile_last_four as "mobileLastFour"
    from people p
    join lateral (select * from person_facts where person_id = p.id and recorded_until is null order by valid_from desc limit 1) n on true
    left join personal_data d on d.person_id = p.id
    left join person_merges g on g.merged_id = p.id and g.recorded_until is null
    where p.id = ${personId}`
  )

export type ListedFacts = Pick<
  PersonFacts,
  'gender' | 'birthMonth' | 'ethnicGroup' | 'education' | 'joinedMonth' | 'staffNumber' | 'mobileLastFour'
> & {
  stage: string | null
  field: string | null
}

/** What a list says of people besides their place, on a day; the field is that of the organisation they are listed at. */
export const listedFacts = async (
  db: Db,
  people: readonly { id: number; organisationId: number }[],
  day: Day
): Promise<ReadonlyMap<number, ListedFacts>> => {
  const rows = await rowsOf<ListedFacts & { id: number }>(
    db,
    sql`
    select asked.id, n.gender, n.birth_month as "birthMonth", n.ethnic_group as "ethnicGroup", n.education, n.joined_month as "joinedMonth",
           p.staff_number as "staffNumber", d.mobile_last_four as "mobileLastFour", o.field,
           (select m.stage from memberships m where m.person_id = asked.id and ${isHeldOn('m', day)} limit 1) as stage
    from json_to_recordset(${JSON.stringify(people.map(({ id, organisationId }) => ({ id, organisationId })))}::json) as asked(id bigint, "organisationId" bigint)
    join people p on p.id = asked.id
    join lateral (select * from person_facts n where n.person_id = asked.id and n.recorded_until is null
                  order by (${isHeldOn('n', day)}) desc, n.valid_from desc limit 1) n on true
    left join personal_data d on d.person_id = asked.id
    left join organisation_facts o on o.organisation_id = asked."organisationId" and ${isHeldOn('o', day)}`
  )
  return new Map(rows.map(({ id, ...facts }) => [id, facts]))
}

/** The organisation under the name it had last, and the township above it. */
const placeNamed = (of: string): SQL => {
  const alias = sql.raw(of)
  return sql`
  cross join lateral (select name, path from organisation_facts where organisation_id = ${alias}.organisation_id and recorded_until is null
                      order by valid_from desc limit 1) f
  left join lateral (select u.name from organisation_facts u where u.path @> f.path and u.level in ('township', 'subdistrict')
                       and u.recorded_until is null order by nlevel(u.path) desc, u.valid_from desc limit 1) u on true`
}

export type HeldPost = {
  postId: number
  organisationId: number
  organisationName: string
  unitName: string | null
  role: string
  portfolio: string | null
  isMain: boolean
  validFrom: Day
  validUntil: Day | null
  recordedAt: string
}

/** Every post as known now, the latest first. */
export const postsOf = async (db: Db, personId: number): Promise<HeldPost[]> =>
  withInstants(
    await rowsOf<HeldPost>(
      db,
      sql`
    select p.post_id as "postId", p.organisation_id as "organisationId", f.name as "organisationName", u.name as "unitName", p.role, p.portfolio,
           p.is_main as "isMain", p.valid_from::text as "validFrom", p.valid_until::text as "validUntil", p.recorded_from as "recordedAt"
    from posts p ${placeNamed('p')}
    where p.person_id = ${personId} and p.recorded_until is null
    order by p.valid_from desc, p.post_id desc`
    )
  )

export type HeldMembership = Omit<HeldPost, 'postId' | 'role' | 'portfolio' | 'isMain'> & { stage: string }

export const membershipsOf = async (db: Db, personId: number): Promise<HeldMembership[]> =>
  withInstants(
    await rowsOf<HeldMembership>(
      db,
      sql`
    select m.organisation_id as "organisationId", f.name as "organisationName", u.name as "unitName", m.stage,
           m.valid_from::text as "validFrom", m.valid_until::text as "validUntil", m.recorded_from as "recordedAt"
    from memberships m ${placeNamed('m')}
    where m.person_id = ${personId} and m.recorded_until is null
    order by m.valid_from desc, m.id desc`
    )
  )

export type HeldExemption = {
  exemptionId: number
  requirement: string | null
  kind: string
  reason: string
  approvedBy: string
  decidedOn: Day | null
  document: string | null
  validFrom: Day
  validUntil: Day | null
  recordedAt: string
}

export const exemptionsOf = async (db: Db, personId: number): Promise<HeldExemption[]> =>
  withInstants(
    await rowsOf<HeldExemption>(
      db,
      sql`
    select exemption_id as "exemptionId", requirement, kind, reason, approved_by as "approvedBy",
           decided_on::text as "decidedOn", document, valid_from::text as "validFrom",
           valid_until::text as "validUntil", recorded_from as "recordedAt"
    from exemptions where person_id = ${personId} and recorded_until is null
    order by valid_from desc, exemption_id desc`
    )
  )

const withInstants = <Row extends { recordedAt: string }>(rows: Row[]): Row[] =>
  rows.map(row => ({ ...row, recordedAt: new Date(row.recordedAt).toISOString() }))

/** The cipher of a person's ID number; null where none is known. */
export const idCipherOf = async (db: Db, personId: number): Promise<Uint8Array | null> =>
  (
    await firstOf<{ cipher: Uint8Array | null }>(
      db,
      sql`select id_cipher as cipher from personal_data where person_id = ${personId}`
    )
  )?.cipher ?? null
