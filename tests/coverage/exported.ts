import { sql } from 'drizzle-orm'
import { rowsOf, type Db } from '../../server/database/db.ts'
import type { Row, World } from './oracle.ts'

/** Everything coverage rests on, row by row, for whoever counts from scratch. */
export const exportedFrom = async (db: Db): Promise<World> => {
  const all = async (table: string) =>
    (await rowsOf<{ row: Row }>(db, sql.raw(`select to_jsonb(t) - 'path' as row from ${table} t order by id`))).map(
      ({ row }) => row
    )
  return {
    posts: await all('posts'),
    memberships: await all('memberships'),
    exemptions: await all('exemptions'),
    dueDates: await all('due_dates'),
    entries: await all('credit_entries'),
    completions: await all('completions'),
    organisations: await all('organisation_facts')
  }
}
