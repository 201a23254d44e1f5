import { sql } from 'drizzle-orm'
import { firstOf, type Db } from '../database/db.ts'
import type { Actor } from '../http/actor.ts'

/**
 * Whether a lesson takes somebody to a base: a published one of a cohort in which the person has a seat, or any of one that the account
 * supervises as a class supervisor. It stays so when the cohort is closed.
 */
export const isTakenTo = async (db: Db, { accountId, personId, roles }: Actor, baseId: number): Promise<boolean> => {
  const holds = (role: string) => roles.some(held => held.role === role)
  const row = await firstOf<{ taken: boolean }>(
    db,
    sql`select exists (
          select from lessons l join cohorts c on c.id = l.cohort_id
          where l.base_id = ${baseId} and (
            (${holds('classSupervisor')} and c.supervisor_id = ${accountId})
            or (${holds('trainee')} and exists (select from publications p where p.cohort_id = c.id) and exists (
              select from enrolments e where e.cohort_id = c.id and e.person_id = ${personId}::bigint
                and (select v.kind from enrolment_events v where v.enrolment_id = e.id order by v.id desc limit 1) = 'enrolled')))) as taken`
  )
  return row!.taken
}
