/**
 * How a roster file is read.
 *
 * The heading is where most columns are known, wherever it stands: titles and fill-in lines are above it, people below. A column is
 * understood by its heading, or by its cells where the heading leaves it open, or because a person said so; a column that is not
 * imported is named with the reason. Totals, signatures, notes and blank rows are nobody's, and are listed.
 *
 * A row stays out where it would put something untrue on the roster: no name; no organisation; a post that is not known; a date that
 * cannot be read; a birth in the future; an ID number of another length, with a wrong check digit, with digits lost to a number cell,
 * or that contradicts the sex or the birth month beside it; a number that another person of the file already has; a second copy of the
 * same person in the same post. A person with several posts may have several rows.
 *
 * A row goes in and is shown where a person should look: a second secretary of one organisation (the later row), a post that begins
 * after the day of the import, a mobile number that cannot be read, a person without an ID number. A remark such as 长期患病 or 外出务工
 * is shown and decides nothing: an exemption needs its own approval.
 *
 * The ID number fills in a sex or a birth month that the row does not state, and the row says so. Nothing else is filled in but what
 * merged or once-written cells say from above.
 */
import type { Row, Sheet } from '../files/tables.ts'
import type { ColumnField } from './columns.ts'
import { fault } from './faults.ts'
import { findHeader, headerAt, type Header } from './header.ts'
import { linesOf, type Dropped } from './lines.ts'
import { mapColumns, type Column, type Mapping, type SheetMapping } from './mapping.ts'
import { personOf, stylesOf, type RosterRow } from './people.ts'
import { organisationKey, townshipOf } from './places.ts'

export type { Mapping, RosterRow }
export { FIELDS } from './columns.ts'
export { diffOf } from './diff.ts'
export { organisationKindOf } from './places.ts'

/** Whether a sheet is read as a roster, or why it gives no rows. */
export type SheetState = 'roster' | 'empty' | 'hidden' | 'left-out' | 'no-heading' | 'missing-columns'

export type UnderstoodSheet = {
  name: string
  state: SheetState
  /** First and last heading row. */
  header: { first: number; last: number } | null
  columns: Column[]
  /** What a roster cannot do without and this sheet does not have. */
  missing: ('name' | 'organisation' | 'role')[]
  /** The township of the whole sheet where its rows do not name one, and where that was read. */
  township: { text: string; from: 'by-hand' | 'sheet-name' | 'title' } | null
  dropped: Dropped[]
  rowCount: number
}

export type Understanding = { sheets: UnderstoodSheet[]; rows: RosterRow[] }

/** `asOf`: the civil date against which a birth or a post lies in the future. */
export function understand(sheets: Sheet[], asOf: string, mapping: Mapping = {}): Understanding {
  const read = sheets.map(sheet => understandSheet(sheet, asOf, mapping[sheet.name]))
  const rows = read.flatMap(each => each.rows)
  const letterOf: LetterOf = (row, ...fields) =>
    read.find(({ sheet }) => sheet.name === row.sheet)?.sheet.columns.find(({ field }) => field && fields.includes(field))
      ?.letter ?? null
  refuseSharedIds(rows, letterOf)
  refuseSecondCopies(rows, letterOf)
  flagSecondSecretaries(rows, letterOf)
  return { sheets: read.map(each => each.sheet), rows }
}

export const isRefused = (row: RosterRow): boolean => row.problems.length > 0

function understandSheet(
  sheet: Sheet,
  asOf: string,
  byHand: SheetMapping | undefined
): { sheet: UnderstoodSheet; rows: RosterRow[] } {
  const nothing = (state: SheetState, more: Partial<UnderstoodSheet> = {}) => ({
    sheet: { name: sheet.name, state, header: null, columns: [], missing: [], township: null, dropped: [], rowCount: 0, ...more },
    rows: []
  })
  if (byHand?.isLeftOut) return nothing('left-out')
  if (sheet.rows.length === 0) return nothing('empty')
  if (sheet.isHidden && !byHand) return nothing('hidden')
  const header = headerOf(sheet, byHand)
  if (header === null) return nothing('no-heading')
  const data = sheet.rows.filter(row => row.number > header.last)
  const columns = mapColumns(sheet, header, data, byHand?.columns)
  const missing = missingOf(columns, byHand)
  const place = { first: header.first, last: header.last }
  if (missing.length > 0) return nothing('missing-columns', { header: place, columns, missing })
  const { lines, dropped } = linesOf(sheet, header, columns)
  const township = sharedTownship(sheet, header, byHand)
  const shared = { sheet: sheet.name, asOf, township: township?.text ?? '', role: byHand?.role ?? '', styles: stylesOf(lines) }
  const rows = lines.map(line => personOf(line, shared))
  return {
    sheet: { name: sheet.name, state: 'roster', header: place, columns, missing, township, dropped, rowCount: rows.length },
    rows
  }
}

