/**
 * Whole rosters at once: what is added, corrected or taken back is read from a table in one statement each. `rows` selects what each
 * function names; `note` may put the ids of the rows that were opened or closed on record, in the same statement.
 */
import { sql, type SQL } from 'drizzle-orm'
import { rowsOf, type Db } from '../database/db.ts'

/** `insert into … select … id … from opened`, or from closed. */
export type Note = (fact: 'organisation' | 'person' | 'post' | 'membership', rows: 'opened' | 'closed') => SQL

const at = (now: Date): SQL => sql`${now.toISOString()}::timestamptz`

/** `rows`: organisation_id, parent_id, path, name, type_code, level, unit_category, field, valid_from; ids are reserved. */
export const addOrganisationsFrom = async (db: Db, rows: SQL, now: Date, note: Note): Promise<void> => {
  await rowsOf(db, sql`insert into organisations (id) overriding system value select organisation_id from (${rows}) w`)
  await rowsOf(
    db,
    sql`
    with opened as (
      insert into organisation_facts (organisation_id, parent_id, path, name, type_code, level, unit_category, field, valid_from, recorded_from)
      select organisation_id, parent_id, path, name, type_code, level, unit_category, field, valid_from, ${at(now)} from (${rows}) w returning id)
    ${note('organisation', 'opened')}`
  )
}

/** `rows`: person_id (reserved), staff_number, name, pinyin, gender, birth_month, ethnic_group, education, joined_month, occupation, valid_from,
 * numbers (ciphers in base64). */
export const addPeopleFrom = async (db: Db, rows: SQL, now: Date, note: Note): Promise<void> => {
  await rowsOf(
    db,
    sql`insert into people (id, staff_number) overriding system value select person_id, staff_number from (${rows}) w`
  )
  await rowsOf(
    db,
    sql`
    with opened as (
      insert into person_facts (person_id, name, pinyin, gender, birth_month, ethnic_group, education, joined_month, occupation, valid_from, recorded_from)
      select person_id, name, pinyin, gender, birth_month, ethnic_group, education, joined_month, occupation, valid_from, ${at(now)} from (${rows}) w returning id)
    ${note('person', 'opened')}`
  )
  await rowsOf(
    db,
    sql`
    insert into personal_data (person_id, id_cipher, id_hash, id_last_four, mobile_cipher, mobile_hash, mobile_last_four)
    select person_id, decode(numbers->>'idCipher', 'base64'), numbers->>'idHash', numbers->>'idLastFour',
           decode(numbers->>'mobileCipher', 'base64'), numbers->>'mobileHash', numbers->>'mobileLastFour' from (${rows}) w`
  )
}

/** `rows`: person_id, organisation_id, role, portfolio, is_main, valid_from. */
export const addPostsFrom = async (db: Db, rows: SQL, now: Date, note: Note): Promise<void> => {
  await rowsOf(
    db,
    sql`
    with opened as (
      insert into posts (post_id, person_id, organisation_id, role, portfolio, is_main, valid_from, recorded_from)
      select nextval('post_ids'), person_id, organisation_id, role, portfolio, is_main, valid_from, ${at(now)} from (${rows}) w returning id)
    ${note('post', 'opened')}`
  )
}

/**
 * `rows`: post_id, valid_from, valid_until; null leaves a day as it is. A post that would end before it began was never held: it is closed
 * and nothing takes its place. One that came along in a merger or a split is in pieces: it begins with the first and ends with the last of
 * them, and what the new days leave no room for is closed too.
 */
