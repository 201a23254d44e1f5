import { understandHeading, type Understood } from './columns.ts'
import { cellAt, type Columns, type Merge, type Row, type Sheet } from '../files/tables.ts'

/** One table of a sheet: the whole sheet where it holds no other. */
export type Table<Rows extends Iterable<Row> = Iterable<Row>> = Sheet<Rows> & {
  /** The sheet as the file calls it; `name` tells its tables apart. */
  sheet: string
  /** The row with which it begins, titles included. */
  from: number
  /** The columns it has where another table stands beside it. */
  within: Columns | null
  /** Where its heading is known from dividing the sheet. */
  heading: { first: number; last: number } | null
  /** What stands above all tables of the sheet. */
  titles: readonly Row[]
}

/** The first rows of a table, at hand all together. */
export type Top = Table<Row[]>

export const wholeSheet = <Rows extends Iterable<Row>>(sheet: Sheet<Rows>): Table<Rows> => ({
  ...sheet,
  sheet: sheet.name,
  from: 1,
  within: null,
  heading: null,
  titles: []
})

/** Deep enough for every heading and for what columns hold. */
const TOP = 2000

export function topOf(table: Table): Top {
  const rows: Row[] = []
  for (const row of table.rows) {
    if (rows.length === TOP) break
    rows.push(row)
  }
  return { ...table, rows }
}

/** The heading rows of a table, first and last, and the heading of each column, groups first. */
export type Header = { first: number; last: number; headings: string[][] }

/** How far down a heading may begin, and how many rows it may have. */
export const DEEPEST = 40
export const TALLEST = 3

/**
 * Title rows say little and their headings are none; data rows hold digits, sexes and names. Between them lie the one to three rows in
 * which most columns have a heading that is known. Null where no rows name a person and two things more, or four things.
 */
export function findHeader(sheet: Top): Header | null {
  const rows = sheet.rows.filter(row => row.number < sheet.from + DEEPEST)
  let best: { header: Header; known: number } | null = null
  for (const [at, row] of rows.entries()) {
    const tallest = isTitle(row, rows[at + 1]) ? 1 : TALLEST
    for (let height = 1; height <= tallest; height++) {
      const header = headerAt(sheet, row.number, row.number + height - 1)
      if (header === null) break
      const known = knownIn(header)
      const isLinked = height > 1 && knownIn(headerAt(sheet, header.first, header.first) ?? header) >= 2
      const isBetter =
        best === null || known > best.known || (known === best.known && isLinked && header.last === best.header.last)
      if (isBetter) best = { header, known }
    }
  }
  return best !== null && best.known >= (namesPeople(best.header) ? 3 : 4) ? best.header : null
}

/** One text at the left of what stands below it speaks of the whole table: it is no group of headings. */
function isTitle(row: Row, below: Row | undefined): boolean {
  const [at, ...others] = writtenIn(row)
  return at !== undefined && others.length === 0 && below !== undefined && at <= (writtenIn(below)[0] ?? 0)
}

const writtenIn = (row: Row): number[] => row.cells.flatMap((cell, at) => (cell.text.trim() === '' ? [] : [at + 1]))

/** The headings that rows `first` to `last` give, or null where one of them is no heading row. */
export function headerAt(sheet: Sheet, first: number, last: number): Header | null {
  const rows = sheet.rows.filter(row => row.number >= first && row.number <= last)
  if (rows.length === 0 || (last > first && rows.slice(1).some(looksLikeData))) return null
  const near = { ...sheet, merges: sheet.merges.filter(({ top, bottom }) => top <= last && bottom >= first) }
  const headings = [...Array(widthOf(sheet)).keys()].map(at => headingOf(near, rows, at + 1))
  return { first, last, headings }
}

/** A stray mark in the last of sixteen thousand columns makes no table that wide. */
const WIDEST = 200

export const widthOf = (sheet: Sheet): number => {
  const known = widths.get(sheet.rows)
  if (known !== undefined) return known
  const width = Math.min(
    WIDEST,
    sheet.rows.reduce((widest, row) => Math.max(widest, row.cells.length), 0)
  )
  widths.set(sheet.rows, width)
  return width
}

/** Asked once for every cell of a heading. */
const widths = new WeakMap<Row[], number>()

function headingOf(sheet: Sheet, rows: Row[], column: number): string[] {
  const parts: string[] = []
  rows.forEach((row, at) => {
    const isLast = at === rows.length - 1
    const text = textAt(sheet, row, column) || (isLast ? '' : groupLeftOf(sheet, row, rows[at + 1], column))
    if (text !== '' && parts.at(-1) !== text) parts.push(text)
  })
  return parts
}

/** Without merged cells a group's name stands only over its first column. */
function groupLeftOf(sheet: Sheet, row: Row, below: Row | undefined, column: number): string {
  if (below === undefined || cellAt(below, column).text.trim() === '') return ''
  for (let left = column - 1; left > 0 && cellAt(below, left).text.trim() !== ''; left--) {
    // A merged group ends where it ends.
    if (mergeAt(sheet.merges, row.number, left) !== undefined) return ''
    const text = textAt(sheet, row, left)
    if (text !== '') return text
  }
  return ''
}

/** What is read at a place: a merged range shows its first cell all over, but a title across most of the table is nobody's heading. */
function textAt(sheet: Sheet, row: Row, column: number): string {
  const merge = mergeAt(sheet.merges, row.number, column)
  if (merge === undefined) return cellAt(row, column).text.trim()
  if (merge.right - merge.left + 1 > Math.max(3, widthOf(sheet) * 0.6)) return ''
  const first = sheet.rows.find(each => each.number === merge.top)
  return first ? cellAt(first, merge.left).text.trim() : ''
}

export const mergeAt = (merges: Merge[], row: number, column: number): Merge | undefined =>
  merges.find(({ top, left, bottom, right }) => row >= top && row <= bottom && column >= left && column <= right)

const looksLikeData = (row: Row): boolean =>
  row.cells.some(cell => cell.number !== null || cell.date !== null || /\d{3,}|^(男|女|汉族?|\d+)$/.test(cell.text.trim()))

function knownIn(header: Header): number {
  return new Set(header.headings.map(fieldOfHeading).filter(field => field !== null)).size
}

const fieldOfHeading = (parts: string[]): Understood['field'] => understandHeading(parts).field

/** A list of organisations or of courses has headings too; a roster has people. */
const namesPeople = (header: Header): boolean => header.headings.some(parts => fieldOfHeading(parts) === 'name')
