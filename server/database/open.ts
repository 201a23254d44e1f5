import { mkdir } from 'node:fs/promises'
import { PGlite } from '@electric-sql/pglite'
import { btree_gist } from '@electric-sql/pglite/contrib/btree_gist'
import { ltree } from '@electric-sql/pglite/contrib/ltree'
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm'
import { drizzle as overPglite } from 'drizzle-orm/pglite'
import pg from 'pg'
import type { Db } from './db.ts'
import { PreparingClient, pipelined } from './pipeline.ts'
import { holdFolder } from './lock.ts'

export type Database = { db: Db; kind: 'postgres' | 'embedded'; close: () => Promise<void> }

// The query builder reads hand-written statements with the process-wide parsers, not the pool's.
const INT8 = 20
const DATE = 1082

/** Ids stay below 2^53; civil dates stay text, so that no driver moves them across midnight. */
const parsers = { [INT8]: Number, [DATE]: (text: string) => text }

export const openPostgres = async (url: string, size = 10): Promise<Database> => {
  pg.types.setTypeParser(INT8, Number)
  pg.types.setTypeParser(DATE, text => text)
  const pool = new pg.Pool({ connectionString: url, max: size, pipeline: true, Client: PreparingClient })
  // A connection that dies while idle is replaced by the pool; without a listener it would take the process with it.
  pool.on('error', () => {})
  try {
    await pool.query('select 1')
  } catch (error) {
    await pool.end()
    throw error
  }
  return { db: pipelined(pool), kind: 'postgres', close: () => pool.end() }
}

/** What `copyOf` made, to begin from, and the engine, compiled before: who opens many compiles it once. */
export type Beginning = { copy?: Blob; engine?: WebAssembly.Module }

/** `folder` null keeps everything in memory. */
export const openEmbedded = async (folder: string | null, { copy, engine }: Beginning = {}): Promise<Database> => {
  if (folder) await mkdir(folder, { recursive: true })
  const release = folder ? await holdFolder(folder) : async () => {}
  const lite = await PGlite.create({
    ...(folder ? { dataDir: folder } : {}),
    ...(copy ? { loadDataDir: copy } : {}),
    ...(engine ? { pgliteWasmModule: engine } : {}),
    extensions: { btree_gist, ltree, pg_trgm },
    parsers
  })
  const close = async () => {
    await lite.close()
    await release()
  }
  const db = overPglite(lite) as unknown as Db
  engines.set(db, lite)
  return { db, kind: 'embedded', close }
}

const engines = new WeakMap<Db, PGlite>()

/** An embedded database as one file, to open others from. */
export const copyOf = ({ db }: Database): Promise<Blob> => engines.get(db)!.dumpDataDir('none')
