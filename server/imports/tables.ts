/**
 * The tables of one sheet. Most sheets are one table, and then nothing is divided.
 *
 * A second table begins where another heading stands below the people of the first: a row that is mostly headings, with a name among them
 * and other columns, or columns in another order, than those above. The same heading again, as a page break prints it, begins nothing.
 * The title and the fill-in line over a heading belong to it; sums and signatures above them to the table before.
 * Two tables stand side by side where each of them, read alone, has a heading with a name, and a blank column lies between; or where one
 * row of headings is the same headings over and over.
 */
import { rowsFrom, rowsNear } from '../files/packedRows.ts'
import { rowWithin, type Columns, type Merge, type OpenSheet, type Row } from '../files/tables.ts'
import { understandHeading } from './columns.ts'
import { DEEPEST, findHeader, headerAt, TALLEST, topOf, wholeSheet, type Header, type Table, type Top } from './header.ts'
import { isAside, isRepeatedHeading, isTitleLine } from './lines.ts'
import type { SheetMapping } from './mapping.ts'
import { tidy } from './places.ts'

export function tablesOf(sheet: OpenSheet, byHand: SheetMapping | undefined, taken: ReadonlySet<string> = new Set()): Table[] {
  const whole = wholeSheet(sheet)
  if (sheet.isHidden && !byHand) return [whole]
  const starts = startsOf(sheet, byHand)
  const below = starts.map(({ from, heading }, at) => {
    const until = starts[at + 1]?.from
    const rows = from === 1 && until === undefined ? sheet.rows : between(sheet.rows, from, until ?? Infinity)
    return { ...whole, rows, from, heading }
  })
  const tables = below.flatMap(table => {
    const top = topOf(table)
    return columnsOf(top).map(within => (within === null ? table : besideOthers(table, top, within)))
  })
  if (tables.length === 1) return tables
  const titles = titlesOf(topOf(below[0]!))
  const names = new Set(taken)
  return tables.map((table, at) => {
    const name = at === 0 ? sheet.name : nameOf(sheet.name, at + 1, names)
    names.add(name)
    return { ...table, name, isHidden: false, titles: [...table.titles, ...titles] }
  })
}

function nameOf(sheet: string, number: number, taken: ReadonlySet<string>): string {
  const name = `${sheet}（第 ${number} 个表）`
  return taken.has(name) ? nameOf(sheet, number + 1, taken) : name
}

const between = (rows: Iterable<Row>, from: number, until: number): Iterable<Row> => ({
  *[Symbol.iterator]() {
    for (const row of rowsFrom(rows, from)) {
      if (row.number >= until) return
      yield row
    }
  }
})

const titlesOf = (top: Top): Row[] => {
  const header = findHeader(top)
  return header === null ? [] : top.rows.filter(row => row.number < header.first)
}

type Start = { from: number; heading: Table['heading'] }
type Known = { header: Header; lines: ReadonlySet<string> }

/** A heading with a name has one of these in it; blocks of a large sheet without them are not even unpacked. */
const NAMING = ['姓', '名字']

/** A page that prints its own number in its heading is looked at closely each time; so many times, and not without end. */
const MOST = 1000

/** How far above a heading its title may stand. */
const ABOVE = 10

function startsOf(sheet: OpenSheet, byHand: SheetMapping | undefined): Start[] {
  const starts: Start[] = [{ from: 1, heading: null }]
  let current = saidByHand(sheet, byHand)
  let looked = 0
  for (const row of rowsNear(sheet.rows, NAMING)) {
    const after = current?.header.last ?? 0
    if (row.number <= after || !mayName(row) || current?.lines.has(lineOf(row)) || !isMostlyHeadings(row)) continue
    if (++looked > MOST) break
    const near = [...between(sheet.rows, Math.max(after + 1, row.number - ABOVE), row.number + TALLEST)]
    const header = headerAround(sheet, near, row)
    if (header === null || (current && isSame(current.header, header, near))) continue
    const from = startOf(near, header, after)
    const heading = { first: header.first, last: header.last }
    if (hasPeople(sheet, current, from)) starts.push({ from, heading })
    // A blank form, or a list of what must be filled in: the heading with people below it is the heading.
    else if (current !== null) starts.at(-1)!.heading = heading
    else if (header.first > DEEPEST) starts[0] = { from, heading }
    current = { header, lines: linesOf(near, header) }
  }
  return starts
}