export const correctPostsFrom = async (db: Db, rows: SQL, now: Date, note: Note): Promise<void> => {
  await rowsOf(
    db,
    sql`
    with wanted as (select distinct on (post_id) * from (${rows}) w),
    pieces as (
      select p.id, p.valid_from as was_from, p.valid_until as was_until,
             case when lag(p.id) over piece is null then coalesce(w.valid_from, p.valid_from) else greatest(p.valid_from, w.valid_from) end as valid_from,
             case when lead(p.id) over piece is null then coalesce(w.valid_until, p.valid_until) else least(p.valid_until, w.valid_until) end as valid_until
      from wanted w cross join lateral (select * from posts p where p.post_id = w.post_id and p.recorded_until is null offset 0) p
      window piece as (partition by p.post_id order by p.valid_from)),
    meant as (
      select id, valid_from, valid_until from pieces where (valid_from, valid_until) is distinct from (was_from, was_until)),
    closed as (
      update posts p set recorded_until = ${at(now)} from meant where meant.id = p.id
      returning p.id, p.post_id, p.person_id, p.organisation_id, p.role, p.portfolio, p.is_main,
                meant.valid_from, meant.valid_until),
    opened as (
      insert into posts (post_id, person_id, organisation_id, role, portfolio, is_main, valid_from, valid_until, recorded_from)
      select post_id, person_id, organisation_id, role, portfolio, is_main, valid_from, valid_until, ${at(now)} from closed
      where valid_until is null or valid_until > valid_from returning id),
    noted as (${note('post', 'closed')})
    ${note('post', 'opened')}`
  )
}

/** `rows`: person_id, name, pinyin, gender, birth_month, ethnic_group, education, joined_month, occupation; from a day on, and what is null stays as it is. */
export const correctPeopleFrom = async (db: Db, rows: SQL, from: string, now: Date, note: Note): Promise<void> => {
  await rowsOf(
    db,
    sql`
    with wanted as (select distinct on (person_id) * from (${rows}) w),
    meant as (
      select distinct on (n.person_id) n.id, w.* from wanted w join person_facts n on n.person_id = w.person_id
      where n.recorded_until is null and (n.valid_until is null or n.valid_until > ${from}) order by n.person_id, n.valid_from),
    closed as (
      update person_facts n set recorded_until = ${at(now)} from meant where meant.id = n.id
      returning n.*, meant.name as new_name, meant.pinyin as new_pinyin, meant.gender as new_gender, meant.birth_month as new_birth_month,
                meant.ethnic_group as new_ethnic_group, meant.education as new_education,
                meant.joined_month as new_joined_month, meant.occupation as new_occupation),
    opened as (
      insert into person_facts (person_id, name, pinyin, gender, birth_month, ethnic_group, education, joined_month, occupation,
                                valid_from, valid_until, recorded_from)
      select person_id, name, pinyin, gender, birth_month, ethnic_group, education, joined_month, occupation, valid_from, ${from}::date, ${at(now)}
      from closed where valid_from < ${from}::date
      union all
      select person_id, coalesce(new_name, name), coalesce(new_pinyin, pinyin), coalesce(new_gender, gender), coalesce(new_birth_month, birth_month),
             coalesce(new_ethnic_group, ethnic_group), coalesce(new_education, education), coalesce(new_joined_month, joined_month),
             coalesce(new_occupation, occupation), greatest(valid_from, ${from}::date), valid_until, ${at(now)}
      from closed returning id),
    noted as (${note('person', 'closed')})
    ${note('person', 'opened')}`
  )
}

/** `rows`: person_id, valid_from. What of their memberships reaches beyond that day ends on it; what begins later is not known any more. */
export const endMembershipsFrom = async (db: Db, rows: SQL, now: Date, note: Note): Promise<void> => {
  await rowsOf(
    db,
    sql`
    with wanted as (select person_id, valid_from from (${rows}) w),
    meant as (
      select m.id, w.valid_from as ends_on from wanted w
      cross join lateral (select * from memberships m where m.person_id = w.person_id and m.recorded_until is null offset 0) m
      where m.valid_until is null or m.valid_until > w.valid_from),
    closed as (
      update memberships m set recorded_until = ${at(now)} from meant where meant.id = m.id
      returning m.id, m.person_id, m.organisation_id, m.stage, m.valid_from, meant.ends_on),
    opened as (
      insert into memberships (person_id, organisation_id, stage, valid_from, valid_until, recorded_from)
      select person_id, organisation_id, stage, valid_from, ends_on, ${at(now)} from closed where valid_from < ends_on returning id),
    noted as (${note('membership', 'closed')})
    ${note('membership', 'opened')}`
  )
}

