/** Giving up a file that was sent and not applied: what is staged of it names people who may never come onto the roster. */
import { sql } from 'drizzle-orm'
import { rowsOf, type Db } from '../database/db.ts'
import { askFor } from './runs.ts'
import { clearStaging } from './staging.ts'

/** As work on the file that is done at once, so that it excludes any other that is under way or just begins. */
export const abandonImport = async (db: Db, importId: number, accountId: number, now: Date): Promise<void> => {
  const runId = await askFor(db, importId, 'abandoning', accountId, now)
  await rowsOf(
    db,
    sql`insert into import_abandonments (import_id, abandoned_at, abandoned_by) values (${importId}, ${now.toISOString()}, ${accountId})`
  )
  await clearStaging(db, importId)
  await rowsOf(db, sql`update import_runs set ended_at = ${now.toISOString()}, outcome = 'finished' where id = ${runId}`)
}
