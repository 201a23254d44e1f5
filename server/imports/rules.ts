/**
 * How a roster file is read.
 *
 * The heading is where most columns are known, wherever it stands: titles and fill-in lines are above it, people below. A sheet may hold
 * several tables with headings of their own, and each is read as a sheet would be. A column is
 * understood by its heading, or by its cells where the heading leaves it open, or because a person said so; a column that is not
 * imported is named with the reason. Totals, signatures, notes and blank rows are nobody's, and are listed.
 *
 * A row stays out where it would put something untrue on the roster: no name; no organisation; a post that is not known, or neither a post nor a stage of membership; a date that
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
import type { Columns, OpenSheet, Row } from '../files/tables.ts'
import { findHeader, headerAt, topOf, type Header, type Table, type Top } from './header.ts'
import { captionTownship, linesOf, surveyOf, type Dropped } from './lines.ts'
import { mapColumns, type Column, type Headings, type Mapping, type SheetMapping } from './mapping.ts'
import { personOf, type RosterRow } from './people.ts'
import { acrossRows, type LetterOf } from './across.ts'
import { townshipOf } from './places.ts'
import { tablesOf } from './tables.ts'

export type { Headings, Mapping, RosterRow }
export { isRefused, personKey } from './across.ts'
export { FIELDS } from './columns.ts'
export { diffOf } from './diff.ts'
export { organisationKindOf } from './places.ts'

/** Whether a sheet is read as a roster, or why it gives no rows. */
export type SheetState = 'roster' | 'empty' | 'hidden' | 'left-out' | 'no-heading' | 'missing-columns'

/** A sheet, or one of its tables. */
export type UnderstoodSheet = {
  /** Of a further table the name of its sheet and its place among the tables: 名册（第 2 个表）. */
  name: string
  /** The sheet as the file calls it. */
  sheet: string
  /** The first of its rows, and its columns where another table stands beside it. */
  from: number
  within: Columns | null
  /** The post of everybody in it, as a person said. */
  role: string | null
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
  /** Of one whose heading was not found, or has too little under it: how it begins, so that a person can say which row it is. */
  beginning: { row: number; cells: string[] }[]
}

export type Understanding = { sheets: UnderstoodSheet[]; rows: RosterRow[] }

/** `asOf`: the civil date against which a birth or a post lies in the future. */
export function understand(sheets: OpenSheet[], asOf: string, mapping: Mapping = {}): Understanding {
  const reading = rowsIn(sheets, asOf, mapping)
  const rows: RosterRow[] = []
  for (;;) {
    const next = reading.next()
    if (next.done) return { sheets: next.value, rows }
    rows.push(next.value)
  }
}

/** The rows of people one after the other, for files that are too large to be held; at the end, how the sheets were understood. */
export function* rowsIn(
  sheets: OpenSheet[],
  asOf: string,
  mapping: Mapping = {},
  remembered: Headings = {}
): Generator<RosterRow, UnderstoodSheet[]> {
  const across = acrossRows()
  const read: UnderstoodSheet[] = []
  const names = new Set(sheets.map(({ name }) => name))
  for (const table of sheets.values().flatMap(sheet => tablesOf(sheet, mapping[sheet.name], names))) {
    const { understood, lines } = understandTable(table, asOf, mapping[table.name], remembered)
    const letterOf: LetterOf = (...fields) =>
      understood.columns.find(({ field }) => field && fields.includes(field))?.letter ?? null
    for (const row of lines) {
      across(row, letterOf)
      yield row
    }
    read.push(understood)
  }
  return read
}

