import { sql, type SQL } from 'drizzle-orm'
import { rowsOf, type Db } from '../../database/db.ts'
import type { Requirement } from '../../policies/requirements/rules.ts'
import { firstDayOf, lastDayOf } from '../period.ts'
import { asked, isKnownOnDay } from '../tree.ts'
import { seasonOf } from './rules.ts'

type Known = 'now' | 'then'

/**
 * `held(person_id, organisation_id, valid_from, valid_until, is_main, held_since, fact_id)`: what puts people on the roster of a requirement
 * in a year, with an end for what has none. Found in posts and memberships and not by the rules, so that the two can be compared.
 */
export const heldFor = (requirement: Requirement, period: number, known: Known): SQL => {
  const taken = requirement.stages ? memberships(requirement, period, known) : posts(requirement, period, known)
  return sql`${taken}, ${inFields(requirement, known)}, ${inSeason(requirement, period)}`
}

/** Who is on the roster of a requirement in a year, as far as is known now, and has no standing for it. */
export const withoutStanding = async (db: Db, requirement: Requirement, period: number): Promise<number[]> => {
  const lacking = await rowsOf<{ id: number }>(
    db,
    sql`with ${asked([lastDayOf(period)])}, ${heldFor(requirement, period, 'now')}
        select distinct h.person_id as id from held h
        where h.valid_from < ${firstDayOf(period + 1)} and h.valid_until > ${firstDayOf(period)} and not exists (
          select from standings s where s.person_id = h.person_id and s.requirement = ${requirement.code} and s.period = ${period}
            and s.recorded_until is null)`
  )
  return lacking.map(({ id }) => id)
}

const words = (list: readonly string[]): SQL => sql`(select value from json_array_elements_text(${JSON.stringify(list)}::json))`

/** Whether a due date set by hand that reaches into the year was given after `begun` and before `next`, the beginnings of a time and the one after. */
const wasGivenTime = (
  { code }: Requirement,
  period: number,
  known: Known,
  person: SQL,
  begun: SQL,
  next: SQL
): SQL => sql`exists (
  select from asked join due_dates d on ${isKnownOnDay('d', known)}
  where d.person_id = ${person} and d.requirement = ${code} and d.valid_from < ${firstDayOf(period + 1)} and d.valid_until >= ${firstDayOf(period)}
    and d.valid_from >= ${begun} and d.valid_from < ${next})`

const memberships = (requirement: Requirement, period: number, known: Known): SQL => {
  const { stages, monthsAfterFullMembership } = requirement
  const taken = sql`memberships_taken as (
    select f.person_id, f.organisation_id, f.valid_from, coalesce(f.valid_until, 'infinity') as valid_until, true as is_main,
           f.valid_from as held_since, f.id as fact_id, f.stage
    from asked join memberships f on ${isKnownOnDay('f', known)} where f.stage in ${words(stages!)})`
  if (!monthsAfterFullMembership) return sql`${taken}, taken as (select * from memberships_taken)`
  // Of whom no probation is known, nothing is taken; a full member is taken until the year of the last due date is over.
  return sql`${taken},
    probation as (
      select p.person_id, p.valid_from, p.valid_from > max(p.valid_until) over (
        partition by p.person_id order by p.valid_from rows between unbounded preceding and 1 preceding) as is_after_break
      from memberships_taken p where p.stage = 'probationary'),
    begun as (
      select p.person_id, p.valid_from as begun_on,
             coalesce(lead(p.valid_from) over (partition by p.person_id order by p.valid_from), 'infinity') as next_on
      from probation p where coalesce(p.is_after_break, true)),
    entered as (
      select b.*, (select min(m.valid_from) from memberships_taken m where m.person_id = b.person_id and m.stage = 'full'
                     and m.valid_from >= b.begun_on and m.valid_from < b.next_on) as full_on
      from begun b),
    taken as (
      select m.* from memberships_taken m join entered e
        on e.person_id = m.person_id and e.begun_on <= m.valid_from and m.valid_from < e.next_on
      where m.stage = 'probationary'
        or e.full_on + make_interval(months => ${monthsAfterFullMembership}::int) >= ${firstDayOf(period)}::date
        or ${wasGivenTime(requirement, period, known, sql`m.person_id`, sql`e.begun_on`, sql`e.next_on`)})`
}

const posts = (requirement: Requirement, period: number, known: Known): SQL => {
  const { roles, monthsAfterAppointment } = requirement
  const held = sql`posts_held as (
    select f.person_id, f.organisation_id, f.valid_from, coalesce(f.valid_until, 'infinity') as valid_until, f.is_main,
           min(f.valid_from) over (partition by f.post_id) as held_since, f.post_id as fact_id
    from asked join posts f on ${isKnownOnDay('f', known)} where f.role in ${words(roles!)})`
  if (!monthsAfterAppointment) return sql`${held}, taken as (select * from posts_held)`
  const first = firstDayOf(period)
  return sql`${held},
    broken as (
      select p.*, p.valid_from > max(p.valid_until) over (
        partition by p.person_id order by p.valid_from, p.fact_id rows between unbounded preceding and 1 preceding) as is_after_break
      from posts_held p),
    spells as (
      select b.*, count(*) filter (where b.is_after_break) over (partition by b.person_id order by b.valid_from, b.fact_id) as spell
      from broken b),
    appointed as (
      select s.*, min(s.valid_from) over (partition by s.person_id, s.spell) as appointed_on from spells s),
    appointments as (
      select person_id, appointed_on, coalesce(lead(appointed_on) over (partition by person_id order by appointed_on), 'infinity') as next_on
      from (select distinct person_id, appointed_on from appointed) a),
    taken as (
      select p.* from appointed p join appointments a using (person_id, appointed_on)
      where date_trunc('year', appointed_on) = ${first}::date
        or date_trunc('year', appointed_on + make_interval(months => ${monthsAfterAppointment}::int)) = ${first}::date
        or ${wasGivenTime(requirement, period, known, sql`p.person_id`, sql`a.appointed_on`, sql`a.next_on`)})`
}

/** A place has its field until the next is known; its first one before that too, and its last one for good. */
const inFields = ({ fields }: Requirement, known: Known): SQL =>
  fields
    ? sql`
    dated as (
      select f.organisation_id, f.field, f.valid_from, lag(f.valid_from) over each as before_it, lead(f.valid_from) over each as after_it
      from asked join organisation_facts f on ${isKnownOnDay('f', known)}
      window each as (partition by f.organisation_id order by f.valid_from)),
    fielded as (
      select t.person_id, t.organisation_id, t.is_main, t.held_since, t.fact_id,
             case when d.before_it is null then t.valid_from else greatest(t.valid_from, d.valid_from) end as valid_from,
             least(t.valid_until, coalesce(d.after_it, 'infinity')) as valid_until
      from taken t join dated d on d.organisation_id = t.organisation_id and d.field in ${words(fields)}),
    placed_in as (select * from fielded where valid_from < valid_until)`
    : sql`placed_in as (
      select person_id, organisation_id, is_main, held_since, fact_id, valid_from, valid_until from taken)`

const inSeason = ({ season }: Requirement, period: number): SQL => {
  if (!season) return sql`held as (select * from placed_in)`
  const { first, last } = seasonOf(season, period)
  return sql`held as (
    select p.* from placed_in p where exists (
      select from placed_in o where o.person_id = p.person_id and o.valid_from <= ${last} and o.valid_until > ${first}))`
}
