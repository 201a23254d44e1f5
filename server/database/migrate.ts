import { readdir, readFile } from 'node:fs/promises'
import { sql } from 'drizzle-orm'
import { rowsOf, type Db } from './db.ts'

const FOLDER = new URL('../../migrations/', import.meta.url)
/** Any number will do, as long as every instance asks for the same one. */
const MIGRATING = 7_204_001

/**
 * Applies what is missing from migrations/, in name order, all in one transaction; forward only. Several instances that start at
 * once wait for each other. Returns the names that were applied.
 */
export const migrate = async (db: Db): Promise<string[]> => {
  const files = (await readdir(FOLDER)).filter(name => name.endsWith('.sql')).toSorted()
  return db.transaction(async tx => {
    await tx.execute(sql`select pg_advisory_xact_lock(${sql.raw(String(MIGRATING))})`)
    await tx.execute(
      sql`create table if not exists migrations (name text primary key, applied_at timestamptz not null default now())`
    )
    const known = new Set((await rowsOf<{ name: string }>(tx, sql`select name from migrations`)).map(row => row.name))
    const missing = files.filter(name => !known.has(name))
    for (const name of missing) {
      await run(tx, await readFile(new URL(name, FOLDER), 'utf8'))
      await tx.execute(sql`insert into migrations (name) values (${name})`)
    }
    return missing
  })
}

/** The embedded driver takes one statement a call, so both get them one by one. A statement ends at a semicolon that ends its line and is not inside a $$ body. */
const run = async (db: Db, script: string): Promise<void> => {
  for (const statement of statementsOf(script)) await db.execute(sql.raw(statement))
}

const statementsOf = (script: string): string[] => {
  const statements: string[] = []
  let lines: string[] = []
  let isInBody = false
  for (const line of script.split('\n')) {
    if (!lines.length && (line.trim() === '' || line.startsWith('--'))) continue
    lines.push(line)
    if ((line.match(/\$\$/g) ?? []).length % 2) isInBody = !isInBody
    if (!isInBody && line.trimEnd().endsWith(';')) {
      statements.push(lines.join('\n'))
      lines = []
    }
  }
  if (lines.join('').trim()) statements.push(lines.join('\n'))
  return statements
}
