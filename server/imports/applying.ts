import { sql, type SQL } from 'drizzle-orm'
import { firstOf, rowsOf, type Db } from '../database/db.ts'
import {
  addMembershipsFrom,
  addOrganisationsFrom,
  addPeopleFrom,
  addPostsFrom,
  correctPeopleFrom,
  correctPostsFrom,
  endMembershipsFrom,
  keepNumbersFrom,
  type Note
} from '../organisations/inSets.ts'
import type { OneImport } from './queries.ts'

/** The facts an import opened and closed, so that it can be taken back and nothing else with it. */
export const noteFor =
  (importId: number): Note =>
  (fact, rows) =>
    sql`insert into import_facts (import_id, fact, row_id, was_opened)
        select ${importId}::bigint, ${fact}::text, id, ${rows === 'opened'}::boolean from ${sql.raw(rows)}`

const JOINED = sql`kind = 'joined'`
const CHANGED = sql`kind in ('changedPost', 'changedDetails')`
const GOES_IN = sql`writes is not null and not is_held`

const numbers = sql`writes->>'staffNumber' as staff_number, writes as numbers`
const details = sql`writes->>'name' as name, writes->>'pinyin' as pinyin, writes->>'gender' as gender, writes->>'birthMonth' as birth_month,
  writes->>'ethnicGroup' as ethnic_group, writes->>'education' as education,
  writes->>'joinedMonth' as joined_month, writes->>'occupation' as occupation`

/** Writes what is staged, set by set, in the caller's transaction. Returns whom it concerns. */
export const applyStaged = async (db: Db, imported: OneImport, now: Date): Promise<number[]> => {
  const note = noteFor(imported.id)
  const of = (columns: SQL, where: SQL): SQL =>
    sql`select person_id, ${columns} from import_people where import_id = ${imported.id} and ${where}`
  await addOrganisationsFrom(db, placesOf(imported.id), now, note)
  const joined = sql`${numbers}, ${details}, (writes->>'validFrom')::date as valid_from`
  await addPeopleFrom(db, of(joined, JOINED), now, note)
  await correctPostsFrom(db, endsOf(imported.id, GOES_IN), now, note)
  await correctPeopleFrom(db, of(details, sql`${CHANGED} and ${hasDetails}`), imported.effectiveOn, now, note)
  await rememberNumbers(
    db,
    imported.id,
    of(sql`kind = 'joined' as is_new, writes`, sql`${JOINED} or (${CHANGED} and ${hasNumbers})`)
  )
  await keepNumbersFrom(db, of(numbers, sql`${CHANGED} and ${hasNumbers}`))
  await addPostsFrom(db, postsOf(imported.id), now, note)
  await endMembershipsFrom(db, membershipsOf(imported.id, GOES_IN), now, note)
  await addMembershipsFrom(db, membershipsOf(imported.id, GOES_IN), now, note)
  return concerned(db, imported.id, GOES_IN)
}

export const concerned = async (db: Db, importId: number, where: SQL): Promise<number[]> =>
  (await firstOf<{ ids: number[] }>(
    db,
    sql`select coalesce(json_agg(person_id), '[]') as ids from import_people where import_id = ${importId} and ${where}`
  ))!.ids

const placesOf = (importId: number): SQL => sql`
  select organisation_id, parent_id, path, shown->>'name' as name, shown->>'typeCode' as type_code, shown->>'level' as level,
         shown->>'unitCategory' as unit_category, shown->>'field' as field, (shown->>'validFrom')::date as valid_from
  from import_places where import_id = ${importId}`

export const endsOf = (importId: number, where: SQL): SQL => sql`
  select e."postId" as post_id, e."from" as valid_from, e.until as valid_until
  from import_people p cross join lateral jsonb_to_recordset(p.writes->'ends') as e("postId" bigint, "from" date, until date)
  where p.import_id = ${importId} and ${where}`

/** Two groups of rows may turn out to be one person; a post is added once. */
const postsOf = (importId: number): SQL => sql`
  select distinct on (p.person_id, a."organisationId", a.role, a.portfolio)
         p.person_id, a."organisationId" as organisation_id, a.role, a.portfolio, a."isMain" as is_main, a."from" as valid_from
  from import_people p cross join lateral jsonb_to_recordset(p.writes->'posts') as
    a("organisationId" bigint, role text, portfolio text, "isMain" boolean, "from" date)
  where p.import_id = ${importId} and ${GOES_IN}
  order by p.person_id, a."organisationId", a.role, a.portfolio`

/** Of two groups of rows that turn out to be one person the later one: a person has one membership. */
export const membershipsOf = (importId: number, where: SQL): SQL => sql`
  select distinct on (p.person_id) p.person_id, (p.writes->'membership'->>'organisationId')::bigint as organisation_id,
         p.writes->'membership'->>'stage' as stage, (p.writes->'membership'->>'from')::date as valid_from
  from import_people p
  where p.import_id = ${importId} and jsonb_typeof(p.writes->'membership') = 'object' and ${where}
  order by p.person_id, p.number desc`

const hasDetails = sql`coalesce(writes->>'name', writes->>'gender', writes->>'birthMonth', writes->>'ethnicGroup', writes->>'education',
  writes->>'joinedMonth', writes->>'occupation') is not null`
const hasNumbers = sql`coalesce(writes->>'idHash', writes->>'mobileHash', writes->>'staffNumber') is not null`

/** What stood there before, for who was known. */
const rememberNumbers = async (db: Db, importId: number, people: SQL): Promise<void> => {
  await rowsOf(
    db,
    sql`
    insert into import_numbers (import_id, person_id, is_new, id_cipher, id_hash, id_last_four, mobile_cipher, mobile_hash, mobile_last_four, staff_number,
                                new_id_hash, new_mobile_hash, new_staff_number)
    select distinct on (w.person_id) ${importId}::bigint, w.person_id, w.is_new, d.id_cipher, d.id_hash, d.id_last_four, d.mobile_cipher, d.mobile_hash, d.mobile_last_four,
           case when not w.is_new then p.staff_number end, w.writes->>'idHash', w.writes->>'mobileHash', w.writes->>'staffNumber'
    from (${people}) w join people p on p.id = w.person_id left join personal_data d on d.person_id = w.person_id and not w.is_new
    order by w.person_id`
  )
}
