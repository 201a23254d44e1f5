import { columnLetter, columnNumber } from '../files/letters.ts'
import { cellAt, type Cell, type Merge, type OpenSheet, type Row } from '../files/tables.ts'
import { pointsWritten } from './dates.ts'
import type { Column } from './mapping.ts'
import type { ColumnField } from './columns.ts'
import type { Header } from './header.ts'
import type { Styles } from './people.ts'
import { tidy, townshipOf } from './places.ts'

/** A row that speaks of a person, with what merged or blank cells take from the rows above. */
export type Line = {
  row: number
  cells: Partial<Record<ColumnField, { cell: Cell; letter: string }>>
  /** What was taken from above, by column letter. */
  filled: { letter: string; text: string }[]
  /** The township of a caption above: 一、青石镇. */
  caption: string | null
}

export type DropReason =
  | 'blank'
  | 'only-number'
  | 'total'
  | 'signature'
  | 'note'
  | 'caption'
  | 'example'
  | 'repeated-heading'
  | 'column-numbers'

/** Rows `row` to `lastRow` that are nobody's. */
export type Dropped = { row: number; lastRow: number; reason: DropReason; text: string }

const TOTAL = /^(合计|总计|小计|共计|累计|总人数|合计人数|合计[:：].*|总计[:：].*|小计[:：].*|共计?\d+人)$/
const SIGNATURE =
  /(负责人|审核人?|审批人?|填表人?|填报人?|制表人?|经办人|填报单位|填报日期|填表日期|分管领导|联系人|联系电话|签字|盖章|签名|日期)([(（][^)）]*[)）])?[:：]/
const NOTE = /^(注|备注|说明|填表说明|填报说明|要求|备注说明)\d*[:：.、]/
const EXAMPLE = /^(示例|样例|填写示例|例)([:：].*)?$/

/** One line over a table that says what it is; no sum and no signature under another. */
export const isTitleLine = (texts: string[]): boolean =>
  texts.length === 1 &&
  texts.every(text => /^.{5}|[表册单]$/s.test(text) && !TOTAL.test(text) && !SIGNATURE.test(text) && !NOTE.test(text))

/** Nobody's, and said of a table: a word over it, who filled it in and when. */
export const isAside = (texts: string[]): boolean =>
  texts.length === 1 ? !TOTAL.test(texts[0]!) : texts.length <= 4 && texts.some(text => SIGNATURE.test(text))

/** What has to be known of a whole sheet before any of its lines can be read. */
export type Survey = {
  people: number
  dropped: Dropped[]
  /** The columns that name a unit once and leave the rows below blank. */
  once: ReadonlySet<ColumnField>
  styles: Styles
}

/** A row that speaks of a person, with what merged ranges lend it. */
type Speaking = { row: Row; caption: string | null; lent: ReadonlyMap<number, Cell> }

type Month = keyof Styles
const MONTHS: readonly Month[] = ['birthMonth', 'roleStart', 'joinedMonth', 'fullSince']
const isMonth = (field: ColumnField): field is Month => (MONTHS as readonly string[]).includes(field)

/** Goes through the rows under the heading once; nothing is left out without a word. */
export function surveyOf(sheet: OpenSheet, header: Header, columns: Column[]): Survey {
  const dropped: Dropped[] = []
  const units = placesOf(columns).filter(({ field }) => WRITTEN_ONCE.has(field))
  const written = units.map(() => onceWritten())
  const points = Object.fromEntries(MONTHS.map(field => [field, pointsWritten()])) as Record<
    Month,
    ReturnType<typeof pointsWritten>
  >
  const months = placesOf(columns).flatMap(({ field, place }) => (isMonth(field) ? [{ field, place }] : []))
  let people = 0
  for (const speaking of peopleIn(sheet, header, columns, each => dropped.push(each))) {
    people++
    units.forEach(({ place }, at) => written[at]!.see(knownAt(speaking, place).text.trim()))
    for (const { field, place } of months) points[field].see(knownAt(speaking, place))
  }
  const once = new Set(units.filter((_, at) => written[at]!.isOnce()).map(({ field }) => field))
  return { people, dropped, once, styles: Object.fromEntries(MONTHS.map(field => [field, points[field].style()])) as Styles }
}

