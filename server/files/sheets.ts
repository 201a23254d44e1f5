import exceljs from 'exceljs'
import { recordsOf } from './delimited.ts'
import { kindOf, LIMITS } from './fileKinds.ts'
import { columnNumber } from './letters.ts'
import { blankCell, type Cell, type Merge, type Row, type Sheet } from './tables.ts'
import { unreadable, type Unreadable } from './unreadable.ts'

export type { Cell, Merge, Row, Sheet }

/** The sheets of an .xlsx or .csv file (UTF-8 or GB 18030), or why it cannot be read. */
export async function readSheets(bytes: Uint8Array, fileName: string, limits = LIMITS): Promise<Sheet[] | Unreadable> {
  const kind = kindOf(bytes, fileName, limits)
  if (kind === 'xlsx') return readWorkbook(bytes)
  return kind === 'csv' ? readDelimited(bytes, fileName) : kind
}

export const isUnreadable = (read: Sheet[] | Unreadable): read is Unreadable => !Array.isArray(read)

function readDelimited(bytes: Uint8Array, fileName: string): Sheet[] | Unreadable {
  const records = recordsOf(bytes)
  if (!Array.isArray(records)) return records
  const rows = records.map((record, at) => ({ number: at + 1, cells: record.map(text => textCell(unwrapped(text))) }))
  return [{ name: fileName.replace(/^.*[\\/]/, ''), isHidden: false, rows: rows.map(withoutTail).filter(hasText), merges: [] }]
}

/** `="0731"` is how a CSV file keeps a spreadsheet from reading digits as a number. */
const unwrapped = (text: string): string => /^="(.*)"$/s.exec(text)?.[1] ?? text

async function readWorkbook(bytes: Uint8Array): Promise<Sheet[] | Unreadable> {
  const workbook = await loadWorkbook(bytes)
  if (workbook === null) return unreadable('damaged')
  const sheets = workbook.worksheets.map(worksheet => {
    const merges = mergesOf(worksheet)
    const rows: Row[] = []
    worksheet.eachRow((row, number) => {
      const cells: Cell[] = []
      row.eachCell((cell, column) => {
        while (cells.length < column - 1) cells.push(blankCell)
        cells.push(cell.type === exceljs.ValueType.Merge ? blankCell : cellOf(cell.value, cell.numFmt))
      })
      rows.push(withoutTail({ number, cells }))
    })
    return { name: worksheet.name, isHidden: worksheet.state !== 'visible', rows: rows.filter(hasText), merges }
  })
  return sheets.some(sheet => sheet.rows.length > 0) ? sheets : unreadable('empty')
}

/** Lists for choosing and coloured rules are left out on reading: a rule over a whole column costs the library a million cells. */
export async function loadWorkbook(bytes: Uint8Array): Promise<exceljs.Workbook | null> {
  const workbook = new exceljs.Workbook()
  try {
    const options = { ignoreNodes: ['dataValidations', 'conditionalFormatting', 'extLst'] }
    await workbook.xlsx.load(Buffer.from(bytes) as unknown as exceljs.Buffer, options)
    return workbook
  } catch {
    return null
  }
}

export function mergesOf(worksheet: exceljs.Worksheet): Merge[] {
  return (worksheet.model.merges as unknown as string[]).flatMap(range => {
    const at = /^\$?([A-Z]+)\$?(\d+):\$?([A-Z]+)\$?(\d+)$/.exec(range)
    if (!at) return []
    const [, left = '', top, right = '', bottom] = at
    return [{ top: Number(top), left: columnNumber(left), bottom: Number(bottom), right: columnNumber(right) }]
  })
}

function cellOf(value: exceljs.CellValue, format: string | undefined): Cell {
  if (value === null || value === undefined) return blankCell
  if (value instanceof Date) return dateCell(value, format ?? '')
  if (typeof value === 'number') return { ...blankCell, text: numberText(value, format ?? ''), number: value }
  if (typeof value === 'boolean') return textCell(value ? 'TRUE' : 'FALSE')
  if (typeof value === 'string') return textCell(value)
  if ('richText' in value) return textCell(value.richText.map(part => part.text).join(''))
  if ('error' in value) return textCell(value.error)
  if ('formula' in value || 'sharedFormula' in value) {
    const result = cellOf((value.result ?? null) as exceljs.CellValue, format)
    return { ...result, isFormula: true }
  }
  return 'text' in value ? cellOf(value.text as exceljs.CellValue, format) : blankCell
}

const textCell = (text: string): Cell => (text === '' ? blankCell : { ...blankCell, text: text.replace(/^\ufeff/, '') })

/** The library gives the civil date of a serial number as midnight UTC; the fraction of a second by which it may fall short is rounded away. */
function dateCell(value: Date, format: string): Cell {
  if (Number.isNaN(value.getTime())) return blankCell
  const date = new Date(value.getTime() + 500).toISOString().slice(0, 10)
  const showsDay = /d/i.test(format.replace(/"[^"]*"|\[[^\]]*\]|\\./g, '')) || /日/.test(format)
  return { text: showsDay ? date : date.slice(0, 7), number: null, date, showsDay, isFormula: false }
}

function numberText(value: number, format: string): string {
  const decimals = /^#?,?#*0\.(0+)(_|;|$)/.exec(format)?.[1]?.length
  if (decimals !== undefined) return value.toFixed(decimals)
  return Number.isInteger(value) && Math.abs(value) < 1e21 ? BigInt(value).toString() : String(value)
}

function withoutTail(row: Row): Row {
  let length = row.cells.length
  while (length > 0 && row.cells[length - 1]?.text.trim() === '') length--
  return { number: row.number, cells: row.cells.slice(0, length) }
}

const hasText = (row: Row): boolean => row.cells.length > 0
