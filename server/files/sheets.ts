import { recordsOf } from './delimited.ts'
import { kindOf, LIMITS } from './fileKinds.ts'
import { sheetsOf } from './openXml.ts'
import { PackedRows } from './packedRows.ts'
import { blankCell, type Cell, type Merge, type OpenSheet, type Row, type Sheet } from './tables.ts'
import { unreadable, type Unreadable } from './unreadable.ts'
import { entriesOf, TooLarge } from './zip.ts'

export type { Cell, Merge, OpenSheet, Row, Sheet }

/** The sheets of an .xlsx, .xls, .et or .csv file (UTF-8 or GB 18030), or why it cannot be read. Rows are unpacked as they are gone through. */
export async function openSheets(bytes: Uint8Array, fileName: string, limits = LIMITS): Promise<OpenSheet[] | Unreadable> {
  const kind = kindOf(bytes, fileName, limits)
  if (kind === 'csv') return readDelimited(bytes, fileName)
  if (kind !== 'xlsx' && kind !== 'old') return kind
  try {
    // Loaded only where it is needed: it takes as much memory as a small file.
    const sheets =
      kind === 'xlsx'
        ? await sheetsOf(entriesOf(bytes)!, { left: limits.unpacked })
        : (await import('./oldFormats.ts')).oldSheetsOf(bytes)
    return sheets.some(({ rows }) => hasAny(rows)) ? sheets : unreadable('empty')
  } catch (error) {
    if (error instanceof TooLarge) return unreadable('too-large')
    return unreadable(kind === 'xlsx' ? 'damaged' : 'old-format')
  }
}

/** The same with all rows at hand, for files known to be small. */
export async function readSheets(bytes: Uint8Array, fileName: string, limits = LIMITS): Promise<Sheet[] | Unreadable> {
  const sheets = await openSheets(bytes, fileName, limits)
  return isUnreadable(sheets) ? sheets : sheets.map(sheet => ({ ...sheet, rows: [...sheet.rows] }))
}

export const isUnreadable = <Read>(read: Read | Unreadable): read is Unreadable =>
  typeof read === 'object' && read !== null && 'reason' in read

const hasAny = (rows: Iterable<Row>): boolean => {
  for (const _row of rows) return true
  return false
}

function readDelimited(bytes: Uint8Array, fileName: string): OpenSheet[] | Unreadable {
  // Cells copied out of a spreadsheet come with tabs, whatever else stands in them.
  const records = recordsOf(bytes, /\.tsv$/i.test(fileName) ? '\t' : undefined)
  if (!Array.isArray(records)) return records
  const rows = new PackedRows()
  records.forEach((record, at) => {
    const cells = record.map(text => textCell(unwrapped(text)))
    while (cells.length > 0 && cells.at(-1)!.text.trim() === '') cells.pop()
    if (cells.length) rows.add({ number: at + 1, cells })
  })
  return [{ name: fileName.replace(/^.*[\\/]/, ''), isHidden: false, rows: rows.close(), merges: [] }]
}

/** `="0731"` is how a CSV file keeps a spreadsheet from reading digits as a number. */
const unwrapped = (text: string): string => /^="(.*)"$/s.exec(text)?.[1] ?? text

const textCell = (text: string): Cell => (text === '' ? blankCell : { ...blankCell, text: text.replace(/^\ufeff/, '') })
