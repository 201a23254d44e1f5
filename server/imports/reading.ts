import type { Db } from '../database/db.ts'
import { isUnreadable, openSheets } from '../files/sheets.ts'
import type { PersonalKeys } from '../organisations/personal.ts'
import { decryptBytes } from '../organisations/personal.ts'
import { fault } from './faults.ts'
import { organisationsIn, type KnownOrganisation } from './known.ts'
import { unitNamed } from './places.ts'
import { contentOf, type OneImport } from './queries.ts'
import { CannotGoOn } from './reasons.ts'
import { rowsIn, type RosterRow, type UnderstoodSheet } from './rules.ts'
import { sheetsShown, type SheetsRead } from './shown.ts'
import { clearStaging, stager, stageRows, type StagedRow } from './staging.ts'

const BATCH = 500

export type Report = (done: number, total: number | null) => void

/** Reads the stored file anew and stages its rows, some hundred at a time. */
export const readIntoStaging = async (db: Db, keys: PersonalKeys, imported: OneImport, report: Report): Promise<SheetsRead> => {
  await clearStaging(db, imported.id)
  const reading = await rowsOfFile(db, keys, imported)
  const stage = stager(keys)
  let batch: StagedRow[] = []
  let done = 0
  // While the database takes one batch in, the next is read.
  let taking: Promise<void> = Promise.resolve()
  const flush = async () => {
    await taking
    if (batch.length) taking = aside(stageRows(db, imported.id, batch))
    report((done += batch.length), null)
    batch = []
  }
  for (;;) {
    const next = reading.next()
    if (next.done) {
      await flush()
      await taking
      return sheetsShown(next.value)
    }
    batch.push(stage(next.value))
    if (batch.length === BATCH) await flush()
  }
}

/** Waited for later; until then its failure is nobody's. */
export const aside = <Result>(work: Promise<Result>): Promise<Result> => {
  work.catch(() => {})
  return work
}

/** The rows of the file one after the other, each as it stands in the part of the tree it is read into. */
export const rowsOfFile = async (
  db: Db,
  keys: PersonalKeys,
  imported: OneImport
): Promise<Generator<RosterRow, UnderstoodSheet[]>> => {
  const bytes = await bytesOf(db, keys, imported.id)
  const sheets = await openSheets(bytes, imported.fileName)
  if (isUnreadable(sheets)) throw new CannotGoOn({ code: sheets.reason, zh: sheets.zh, en: sheets.en })
  const organisations = await organisationsIn(db, imported.path, imported.effectiveOn)
  const unit = unitOf(organisations, imported.path)
  return withinUnits(rowsIn(sheets, imported.effectiveOn, imported.corrections.sheets, imported.headings), unit)
}

export const bytesOf = async (db: Db, keys: PersonalKeys, importId: number): Promise<Uint8Array> =>
  decryptBytes(keys, await contentOf(db, importId))

function* withinUnits(
  rows: Generator<RosterRow, UnderstoodSheet[]>,
  unit: string | null
): Generator<RosterRow, UnderstoodSheet[]> {
  for (;;) {
    const next = rows.next()
    if (next.done) return next.value
    yield withinUnit(next.value, unit)
  }
}

/** The township into which the file is read, where it is read into one. */
const unitOf = (organisations: KnownOrganisation[], path: string): string | null => {
  const unitName = organisations.find(organisation => organisation.path === path)?.unitName
  return unitName ? unitNamed(unitName) : null
}

/** A file that is read into one township need not name it; a row of another township stays out. */
const withinUnit = (row: RosterRow, unit: string | null): RosterRow => {
  if (unit === null || row.township === unit) return row
  if (row.township === null)
    return {
      ...row,
      township: unit,
      problems: row.problems.filter(({ kind }) => kind !== 'no-organisation' || row.organisation === '')
    }
  return { ...row, problems: [...row.problems, fault('other-unit', null, row.township, unit)] }
}
