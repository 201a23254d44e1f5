import { sql } from 'drizzle-orm'
import { rowsOf, type Db } from '../database/db.ts'

/** Ids for places that are not in the tree yet, so that an application is insertions and nothing else. One that is never used is a gap. */
export const reserver = (db: Db) => {
  const ids = new Map<string, number>()
  const taken = new Set<number>()
  return {
    ids: ids as ReadonlyMap<string, number>,
    has: (id: number): boolean => taken.has(id),
    reserve: async (keys: readonly string[]): Promise<void> => {
      const missing = [...new Set(keys)].filter(key => !ids.has(key))
      if (!missing.length) return
      const made = await rowsOf<{ id: number }>(
        db,
        sql`select nextval(pg_get_serial_sequence('organisations', 'id')) as id from generate_series(1, ${missing.length}::int)`
      )
      missing.forEach((key, at) => {
        ids.set(key, made[at]!.id)
        taken.add(made[at]!.id)
      })
    }
  }
}

export type Reserver = ReturnType<typeof reserver>
