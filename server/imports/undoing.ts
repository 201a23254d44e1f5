/**
 * Taking a whole import back, also after later ones: the facts it opened are closed, those it closed are known again, facts of other
 * imports are left alone. What was known in between stays known of that time.
 *
 * It is not taken back while something rests on it: a later fact that replaced one of its facts, or stands where a closed one would come
 * back; another post or membership, an enrolment, mark, credit, exemption, due date, merger or account of somebody it brought, or of a post it
 * added, or of the branch that it made somebody a member of; what stands in a place it added.
 */
import { sql, type SQL } from 'drizzle-orm'
import { firstOf, rowsOf, type Db } from '../database/db.ts'
import { closeFacts, reopenFacts } from '../organisations/inSets.ts'
import type { OneImport } from './queries.ts'
import { CannotGoOn, type Reason } from './reasons.ts'
import type { Deed } from './removals/deciding.ts'

export const RESTING = [
  'laterFact',
  'inItsPlace',
  'enrolment',
  'mark',
  'credit',
  'exemption',
  'dueDate',
  'account',
  'inNewPlace'
] as const

export type Resting = { kind: (typeof RESTING)[number]; personId: number | null; name: string; about: string }

const opened = (importId: number, fact: string): SQL =>
  sql`select row_id from import_facts where import_id = ${importId} and fact = ${fact} and was_opened`
const closed = (importId: number, fact: string): SQL =>
  sql`select row_id from import_facts where import_id = ${importId} and fact = ${fact} and not was_opened
      except ${opened(importId, fact)}`

/** What an application brought: the people, the posts, and the memberships where nobody had one. */
const brought = (importId: number): SQL => sql`
  newcomers as (select person_id from import_numbers where import_id = ${importId} and is_new),
  new_posts as (
    select p.person_id, p.organisation_id, min(p.recorded_from) as since from posts p where p.id in (${opened(importId, 'post')})
      and p.post_id not in (select q.post_id from posts q where q.id in (${closed(importId, 'post')}))
    group by p.person_id, p.organisation_id
    union
    select m.person_id, m.organisation_id, min(m.recorded_from) from memberships m where m.id in (${opened(importId, 'membership')})
      and not exists (select from memberships q where q.id in (${closed(importId, 'membership')})
        and q.person_id = m.person_id and q.organisation_id = m.organisation_id)
    group by m.person_id, m.organisation_id),
  new_places as (select f.organisation_id, f.name from organisation_facts f where f.id in (${opened(importId, 'organisation')})),
  seats as (
    select e.id, e.person_id, c.name as cohort from enrolments e join cohorts c on c.id = e.cohort_id
    where e.person_id in (select person_id from newcomers)
      or exists (select from new_posts n where n.person_id = e.person_id and n.organisation_id = e.organisation_id
           and n.since <= (select min(v.at) from enrolment_events v where v.enrolment_id = e.id)))`

const LISTED = 200

