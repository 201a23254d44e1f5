import { columnNumber } from './letters.ts'
import { entriesOf, unpack, type Entry } from './zip.ts'
import { unreadable, type Unreadable } from './unreadable.ts'

/** The most a file may weigh, packed and unpacked, in bytes. */
export const LIMITS = { packed: 40 * 1024 * 1024, unpacked: 1024 * 1024 * 1024 }

/** The same for a file that is held whole; and the most cells its merged ranges may cover. */
const WHOLE = { unpacked: 200 * 1024 * 1024, mergedCells: 2_000_000 }

/** What the bytes are. The name decides nothing but whether text is taken for a table: departments send .csv files called .xls and the reverse, and what WPS calls .et is either kind of workbook. */
export function kindOf(bytes: Uint8Array, fileName: string, limits = LIMITS): 'xlsx' | 'csv' | 'old' | Unreadable {
  if (bytes.length === 0) return unreadable('empty')
  if (bytes.length > limits.packed) return unreadable('too-large')
  if (startsWith(bytes, [0x50, 0x4b])) return kindOfZip(bytes)
  if (startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0])) return kindOfCompound(bytes)
  return /\.(csv|txt|tsv|xls)$/i.test(fileName) ? 'csv' : unreadable('not-a-workbook')
}

function kindOfZip(bytes: Uint8Array): 'xlsx' | 'old' | Unreadable {
  const entries = entriesOf(bytes)
  if (entries === null) return unreadable('damaged')
  if (entries.some(entry => entry.name === 'xl/workbook.bin')) return 'old'
  return entries.some(entry => entry.name === 'xl/workbook.xml') ? 'xlsx' : unreadable('not-a-workbook')
}

/** What a library that holds whole workbooks may be given: a small zip can unpack into gigabytes, and one merged range can cover a whole sheet. */
export function weigh(entries: Entry[], limits = WHOLE): Unreadable | null {
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
function kindOfCompound(bytes: Uint8Array): 'old' | Unreadable {
  const stream = Buffer.from('EncryptedPackage', 'utf16le')
  const isEncrypted = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(stream)
  return isEncrypted ? unreadable('encrypted') : 'old'
}

const startsWith = (bytes: Uint8Array, magic: number[]): boolean => magic.every((byte, at) => bytes[at] === byte)
