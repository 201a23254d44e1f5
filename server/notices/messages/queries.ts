import { sql } from 'drizzle-orm'
import { firstOf, rowsOf, type Db } from '../../database/db.ts'
import type { Actor } from '../../http/actor.ts'
import type { Sentence } from '../../http/refusals.ts'
import { messageRecipients, messageReplacements, messages } from './schema.ts'

export type MessageKind = 'timetablePublished' | 'timetableChanged'
/** A person is reached through whatever account signs in for them, now or later. */
export type Recipient = { personId: number } | { accountId: number }
export type NewMessage = { kind: MessageKind; cohortId: number; title: Sentence; lines: Sentence[]; since: number }

export const sendMessage = async (db: Db, sent: NewMessage, to: readonly Recipient[], now: Date): Promise<void> => {
  if (!to.length) return
  const { title, ...message } = sent
  const [made] = await db
    .insert(messages)
    .values({ ...message, titleZh: title.zh, titleEn: title.en, sentAt: now })
    .returning({ id: messages.id })
  await db.insert(messageRecipients).values(to.map(recipient => ({ ...recipient, messageId: made!.id })))
}

/** What was last sent about a cohort and is not replaced: when, since when it speaks, and whether anybody has read it. Null: nothing. */
export const lastSent = async (db: Db, cohortId: number, kind: MessageKind) => {
  const found = await firstOf<{ since: number; sentAt: string; isRead: boolean; ids: number[] }>(
    db,
    sql`select m.since, max(to_char(m.sent_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) as "sentAt",
               bool_or(exists (select from message_readings r where r.message_id = m.id)) as "isRead", array_agg(m.id) as ids
        from messages m
        where m.cohort_id = ${cohortId} and m.kind = ${kind}
          and not exists (select from message_replacements p where p.message_id = m.id)
        group by m.since order by max(m.id) desc limit 1`
  )
  return found && { ...found, sentAt: new Date(found.sentAt), ids: found.ids.map(Number) }
}

export const replaceMessages = async (db: Db, ids: readonly number[], now: Date): Promise<void> => {
  if (ids.length) await db.insert(messageReplacements).values(ids.map(messageId => ({ messageId, replacedAt: now })))
}

export type InboxMessage = {
  id: number
  kind: MessageKind
  cohortId: number
  titleZh: string
  titleEn: string
  lines: Sentence[]
  sentAt: string
  isRead: boolean
}

const toActor = ({ accountId, personId }: Actor) => sql`
  from message_recipients t join messages m on m.id = t.message_id
  where (t.account_id = ${accountId} or t.person_id = ${personId}::bigint)
    and not exists (select from message_replacements p where p.message_id = m.id)`

/** The newest hundred. */
export const inboxOf = (db: Db, actor: Actor): Promise<InboxMessage[]> =>
  rowsOf<InboxMessage>(
    db,
    sql`select m.id, m.kind, m.cohort_id as "cohortId", m.title_zh as "titleZh", m.title_en as "titleEn", m.lines,
               to_char(m.sent_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "sentAt",
               exists (select from message_readings r where r.message_id = m.id and r.account_id = ${actor.accountId}) as "isRead"
        ${toActor(actor)} order by m.id desc limit 100`
  )

/** What is the actor's of these, and not read yet, is read now. */
export const readMessages = (db: Db, actor: Actor, ids: readonly number[], now: Date): Promise<{ messageId: number }[]> =>
  rowsOf(
    db,
    sql`insert into message_readings (message_id, account_id, read_at)
        select m.id, ${actor.accountId}, ${now.toISOString()}::timestamptz ${toActor(actor)}
          and m.id in (select value::bigint from jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb))
        on conflict do nothing returning message_id as "messageId"`
  )