/** `rows`: person_id, organisation_id, stage, valid_from; where there is no place nothing begins. After the ones before have ended. */
export const addMembershipsFrom = async (db: Db, rows: SQL, now: Date, note: Note): Promise<void> => {
  await rowsOf(
    db,
    sql`
    with opened as (
      insert into memberships (person_id, organisation_id, stage, valid_from, recorded_from)
      select person_id, organisation_id, stage, valid_from, ${at(now)} from (${rows}) w where organisation_id is not null returning id)
    ${note('membership', 'opened')}`
  )
}

/** `rows`: person_id, staff_number, numbers (ciphers in base64). A number that is null leaves the kept one. */
export const keepNumbersFrom = async (db: Db, rows: SQL): Promise<void> => {
  await rowsOf(
    db,
    sql`
    insert into personal_data (person_id, id_cipher, id_hash, id_last_four, mobile_cipher, mobile_hash, mobile_last_four)
    select person_id, decode(numbers->>'idCipher', 'base64'), numbers->>'idHash', numbers->>'idLastFour',
           decode(numbers->>'mobileCipher', 'base64'), numbers->>'mobileHash', numbers->>'mobileLastFour'
    from (${rows}) w where coalesce(numbers->>'idHash', numbers->>'mobileHash') is not null
    on conflict (person_id) do update set
      id_cipher = coalesce(excluded.id_cipher, personal_data.id_cipher), id_hash = coalesce(excluded.id_hash, personal_data.id_hash),
      id_last_four = coalesce(excluded.id_last_four, personal_data.id_last_four),
      mobile_cipher = coalesce(excluded.mobile_cipher, personal_data.mobile_cipher),
      mobile_hash = coalesce(excluded.mobile_hash, personal_data.mobile_hash),
      mobile_last_four = coalesce(excluded.mobile_last_four, personal_data.mobile_last_four)`
  )
  await rowsOf(
    db,
    sql`update people p set staff_number = w.staff_number from (${rows}) w where w.person_id = p.id and w.staff_number is not null`
  )
}

const TABLES = { organisation: 'organisation_facts', person: 'person_facts', post: 'posts', membership: 'memberships' } as const
const KEPT = {
  organisation: 'organisation_id, parent_id, path, name, type_code, level, unit_category, field, valid_from, valid_until',
  person:
    'person_id, name, pinyin, gender, birth_month, ethnic_group, education, joined_month, occupation, valid_from, valid_until',
  post: 'post_id, person_id, organisation_id, role, portfolio, is_main, valid_from, valid_until',
  membership: 'person_id, organisation_id, stage, valid_from, valid_until'
} as const

/** Taken back: what was opened is closed as knowledge. `ids` selects row ids. */
export const closeFacts = async (db: Db, fact: keyof typeof TABLES, ids: SQL, now: Date): Promise<void> => {
  await rowsOf(
    db,
    sql`update ${sql.raw(TABLES[fact])} set recorded_until = greatest(recorded_from, ${at(now)}) where recorded_until is null and id in (${ids})`
  )
}

/** Taken back: what was closed is known again, as new rows. `inherit` is told the ids of the old rows and of the new ones: `back(id, new_id)`. */
export const reopenFacts = async (db: Db, fact: keyof typeof TABLES, ids: SQL, now: Date, inherit: SQL): Promise<void> => {
  const [table, kept] = [sql.raw(TABLES[fact]), sql.raw(KEPT[fact])]
  await rowsOf(
    db,
    sql`
    with back as (select nextval(pg_get_serial_sequence(${TABLES[fact]}, 'id')) as new_id, t.* from ${table} t where t.id in (${ids})),
    opened as (
      insert into ${table} (id, ${kept}, recorded_from) overriding system value select new_id, ${kept}, ${at(now)} from back)
    ${inherit}`
  )
}
