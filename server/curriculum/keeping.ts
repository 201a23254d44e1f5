import { sql, type SQL } from 'drizzle-orm'
import { getTableConfig, type PgTable } from 'drizzle-orm/pg-core'
import { getTableColumns } from 'drizzle-orm'
import { firstOf, later, rowsOf, type Db } from '../database/db.ts'
import { idFor } from '../database/ids.ts'
import { isWithin } from '../http/actor.ts'

/** A noun of the catalogues: the table of its ids, the table of what is known of each, and the fields of its form. */
export type Noun<Facts> = {
  things: PgTable
  facts: PgTable
  /** The column that names the thing: `teacherId`. */
  thing: string
  fields: readonly (keyof Facts & string)[]
  /** By which columns a list is ordered, as SQL of `x`. */
  order: string
}

/** A thing as it is known now. `path` is the line of its organisation in the tree. */
export type Kept<Facts> = Facts & {
  id: number
  organisationId: number
  organisationName: string
  path: string
  isHidden: boolean
}

export const partsOf = (paths: readonly string[]): SQL =>
  sql`array[${sql.join(
    paths.map(path => sql`${path}::ltree`),
    sql`, `
  )}]`

// A township teaches in the county's rooms as well: what belongs to an organisation above is there to be used.
export const usableFrom = (paths: readonly string[]): SQL =>
  sql`cross join lateral (select name, path from organisation_facts
        where organisation_id = x.organisation_id and recorded_until is null order by valid_from desc limit 1) f
      where f.path <@ any(${partsOf(paths)}) or f.path @> any(${partsOf(paths)})`

/** Whether what belongs to this place is used from these parts. */
export const isUsableFrom = (path: string, paths: readonly string[]): boolean =>
  paths.some(part => isWithin(path, part) || isWithin(part, path))

// The names of tables and columns are those of the schema, so they are written into the statement as they are.
const nameOf = (table: PgTable): SQL => sql.raw(getTableConfig(table).name)

const columnOf = (noun: Noun<never>, field: string): string => getTableColumns(noun.facts)[field]!.name

const selected = <Facts>(noun: Noun<Facts>): SQL => {
  const columns = getTableColumns(noun.facts)
  const fields = noun.fields.map(field => {
    const column = columns[field]!
    const name = `x.${column.name}`
    return `${column.getSQLType().endsWith('[]') ? `to_json(${name})` : name} as "${field}"`
  })
  return sql.raw(
    [
      `x.${columnOf(noun as never, noun.thing)} as id`,
      'x.organisation_id as "organisationId"',
      ...fields,
      'x.is_hidden as "isHidden"'
    ].join(', ')
  )
}

/** Things of the organisations within these parts and above them, those offered first. */
export const keptFor = <Facts>(db: Db, noun: Noun<Facts>, paths: readonly string[]): Promise<Kept<Facts>[]> =>
  rowsOf(
    db,
    sql`select ${selected(noun)}, f.name as "organisationName", f.path::text as path
        from (select * from ${nameOf(noun.facts)} where recorded_until is null) x ${usableFrom(paths)}
        order by x.is_hidden, ${sql.raw(noun.order)}, 1`
  )

export const keptById = <Facts>(db: Db, noun: Noun<Facts>, id: number): Promise<Kept<Facts> | null> =>
  firstOf(
    db,
    sql`select ${selected(noun)}, f.name as "organisationName", f.path::text as path
        from ${nameOf(noun.facts)} x
        cross join lateral (select name, path from organisation_facts
          where organisation_id = x.organisation_id and recorded_until is null order by valid_from desc limit 1) f
        where x.${sql.raw(columnOf(noun as never, noun.thing))} = ${id} and x.recorded_until is null`
  )

/** What an organisation itself keeps, for comparing a file with. */
export const keptAt = async <Facts>(
  db: Db,
  noun: Noun<Facts>,
  { id, path }: { id: number; path: string }
): Promise<Kept<Facts>[]> => (await keptFor(db, noun, [path])).filter(({ organisationId }) => organisationId === id)

/** Waits until nobody else is changing this thing, and reads how it then stands. */
export const holdKept = async <Facts>(db: Db, noun: Noun<Facts>, id: number): Promise<Kept<Facts>> => {
  await db.execute(sql`select from ${nameOf(noun.things)} where id = ${id} for update`)
  return (await keptById(db, noun, id))!
}

export type Known<Facts> = Facts & { organisationId: number; isHidden: boolean }

/** Who writes, and when. */
export type Writing = { by: number; now: Date }

/** What is known from now on, with the statement that says of which thing. */
const record = <Facts>(noun: Noun<Facts>, known: Known<Facts>, { by, now }: Writing, thing: SQL): SQL => {
  const columns = getTableColumns(noun.facts)
  const row = { ...(known as object), recordedBy: by, recordedFrom: now }
  const named = Object.entries(row).map(([field, value]) => [columns[field]!.name, value] as const)
  const names = named.map(([name]) => name)
  const facts = nameOf(noun.facts)
  return sql`insert into ${facts} (${sql.raw([columnOf(noun as never, noun.thing), ...names].join(', '))})
             select thing.id, ${sql.raw(names.map(name => `known.${name}`).join(', '))}
             from (${thing}) thing, json_populate_record(null::${facts}, ${JSON.stringify(Object.fromEntries(named))}::json) known
             returning ${sql.raw(columnOf(noun as never, noun.thing))} as id`
}

export const addKept = async <Facts>(db: Db, noun: Noun<Facts>, known: Known<Facts>, writing: Writing): Promise<number> => {
  const things = nameOf(noun.things)
  const id = await idFor(db, getTableConfig(noun.things).name)
  const made = sql`with made as (insert into ${things} (id) overriding system value values (${id}::bigint) returning id) `
  await later(db, rowsOf(db, sql`${made}${record(noun, known, writing, sql`select id from made`)}`))
  return id
}

/** What was known until now is closed, and what is known from now on stands beside it. */
export const changeKept = async <Facts>(
  db: Db,
  noun: Noun<Facts>,
  id: number,
  known: Known<Facts>,
  writing: Writing
): Promise<void> => {
  const closed = rowsOf(
    db,
    sql`update ${nameOf(noun.facts)} set recorded_until = ${writing.now.toISOString()}::timestamptz
        where ${sql.raw(columnOf(noun as never, noun.thing))} = ${id} and recorded_until is null`
  )
  await later(db, closed)
  await later(db, rowsOf(db, record(noun, known, writing, sql`select ${id}::bigint as id`)))
}

/** The thing and all that was known of it. The database refuses by the name of the key while anything uses it. */
export const removeKept = async <Facts>(db: Db, noun: Noun<Facts>, id: number): Promise<void> => {
  await db.execute(sql`delete from ${nameOf(noun.things)} where id = ${id}`)
}

export type Past<Facts> = Facts & { isHidden: boolean; recordedAt: string; recordedBy: string | null }

/** Everything that was ever known of a thing, newest first. */
export const pastOf = <Facts>(db: Db, noun: Noun<Facts>, id: number): Promise<Past<Facts>[]> =>
  rowsOf(
    db,
    sql`select ${selected(noun)}, to_char(x.recorded_from at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "recordedAt",
               a.name as "recordedBy"
        from ${nameOf(noun.facts)} x left join accounts a on a.id = x.recorded_by
        where x.${sql.raw(columnOf(noun as never, noun.thing))} = ${id} order by x.id desc`
  )
