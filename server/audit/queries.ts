import { sql } from 'drizzle-orm'
import { rowsOf, type Db } from '../database/db.ts'
import type { AuditLine } from '../http/endpoints.ts'

/** Who did what, when: written in the transaction of the act itself, so that neither stands without the other. */
export const writeLine = async (db: Db, line: AuditLine): Promise<void> => {
  const { at, accountId, act, organisationId, details } = line
  await rowsOf(
    db,
    sql`insert into audit_lines (at, account_id, act, organisation_id, details)
        values (${at.toISOString()}::timestamptz, ${accountId}, ${act}, ${organisationId}, ${JSON.stringify(details)}::jsonb)`
  )
}
