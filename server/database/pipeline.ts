import { createHash } from 'node:crypto'
import { drizzle } from 'drizzle-orm/node-postgres'
import type { PgTransactionConfig } from 'drizzle-orm/pg-core'
import pg from 'pg'
import { gathersLater, sendsDirectly, type Db } from './db.ts'
import { Flight, isGivenUp } from './flight.ts'

/**
 * A signed-in write is six small statements. Three things make them cheap without making the code of the slices know: statements are
 * prepared once per connection, BEGIN travels together with the first of them, and what is asked in one turn is one flight.
 * A pooler in transaction mode follows prepared statements from PgBouncer 1.21 on; in front of an older one set PG_PREPARE=0.
 */
const KEPT = 400
const isPreparing = process.env.PG_PREPARE !== '0'
const names = new Map<string, string>()

/** Lists of any length make ever new texts; only the first few hundred, which are those that come again, are kept. */
const nameOf = (text: string): string | undefined => {
  const known = names.get(text)
  if (known || names.size >= KEPT) return known
  const name = createHash('sha1').update(text).digest('base64url')
  names.set(text, name)
  return name
}

type Whole = pg.QueryConfig & { rowMode?: string; queryMode: 'extended' }

/** The driver copies what it is given property by property, which costs more than reading a row; where it can be spared, it is. */
const queryOf = (whole: Whole, values: unknown[] | undefined): pg.Query => {
  if (whole.rowMode) return new pg.Query(whole, values as never)
  const query = new pg.Query(whole.text, (values ?? whole.values) as never)
  const { name, types, queryMode } = whole
  const { _result } = Object.assign(query, { name, types, queryMode }) as unknown as { _result: { _types: unknown } }
  _result._types = types
  return query
}

type Ask = (config: pg.QueryConfig | string, values?: unknown[], callback?: Answered) => unknown
type Answered = (error: Error | undefined, result: pg.QueryResult) => void

/** Names every statement, and sends what is asked in one turn as one flight. */
export class PreparingClient extends pg.Client {
  #asked: pg.Query[] = []

  // The driver's overloads are wider than what the query builder sends: a text, or a config, and its values.
  override query = ((config, values, callback) => {
    const text = typeof config === 'string' ? config : config.text
    const ask = super.query as unknown as Ask
    // Several statements in one text are for the server to take apart; it does so without preparing any.
    if (text === undefined || text.includes(';')) {
      this.#send()
      return ask.call(this, config, values, callback)
    }
    const { promise, resolve, reject } = Promise.withResolvers<pg.QueryResult>()
    const answered: Answered = (error, result) => (error ? reject(error) : resolve(result))
    const named = isPreparing ? nameOf(text) : undefined
    const whole = Object.assign(
      { types: pg.types, queryMode: 'extended' as const },
      typeof config === 'string' ? { text } : config
    )
    if (named) whole.name ??= named
    const query = queryOf(whole, values)
    Object.assign(query, { callback: callback ?? answered })
    if (this.#asked.push(query) === 1) setImmediate(() => this.#send())
    return callback ? undefined : promise
  }) as Ask as pg.Client['query']

  #send() {
    const asked = this.#asked
    this.#asked = []
    if (asked.length) super.query(asked.length === 1 ? asked[0]! : new Flight(asked))
  }
}

const modesOf = ({ isolationLevel, accessMode, deferrable }: PgTransactionConfig = {}): string =>
  [isolationLevel && `isolation level ${isolationLevel}`, accessMode, deferrable && 'deferrable'].filter(Boolean).join(' ')

const { TIMESTAMP, TIMESTAMPTZ, DATE, INTERVAL } = pg.types.builtins
const asText = new Set<number>([TIMESTAMP, TIMESTAMPTZ, DATE, INTERVAL])
const unread = (text: string) => text
/** Hand-written statements are read as the query builder reads them: times stay text. */
const types = {
  getTypeParser: (type: number, format: 'text') => (asText.has(type) ? unread : pg.types.getTypeParser(type, format))
}

/** A client and the query builder over it live as long as each other. */
const within = new WeakMap<pg.PoolClient, Db>()

const handleOf = (client: pg.PoolClient): Db => {
  const known = within.get(client)
  if (known) return known
  const db = drizzle(client) as unknown as Db
  db.transaction = () => {
    throw new Error('a transaction is already open')
  }
  sendsDirectly(db, (text, params) => client.query({ text, types } as pg.QueryConfig, params))
  within.set(client, db)
  return db
}

/** A statement that nobody waited for failed, and COMMIT undid the rest: whoever sent that statement knows why. */
export class RolledBack extends Error {}

/** Why: of what was sent to be answered later, the one that failed by itself; null where none did. */
const causeAmong = async (sent: readonly Promise<unknown>[]): Promise<unknown> => {
  for (const outcome of await Promise.allSettled(sent))
    if (outcome.status === 'rejected' && !isGivenUp(outcome.reason)) return outcome.reason
  return null
}

const isUndone = (ended: Promise<pg.QueryResult>): Promise<boolean> =>
  ended.then(
    ({ command }) => command === 'ROLLBACK',
    error => {
      if (isGivenUp(error)) return true
      throw error
    }
  )

const pipelines = new WeakSet<Db>()

/** Whether statements may be sent before the answer to the last one has come. */
export const isPipelined = (db: Db): boolean => pipelines.has(db)

/**
 * The query builder over a pool, with transactions whose BEGIN does not wait for an answer of its own. What was only read is true
 * whatever becomes of COMMIT, so the reader does not wait for it either; the client does.
 */
export const pipelined = (pool: pg.Pool): Db => {
  const db = drizzle(pool) as unknown as Db
  db.transaction = async (work, config) => {
    const client = await pool.connect()
    const handle = handleOf(client)
    const sent = gathersLater(handle)
    try {
      const begun = client.query(`begin ${modesOf(config)}`)
      begun.catch(() => {})
      const answer = await work(handle as never)
      await begun
      const ended = client.query('commit')
      if (config?.accessMode === 'read only') {
        ended.then(
          () => client.release(),
          () => client.release(true)
        )
        return answer
      }
      if (await isUndone(ended)) throw new RolledBack()
      client.release()
      return answer
    } catch (error) {
      await client.query('rollback').then(
        () => client.release(),
        () => client.release(true)
      )
      const isConsequence = error instanceof RolledBack || isGivenUp(error)
      throw (isConsequence && (await causeAmong(sent))) || error
    }
  }
  pipelines.add(db)
  return db
}