function saidByHand(sheet: OpenSheet, { headerFirst, headerLast = headerFirst }: SheetMapping = {}): Known | null {
  if (headerFirst === undefined || headerLast === undefined) return null
  const rows = [...between(sheet.rows, headerFirst, headerLast + 1)]
  const header = headerAt({ ...sheet, rows }, headerFirst, headerLast)
  return header && { header, lines: linesOf(rows, header) }
}

const lineOf = (row: Row): string => row.cells.map(cell => tidy(cell.text)).join('\t')

const linesOf = (rows: readonly Row[], { first, last }: Header): ReadonlySet<string> =>
  new Set(rows.filter(({ number }) => number >= first && number <= last).map(lineOf))

const textsOf = (row: Row): string[] => row.cells.map(cell => tidy(cell.text)).filter(text => text !== '')

/** A heading that is one in use, or names what a roster does not keep. */
const isHeading = (text: string): boolean => {
  const understood = understandHeading([text])
  return understood.field === null ? understood.reason === 'not-kept' : understood.sureness === 'exact'
}

const isName = (text: string): boolean => {
  const understood = understandHeading([text])
  return understood.field === 'name' && understood.sureness === 'exact'
}

const holdsData = ({ cells }: Row): boolean =>
  cells.some(({ number, date, text }) => number !== null || date !== null || /^(男|女|\d+)$|\d{11}/.test(tidy(text)))

/** Asked of many rows, so only of their letters. */
const mayName = ({ cells }: Row): boolean => cells.some(({ text }) => NAMING.some(part => text.includes(part)))

function isMostlyHeadings(row: Row): boolean {
  const texts = textsOf(row)
  return !holdsData(row) && texts.some(isName) && texts.filter(isHeading).length * 2 > texts.length
}

/** The heading of which a row is part; rows of groups stand right above it, rows of single headings below. */
function headerAround(sheet: OpenSheet, near: Row[], row: Row): Header | null {
  let first = near.findIndex(({ number }) => number === row.number)
  const merges = sheet.merges.filter(({ top, bottom }) => bottom >= near[0]!.number && top <= near.at(-1)!.number)
  while (first > 0 && near[first - 1]!.number === near[first]!.number - 1 && isGroupRow(merges, near[first - 1]!)) first--
  const rows = near.slice(first)
  const header = findHeader({ ...wholeSheet({ ...sheet, rows, merges }), from: rows[0]!.number })
  return header && header.first <= row.number && header.last >= row.number ? header : null
}

/** Some of its headings go down into the row below, or all its cells are merged over or into that row. */
const isGroupRow = (merges: Merge[], row: Row): boolean => {
  const written = writtenIn(row)
  const isMerged = (column: number) => merges.some(({ top, left }) => top === row.number && left === column)
  return written.length > 1 && (written.some(({ text }) => isHeading(text)) || written.every(({ column }) => isMerged(column)))
}

const isOwn = ({ headings }: Header): boolean =>
  headings.some(parts => {
    const understood = understandHeading(parts)
    return understood.field === 'name' && understood.sureness === 'exact'
  })

/** Nothing stands elsewhere than in the heading before, and most of it word for word. */
function isSame(before: Header, header: Header, near: Row[]): boolean {
  const fieldIn = ({ headings }: Header, at: number) => understandHeading(headings[at] ?? []).field
  const isElsewhere = header.headings.some((_, at) => {
    const field = fieldIn(header, at)
    return field !== null && field !== fieldIn(before, at)
  })
  const rows = near.filter(({ number }) => number >= header.first && number <= header.last)
  return !isElsewhere && rows.every(row => isRepeatedHeading(writtenIn(row), before))
}

const writtenIn = ({ cells }: Row): { text: string; column: number }[] =>
  cells.map((cell, at) => ({ text: tidy(cell.text), column: at + 1 })).filter(({ text }) => text !== '')

