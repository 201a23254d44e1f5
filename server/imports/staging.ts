/** The rows of a file as they are staged: numbers only as keyed hashes, ciphers and last four. */
import { sql } from 'drizzle-orm'
import { rowsOf, type Db } from '../database/db.ts'
import { encrypt, matchingHash, type PersonalKeys } from '../organisations/personal.ts'
import type { KeyedRow } from './diff.ts'
import type { Fault } from './faults.ts'
import { isRefused, personKey, type RosterRow } from './rules.ts'

/** An ID number and a mobile as they are kept. */
export type Numbers = { idCipher: string | null; idHash: string | null; idLastFour: string | null } & {
  mobileCipher: string | null
  mobileHash: string | null
  mobileLastFour: string | null
}

/** What is understood of a row, without the numbers themselves. */
type Understood = Omit<RosterRow, 'idNumber' | 'mobile' | 'filled' | 'problems' | 'flags' | 'remarks'>

/** What a column of its own holds. */
type Placed = 'sheet' | 'row' | 'name' | 'township' | 'organisation'

type Shown = Omit<Fault<string>, 'value'>

export type StagedRow = Pick<Understood, Placed> & {
  number: number
  /** The number of the first row of this person. */
  person: number
  understood: Omit<Understood, Placed>
  isRefused: boolean
  problems: Shown[] | null
  flags: Shown[] | null
  remarks: Shown[] | null
  numbers: Numbers
}

const shown = (faults: Fault<string>[]): Shown[] | null =>
  faults.length ? faults.map(({ kind, column, zh, en }) => ({ kind, column, zh, en })) : null

/** Numbers the rows of a file in their order, and the people in the order of their first rows. */
export const stager = (keys: PersonalKeys) => {
  const first = new Map<string, number>()
  let number = 0
  return (row: RosterRow): StagedRow => {
    const {
      idNumber,
      mobile,
      filled: _filled,
      problems,
      flags,
      remarks,
      sheet,
      row: at,
      name,
      township,
      organisation,
      ...understood
    } = row
    number++
    const key = isRefused(row) ? '' : personKey(row)
    const person = (key && first.get(key)) || number
    if (key && person === number) first.set(key, number)
    return {
      number,
      person,
      sheet,
      row: at,
      name,
      township,
      organisation,
      understood,
      isRefused: isRefused(row),
      problems: shown(problems),
      flags: isRefused(row) ? null : shown(flags),
      remarks: isRefused(row) ? null : shown(remarks),
      numbers: {
        idCipher: cipherOf(keys, idNumber),
        idHash: idNumber && matchingHash(keys, idNumber),
        idLastFour: lastFour(idNumber),
        mobileCipher: cipherOf(keys, mobile),
        mobileHash: mobile && matchingHash(keys, mobile),
        mobileLastFour: lastFour(mobile)
      }
    }
  }
}

const cipherOf = (keys: PersonalKeys, number: string | null): string | null =>
  number && Buffer.from(encrypt(keys, number)).toString('base64')

const lastFour = (number: string | null): string | null => number?.slice(-4) ?? null

/** Takes away what an earlier reading staged. */
export const clearStaging = async (db: Db, importId: number): Promise<void> => {
  for (const table of ['import_readings', 'import_places', 'import_people', 'import_rows'])
    await rowsOf(db, sql`delete from ${sql.raw(table)} where import_id = ${importId}`)
}

/** Days after an application for which its rows can still be looked through; its sums and its file stay. */
const KEPT_DAYS = 90

/** Takes away the staged rows of files that were applied long ago, unless held people still wait for a decision. */
export const purgeStaging = async (db: Db, now: Date): Promise<number> => {
  const due = await rowsOf<{ id: number }>(
    db,
    sql`select a.import_id as id from roster_applications a
        where a.applied_at < ${now.toISOString()}::timestamptz - make_interval(days => ${KEPT_DAYS}::int)
          and exists (select from import_readings g where g.import_id = a.import_id)
          and (coalesce((a.summary->'lists'->>'held')::int, 0) = 0 or exists (select from import_removals m where m.import_id = a.import_id)
               or exists (select from import_undos z where z.import_id = a.import_id))`
  )
  for (const { id } of due) await clearStaging(db, id)
  return due.length
}

export const stageRows = async (db: Db, importId: number, rows: readonly StagedRow[]): Promise<void> => {
  await rowsOf(
    db,
    sql`
    insert into import_rows (import_id, number, person, sheet, row_number, name, township, organisation, is_refused, understood, problems, flags,
                             remarks, numbers)
    select ${importId}, number, person, sheet, "row", name, township, organisation, "isRefused", understood, problems, flags, remarks, numbers
    from json_to_recordset(${JSON.stringify(rows)}::json) as r(number int, person int, sheet text, "row" int, name text, township text,
      organisation text, "isRefused" boolean, understood json, problems jsonb, flags jsonb, remarks jsonb, numbers json)`
  )
}

export type Staged = KeyedRow & { number: number; person: number; numbers: Numbers }

type Kept = Pick<StagedRow, Placed | 'number' | 'person' | 'understood' | 'numbers'>

/** Rows that go in, of the people whose first rows are numbered from `first` to before `until`. */
export const rowsStaged = async (db: Db, importId: number, first: number, until: number): Promise<Staged[]> => {
  const rows = await rowsOf<Kept>(
    db,
    sql`select number, person, sheet, row_number as "row", name, township, organisation, understood, numbers from import_rows
        where import_id = ${importId} and person >= ${first} and person < ${until} and not is_refused order by person, number`
  )
  return rows.map(({ number, person, understood, numbers, ...placed }) => ({
    number,
    person,
    numbers,
    idHash: numbers.idHash,
    mobileHash: numbers.mobileHash,
    row: { ...placed, ...understood, idNumber: null, mobile: null, filled: [], problems: [], flags: [], remarks: [] }
  }))
}

/** Of the whole file: how many rows, the townships it names, and the places of rows that were refused. */
export const totalsStaged = async (db: Db, importId: number) => {
  const places = await rowsOf<{ township: string | null; organisation: string; isRefused: boolean; rows: number }>(
    db,
    sql`select township, organisation, is_refused as "isRefused", count(*)::int as rows
        from import_rows where import_id = ${importId} group by 1, 2, 3`
  )
  return { places, rows: places.reduce((sum, { rows }) => sum + rows, 0) }
}
