import { Writable } from 'node:stream'
import exceljs from 'exceljs'
import { columnNumber } from './letters.ts'
import { isKept, keptOf, type Headed, type Kept, type KeptRow, type Note } from './keptRows.ts'
import { isUnreadable, openSheets, type Merge } from './sheets.ts'
import { kindOf, weigh } from './fileKinds.ts'
import { unreadable, type Unreadable } from './unreadable.ts'
import { entriesOf } from './zip.ts'

/**
 * The department's own workbook, with the rows that need its attention and no others: titles and headings stay as they were, each kept
 * row gets its reason in a column at the right, and sheets and tables with nothing to mend are left out. Sheets of which no table was
 * understood are left as they are. A CSV or an old file comes back as a workbook of texts.
 */
export async function annotate(
  bytes: Uint8Array,
  fileName: string,
  notes: Note[],
  reasonHeading: string,
  tables: Headed[]
): Promise<Uint8Array | Unreadable> {
  const workbook = await openForWriting(bytes, fileName)
  if ('reason' in workbook) return workbook
  for (const [sheet, ofSheet] of Map.groupBy(tables, each => each.sheet)) {
    const worksheet = workbook.getWorksheet(sheet) ?? workbook.worksheets.find(each => each.name === safeSheetName(sheet))
    if (!worksheet) continue
    if (!hasNotes(ofSheet, notes) && workbook.worksheets.length > 1) workbook.removeWorksheet(worksheet.id)
    else keepOnly(worksheet, keptOf(ofSheet, notes, reasonHeading))
  }
  return bytesOf(workbook)
}

const hasNotes = (tables: Headed[], notes: Note[]): boolean =>
  tables.some(({ table }) => notes.some(note => note.table === table))

async function openForWriting(bytes: Uint8Array, fileName: string): Promise<exceljs.Workbook | Unreadable> {
  const kind = kindOf(bytes, fileName)
  if (kind === 'xlsx') return weigh(entriesOf(bytes)!) ?? (await loadWorkbook(bytes)) ?? unreadable('damaged')
  const sheets = await openSheets(bytes, fileName)
  if (isUnreadable(sheets)) return sheets
  const workbook = new exceljs.Workbook()
  for (const sheet of sheets) {
    const worksheet = workbook.addWorksheet(safeSheetName(sheet.name), { state: sheet.isHidden ? 'hidden' : 'visible' })
    for (const row of sheet.rows) {
      row.cells.forEach((cell, at) => {
        if (cell.text !== '') setText(worksheet.getCell(row.number, at + 1), cell.text)
      })
    }
    for (const { top, left, bottom, right } of sheet.merges) worksheet.mergeCells(top, left, bottom, right)
  }
  return workbook
}

/** Lists for choosing and coloured rules are left out on reading: a rule over a whole column costs the library a million cells. */
async function loadWorkbook(bytes: Uint8Array): Promise<exceljs.Workbook | null> {
  const workbook = new exceljs.Workbook()
  try {
    const options = { ignoreNodes: ['dataValidations', 'conditionalFormatting', 'extLst'] }
    await workbook.xlsx.load(Buffer.from(bytes) as unknown as exceljs.Buffer, options)
    return workbook
  } catch {
    return null
  }
}

function mergesOf(worksheet: exceljs.Worksheet): Merge[] {
  return (worksheet.model.merges as unknown as string[]).flatMap(range => {
    const at = /^\$?([A-Z]+)\$?(\d+):\$?([A-Z]+)\$?(\d+)$/.exec(range)
    if (!at) return []
    const [, left = '', top, right = '', bottom] = at
    return [{ top: Number(top), left: columnNumber(left), bottom: Number(bottom), right: columnNumber(right) }]
  })
}

type Lifted = {
  height: number | undefined
  cells: { column: number; value: exceljs.CellValue; style: Partial<exceljs.Style> }[]
}

/** The library's own removal of rows leaves merged ranges and the last rows behind, so the rows are lifted out and laid down again. */
function keepOnly(worksheet: exceljs.Worksheet, { rows, lanes }: Kept) {
  const merges = mergesOf(worksheet)
  const numbers = [...rows.keys()]
  const columns = reasonColumns(worksheet, { rows, lanes })
  for (const merge of merges) worksheet.unMergeCells(merge.top, merge.left, merge.bottom, merge.right)
  for (const merge of merges) repeatFirst(worksheet, merge, numbers)
  for (const [number, { cells }] of rows)
    for (const { letter, text } of cells) fillBlank(worksheet.getCell(number, columnNumber(letter)), text)

  const lifted = [...rows].map(([number, kept]) => lift(worksheet.getRow(number), kept))
  worksheet.eachRow({ includeEmpty: true }, clear)
  lifted.forEach((row, at) => lay(worksheet.getRow(at + 1), row))
  for (const merge of merges) remerge(worksheet, merge, numbers)

  ;[...rows.values()].forEach(({ headed, reasons }, at) => {
    for (const lane of headed) headReasons(worksheet.getRow(at + 1), columns[lane]!, lanes[lane]!.heading)
    for (const [lane, reason] of reasons) {
      const cell = worksheet.getCell(at + 1, columns[lane]!)
      cell.style = { alignment: { wrapText: true, vertical: 'middle' }, font: { color: { argb: 'FFB3261E' } } }
      setText(cell, reason)
    }
  })
  for (const column of columns) worksheet.getColumn(column).width = 48
  delete (worksheet as { autoFilter?: unknown }).autoFilter
}

