import { readdirSync } from 'node:fs'
import { getTableConfig, PgTable } from 'drizzle-orm/pg-core'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { rowsOf } from '../../server/database/db.ts'
import { openTestDatabase } from '../harness.ts'

let database: Awaited<ReturnType<typeof openTestDatabase>>
beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())

/** `table.column type null?` for every column, from both sides. */
const fromSchemas = async (): Promise<string[]> => {
  const server = new URL('../../server/', import.meta.url)
  const files = readdirSync(server, { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('/schema.ts'))
  const modules = await Promise.all(files.map(name => import(new URL(name, server).href)))
  const tables = modules.flatMap(module => Object.values(module)).filter((value): value is PgTable => value instanceof PgTable)
  return tables.flatMap(table => {
    const { name, columns } = getTableConfig(table)
    return columns.map(column => `${name}.${column.name} ${column.getSQLType()}${column.notNull ? '' : ' null'}`)
  })
}

const fromMigrations = async (): Promise<string[]> => {
  const rows = await rowsOf<{ line: string }>(
    database.db,
    sql`select c.relname || '.' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod) || case when a.attnotnull then '' else ' null' end as line
        from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
        where n.nspname = 'public' and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped and c.relname <> 'migrations'`
  )
  return rows.map(row => row.line)
}

test('the schemas say exactly what the migrations made', async () => {
  const plain = (lines: string[]) => lines.map(line => line.replace('timestamp with time zone', 'timestamptz')).toSorted()
  const [schemas, migrations] = [plain(await fromSchemas()), plain(await fromMigrations())]
  expect(migrations.length).toBeGreaterThan(100)
  expect(schemas).toEqual(migrations)
})
