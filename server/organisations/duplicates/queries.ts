import { sql } from 'drizzle-orm'
import { firstOf, rowsOf, type Db } from '../../database/db.ts'
import type { Day } from '../../time/dates.ts'
import { isHeldOn, ltrees } from '../roster.ts'
import { personDistinctions, personMergeReversals, type Moved } from '../schema.ts'

export type Namesake = {
  personId: number
  name: string
  gender: string | null
  birthMonth: string | null
  education: string | null
  staffNumber: string | null
  idLastFour: string | null
  mobileLastFour: string | null
  mobileHash: string | null
  hasIdNumber: boolean
  organisationIds: number[]
  /** 青石镇柳湾村党支部 书记, as titles of places and roles. */
  posts: { organisationName: string; role: string; portfolio: string | null; from: Day }[]
}

/** Everyone in a part of the tree on a day who shares the name with somebody else in it, by name. */
export const namesakesWithin = (db: Db, paths: readonly string[], day: Day): Promise<Namesake[]> =>
  rowsOf<Namesake>(
    db,
    sql`
    with mine as (select f.organisation_id, f.name from organisation_facts f where ${isHeldOn('f', day)} and f.path <@ any(${ltrees(paths)})),
    held as (
      select p.person_id, p.organisation_id, p.role, p.portfolio, p.valid_from from posts p join mine using (organisation_id) where ${isHeldOn('p', day)}
      union all
      select m.person_id, m.organisation_id, 'member', null, m.valid_from from memberships m join mine using (organisation_id) where ${isHeldOn('m', day)}),
    placed as (select distinct person_id from held),
    named as (
      select n.person_id, n.name, n.pinyin, n.gender, n.birth_month, n.education, count(*) over (partition by n.name) as namesakes
      from placed join person_facts n using (person_id) where ${isHeldOn('n', day)})
    select named.person_id as "personId", named.name, named.gender, named.birth_month as "birthMonth", named.education,
           o.staff_number as "staffNumber", d.id_last_four as "idLastFour", d.mobile_last_four as "mobileLastFour",
           d.mobile_hash as "mobileHash", d.id_hash is not null as "hasIdNumber",
           (select json_agg(distinct h.organisation_id) from held h where h.person_id = named.person_id) as "organisationIds",
           (select json_agg(json_build_object('organisationName', mine.name, 'role', h.role, 'portfolio', h.portfolio, 'from', h.valid_from)
              order by h.role = 'member', h.valid_from)
            from held h join mine using (organisation_id) where h.person_id = named.person_id) as posts
    from named join people o on o.id = named.person_id left join personal_data d on d.person_id = named.person_id
    where named.namesakes > 1
    order by named.pinyin collate "C", named.name, named.person_id`
  )

/** Pairs that were said to be two people, the smaller id first. */
export const distinctionsAmong = (db: Db, personIds: readonly number[]): Promise<{ one: number; other: number }[]> =>
  rowsOf(
    db,
    sql`select person_id as one, other_id as other from person_distinctions
        where person_id in (select value::bigint from json_array_elements_text(${JSON.stringify(personIds)}::json))`
  )

export const addDistinction = async (
  db: Db,
  { one, other, reason, by }: { one: number; other: number; reason: string; by: number },
  now: Date
): Promise<void> => {
  await db.insert(personDistinctions).values({
    personId: Math.min(one, other),
    otherId: Math.max(one, other),
    reason,
    recordedAt: now,
    recordedBy: by
  })
}

export type Merger = {
  id: number
  keptId: number
  keptName: string
  mergedId: number
  mergedName: string
  reason: string
  mergedBy: string | null
  mergedAt: string
  reversedAt: string | null
  reversalReason: string | null
}

const mergerColumns = sql`
  m.id, m.kept_id as "keptId", k.name as "keptName", m.merged_id as "mergedId", o.name as "mergedName", m.reason, a.name as "mergedBy",
  m.recorded_from as "mergedAt", r.reversed_at as "reversedAt", r.reason as "reversalReason"
  from person_merges m
  left join person_merge_reversals r on r.merge_id = m.id
  left join accounts a on a.id = m.merged_by
  join lateral (select name from person_facts where person_id = m.kept_id and recorded_until is null order by valid_from desc limit 1) k on true
  join lateral (select name from person_facts where person_id = m.merged_id and recorded_until is null order by valid_from desc limit 1) o on true`

const withInstants = (row: Merger): Merger => ({
  ...row,
  mergedAt: new Date(row.mergedAt).toISOString(),
  reversedAt: row.reversedAt && new Date(row.reversedAt).toISOString()
})

/** Mergers whose kept person is or was in a part of the tree, the latest first. */
export const mergersWithin = async (db: Db, paths: readonly string[]): Promise<Merger[]> =>
  (
    await rowsOf<Merger>(
      db,
      sql`select ${mergerColumns}
          where exists (
            select from (select organisation_id, person_id from posts union all select organisation_id, person_id from memberships) h
            join organisation_facts f on f.organisation_id = h.organisation_id and f.path <@ any(${ltrees(paths)})
            where h.person_id = m.kept_id)
          order by m.id desc limit 200`
    )
  ).map(withInstants)

export type OpenMerger = { id: number; keptId: number; mergedId: number; moved: Moved }

/** A merger that has not been taken back. */
export const openMerger = (db: Db, id: number): Promise<OpenMerger | null> =>
  firstOf(
    db,
    sql`select id, kept_id as "keptId", merged_id as "mergedId", moved from person_merges where id = ${id} and recorded_until is null`
  )

/** The person somebody turned out to be; null for who is one of their own. */
export const keptFor = async (db: Db, personId: number): Promise<number | null> =>
  (
    await firstOf<{ id: number }>(
      db,
      sql`select kept_id as id from person_merges where merged_id = ${personId} and recorded_until is null`
    )
  )?.id ?? null

export const addReversal = async (db: Db, mergeId: number, reason: string, by: number, now: Date): Promise<void> => {
  await db.execute(sql`update person_merges set recorded_until = ${now.toISOString()}::timestamptz where id = ${mergeId}`)
  await db.insert(personMergeReversals).values({ mergeId, reason, reversedAt: now, reversedBy: by })
}