function understandTable(
  table: Table,
  asOf: string,
  byHand: SheetMapping | undefined,
  remembered: Headings
): { understood: UnderstoodSheet; lines: Iterable<RosterRow> } {
  const named = { name: table.name, sheet: table.sheet, from: table.from, within: table.within, role: byHand?.role ?? null }
  const nothing = (state: SheetState, more: Partial<UnderstoodSheet> = {}) => ({
    understood: {
      ...named,
      state,
      header: null,
      columns: [],
      missing: [],
      township: null,
      dropped: [],
      rowCount: 0,
      beginning: [],
      ...more
    },
    lines: []
  })
  const top = topOf(table)
  if (byHand?.isLeftOut) return nothing('left-out')
  if (top.rows.length === 0) return nothing('empty')
  if (table.isHidden && !byHand) return nothing('hidden')
  const header = headerOf(top, byHand)
  if (header === null) return nothing('no-heading', { beginning: beginningOf(top) })
  const data = top.rows.filter(row => row.number > header.last)
  const columns = mapColumns(top, header, data, byHand?.columns, remembered)
  const missing = missingOf(columns, byHand)
  const place = { first: header.first, last: header.last }
  if (missing.length > 0) return nothing('missing-columns', { header: place, columns, missing, beginning: beginningOf(top) })
  const survey = surveyOf(table, header, columns)
  const township = sharedTownship(top, header, byHand)
  const shared = {
    sheet: table.name,
    asOf,
    township: township?.text ?? '',
    role: byHand?.role ?? '',
    styles: survey.styles
  }
  const { dropped, people: rowCount } = survey
  return {
    understood: { ...named, state: 'roster', header: place, columns, missing, township, dropped, rowCount, beginning: [] },
    lines: linesOf(table, header, columns, survey).map(line => personOf(line, shared))
  }
}

/** No heading stands lower than a screen of rows, nor needs more columns to be recognised. */
const BEGINNING = { rows: 15, columns: 12 }

const beginningOf = ({ rows }: Top): UnderstoodSheet['beginning'] =>
  rows.slice(0, BEGINNING.rows).map(({ number, cells }) => ({
    row: number,
    cells: cells.slice(0, BEGINNING.columns).map(({ text }) => text.trim().slice(0, 40))
  }))

function headerOf(table: Top, byHand: SheetMapping | undefined): Header | null {
  if (byHand?.headerFirst !== undefined) return headerAt(table, byHand.headerFirst, byHand.headerLast ?? byHand.headerFirst)
  return table.heading ? headerAt(table, table.heading.first, table.heading.last) : findHeader(table)
}

function missingOf(columns: Column[], byHand: SheetMapping | undefined): UnderstoodSheet['missing'] {
  const has = (...fields: Column['field'][]) => columns.some(column => column.field !== null && fields.includes(column.field))
  const missing: UnderstoodSheet['missing'] = []
  if (!has('name')) missing.push('name')
  if (!has('organisation', 'unitAndPost')) missing.push('organisation')
  if (!has('role', 'unitAndPost', 'memberStage') && !byHand?.role) missing.push('role')
  return missing
}

/** One sheet per township is a habit; then the sheet's own name, a title or the line 填报单位 says which: its own before that of the whole sheet. */
function sharedTownship(table: Top, header: Header, byHand: SheetMapping | undefined): UnderstoodSheet['township'] {
  if (byHand?.township) return { text: byHand.township, from: 'by-hand' }
  const ofName = townshipOf(table.sheet)
  if (ofName) return { text: ofName, from: 'sheet-name' }
  const titles = [...table.rows.filter(row => row.number < header.first), ...table.titles].flatMap(titleTownship)
  return titles[0] ? { text: titles[0], from: 'title' } : null
}

const titleTownship = (row: Row): string[] =>
  row.cells.flatMap((cell, at) => {
    const text = cell.text.normalize('NFKC')
    const unit = /(?:填报|所在)?单位(?:[（(][^）)]*[）)])?[:：]\s*([^\s:：]+)/.exec(text)?.[1]
    const isAlone = row.cells.every((other, place) => place === at || other.text.trim() === '')
    return (unit ? townshipOf(unit) : isAlone ? captionTownship(text) : null) ?? []
  })