function headerOf(sheet: Sheet, byHand: SheetMapping | undefined): Header | null {
  if (byHand?.headerFirst === undefined) return findHeader(sheet)
  return headerAt(sheet, byHand.headerFirst, byHand.headerLast ?? byHand.headerFirst)
}

function missingOf(columns: Column[], byHand: SheetMapping | undefined): UnderstoodSheet['missing'] {
  const has = (...fields: Column['field'][]) => columns.some(column => column.field !== null && fields.includes(column.field))
  const missing: UnderstoodSheet['missing'] = []
  if (!has('name')) missing.push('name')
  if (!has('organisation', 'unitAndPost')) missing.push('organisation')
  if (!has('role', 'unitAndPost') && !byHand?.role) missing.push('role')
  return missing
}

/** One sheet per township is a habit; then the sheet's own name or the line 填报单位 says which. */
function sharedTownship(sheet: Sheet, header: Header, byHand: SheetMapping | undefined): UnderstoodSheet['township'] {
  if (byHand?.township) return { text: byHand.township, from: 'by-hand' }
  const ofName = townshipOf(sheet.name)
  if (ofName) return { text: ofName, from: 'sheet-name' }
  const titles = sheet.rows.filter(row => row.number < header.first).flatMap(titleTownship)
  return titles[0] ? { text: titles[0], from: 'title' } : null
}

const titleTownship = (row: Row): string[] =>
  row.cells.flatMap(cell => {
    const unit = /(?:填报|所在)?单位(?:[（(][^）)]*[）)])?[:：]\s*([^\s:：]+)/.exec(cell.text.normalize('NFKC'))?.[1]
    return (unit && townshipOf(unit)) || []
  })

/** The person a row speaks of, in the order of what identifies: ID number, staff number, name with mobile, name with organisation. */
export function personKey(row: RosterRow): string {
  if (row.idNumber) return `id ${row.idNumber}`
  if (row.staffNo) return `no ${row.staffNo}`
  if (row.mobile) return `mobile ${row.name} ${row.mobile}`
  return `at ${row.name} ${organisationKey(row.township, row.organisation)}`
}

type LetterOf = (row: RosterRow, ...fields: ColumnField[]) => string | null

const placeOfRow = (row: RosterRow): [zh: string, en: string] => [
  `“${row.sheet}”第 ${row.row} 行`,
  `“${row.sheet}”, row ${row.row}`
]

function refuseSharedIds(rows: RosterRow[], letterOf: LetterOf) {
  const owners = new Map<string, RosterRow>()
  for (const row of rows) {
    if (row.idNumber === null || isRefused(row)) continue
    const owner = owners.get(row.idNumber)
    if (!owner) owners.set(row.idNumber, row)
    else if (owner.name !== row.name) {
      row.problems.push(fault('id-shared', letterOf(row, 'idNumber'), row.idNumber, ...placeOfRow(owner)))
    }
  }
}

/** Among the rows that go in: one that adds no post to what its person already has is a copy. */
function refuseSecondCopies(rows: RosterRow[], letterOf: LetterOf) {
  const first = new Map<string, RosterRow>()
  for (const row of rows) {
    if (isRefused(row)) continue
    const keys = row.posts.map(post =>
      [personKey(row), organisationKey(row.township, row.organisation), post.role, post.portfolio].join('|')
    )
    const earlier = keys.map(key => first.get(key))
    if (earlier[0] && earlier.every(each => each !== undefined)) {
      row.problems.push(fault('second-copy', letterOf(row, 'name'), row.name, ...placeOfRow(earlier[0])))
    }
    for (const key of keys) if (!first.has(key)) first.set(key, row)
  }
}

/** The file says so even where the first of the two stays out for a slip, so both are looked at. */
function flagSecondSecretaries(rows: RosterRow[], letterOf: LetterOf) {
  const first = new Map<string, RosterRow>()
  for (const row of rows) {
    const post = row.posts.find(each => each.role === 'secretary')
    if (!post || row.organisation === '' || row.problems.some(problem => problem.kind === 'second-copy')) continue
    const key = organisationKey(row.township, row.organisation)
    const earlier = first.get(key)
    if (!earlier) first.set(key, row)
    else if (personKey(earlier) !== personKey(row)) {
      row.flags.push(fault('two-secretaries', letterOf(row, 'role', 'unitAndPost'), post.title, ...placeOfRow(earlier)))
    }
  }
}
