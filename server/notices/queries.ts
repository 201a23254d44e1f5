import { sql, type SQL } from 'drizzle-orm'
import { firstOf, rowsOf, type Db } from '../database/db.ts'
import { isTrueIn } from '../organisations/queries.ts'
import { dayOf } from '../time/dates.ts'
import { complaintAnswers, complaints } from './schema.ts'

export type Answer = { text: string; answeredAt: string; answeredBy: string }
export type KeptComplaint = {
  id: number
  page: string
  text: string
  sentAt: string
  answers: Answer[]
}
export type ReadComplaint = KeptComplaint & {
  name: string | null
  organisationId: number
  organisationName: string
  contact: string | null
}

export type NewComplaint = {
  accountId: number | null
  organisationId: number
  page: string
  text: string
  contact: string | null
  clientKey: string
}

/** Adds a complaint, or finds the one that the same phone has sent before. */
export const addComplaint = async (db: Db, added: NewComplaint, now: Date): Promise<number> => {
  const [made] = await db
    .insert(complaints)
    .values({ ...added, sentAt: now })
    .onConflictDoNothing({ target: complaints.clientKey })
    .returning({ id: complaints.id })
  if (made) return made.id
  return (await firstOf<{ id: number }>(db, sql`select id from complaints where client_key = ${added.clientKey}`))!.id
}

export const addAnswer = async (
  db: Db,
  answer: { complaintId: number; text: string; answeredBy: number },
  now: Date
): Promise<number> => {
  const [made] = await db
    .insert(complaintAnswers)
    .values({ ...answer, answeredAt: now })
    .returning({ id: complaintAnswers.id })
  return made!.id
}

const iso = (column: SQL): SQL => sql`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`

const columns = sql`c.id, c.page, c.text, ${iso(sql`c.sent_at`)} as "sentAt",
  coalesce((select json_agg(json_build_object('text', w.text, 'answeredAt', ${iso(sql`w.answered_at`)}, 'answeredBy', by.name) order by w.id)
    from complaint_answers w join accounts by on by.id = w.answered_by where w.complaint_id = c.id), '[]') as answers`

export const complaintsBy = (db: Db, accountId: number): Promise<KeptComplaint[]> =>
  rowsOf(db, sql`select ${columns} from complaints c where c.account_id = ${accountId} order by c.id desc limit 200`)

/**
 * The complaints that come to whoever administers these parts of the tree: those made within them, and, for the topmost, those made where no
 * training administrator is. The unit of a complaint is where it stands in the tree today, or stood last.
 */
const comingTo = (paths: readonly string[], now: Date): SQL => {
  const own = sql`array[${sql.join(
    paths.map(path => sql`${path}::ltree`),
    sql`, `
  )}]`
  return sql`
    with offices as (
      select distinct o.path from account_roles r
      join accounts a on a.id = r.account_id and not a.is_disabled
      join organisation_facts o on o.organisation_id = r.organisation_id and ${isTrueIn(sql`o`, dayOf(now))}
      where r.role = 'trainingAdministrator' and r.revoked_at is null),
    coming as (
      select c.*, f.name as organisation_name, exists (select from complaint_answers w where w.complaint_id = c.id) as is_answered
      from complaints c
      cross join lateral (
        select name, path from organisation_facts where organisation_id = c.organisation_id and recorded_until is null
        order by valid_from desc limit 1) f
      where f.path <@ any(${own})
         or (not exists (select from offices o where f.path <@ o.path)
             and exists (select from unnest(${own}) p where not exists (select from offices o where p <@ o.path and p <> o.path))))`
}

export const complaintsFor = (
  db: Db,
  paths: readonly string[],
  now: Date,
  of: { id: number } | { isAnswered: boolean }
): Promise<ReadComplaint[]> =>
  rowsOf(
    db,
    sql`${comingTo(paths, now)}
        select ${columns}, a.name, c.organisation_id as "organisationId", c.organisation_name as "organisationName", c.contact
        from coming c left join accounts a on a.id = c.account_id
        where ${
          'id' in of
            ? sql`c.id = ${of.id}`
            : of.isAnswered
              ? sql`c.is_answered order by c.id desc limit 200`
              : sql`not c.is_answered order by c.id limit 200`
        }`
  )

export const waitingFor = async (db: Db, paths: readonly string[], now: Date) =>
  (await firstOf<{ open: number; answered: number; oldestOpenAt: string | null }>(
    db,
    sql`${comingTo(paths, now)}
        select count(*) filter (where not is_answered)::int as open, count(*) filter (where is_answered)::int as answered,
               ${iso(sql`min(sent_at) filter (where not is_answered)`)} as "oldestOpenAt"
        from coming`
  ))!