/** The lines of people, in the order of the file. */
export function* linesOf(sheet: OpenSheet, header: Header, columns: Column[], { once }: Survey): Generator<Line> {
  const places = placesOf(columns).toSorted((a, b) => Number(b.field === 'township') - Number(a.field === 'township'))
  const above = new Map<ColumnField, Above>()
  let waiting: Speaking[] = []
  for (const speaking of peopleIn(sheet, header, columns, () => {})) {
    waiting.push(speaking)
    if (waiting.length < AHEAD + BLOCK) continue
    for (let at = 0; at < BLOCK; at++) yield lineOf(waiting, at, places, once, above)
    waiting = waiting.slice(BLOCK)
  }
  for (let at = 0; at < waiting.length; at++) yield lineOf(waiting, at, places, once, above)
}

/** How far below the next written cell of a column is looked for. */
const AHEAD = 200
const BLOCK = 400

type Place = { field: ColumnField; letter: string; place: number }

const placesOf = (columns: Column[]): Place[] =>
  columns.flatMap(({ field, letter }) => (field === null ? [] : [{ field, letter, place: columnNumber(letter) }]))

const knownAt = ({ row, lent }: Speaking, place: number): Cell => lent.get(place) ?? cellAt(row, place)

function* peopleIn(sheet: OpenSheet, header: Header, columns: Column[], drop: (dropped: Dropped) => void): Generator<Speaking> {
  const lending = lenderOf(sheet.merges, header.last)
  let previous = header.last
  let caption: string | null = null
  for (const row of sheet.rows) {
    if (row.number <= header.last) continue
    if (row.number > previous + 1) drop({ row: previous + 1, lastRow: row.number - 1, reason: 'blank', text: '' })
    previous = row.number
    const lent = lending(row)
    const reason = whyNobodys(row, columns, header)
    if (reason === null) yield { row, caption, lent }
    else drop({ row: row.number, lastRow: row.number, reason, text: textOf(row) })
    if (reason === 'caption') caption = captionTownship(textOf(row)) ?? caption
  }
}

function whyNobodys(row: Row, columns: Column[], header: Header): DropReason | null {
  const written = row.cells.map((cell, at) => ({ text: tidy(cell.text), column: at + 1 })).filter(cell => cell.text !== '')
  if (written.length === 0) return 'blank'
  const valueOf = (field: ColumnField) => {
    const column = columns.find(each => each.field === field)
    return column ? tidy(cellAt(row, columnNumber(column.letter)).text) : ''
  }
  const name = valueOf('name')
  const first = written[0]?.text ?? ''
  const isNamed = name !== '' && !TOTAL.test(name) && !SIGNATURE.test(name)
  if (TOTAL.test(first) || (!isNamed && written.slice(0, 3).some(cell => TOTAL.test(cell.text)))) return 'total'
  if (isRepeatedHeading(written, header)) return 'repeated-heading'
  if (EXAMPLE.test(first)) return 'example'
  if (valueOf('idNumber') !== '' && !SIGNATURE.test(valueOf('idNumber'))) return null
  if (NOTE.test(first) && written.length <= 2) return 'note'
  if (!isNamed && written.length <= 8 && written.some(cell => SIGNATURE.test(cell.text))) return 'signature'
  if (written.every((cell, at) => cell.text.replace(/[()]/g, '') === String(at + 1)) && written.length > 2)
    return 'column-numbers'
  const seq = columns.find(column => column.field === 'seq')?.letter
  const beside = written.filter(cell => columnLetter(cell.column) !== seq || !/^\d+$/.test(cell.text))
  if (beside.length === 0) return 'only-number'
  return beside.length === 1 &&
    (!isNamed || isCaption(beside[0]?.text ?? '')) &&
    SINGLE.has(columns.find(({ letter }) => letter === columnLetter(beside[0]?.column ?? 0))?.field ?? null)
    ? 'caption'
    : null
}

/** A row with one cell is a caption, unless that cell is something only a person has. */
const SINGLE = new Set<ColumnField | null>([null, 'seq', 'township', 'organisation', 'unitAndPost', 'remark', 'name'])

export const isRepeatedHeading = (written: { text: string; column: number }[], header: Header): boolean =>
  written.filter(({ text, column }) => header.headings[column - 1]?.some(part => tidy(part) === text)).length * 2 >
    written.length && written.length > 1

