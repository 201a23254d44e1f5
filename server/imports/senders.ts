/** Who sends roster files: what kind of list they send, and what a person said of their headings. */
import { sql } from 'drizzle-orm'
import { firstOf, rowsOf, type Db } from '../database/db.ts'
import { ltrees } from '../organisations/roster.ts'
import type { Headings } from './rules.ts'

/** A sender without a name is the unit itself. */
export const OWN = '本单位'

export type Sender = { id: number; isCompleteList: boolean | null }

export const senderNamed = async (
  db: Db,
  { organisationId, label, accountId }: { organisationId: number; label: string; accountId: number },
  now: Date
): Promise<Sender> =>
  (await firstOf<Sender>(
    db,
    sql`insert into import_senders (organisation_id, label, added_at, added_by)
        values (${organisationId}, ${label}, ${now.toISOString()}, ${accountId})
        on conflict on constraint import_senders_once do update set label = excluded.label
        returning id, is_complete_list as "isCompleteList"`
  ))!

export const rememberKind = async (db: Db, senderId: number, isCompleteList: boolean): Promise<void> => {
  await rowsOf(db, sql`update import_senders set is_complete_list = ${isCompleteList} where id = ${senderId}`)
}

/** Later words on a heading replace earlier ones. */
export const rememberHeadings = async (db: Db, senderId: number, headings: Headings): Promise<void> => {
  await rowsOf(
    db,
    sql`update import_senders set headings = headings || ${JSON.stringify(headings)}::jsonb where id = ${senderId}`
  )
}

export type ListedSender = { organisationId: number; label: string; isCompleteList: boolean | null }

/** The last ones first. */
export const sendersWithin = (db: Db, paths: readonly string[]): Promise<ListedSender[]> =>
  rowsOf<ListedSender>(
    db,
    sql`select s.organisation_id as "organisationId", s.label, s.is_complete_list as "isCompleteList"
        from import_senders s
        join organisation_facts f on f.organisation_id = s.organisation_id and f.recorded_until is null and f.path <@ any(${ltrees(paths)})
        group by s.id order by (select max(i.id) from roster_imports i where i.sender_id = s.id) desc nulls last, s.id desc`
  )