/** Drawn as the last heading before it. */
function headReasons(row: exceljs.Row, column: number, text: string) {
  let before = column - 1
  while (before > 1 && row.getCell(before).text === '') before--
  const heading = row.getCell(column)
  heading.style = { ...row.getCell(before).style }
  setText(heading, text)
}

/** A column for each lane. A workbook that comes back a second time already has them. */
function reasonColumns(worksheet: exceljs.Worksheet, { rows, lanes }: Kept): number[] {
  let last = 0
  const found = new Map<string, number>()
  worksheet.eachRow(row =>
    row.eachCell((cell, column) => {
      last = Math.max(last, column)
      if (rows.get(row.number)?.headed.size) found.set(cell.text, column)
    })
  )
  return lanes.map(({ heading }) => found.get(heading) ?? ++last)
}

/** What stood in the first cell of a merged range is true of each of its rows; it is written into the first kept one. */
function repeatFirst(worksheet: exceljs.Worksheet, merge: Merge, numbers: number[]) {
  const first = numbers.find(number => number >= merge.top && number <= merge.bottom)
  if (first === undefined || first === merge.top) return
  const source = worksheet.getCell(merge.top, merge.left)
  const target = worksheet.getCell(first, merge.left)
  target.value = source.value
  target.style = source.style
}

function remerge(worksheet: exceljs.Worksheet, merge: Merge, numbers: number[]) {
  const within = numbers.flatMap((number, at) => (number >= merge.top && number <= merge.bottom ? [at + 1] : []))
  const top = within[0]
  const bottom = within.at(-1)
  if (top === undefined || bottom === undefined || (top === bottom && merge.left === merge.right)) return
  worksheet.mergeCellsWithoutStyle(top, merge.left, bottom, merge.right)
}

function lift(row: exceljs.Row, kept: KeptRow): Lifted {
  const cells: Lifted['cells'] = []
  row.eachCell({ includeEmpty: true }, (cell, column) => {
    cells.push({ column, value: isKept(kept, column) ? resultOf(cell.value) : null, style: cell.style })
  })
  return { height: row.height, cells }
}

function clear(row: exceljs.Row) {
  row.values = []
  row.hidden = false
  delete (row as { height?: number }).height
}

function lay(row: exceljs.Row, { height, cells }: Lifted) {
  for (const { column, value, style } of cells) {
    const cell = row.getCell(column)
    cell.value = value
    cell.style = style
  }
  if (height !== undefined) row.height = height
}

/** A formula would point at rows that are gone. */
const resultOf = (value: exceljs.CellValue): exceljs.CellValue =>
  value !== null && typeof value === 'object' && ('formula' in value || 'sharedFormula' in value)
    ? ((value.result ?? null) as exceljs.CellValue)
    : value

function fillBlank(cell: exceljs.Cell, text: string) {
  if (cell.text === '') setText(cell, text)
}

/** A column of a table that is written out; `format` is a spreadsheet number format, and one with `yy` makes civil dates real dates. */
export type Column = { heading: string; width?: number; format?: string }

export type Table = { name: string; titles?: string[]; columns: Column[]; rows: (string | number | null)[][] }

/** A workbook of tables: titles across the top, a frozen and repeated heading row, real numbers, ready to print on A4 landscape. */
export async function tableWorkbook({ sheets }: { sheets: Table[] }): Promise<Uint8Array> {
  const workbook = new exceljs.Workbook()
  for (const table of sheets) addTable(workbook, table)
  return bytesOf(workbook)
}

