import { columnLetter, columnNumber } from '../files/letters.ts'
import { blankCell, cellAt, type Cell, type Row, type Sheet } from '../files/tables.ts'
import type { Column } from './mapping.ts'
import type { ColumnField } from './columns.ts'
import type { Header } from './header.ts'
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

/** Parts the rows under the heading into people's lines and rows that are nobody's; nothing is left out without a word. */
export function linesOf(sheet: Sheet, header: Header, columns: Column[]): { lines: Line[]; dropped: Dropped[] } {
  const data = sheet.rows.filter(row => row.number > header.last)
  const merged = mergedTexts(sheet, header.last)
  const dropped: Dropped[] = []
  const people: { row: Row; caption: string | null }[] = []
  let previous = header.last
  let caption: string | null = null
  for (const row of data) {
    if (row.number > previous + 1) dropped.push({ row: previous + 1, lastRow: row.number - 1, reason: 'blank', text: '' })
    previous = row.number
    const reason = whyNobodys(row, columns, header)
    if (reason === null) people.push({ row, caption })
    else dropped.push({ row: row.number, lastRow: row.number, reason, text: textOf(row) })
    if (reason === 'caption') caption = captionTownship(textOf(row)) ?? caption
  }
  return { lines: fillDown(people, columns, merged), dropped }
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
    SINGLE.has(columns[(beside[0]?.column ?? 0) - 1]?.field ?? null)
    ? 'caption'
    : null
}

/** A row with one cell is a caption, unless that cell is something only a person has. */
const SINGLE = new Set<ColumnField | null>([null, 'seq', 'township', 'organisation', 'unitAndPost', 'remark', 'name'])

const isRepeatedHeading = (written: { text: string; column: number }[], header: Header): boolean =>
  written.filter(({ text, column }) => header.headings[column - 1]?.some(part => tidy(part) === text)).length * 2 >
    written.length && written.length > 1

/** Under 姓名 only what no name looks like: numbered, counted, or long. */
const isCaption = (text: string): boolean => captionTownship(text) !== null && /[、.(（]|.{5}/.test(text)

const captionTownship = (text: string): string | null =>
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

/** What each row takes from a merged range that began above it, by row and column. */
function mergedTexts(sheet: Sheet, after: number): Map<number, Map<number, Cell>> {
  const rows = new Map(sheet.rows.map(row => [row.number, row]))
  const texts = new Map<number, Map<number, Cell>>()
  for (const { top, left, bottom } of sheet.merges) {
    const source = rows.get(top)
    const cell = source && cellAt(source, left)
    if (top <= after || !cell || cell.text === '') continue
    for (let number = top + 1; number <= bottom; number++) {
      if (rows.has(number)) texts.set(number, (texts.get(number) ?? new Map<number, Cell>()).set(left, cell))
    }
  }
  return texts
}

const WRITTEN_ONCE: ReadonlySet<ColumnField> = new Set(['township', 'organisation', 'field'])

function fillDown(
  people: { row: Row; caption: string | null }[],
  columns: Column[],
  merged: Map<number, Map<number, Cell>>
): Line[] {
  const lines = people.map(({ row, caption }): Line => ({ row: row.number, cells: {}, filled: [], caption }))
  const townshipFirst = columns.toSorted((a, b) => Number(b.field === 'township') - Number(a.field === 'township'))
  for (const { field, letter } of townshipFirst) {
    if (field === null) continue
    const place = columnNumber(letter)
    const lent = people.map(({ row }) => (isBlank(cellAt(row, place)) ? merged.get(row.number)?.get(place) : undefined))
    const known = people.map(({ row }, at) => lent[at] ?? cellAt(row, place))
    const above = WRITTEN_ONCE.has(field) ? takenFromAbove(known, field === 'township' ? [] : lines) : []
    lines.forEach((line, at) => {
      const cell = above[at] ?? known[at] ?? blankCell
      if ((above[at] || lent[at]) && !isBlank(cell)) line.filled.push({ letter, text: cell.text })
      line.cells[field] = { cell, letter }
    })
  }
  return lines
}

const isBlank = (cell: Cell): boolean => cell.text.trim() === ''

/** For each blank cell, the one above that it repeats; a branch is never taken across to another township. */
function takenFromAbove(cells: Cell[], lines: Line[]): (Cell | undefined)[] {
  const isOnce = isWrittenOnce(cells)
  const townshipAt = (at: number) => lines[at]?.cells.township?.cell.text ?? ''
  let above = -1
  return cells.map((cell, at) => {
    if (!isBlank(cell)) above = at
    const source = cells[above]
    if (!isBlank(cell) || !source || townshipAt(at) !== townshipAt(above)) return undefined
    return isOnce || isBetweenSame(cells, at, source) ? source : undefined
  })
}

/** A column that names a unit once and leaves the rows below blank never repeats itself; one that repeats itself and has a blank lacks something. */
function isWrittenOnce(cells: Cell[]): boolean {
  const texts = cells.map(cell => cell.text.trim())
  const blanks = texts.filter(text => text === '').length
  return blanks * 5 >= texts.length && texts.every((text, at) => text === '' || text !== texts[at - 1])
}

function isBetweenSame(cells: Cell[], at: number, above: Cell): boolean {
  const below = cells.slice(at + 1, at + 200).find(cell => !isBlank(cell))
  return below?.text.trim() === above.text.trim()
}
