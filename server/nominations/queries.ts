import { and, asc, eq, sql, type SQL } from 'drizzle-orm'
import type { State } from '../coverage/rules.ts'
import { firstOf, rowsOf, type Db } from '../database/db.ts'
import { isTrueIn, isTrueOn } from '../organisations/queries.ts'
import { organisationFacts } from '../organisations/schema.ts'
import { yearOf, type Day } from '../time/dates.ts'
import { ORDER } from './rules.ts'

export type Wanted = {
  cohortId: number
  /** The part of the tree the list is drawn from. */
  path: string
  stratum: string
  /** Of the policy pack in force, which says what a stratum is. */
  versionId: number
  requirement: string | null
  /** The unit the reader narrows the list to. */
  unitId: number | null
  search: string | null
  /** Only those without a seat. */
  isFree: boolean
  /** Only these people: a statement that gives `person_id`. */
  audience: SQL | null
  day: Day
}

export type Candidate = {
  personId: number
  name: string
  unitId: number
  organisation: string
  role: string
  portfolio: string | null
  within: string | null
  standing: State | null
  isFlagged: boolean
  lastCohort: string | null
  lastCompletedOn: Day | null
  seatNumber: number | null
  isEnrolled: boolean
}

/**
 * Each person of the stratum once, at the counting place. The tree is narrowed first and the post judged after, so that a list of one
 * township does not read the whole county.
 */
const candidates = ({
  cohortId,
  path,
  stratum,
  versionId,
  requirement,
  unitId,
  search,
  isFree,
  audience,
  day
}: Wanted): SQL => sql`
  with part as (
    select f.organisation_id, f.name, f.field, f.path from organisation_facts f
    where ${isTrueIn(sql`f`, day)} and f.path <@ ${path}::ltree
      ${unitId === null ? sql`` : sql`and f.path <@ (select u.path from organisation_facts u where u.organisation_id = ${unitId} and ${isTrueIn(sql`u`, day)})`}),
  placed as (
    select p.person_id, p.role, p.portfolio, p.role as counts_as, part.* from posts p join part on part.organisation_id = p.organisation_id
    where ${isTrueIn(sql`p`, day)} and not exists (
      select from posts o where o.person_id = p.person_id and ${isTrueIn(sql`o`, day)}
        and (not o.is_main, o.valid_from, o.post_id) < (not p.is_main, p.valid_from, p.post_id))
    union all
    select m.person_id, m.stage, null, 'member', part.* from memberships m join part on part.organisation_id = m.organisation_id
    where ${isTrueIn(sql`m`, day)} and m.stage in ('full', 'probationary')
      and not exists (select from posts o where o.person_id = m.person_id and ${isTrueIn(sql`o`, day)})),
  fitting as (
    select * from placed where (
      select s.code from strata s where s.version_id = ${versionId} and placed.counts_as = any(s.roles)
        and (cardinality(s.fields) = 0 or placed.field = any(s.fields)) order by s.position limit 1) = ${stratum}),
  candidates as (
    select c.person_id as "personId", n.name, n.pinyin, c.organisation_id as "unitId", c.name as organisation, c.role, c.portfolio,
           (select t.name from organisation_facts t where ${isTrueIn(sql`t`, day)} and t.path @> c.path and t.path <@ ${path}::ltree
              and nlevel(t.path) = nlevel(${path}::ltree) + 1 and t.path <> c.path) as within,
           s.state as standing, coalesce(s.is_flagged, false) as "isFlagged", l.name as "lastCohort", l.completed_on as "lastCompletedOn",
           e.number as "seatNumber", coalesce(v.kind = 'enrolled', false) as "isEnrolled"
    from fitting c
    cross join lateral (select name, pinyin from person_facts where person_id = c.person_id and ${isTrueIn(sql`person_facts`, day)}) n
    left join lateral (
      select state, is_flagged from standings where person_id = c.person_id and requirement = ${requirement}::text and recorded_until is null
        and period <= ${yearOf(day)} and valid_from <= ${day} and valid_until > ${day} order by period desc limit 1) s on true
    left join lateral (
      select k.name, d.completed_on from completions d join cohorts k on k.id = d.cohort_id
      where d.person_id = any(same_person(c.person_id)) and d.is_completed order by d.completed_on desc, d.id desc limit 1) l on true
    left join enrolments e on e.cohort_id = ${cohortId} and e.person_id = any(same_person(c.person_id))
    left join lateral (select kind from enrolment_events where enrolment_id = e.id order by id desc limit 1) v on true
    where ${audience === null ? sql`true` : sql`c.person_id in (${audience})`} and ${isFree ? sql`v.kind is distinct from 'enrolled'` : sql`true`} and ${search === null ? sql`true` : sql`(position(${search} in n.name) > 0 or position(${search} in replace(n.pinyin, ' ', '')) > 0 or position(${search} in c.name) > 0)`})`

// The order of rules.ts in SQL; null is a place of its own in it.
const rank = sql.raw(
  `case ${ORDER.map((state, at) => `when standing is not distinct from ${state ? `'${state}'` : 'null'} then ${at}`).join(' ')} end`
)

/** One page of the list, in the order of rules.ts. */
export const candidatesFor = (db: Db, wanted: Wanted, page: number, size: number): Promise<Candidate[]> =>
  rowsOf<Candidate>(
    db,
    sql`${candidates(wanted)}
        select "personId", name, "unitId", organisation, role, portfolio, within, standing, "isFlagged", "lastCohort", "lastCompletedOn",
               "seatNumber", "isEnrolled"
        from candidates
        order by ${rank}, "lastCompletedOn" nulls first, pinyin collate "C", "personId"
        limit ${size} offset ${(page - 1) * size}`
  )

export type Totals = { total: number; outstanding: number }

export const candidatesInAll = async (db: Db, wanted: Wanted): Promise<Totals> =>
  (await firstOf<Totals>(
    db,
    sql`${candidates(wanted)}
        select count(*) as total, count(*) filter (where standing = 'outstanding') as outstanding from candidates`
  ))!

/** The units a list can be narrowed to: those directly below the cohort's organisation. */
export const unitsBelow = (db: Db, organisationId: number, day: Day): Promise<{ id: number; name: string }[]> =>
  db
    .select({ id: organisationFacts.organisationId, name: organisationFacts.name })
    .from(organisationFacts)
    .where(and(eq(organisationFacts.parentId, organisationId), isTrueOn(organisationFacts, day)))
    .orderBy(asc(organisationFacts.path))
