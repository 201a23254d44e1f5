import type { SQL } from 'drizzle-orm'
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core'

/** A database handle: the pool, or a transaction. Always the first argument, never a module's variable. */
export type Db = PgDatabase<PgQueryResultHKT>

/** Rows of a hand-written statement; both drivers answer with `{ rows }`. */
export const rowsOf = async <Row>(db: Db, statement: SQL): Promise<Row[]> =>
  ((await db.execute(statement)) as unknown as { rows: Row[] }).rows

export const firstOf = async <Row>(db: Db, statement: SQL): Promise<Row | null> => (await rowsOf<Row>(db, statement))[0] ?? null