/** What keeps an import from being taken back, the first few hundred. */
export const restingOn = (db: Db, importId: number): Promise<Resting[]> =>
  rowsOf<Resting>(
    db,
    sql`
    with ${brought(importId)},
    later as (
      select f.fact, f.row_id, (
        select i.file_name from import_facts l join roster_imports i on i.id = l.import_id
        where l.fact = f.fact and l.row_id = f.row_id and not l.was_opened limit 1) as file
      from import_facts f where f.import_id = ${importId} and f.was_opened and not exists (
        -- Closed by this import itself, or by one that has been taken back: then the fact is known again.
        select from import_facts own where own.fact = f.fact and own.row_id = f.row_id and not own.was_opened
          and (own.import_id = ${importId} or exists (select from import_undos z where z.import_id = own.import_id)))),
    back as (select p.* from posts p where p.id in (${closed(importId, 'post')})),
    resting as (
      select 'laterFact' as kind, p.person_id, coalesce(l.file, '') as about from later l join posts p on p.id = l.row_id
      where l.fact = 'post' and p.recorded_until is not null
      union all
      select 'laterFact', n.person_id, coalesce(l.file, '') from later l join person_facts n on n.id = l.row_id
      where l.fact = 'person' and n.recorded_until is not null
      union all
      select 'laterFact', m.person_id, coalesce(l.file, '') from later l join memberships m on m.id = l.row_id
      where l.fact = 'membership' and m.recorded_until is not null
      union all
      select 'laterFact', null, o.name from later l join organisation_facts o on o.id = l.row_id
      where l.fact = 'organisation' and o.recorded_until is not null
      union all
      select 'laterFact', p.person_id, '' from posts p where p.person_id in (select person_id from newcomers) and p.recorded_until is null
        and p.id not in (${opened(importId, 'post')})
      union all
      select 'laterFact', m.person_id, '' from memberships m where m.person_id in (select person_id from newcomers) and m.recorded_until is null
        and m.id not in (${opened(importId, 'membership')})
      union all
      select 'merger', w.person_id, '' from newcomers w join person_merges m on w.person_id in (m.kept_id, m.merged_id) and m.recorded_until is null
      union all
      select 'inItsPlace', p.person_id, '' from back b join posts p on p.person_id = b.person_id and p.recorded_until is null
        and (p.post_id = b.post_id or (p.organisation_id = b.organisation_id and p.role = b.role and coalesce(p.portfolio, '') = coalesce(b.portfolio, '')))
        and daterange(p.valid_from, p.valid_until) && daterange(b.valid_from, b.valid_until)
      where p.id not in (${opened(importId, 'post')})
      union all
      select 'inItsPlace', m.person_id, '' from memberships b join memberships m on m.person_id = b.person_id and m.recorded_until is null
        and daterange(m.valid_from, m.valid_until) && daterange(b.valid_from, b.valid_until)
      where b.id in (${closed(importId, 'membership')}) and m.id not in (${opened(importId, 'membership')})
      union all
      select 'enrolment', s.person_id, s.cohort from seats s
      union all
      select distinct 'mark', s.person_id, s.cohort from seats s join marks m on m.enrolment_id = s.id
      union all
      select distinct 'credit', c.person_id, coalesce(s.cohort, '') from credit_entries c left join seats s on s.id = c.enrolment_id
      where c.person_id in (select person_id from newcomers) or s.id is not null
      union all
      select 'exemption', x.person_id, x.reason from exemptions x where x.person_id in (select person_id from newcomers) and x.recorded_until is null
      union all
      select 'dueDate', x.person_id, x.reason from due_dates x where x.person_id in (select person_id from newcomers) and x.recorded_until is null
      union all
      select 'account', a.person_id, a.username from accounts a where a.person_id in (select person_id from newcomers)
      union all
      select 'inNewPlace', p.person_id, w.name from new_places w join posts p on p.organisation_id = w.organisation_id and p.recorded_until is null
      where p.id not in (${opened(importId, 'post')})
      union all
      select 'inNewPlace', m.person_id, w.name from new_places w join memberships m on m.organisation_id = w.organisation_id and m.recorded_until is null
      where m.id not in (${opened(importId, 'membership')})
      union all
      select 'inNewPlace', null, w.name from new_places w where
        exists (select from organisation_facts f where f.parent_id = w.organisation_id and f.recorded_until is null
                  and f.id not in (${opened(importId, 'organisation')}))
        or exists (select from cohorts c where c.organisation_id = w.organisation_id)
        or exists (select from account_roles r where r.organisation_id = w.organisation_id)
        or exists (select from roster_imports i where i.organisation_id = w.organisation_id)
        or exists (select from teacher_facts t where t.organisation_id = w.organisation_id)
        or exists (select from venue_facts v where v.organisation_id = w.organisation_id)
        or exists (select from textbook_facts b where b.organisation_id = w.organisation_id)
        or exists (select from teaching_base_facts g where g.organisation_id = w.organisation_id)
        or exists (select from courses x where x.organisation_id = w.organisation_id))
    select distinct on (r.kind, r.person_id, case when r.kind = 'laterFact' and r.person_id is not null then '' else r.about end)
           r.kind, r.person_id as "personId", coalesce(n.name, '') as name, r.about
    from resting r left join lateral (
      select name from person_facts n where n.person_id = r.person_id order by n.recorded_until desc nulls first limit 1) n on true
    order by r.kind, r.person_id, case when r.kind = 'laterFact' and r.person_id is not null then '' else r.about end, r.about desc
    limit ${LISTED}`
  )