function addTable(workbook: exceljs.Workbook, { name, titles = [], columns, rows }: Table) {
  const headingRow = titles.length + 1
  const worksheet = workbook.addWorksheet(freeName(workbook, name), {
    views: [{ state: 'frozen', ySplit: headingRow }],
    pageSetup: {
      paperSize: 9,
      orientation: 'landscape',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      printTitlesRow: `${headingRow}:${headingRow}`
    }
  })
  columns.forEach(({ width }, at) => (worksheet.getColumn(at + 1).width = width ?? 14))
  titles.forEach((title, at) => {
    const cell = worksheet.getCell(at + 1, 1)
    setText(cell, title)
    if (columns.length > 1) worksheet.mergeCells(at + 1, 1, at + 1, columns.length)
    cell.font = at === 0 ? { bold: true, size: 16 } : { size: 11 }
    cell.alignment = { horizontal: at === 0 ? 'center' : 'left', vertical: 'middle' }
  })
  columns.forEach(({ heading }, at) => {
    const cell = worksheet.getCell(headingRow, at + 1)
    setText(cell, heading)
    cell.font = { bold: true }
    cell.alignment = { horizontal: 'center', vertical: 'middle', wrapText: true }
    cell.border = LINES
  })
  rows.forEach((row, down) =>
    columns.forEach(({ format }, at) => {
      const cell = worksheet.getCell(headingRow + 1 + down, at + 1)
      setValue(cell, row[at] ?? null, format)
      cell.border = LINES
    })
  )
}

const LINE = { style: 'thin', color: { argb: 'FFBFBFBF' } } as const
const LINES = { top: LINE, left: LINE, bottom: LINE, right: LINE }

function setValue(cell: exceljs.Cell, value: string | number | null, format: string | undefined) {
  if (value === null) return
  if (typeof value === 'string' && !(format?.includes('yy') && /^\d{4}-\d{2}-\d{2}$/.test(value))) return setText(cell, value)
  cell.value = typeof value === 'string' ? new Date(`${value}T00:00:00Z`) : value
  if (format) cell.numFmt = format
}

/** What begins like a formula is marked as text, so that it also stays one when a person edits the cell; the format allows no control characters. */
function setText(cell: exceljs.Cell, text: string) {
  cell.value = text.replace(/(?![\t\n\r])[\p{Cc}\ufffe\uffff]/gu, '')
  if (/^[=+\-@\t\r]|^\d{12,}$/.test(text)) cell.numFmt = '@'
}

const safeSheetName = (name: string): string =>
  name
    .replace(/[\\/*?:[\]]/g, ' ')
    .replace(/^'|'$/g, ' ')
    .trim()
    .slice(0, 31) || '1'

function freeName(workbook: exceljs.Workbook, name: string): string {
  const taken = new Set(workbook.worksheets.map(sheet => sheet.name.toLowerCase()))
  const wanted = safeSheetName(name)
  for (let next = 1; ; next++) {
    const tried = next === 1 ? wanted : `${wanted.slice(0, 31 - ` (${next})`.length)} (${next})`
    if (!taken.has(tried.toLowerCase())) return tried
  }
}

const bytesOf = async (workbook: exceljs.Workbook): Promise<Uint8Array> =>
  new Uint8Array((await workbook.xlsx.writeBuffer()) as ArrayBuffer)

/** For a workbook too large to be held: titles, headings and the refused rows as texts, written out as they are gone through. */
export async function refusedWorkbook(
  bytes: Uint8Array,
  fileName: string,
  notes: Note[],
  reasonHeading: string,
  tables: Headed[]
): Promise<Uint8Array | Unreadable> {
  const sheets = await openSheets(bytes, fileName)
  if (isUnreadable(sheets)) return sheets
  const pieces: Buffer[] = []
  const stream = new Writable({
    write: (piece: Buffer, _encoding, done) => {
      pieces.push(Buffer.from(piece))
      done()
    }
  })
  const workbook = new exceljs.stream.xlsx.WorkbookWriter({ stream, useSharedStrings: false, useStyles: true })
  for (const [name, ofSheet] of Map.groupBy(tables, each => each.sheet)) {
    const sheet = sheets.find(each => each.name === name)
    if (!sheet || !hasNotes(ofSheet, notes)) continue
    const { rows, lanes } = keptOf(ofSheet, notes, reasonHeading)
    const worksheet = workbook.addWorksheet(safeSheetName(name))
    const last = Iterator.from(sheet.rows).reduce((widest, row) => Math.max(widest, row.cells.length), 0)
    for (const row of sheet.rows) {
      const kept = rows.get(row.number)
      if (!kept) continue
      const texts = row.cells.map((cell, at) => (isKept(kept, at + 1) ? cell.text : ''))
      for (const { letter, text } of kept.cells) texts[columnNumber(letter) - 1] ||= text
      for (const lane of kept.headed) texts[last + lane] = lanes[lane]!.heading
      for (const [lane, reason] of kept.reasons) texts[last + lane] = reason
      const line = worksheet.addRow([])
      texts.forEach((text, at) => {
        if (text) setText(line.getCell(at + 1), text)
      })
      line.commit()
    }
    worksheet.commit()
  }
  await workbook.commit()
  return new Uint8Array(Buffer.concat(pieces))
}