/** Under 姓名 only what no name looks like: numbered, counted, or long. */
const isCaption = (text: string): boolean => captionTownship(text) !== null && /[、.(（]|.{5}/.test(text)

export const captionTownship = (text: string): string | null =>
  townshipOf(
    tidy(text)
      .replace(/^([(（]?[一二三四五六七八九十\d]+[)）]?[、.．]?)/, '')
      .replace(/[(（:：].*$/, '')
  )

const textOf = (row: Row): string =>
  row.cells
    .map(cell => cell.text.trim())
    .filter(text => text !== '')
    .join(' ')

const NOTHING: ReadonlyMap<number, Cell> = new Map()

/** Asked of one row after the other: what it takes from merged ranges that began above it, by column. */
function lenderOf(merges: readonly Merge[], after: number): (row: Row) => ReadonlyMap<number, Cell> {
  const waiting = merges.filter(({ top, bottom }) => top > after && bottom > top).toSorted((a, b) => a.top - b.top)
  let next = 0
  let lending: (Merge & { cell: Cell })[] = []
  return row => {
    lending = lending.filter(({ bottom }) => bottom >= row.number)
    const lent = lending.filter(({ left }) => isBlank(cellAt(row, left)))
    while (next < waiting.length && waiting[next]!.top <= row.number) {
      const merge = waiting[next++]!
      const cell = cellAt(row, merge.left)
      if (merge.top === row.number && !isBlank(cell)) lending.push({ ...merge, cell })
    }
    return lent.length ? new Map(lent.map(({ left, cell }) => [left, cell])) : NOTHING
  }
}

const WRITTEN_ONCE: ReadonlySet<ColumnField> = new Set(['township', 'organisation', 'field'])

/** The last written cell of a column, and the township it stood in. */
type Above = { cell: Cell; township: string }

function lineOf(
  waiting: Speaking[],
  at: number,
  places: Place[],
  once: ReadonlySet<ColumnField>,
  above: Map<ColumnField, Above>
): Line {
  const speaking = waiting[at]!
  const line: Line = { row: speaking.row.number, cells: {}, filled: [], caption: speaking.caption }
  for (const { field, letter, place } of places) {
    const known = knownAt(speaking, place)
    const taken = WRITTEN_ONCE.has(field) ? takenFromAbove(known, { line, field, place, waiting, at, once, above }) : undefined
    const cell = taken ?? known
    if ((taken || speaking.lent.has(place)) && !isBlank(cell)) line.filled.push({ letter, text: cell.text })
    line.cells[field] = { cell, letter }
  }
  return line
}

const isBlank = (cell: Cell): boolean => cell.text.trim() === ''

type Where = {
  line: Line
  field: ColumnField
  place: number
  waiting: Speaking[]
  at: number
  once: ReadonlySet<ColumnField>
  above: Map<ColumnField, Above>
}

/** For a blank cell, the one above that it repeats; a branch is never taken across to another township. */
function takenFromAbove(known: Cell, { line, field, place, waiting, at, once, above }: Where): Cell | undefined {
  const township = field === 'township' ? '' : (line.cells.township?.cell.text ?? '')
  if (!isBlank(known)) above.set(field, { cell: known, township })
  const source = above.get(field)
  if (!isBlank(known) || !source || source.township !== township) return undefined
  return once.has(field) || isBetweenSame(waiting, at, place, source.cell) ? source.cell : undefined
}

/** A column that names a unit once and leaves the rows below blank never repeats itself; one that repeats itself and has a blank lacks something. */
function onceWritten() {
  let [count, blanks, isRepeated, last] = [0, 0, false, '']
  return {
    see: (text: string) => {
      count++
      if (text === '') blanks++
      else if (text === last) isRepeated = true
      last = text
    },
    isOnce: () => !isRepeated && blanks * 5 >= count
  }
}

function isBetweenSame(waiting: Speaking[], at: number, place: number, above: Cell): boolean {
  for (let below = at + 1; below < Math.min(waiting.length, at + AHEAD); below++) {
    const cell = knownAt(waiting[below]!, place)
    if (!isBlank(cell)) return cell.text.trim() === above.text.trim()
  }
  return false
}
