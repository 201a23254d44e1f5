import { sql } from 'drizzle-orm'
import { rowsOf, type Db } from '../../database/db.ts'
import type { Day } from '../../time/dates.ts'
import { addMemberships, pinyinKey } from '../queries.ts'
import { isHeldOn, ltrees } from '../roster.ts'

/** From a day on one of the posts is the main one, and no other is; `postId` null: none is. */
export const makeMain = async (db: Db, personId: number, postId: number | null, on: Day, now: Date): Promise<void> => {
  await db.execute(sql`
    with was as (
      update posts p set recorded_until = ${now.toISOString()}::timestamptz
      where p.person_id = ${personId} and p.recorded_until is null and (p.valid_until is null or p.valid_until > ${on})
        and p.is_main <> (p.post_id is not distinct from ${postId}::bigint) returning p.*)
    insert into posts (post_id, person_id, organisation_id, role, portfolio, is_main, valid_from, valid_until, recorded_from)
    select was.post_id, was.person_id, was.organisation_id, was.role, was.portfolio, part.*, ${now.toISOString()}::timestamptz
    from was cross join lateral (
      select was.is_main, was.valid_from, ${on}::date where was.valid_from < ${on}::date
      union all
      select not was.is_main, greatest(was.valid_from, ${on}::date), was.valid_until) part`)
}

/** From a day on the membership is held there, at this stage; without a place it ends. */
export const holdMembership = async (
  db: Db,
  { personId, organisationId, stage, from }: { personId: number; organisationId: number | null; stage: string; from: Day },
  now: Date
): Promise<void> => {
  await db.execute(sql`
    with was as (
      update memberships m set recorded_until = ${now.toISOString()}::timestamptz
      where m.person_id = ${personId} and m.recorded_until is null and (m.valid_until is null or m.valid_until > ${from}) returning m.*)
    insert into memberships (person_id, organisation_id, stage, valid_from, valid_until, recorded_from)
    select person_id, organisation_id, stage, valid_from, ${from}::date, ${now.toISOString()}::timestamptz from was where valid_from < ${from}::date`)
  if (organisationId !== null) await addMemberships(db, [{ personId, organisationId, stage, validFrom: from }], now)
}

export type Facts = {
  name: string
  gender: string | null
  birthMonth: string | null
  ethnicGroup: string | null
  education: string | null
  joinedMonth: string | null
  occupation: string | null
}

/** From a day on this is known of a person; what was before is kept. */
export const changePerson = async (db: Db, personId: number, facts: Facts, from: Day, now: Date): Promise<void> => {
  await db.execute(sql`
    with was as (
      update person_facts n set recorded_until = ${now.toISOString()}::timestamptz
      where n.person_id = ${personId} and n.recorded_until is null and (n.valid_until is null or n.valid_until > ${from}) returning n.*)
    insert into person_facts (person_id, name, pinyin, gender, birth_month, ethnic_group, education, joined_month, occupation,
      valid_from, valid_until, recorded_from)
    select was.person_id, part.*, ${now.toISOString()}::timestamptz from was cross join lateral (
      select was.name, was.pinyin, was.gender, was.birth_month, was.ethnic_group, was.education, was.joined_month, was.occupation,
             was.valid_from, ${from}::date where was.valid_from < ${from}::date
      union all
      select ${facts.name}, ${pinyinKey(facts.name)}, ${facts.gender}::text, ${facts.birthMonth}::text, ${facts.ethnicGroup}::text,
             ${facts.education}::text, ${facts.joinedMonth}::text, ${facts.occupation}::text,
             greatest(was.valid_from, ${from}::date), was.valid_until) part`)
}

export type Grouped = { dimension: string; value: string | null; people: number }

/**
 * How many people of a part of the tree are of which gender, ethnic group, education, month of birth, month of joining and occupation;
 * `onlyMembers`: full and probationary members alone. One pass over the people, each counted once.
 */
export const groupsWithin = (db: Db, paths: readonly string[], day: Day, onlyMembers: boolean): Promise<Grouped[]> =>
  rowsOf<Grouped>(
    db,
    sql`
    with mine as (select f.organisation_id from organisation_facts f where ${isHeldOn('f', day)} and f.path <@ any(${ltrees(paths)})),
    placed as (
      select m.person_id from memberships m join mine using (organisation_id)
      where ${isHeldOn('m', day)} and (not ${onlyMembers} or m.stage in ('full', 'probationary'))
      union
      select p.person_id from posts p join mine using (organisation_id) where ${isHeldOn('p', day)} and not ${onlyMembers}),
    known as (
      select n.gender, n.ethnic_group, n.education, n.birth_month, n.joined_month, n.occupation
      from placed join person_facts n using (person_id) where ${isHeldOn('n', day)})
    select case when grouping(gender) = 0 then 'gender' when grouping(ethnic_group) = 0 then 'ethnicGroup'
                when grouping(education) = 0 then 'education' when grouping(birth_month) = 0 then 'birthMonth'
                when grouping(joined_month) = 0 then 'joinedMonth' else 'occupation' end as dimension,
           coalesce(gender, ethnic_group, education, birth_month, joined_month, occupation) as value, count(*)::int as people
    from known group by grouping sets ((gender), (ethnic_group), (education), (birth_month), (joined_month), (occupation))`
  )

export type VillageReserve = {
  organisationId: number
  organisationName: string
  unitName: string | null
  personId: number | null
  name: string | null
  birthMonth: string | null
  education: string | null
}

/** Every village of a part of the tree with its reserves on a day, a line for each; one without any has a line of its own. */
export const reservesWithin = (db: Db, paths: readonly string[], day: Day): Promise<VillageReserve[]> =>
  rowsOf<VillageReserve>(
    db,
    sql`
    select f.organisation_id as "organisationId", f.name as "organisationName", u.name as "unitName", p.person_id as "personId", n.name,
           n.birth_month as "birthMonth", n.education
    from organisation_facts f
    left join posts p on p.organisation_id = f.organisation_id and p.role = 'reserve' and ${isHeldOn('p', day)}
    left join lateral (
      select name, pinyin, birth_month, education from person_facts n where n.person_id = p.person_id and n.recorded_until is null
      order by (${isHeldOn('n', day)}) desc, n.valid_from desc limit 1) n on true
    left join lateral (select u.name from organisation_facts u where u.organisation_id = f.parent_id and ${isHeldOn('u', day)}) u on true
    where ${isHeldOn('f', day)} and f.path <@ any(${ltrees(paths)}) and f.level = 'village'
    order by f.path, n.pinyin collate "C", p.person_id`
  )
