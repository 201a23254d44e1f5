import { columnNumber } from './letters.ts'
import { entriesOf, unpack, type Entry } from './zip.ts'
import { unreadable, type Unreadable } from './unreadable.ts'

/** The most a file may weigh, packed and unpacked, in bytes; and the most cells its merged ranges may cover. */
export const LIMITS = { packed: 30 * 1024 * 1024, unpacked: 400 * 1024 * 1024, mergedCells: 2_000_000 }

/** What the bytes are. The name decides nothing but whether text is taken for a table: departments send .csv files called .xls and the reverse. */
export function kindOf(bytes: Uint8Array, fileName: string, limits = LIMITS): 'xlsx' | 'csv' | Unreadable {
  if (bytes.length === 0) return unreadable('empty')
  if (bytes.length > limits.packed) return unreadable('too-large')
  if (startsWith(bytes, [0x50, 0x4b])) return kindOfZip(bytes, limits)
  if (startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0])) return kindOfCompound(bytes)
  return /\.(csv|txt|tsv|xls)$/i.test(fileName) ? 'csv' : unreadable('not-a-workbook')
}

function kindOfZip(bytes: Uint8Array, limits: typeof LIMITS): 'xlsx' | Unreadable {
  const entries = entriesOf(bytes)
  if (entries === null) return unreadable('damaged')
  if (entries.some(entry => entry.name === 'xl/workbook.bin')) return unreadable('old-format')
  if (!entries.some(entry => entry.name === 'xl/workbook.xml')) return unreadable('not-a-workbook')
  return weigh(entries, limits) ?? 'xlsx'
}

/** A small zip can unpack into gigabytes, and one merged range can cover a whole sheet; either would take the process down in the library. */
function weigh(entries: Entry[], limits: typeof LIMITS): Unreadable | null {
  let left = limits.unpacked
  let merged = 0
  for (const entry of entries) {
    let content: Uint8Array
    try {
      content = unpack(entry, left)
    } catch (error) {
      return unreadable((error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE' ? 'too-large' : 'damaged')
    }
    left -= content.length
    if (left <= 0) return unreadable('too-large')
    if (/^xl\/worksheets\/[^/]+\.xml$/.test(entry.name)) merged += mergedCellsOf(content)
    if (merged > limits.mergedCells) return unreadable('too-large')
  }
  return null
}

function mergedCellsOf(content: Uint8Array): number {
  const buffer = Buffer.from(content.buffer, content.byteOffset, content.byteLength)
  const from = buffer.indexOf('mergeCell ')
  if (from < 0) return 0
  let cells = 0
  for (const match of buffer.toString('latin1', from).matchAll(/mergeCell [^>]*ref="([A-Z]+)(\d+):([A-Z]+)(\d+)"/g)) {
    const [, left = '', top, right = '', bottom] = match
    cells += (columnNumber(right) - columnNumber(left) + 1) * (Number(bottom) - Number(top) + 1)
  }
  return cells
}

/** An OLE compound file is an encrypted .xlsx if it holds the stream that says so, else an old workbook. */
function kindOfCompound(bytes: Uint8Array): Unreadable {
  const stream = Buffer.from('EncryptedPackage', 'utf16le')
  return unreadable(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(stream) ? 'encrypted' : 'old-format')
}

const startsWith = (bytes: Uint8Array, magic: number[]): boolean => magic.every((byte, at) => bytes[at] === byte)