/** What is said over a heading, from its title down; after a blank gap all of it that stands together, and the gap. */
function startOf(near: readonly Row[], { first }: Header, after: number): number {
  let [start, next] = [first, first]
  for (const row of near.filter(({ number }) => number < first).toReversed()) {
    const texts = textsOf(row)
    const isApart = row.number < next - 1
    if (isApart && next < first) start = next
    if (isApart ? next < first || !isTitleLine(texts) : !isAside(texts)) break
    if (isTitleLine(texts)) start = row.number
    next = row.number
  }
  const above = near.findLast(({ number }) => number < start)?.number ?? after
  return above < start - 1 ? start - 1 : start
}

/** Whether there may be somebody between the heading before and where the next table begins. */
function hasPeople(sheet: OpenSheet, current: Known | null, from: number): boolean {
  const before = current?.header ?? findHeader(topOf({ ...wholeSheet(sheet), rows: between(sheet.rows, 1, from) }))
  if (before === null) return false
  for (const row of between(sheet.rows, before.last + 1, from)) if (!isAside(textsOf(row))) return true
  return false
}

/** The columns of each of the tables that stand side by side; null where one takes all. */
function columnsOf(top: Top): (Columns | null)[] {
  const apart = bandsOf(top.rows).filter(band => isTable(within(top, band)))
  const beginnings = apart.length > 1 ? apart.map(({ left }) => left) : repeatedIn(top)
  if (beginnings.length < 2) return [null]
  return beginnings.map((left, at) => ({ left: at === 0 ? 1 : left, right: (beginnings[at + 1] ?? Infinity) - 1 }))
}

const within = (top: Top, columns: Columns): Top => ({
  ...top,
  heading: null,
  rows: top.rows.slice(0, DEEPEST).flatMap(row => rowWithin(row, columns) ?? [])
})

const isTable = (top: Top): boolean => {
  const header = findHeader(top)
  return header !== null && isOwn(header)
}

/** Runs of columns with blank ones between; a stray mark, a total or a signature does not fill a blank column. */
function bandsOf(rows: readonly Row[]): Columns[] {
  const filled: number[] = []
  for (const { cells } of rows)
    cells.forEach((cell, at) => {
      if (cell.text.trim() !== '') filled[at] = (filled[at] ?? 0) + 1
    })
  const isFull = Array.from(filled, (count = 0) => count > STRAY)
  if (isFull.indexOf(false, isFull.indexOf(true)) < 0) return []
  // The other table may have two people where this one has two thousand.
  for (const { cells } of rows.slice(0, DEEPEST))
    cells.forEach((cell, at) => {
      isFull[at] ||= isHeading(cell.text)
    })
  const bands: Columns[] = []
  isFull.forEach((full, at) => {
    const last = bands.at(-1)
    if (full && last?.right === at) last.right = at + 1
    else if (full) bands.push({ left: at + 1, right: at + 1 })
  })
  return bands
}

const STRAY = 3

/** Where the same headings begin over and over: 姓名 党支部 职务 姓名 党支部 职务. */
function repeatedIn(top: Top): number[] {
  const header = top.heading ? headerAt(top, top.heading.first, top.heading.last) : findHeader(top)
  const words = header?.headings.map(parts => tidy(parts.at(-1) ?? '')) ?? []
  const left = words.findIndex(word => word !== '')
  const right = words.findLastIndex(word => word !== '')
  const names = words.flatMap((word, at) => (isName(word) ? [at] : []))
  const period = (names[1] ?? 0) - (names[0] ?? 0)
  const written = words.slice(left, right + 1)
  const isOver = period > 2 && written.length % period === 0 && written.every((word, at) => word === written[at % period])
  return isOver ? written.flatMap((_, at) => (at % period === 0 ? [left + at + 1] : [])) : []
}

function besideOthers(table: Table, top: Top, columns: Columns): Table {
  const rows: Iterable<Row> = {
    *[Symbol.iterator]() {
      for (const row of table.rows) {
        const part = rowWithin(row, columns)
        if (part) yield part
      }
    }
  }
  return { ...table, rows, within: columns, heading: null, titles: titlesOf(top) }
}
