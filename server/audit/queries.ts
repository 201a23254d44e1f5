import type { Db } from '../database/db.ts'
import type { AuditLine } from '../http/endpoints.ts'
import { auditLines } from './schema.ts'

/** Who did what, when: written in the transaction of the act itself, so that neither stands without the other. */
export const writeLine = async (db: Db, line: AuditLine): Promise<void> => {
  await db.insert(auditLines).values(line)
}
