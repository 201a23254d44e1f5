import { sql } from 'drizzle-orm'
import { rowsOf, sendsLater, type Db } from './db.ts'

const AHEAD = 50
const kept = new WeakMap<Db, Map<string, number[]>>()

/**
 * The id of what is added next to a table, handed out before it is there: who knows it need not wait for the row. A connection takes some
 * at a time; one that is never used is a gap.
 */
export const idFor = async (db: Db, table: string): Promise<number> => {
  const ofConnection = kept.get(db) ?? new Map<string, number[]>()
  kept.set(db, ofConnection)
  const ids = ofConnection.get(table) ?? []
  ofConnection.set(table, ids)
  if (!ids.length) {
    const count = sendsLater(db) ? AHEAD : 1
    const made = await rowsOf<{ id: number }>(
      db,
      sql`select nextval(pg_get_serial_sequence(${table}, 'id')) as id from generate_series(1, ${count}::int)`
    )
    ids.push(...made.map(({ id }) => id).toReversed())
  }
  return ids.pop()!
}
