/** .xls, .et and .xlsb: binary workbooks, which only this library reads. It holds them whole, so it is used in a worker with limits. */
import * as xlsx from '@e965/xlsx'
import { dateOfSerial, isDateFormat, numberText, showsDay } from './numberFormats.ts'
import { blankCell, type Cell, type Row, type Sheet } from './tables.ts'

const HIDDEN = 1

/** Throws where the file cannot be read. */
export function oldSheetsOf(bytes: Uint8Array): Sheet[] {
  const book = xlsx.read(bytes, { type: 'buffer', dense: true, cellNF: true, cellText: false, cellHTML: false, bookVBA: false })
  const is1904 = book.Workbook?.WBProps?.date1904 === true
  return book.SheetNames.map((name, at) => {
    const sheet = book.Sheets[name]!
    const merges = (sheet['!merges'] ?? []).map(({ s, e }) => ({ top: s.r + 1, left: s.c + 1, bottom: e.r + 1, right: e.c + 1 }))
    const rows = (sheet['!data'] ?? []).flatMap((cells, row): Row[] => {
      const read = Array.from(cells ?? [], cell => (cell ? cellOf(cell, is1904) : blankCell)).slice(0, WIDEST)
      while (read.length && read.at(-1)!.text.trim() === '') read.pop()
      return read.length ? [{ number: row + 1, cells: read }] : []
    })
    return { name, isHidden: (book.Workbook?.Sheets?.[at]?.Hidden ?? 0) >= HIDDEN, rows, merges }
  })
}

const WIDEST = 300

function cellOf({ t, v, z, f }: xlsx.CellObject, is1904: boolean): Cell {
  const isFormula = f !== undefined
  if (v === undefined || v === null || t === 'z') return blankCell
  const format = String(z ?? '')
  if (t === 'n' && typeof v === 'number') {
    const date = isDateFormat(format) ? dateOfSerial(v, is1904) : null
    if (date === null) return { ...blankCell, text: numberText(v, format), number: v, isFormula }
    return { text: showsDay(format) ? date : date.slice(0, 7), number: null, date, showsDay: showsDay(format), isFormula }
  }
  if (t === 'b') return { ...blankCell, text: v ? 'TRUE' : 'FALSE', isFormula }
  return t === 'e' ? blankCell : { ...blankCell, text: String(v), isFormula }
}
