/** Facts pass from one entry of a person to another, and back: rows are closed as knowledge, others take their place. */
import { sql, type SQL } from 'drizzle-orm'
import { firstOf, type Db } from '../../database/db.ts'
import { personMerges, type Moved, type Rows } from '../schema.ts'

type Pair = { keptId: number; mergedId: number }

const at = (now: Date): SQL => sql`${now.toISOString()}::timestamptz`
const among = (ids: readonly number[]): SQL =>
  sql`(select value::bigint from json_array_elements_text(${JSON.stringify(ids)}::json))`

const rowsIn = async (db: Db, statement: SQL): Promise<Rows> => (await firstOf<Rows>(db, statement))!

const idsOf = sql`select (select coalesce(json_agg(id order by id), '[]') from was) as taken,
                         (select coalesce(json_agg(id order by id), '[]') from written) as given`

/** A post passes with the days on which the kept person did not already hold the same one. */
const passPosts = (db: Db, { keptId, mergedId }: Pair, now: Date): Promise<Rows> =>
  rowsIn(
    db,
    sql`
    with was as (update posts p set recorded_until = ${at(now)} where p.person_id = ${mergedId} and p.recorded_until is null returning p.*),
    kept as (select * from posts k where k.person_id = ${keptId} and k.recorded_until is null),
    pieces as (
      select w.*, unnest(datemultirange(daterange(w.valid_from, w.valid_until)) - coalesce((
        select range_agg(daterange(k.valid_from, k.valid_until)) from kept k
        where k.organisation_id = w.organisation_id and k.role = w.role and k.portfolio is not distinct from w.portfolio), '{}'::datemultirange)) as during
      from was w),
    written as (
      insert into posts (post_id, person_id, organisation_id, role, portfolio, is_main, valid_from, valid_until, recorded_from)
      select post_id, ${keptId}, organisation_id, role, portfolio,
             is_main and not exists (select from kept k where k.is_main and daterange(k.valid_from, k.valid_until) && during),
             lower(during), upper(during), ${at(now)} from pieces returning id)
    ${idsOf}`
  )

/** A membership passes with the days on which the kept person had none. */
const passMemberships = (db: Db, { keptId, mergedId }: Pair, now: Date): Promise<Rows> =>
  rowsIn(
    db,
    sql`
    with was as (update memberships m set recorded_until = ${at(now)} where m.person_id = ${mergedId} and m.recorded_until is null returning m.*),
    pieces as (
      select w.*, unnest(datemultirange(daterange(w.valid_from, w.valid_until)) - coalesce((
        select range_agg(daterange(k.valid_from, k.valid_until)) from memberships k
        where k.person_id = ${keptId} and k.recorded_until is null), '{}'::datemultirange)) as during
      from was w),
    written as (
      insert into memberships (person_id, organisation_id, stage, valid_from, valid_until, recorded_from)
      select ${keptId}, organisation_id, stage, lower(during), upper(during), ${at(now)} from pieces returning id)
    ${idsOf}`
  )

/** Facts with an id of their own, and the columns that say them, by table. */
const OWN = {
  posts: { key: 'post_id', columns: 'post_id, organisation_id, role, portfolio, is_main' },
  exemptions: { key: 'exemption_id', columns: 'exemption_id, requirement, kind, reason, approved_by, decided_on, document' },
  due_dates: { key: 'due_date_id', columns: 'due_date_id, requirement, due_on, reason, approved_by, decided_on, document' }
} as const

/** Exemptions and due dates pass as they are, also beside one of the kept person's. */
const passDecisions = (db: Db, table: 'exemptions' | 'due_dates', { keptId, mergedId }: Pair, now: Date): Promise<Rows> => {
  const [name, columns] = [sql.raw(table), sql.raw(OWN[table].columns)]
  return rowsIn(
    db,
    sql`
    with was as (update ${name} e set recorded_until = ${at(now)} where e.person_id = ${mergedId} and e.recorded_until is null returning e.*),
    written as (
      insert into ${name} (${columns}, person_id, valid_from, valid_until, recorded_from)
      select ${columns}, ${keptId}, valid_from, valid_until, ${at(now)} from was returning id)
    ${idsOf}`
  )
}

export const mergePeople = async (db: Db, pair: Pair & { reason: string; by: number }, now: Date): Promise<number> => {
  const moved: Moved = {
    posts: await passPosts(db, pair, now),
    memberships: await passMemberships(db, pair, now),
    exemptions: await passDecisions(db, 'exemptions', pair, now),
    dueDates: await passDecisions(db, 'due_dates', pair, now)
  }
  const { keptId, mergedId, reason, by } = pair
  const [made] = await db
    .insert(personMerges)
    .values({ keptId, mergedId, reason, moved, mergedBy: by, recordedFrom: now })
    .returning({ id: personMerges.id })
  return made!.id
}

/** Facts with an id of their own go back: as they were, or, where they were changed since, as they are now. */
const giveBack = async (
  db: Db,
  table: keyof typeof OWN,
  { keptId, mergedId }: Pair,
  { taken, given }: Rows,
  now: Date
): Promise<void> => {
  if (!taken.length) return
  const { key, columns } = OWN[table]
  const [name, id, kept] = [sql.raw(table), sql.raw(key), sql.raw(columns)]
  // Closed first, in a statement of its own: what is put back would meet what it takes the place of.
  const { closed, changed } = (await firstOf<{ closed: number[]; changed: number[] }>(
    db,
    sql`
    with present as (
      update ${name} f set recorded_until = ${at(now)}
      where f.recorded_until is null and f.person_id = ${keptId} and f.${id} in (select ${id} from ${name} where id in ${among(taken)})
      returning f.id, f.${id} as fact)
    select (select coalesce(json_agg(id), '[]') from present) as closed,
           (select coalesce(json_agg(distinct fact), '[]') from (
              select fact from present where id not in ${among(given)}
              union select ${id} from ${name} where id in ${among(given)} and recorded_until is not null) c) as changed`
  ))!
  await db.execute(sql`
    insert into ${name} (${kept}, person_id, valid_from, valid_until, recorded_from)
    select ${kept}, ${mergedId}::bigint, valid_from, valid_until, ${at(now)} from ${name}
    where (id in ${among(taken)} and ${id} not in ${among(changed)}) or (id in ${among(closed)} and ${id} in ${among(changed)})`)
}

/** Memberships have no id of their own: what came from the other and was not changed since leaves, and the other has what was there before. */
const giveBackMemberships = async (db: Db, { mergedId }: Pair, { taken, given }: Rows, now: Date): Promise<void> => {
  if (!taken.length) return
  await db.execute(sql`update memberships set recorded_until = ${at(now)} where id in ${among(given)} and recorded_until is null`)
  await db.execute(sql`
    insert into memberships (person_id, organisation_id, stage, valid_from, valid_until, recorded_from)
    select ${mergedId}::bigint, organisation_id, stage, valid_from, valid_until, ${at(now)} from memberships where id in ${among(taken)}`)
}

export const separatePeople = async (db: Db, pair: Pair & { moved: Moved }, now: Date): Promise<void> => {
  await giveBack(db, 'posts', pair, pair.moved.posts, now)
  await giveBack(db, 'exemptions', pair, pair.moved.exemptions, now)
  if (pair.moved.dueDates) await giveBack(db, 'due_dates', pair, pair.moved.dueDates, now)
  await giveBackMemberships(db, pair, pair.moved.memberships, now)
}
