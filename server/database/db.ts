import { SQL, sql, StringChunk } from 'drizzle-orm'
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core'

/** A database handle: the pool, or a transaction. Always the first argument, never a module's variable. */
export type Db = PgDatabase<PgQueryResultHKT>

/** Sends a finished statement to the database behind a handle. */
type Send = (text: string, params: unknown[]) => Promise<{ rows: unknown[] }>

const direct = new WeakMap<Db, Send>()

/** Hand-written statements asked of this handle go straight to its driver: building and wrapping cost more than many of them take. */
export const sendsDirectly = (db: Db, send: Send): void => {
  direct.set(db, send)
}

const unwaited = new WeakMap<Db, Promise<unknown>[]>()

/** From here on what is sent over this handle `later` is gathered, for whoever ends its transaction. */
export const gathersLater = (db: Db): readonly Promise<unknown>[] => {
  const sent: Promise<unknown>[] = []
  unwaited.set(db, sent)
  return sent
}

export const sendsLater = (db: Db): boolean => unwaited.has(db)

/**
 * For a write whose answer nobody needs: it travels with what is asked next, at the latest with COMMIT. If it fails, so does whatever comes
 * after it, and the transaction ends with its error. The embedded database knows no later and is waited for.
 */
export const later = async (db: Db, write: Promise<unknown>): Promise<void> => {
  const sent = unwaited.get(db)
  if (!sent) return void (await write)
  write.catch(() => {})
  sent.push(write)
}

const remembered = new WeakMap<Db, Map<string, Promise<unknown[]>>>()

/** Until it is told to forget, this handle is asked the same only once: for reads that all see one moment, where the answer is the same. */
export const remembering = (db: Db): (() => void) => {
  remembered.set(db, new Map())
  return () => void remembered.delete(db)
}

/** Rows of a hand-written statement; both drivers answer with `{ rows }`. What they say is shared in one moment, so nobody changes them. */
export const rowsOf = <Row>(db: Db, statement: SQL): Promise<Row[]> => {
  const send = direct.get(db)
  const known = remembered.get(db)
  const params: unknown[] = []
  const text = send || known ? textOf(statement, params) : null
  const ask = async (): Promise<Row[]> => {
    const answer = send && text !== null ? await send(text, params) : await db.execute(statement)
    return (answer as unknown as { rows: Row[] }).rows
  }
  if (!known || text === null) return ask()
  const question = text + JSON.stringify(params)
  const rows = (known.get(question) as Promise<Row[]> | undefined) ?? ask()
  known.set(question, rows)
  return rows
}

export const firstOf = async <Row>(db: Db, statement: SQL): Promise<Row | null> => (await rowsOf<Row>(db, statement))[0] ?? null

/**
 * For the rest of this transaction statements are not compiled before they run. Where estimates are far too high, as with paths of a tree,
 * PostgreSQL spends seconds compiling what runs in a tenth of one.
 */
export const withoutCompiling = async (db: Db): Promise<void> => {
  await rowsOf(db, sql`select set_config('jit', 'off', true)`)
}

/**
 * For the rest of this transaction a prepared statement is run by the plan that suits any values. For what concerns one person: there
 * working out a plan for just these values costs more than running it. The embedded database prepares nothing and has nothing to save.
 */
export const byKnownPlans = async (db: Db): Promise<void> => {
  if (direct.has(db)) await rowsOf(db, sql`select set_config('plan_cache_mode', 'force_generic_plan', true)`)
}

/**
 * For the rest of this transaction rows are looked up by their indexes. What a transaction has just filled has no statistics, and would be
 * taken for empty and gone through from end to end, again for each statement. Nor is anything compiled: what has no index is thought
 * endlessly dear then.
 */
export const alongIndexes = async (db: Db): Promise<void> => {
  await rowsOf(db, sql`select set_config('enable_seqscan', 'off', true), set_config('jit', 'off', true)`)
}

/** The statement as it is sent, its values added to `params`; null where it names something only the query builder can spell. */
export const textOf = (statement: SQL, params: unknown[]): string | null => {
  let text = ''
  for (const chunk of statement.queryChunks as unknown[]) {
    if (chunk instanceof StringChunk) text += chunk.value.join('')
    else if (chunk instanceof SQL) {
      const within = (chunk as unknown as { shouldInlineParams: boolean }).shouldInlineParams ? null : textOf(chunk, params)
      if (within === null) return null
      text += within
    } else if (chunk === null || typeof chunk === 'string' || typeof chunk === 'number' || typeof chunk === 'boolean') {
      params.push(chunk)
      text += '$' + params.length
    } else return null
  }
  return text
}
