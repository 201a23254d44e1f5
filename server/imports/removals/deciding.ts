/** 离任 that were held: a second person has let them go. */
import { sql } from 'drizzle-orm'
import { rowsOf, type Db } from '../../database/db.ts'
import { correctPostsFrom, endMembershipsFrom } from '../../organisations/inSets.ts'
import { concerned, endsOf, membershipsOf, noteFor } from '../applying.ts'
import type { OneImport } from '../queries.ts'

export type Deed = { accountId: number; reason: string; now: Date }

/** Ends the posts and memberships that were held and are still held; whoever has ended one meanwhile knew better. */
export const removeHeld = async (db: Db, { id }: OneImport, { accountId, now }: Deed): Promise<number[]> => {
  const isStillHeld = sql`is_held and exists (select from posts o where o.post_id = e."postId" and o.recorded_until is null
    and o.valid_from < e.until and (o.valid_until is null or o.valid_until > e.until))`
  await correctPostsFrom(db, endsOf(id, isStillHeld), now, noteFor(id))
  const isStillMember = sql`is_held and exists (select from memberships o where o.person_id = p.person_id and o.organisation_id = (p.writes->'membership'->>'wasAt')::bigint
    and o.recorded_until is null and (o.valid_until is null or o.valid_until > (p.writes->'membership'->>'from')::date))`
  await endMembershipsFrom(db, membershipsOf(id, isStillMember), now, noteFor(id))
  const ids = await concerned(db, id, sql`is_held`)
  await addDecision(db, id, { isConfirmed: true, people: ids.length, accountId, now })
  return ids
}

export type Decision = { isConfirmed: boolean; people: number; accountId: number; now: Date }

export const addDecision = async (db: Db, importId: number, { isConfirmed, people, accountId, now }: Decision): Promise<void> => {
  await rowsOf(
    db,
    sql`insert into import_removals (import_id, is_confirmed, people, decided_at, decided_by)
        values (${importId}, ${isConfirmed}, ${people}, ${now.toISOString()}, ${accountId})`
  )
}
