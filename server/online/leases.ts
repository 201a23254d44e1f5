import { sql } from 'drizzle-orm'
import { firstOf, type Db } from '../database/db.ts'
import type { OwnLesson } from './queries.ts'

export type HeldLease = {
  id: number
  materialId: number
  lastSequence: number
  /** Milliseconds since the epoch, on the server's clock. */
  acknowledgedAt: number
  endedAt: number | null
}

const instant = (now: Date) => sql`${now.toISOString()}::timestamptz`

/**
 * Gives the lease to a device, and ends the one this person held: it has moved. Clocks of several instances differ a little, so a lease
 * never begins before the last one was heard of. Two devices at once break the exclusion of the table, and the second tries again.
 */
export const startLease = async (
  db: Db,
  lesson: OwnLesson,
  { materialId, deviceId }: { materialId: number; deviceId: string },
  now: Date
): Promise<{ leaseId: number; hasMoved: boolean }> => {
  const moved = await firstOf<{ deviceId: string }>(
    db,
    sql`update watch_leases set ended_at = greatest(${instant(now)}, acknowledged_at)
        where person_id = ${lesson.personId} and ended_at is null returning device_id as "deviceId"`
  )
  const lease = await firstOf<{ id: number }>(
    db,
    sql`insert into watch_leases (person_id, enrolment_id, cohort_id, lesson_id, material_id, device_id, started_at, acknowledged_at)
        select ${lesson.personId}, ${lesson.enrolmentId}, ${lesson.cohortId}, ${lesson.id}, ${materialId}, ${deviceId}::uuid, t.at, t.at
        from (select greatest(${instant(now)}, max(ended_at)) as at from watch_leases where person_id = ${lesson.personId}) t
        returning id`
  )
  return { leaseId: lease!.id, hasMoved: moved !== null && moved.deviceId !== deviceId }
}

/** One's own lease of a lesson, held until this transaction ends: reports of one lease are taken one after the other. */
export const leaseToReport = (db: Db, lesson: OwnLesson, leaseId: number): Promise<HeldLease | null> =>
  firstOf<HeldLease>(
    db,
    sql`select id, material_id as "materialId", last_sequence as "lastSequence",
               (extract(epoch from acknowledged_at) * 1000)::bigint as "acknowledgedAt",
               (extract(epoch from ended_at) * 1000)::bigint as "endedAt"
        from watch_leases where id = ${leaseId} and enrolment_id = ${lesson.enrolmentId} and lesson_id = ${lesson.id} for no key update`
  )

/** A report was taken: time counts from here on. */
export const acknowledge = async (db: Db, leaseId: number, sequence: number, now: Date): Promise<void> => {
  await db.execute(
    sql`update watch_leases set last_sequence = ${sequence},
               acknowledged_at = greatest(acknowledged_at, least(${instant(now)}, coalesce(ended_at, ${instant(now)})))
        where id = ${leaseId}`
  )
}
