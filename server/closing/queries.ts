import { sql } from 'drizzle-orm'
import type { Verdict } from '../cohorts/contents/rules.ts'
import { closings } from '../cohorts/schema.ts'
import { rowsOf, type Db } from '../database/db.ts'

export const addClosing = async (
  db: Db,
  added: { cohortId: number; derogationId: number | null; closedBy: number; versionId: number | null; verdicts: Verdict[] },
  now: Date
): Promise<number> => {
  const [made] = await db
    .insert(closings)
    .values({ ...added, closedAt: now })
    .returning({ id: closings.id })
  return made!.id
}

/** Who may sign a derogation for a cohort at this place of the tree: approvers whose organisation lies strictly above it, nearest first. */
export const approversAbove = (db: Db, path: string): Promise<{ name: string; organisationName: string }[]> =>
  rowsOf(
    db,
    sql`select a.name, f.name as "organisationName"
        from account_roles r
        join accounts a on a.id = r.account_id and not a.is_disabled
        join organisation_facts f on f.organisation_id = r.organisation_id and f.recorded_until is null and f.valid_until is null
        where r.role = 'approver' and r.revoked_at is null and f.path @> ${path}::ltree and f.path <> ${path}::ltree
        order by nlevel(f.path) desc, a.name collate "C" limit 5`
  )

export type Promised = {
  enrolmentId: number
  number: number
  name: string
  unitAndPost: string
  isCompleted: boolean
  total: number
  earned: number
  leave: number
  absent: number
  electiveMinutes: number
}

/** What a close-out promised, whatever has become known since. In centi-credits. */
export const promisedIn = (db: Db, cohortId: number): Promise<Promised[]> =>
  rowsOf<Promised>(
    db,
    sql`select d.enrolment_id as "enrolmentId", e.number, p.name, e.post_snapshot as "unitAndPost", d.is_completed as "isCompleted",
               d.total_centi_credits as total, d.earned_centi_credits as earned, d.leave_centi_credits as leave,
               d.absent_centi_credits as absent, d.elective_minutes as "electiveMinutes"
        from completions d
        join enrolments e on e.id = d.enrolment_id
        cross join lateral (
          select name from person_facts where person_id = d.person_id and recorded_until is null order by valid_from desc limit 1) p
        where d.cohort_id = ${cohortId}
        order by e.number`
  )