/** Asked once more in the transaction itself, where nothing can come in between any more. */
const SOMETHING_RESTS: Reason = {
  code: 'something-rests-on-it',
  zh: '这次导入之上已有别的记录，不能撤销。',
  en: 'Something rests on this import, so it cannot be taken back.'
}

/** Takes an import back in the caller's transaction. Returns whom it concerns. */
export const undoImport = async (db: Db, { id }: OneImport, { accountId, reason, now }: Deed): Promise<number[]> => {
  await rowsOf(db, sql`select pg_advisory_xact_lock(hashtext('lunxun roster'))::text`)
  if ((await restingOn(db, id)).length) throw new CannotGoOn(SOMETHING_RESTS)
  const people = (await firstOf<{ ids: number[] }>(
    db,
    sql`select coalesce(json_agg(distinct f.person_id), '[]') as ids from (
          select p.person_id from posts p where p.id in (select row_id from import_facts where import_id = ${id} and fact = 'post')
          union select m.person_id from memberships m where m.id in (select row_id from import_facts where import_id = ${id} and fact = 'membership')
          union select n.person_id from person_facts n where n.id in (select row_id from import_facts where import_id = ${id} and fact = 'person')) f`
  ))!.ids
  for (const fact of ['membership', 'post', 'person', 'organisation'] as const) await closeFacts(db, fact, opened(id, fact), now)
  for (const fact of ['organisation', 'person', 'post', 'membership'] as const)
    await reopenFacts(db, fact, closed(id, fact), now, inheritance(fact))
  await restoreNumbers(db, id)
  await rowsOf(
    db,
    sql`insert into import_undos (import_id, undone_at, undone_by, reason) values (${id}, ${now.toISOString()}, ${accountId}, ${reason})`
  )
  return people
}

/** What comes back is again a fact of the import that opened it, so that this one can be taken back as well. */
const inheritance = (fact: string): SQL => sql`
  insert into import_facts (import_id, fact, row_id, was_opened)
  select f.import_id, f.fact, back.new_id, true from back join import_facts f on f.fact = ${fact} and f.row_id = back.id and f.was_opened`

/** Of newcomers the numbers go; of others those come back that have not been changed again since. */
const restoreNumbers = async (db: Db, importId: number): Promise<void> => {
  const before = sql`import_numbers b where b.import_id = ${importId}`
  await rowsOf(db, sql`delete from personal_data d using ${before} and b.is_new and b.person_id = d.person_id`)
  await rowsOf(
    db,
    sql`update people p set staff_number = b.staff_number from ${before} and b.person_id = p.id
          and (b.is_new or (b.new_staff_number is not null and p.staff_number = b.new_staff_number))`
  )
  await rowsOf(
    db,
    sql`update personal_data d set id_cipher = b.id_cipher, id_hash = b.id_hash, id_last_four = b.id_last_four
        from ${before} and not b.is_new and b.person_id = d.person_id and b.new_id_hash is not null and d.id_hash = b.new_id_hash`
  )
  await rowsOf(
    db,
    sql`update personal_data d set mobile_cipher = b.mobile_cipher, mobile_hash = b.mobile_hash, mobile_last_four = b.mobile_last_four
        from ${before} and not b.is_new and b.person_id = d.person_id and b.new_mobile_hash is not null and d.mobile_hash = b.new_mobile_hash`
  )
}
