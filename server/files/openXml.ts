/** Reads the sheets of an .xlsx file piece by piece: no part of it is ever held whole. */
import { columnNumber } from './letters.ts'
import { dateOfSerial, formatsOf, isDateFormat, numberText, showsDay } from './numberFormats.ts'
import { PackedRows } from './packedRows.ts'
import { blankCell, type Cell, type Merge, type OpenSheet } from './tables.ts'
import { listen } from './xml.ts'
import type { Entry } from './zip.ts'

type Allowance = { left: number }

/** Throws where the file is damaged or unpacks into more than it may. */
export async function sheetsOf(entries: Entry[], allowance: Allowance): Promise<OpenSheet[]> {
  const named = (name: string) => entries.find(entry => entry.name.toLowerCase() === name.toLowerCase())
  const { sheets, is1904 } = await bookOf(named('xl/workbook.xml')!, named('xl/_rels/workbook.xml.rels'), allowance)
  const formats = await formatsOf(named('xl/styles.xml'), allowance)
  const texts = await sharedTexts(named('xl/sharedStrings.xml'), allowance)
  const read: OpenSheet[] = []
  for (const { name, isHidden, path } of sheets) {
    const entry = named(path)
    if (entry) read.push({ name, isHidden, ...(await rowsOf(entry, { formats, texts, is1904 }, allowance)) })
  }
  return read
}

type Listed = { name: string; isHidden: boolean; path: string }

async function bookOf(book: Entry, relations: Entry | undefined, allowance: Allowance) {
  const targets = new Map<string, string>()
  if (relations)
    await listen(relations, allowance, {
      open: (name, { Id = '', Target = '' }) => {
        if (name === 'Relationship') targets.set(Id, Target)
      }
    })
  const sheets: Listed[] = []
  let is1904 = false
  await listen(book, allowance, {
    open: (name, attributes) => {
      if (name === 'workbookPr') is1904 = /^(1|true)$/.test(attributes.date1904 ?? '')
      if (name !== 'sheet') return
      const relation = Object.entries(attributes).find(([key]) => /(^|:)id$/.test(key))?.[1] ?? ''
      const target = targets.get(relation) ?? `worksheets/sheet${sheets.length + 1}.xml`
      const path = target.startsWith('/') ? target.slice(1) : 'xl/' + target.replace(/^\.\//, '')
      const isHidden = /hidden/i.test(attributes.state ?? '')
      if (/worksheets\//.test(path)) sheets.push({ name: attributes.name ?? '', isHidden, path })
    }
  })
  return { sheets, is1904 }
}

/** The texts that cells share, in one piece of memory: a column of ID numbers is three hundred thousand of them. */
type Texts = (at: number) => string

async function sharedTexts(entry: Entry | undefined, allowance: Allowance): Promise<Texts> {
  // One piece of memory that grows; a buffer for each text would take ten times the text.
  let whole = Buffer.allocUnsafe(1 << 16)
  let ends = new Uint32Array(1 << 12)
  let count = 0
  let [length, text, depthOfSound, isText] = [0, '', 0, false]
  if (entry)
    await listen(entry, allowance, {
      open: name => {
        if (name === 'si') text = ''
        if (name === 'rPh') depthOfSound++
        isText = name === 't' && depthOfSound === 0
      },
      text: piece => {
        if (isText) text += piece
      },
      close: name => {
        if (name === 't') isText = false
        if (name === 'rPh') depthOfSound--
        if (name !== 'si') return
        const plain = unescaped(text)
        if (length + plain.length * 3 > whole.length) {
          const larger = Buffer.allocUnsafe((length + plain.length * 3) * 2)
          whole.copy(larger, 0, 0, length)
          whole = larger
        }
        length += whole.write(plain, length)
        if (count === ends.length) {
          const more = new Uint32Array(count * 2)
          more.set(ends)
          ends = more
        }
        ends[count++] = length
      }
    })
  return at => (at >= 0 && at < count ? whole.toString('utf8', at === 0 ? 0 : ends[at - 1], ends[at]) : '')
}

/** `_x000D_` is how the format writes what XML cannot. */
const unescaped = (text: string): string =>
  text.includes('_x') ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(parseInt(code, 16))) : text

type Book = { formats: string[]; texts: Texts; is1904: boolean }

async function rowsOf(entry: Entry, book: Book, allowance: Allowance): Promise<{ rows: PackedRows; merges: Merge[] }> {
  const rows = new PackedRows()
  const merges: Merge[] = []
  let number = 0
  let cells: Cell[] = []
  let column = 0
  let found: Found = NOTHING
  let into: 'value' | 'text' | null = null
  let depthOfSound = 0
  await listen(entry, allowance, {
    open: (name, attributes) => {
      if (name === 'row') {
        number = Number(attributes.r ?? number + 1)
        cells = []
        column = 0
      } else if (name === 'c') {
        column = attributes.r ? columnNumber(attributes.r.replace(/\d+$/, '')) : column + 1
        found = { type: attributes.t ?? 'n', style: Number(attributes.s ?? 0), value: '', text: '', isFormula: false }
      } else if (name === 'v') into = 'value'
      else if (name === 't') into = depthOfSound === 0 ? 'text' : null
      else if (name === 'rPh') depthOfSound++
      else if (name === 'f') found.isFormula = true
      else if (name === 'mergeCell') merges.push(...mergeOf(attributes.ref ?? ''))
    },
    text: piece => {
      if (into === 'value') found.value += piece
      else if (into === 'text') found.text += piece
    },
    close: name => {
      if (name === 'v' || name === 't') into = null
      else if (name === 'rPh') depthOfSound--
      else if (name === 'c' && column > 0 && column <= WIDEST) {
        const cell = cellOf(found, book)
        if (cell.text.trim() === '') return
        while (cells.length < column - 1) cells.push(blankCell)
        cells[column - 1] = cell
      } else if (name === 'row' && cells.length) rows.add({ number, cells })
    }
  })
  merges.sort((a, b) => a.top - b.top || a.left - b.left)
  return { rows: uncovered(rows.close(), merges), merges }
}

/** A stray mark in the last of sixteen thousand columns makes no table that wide. */
const WIDEST = 300

type Found = { type: string; style: number; value: string; text: string; isFormula: boolean }
const NOTHING: Found = { type: 'n', style: 0, value: '', text: '', isFormula: false }

const textCell = (text: string, isFormula: boolean): Cell => ({ ...blankCell, text: text.replace(/^\ufeff/, ''), isFormula })

function cellOf({ type, style, value, text, isFormula }: Found, { formats, texts, is1904 }: Book): Cell {
  if (type === 's') return textCell(value === '' ? '' : texts(Number(value)), isFormula)
  if (type === 'inlineStr') return textCell(unescaped(text), isFormula)
  if (type === 'str' || type === 'e') return textCell(unescaped(value), isFormula)
  if (type === 'b') return textCell(value === '1' ? 'TRUE' : 'FALSE', isFormula)
  if (type === 'd') return { ...textCell(value.slice(0, 10), isFormula), date: value.slice(0, 10), showsDay: true }
  const number = value === '' ? Number.NaN : Number(value)
  if (Number.isNaN(number)) return textCell(value, isFormula)
  const format = formats[style] ?? ''
  const date = isDateFormat(format) ? dateOfSerial(number, is1904) : null
  if (date === null) return { ...blankCell, text: numberText(number, format), number, isFormula }
  return { text: showsDay(format) ? date : date.slice(0, 7), number: null, date, showsDay: showsDay(format), isFormula }
}

function mergeOf(range: string): Merge[] {
  const at = /^\$?([A-Z]+)\$?(\d+):\$?([A-Z]+)\$?(\d+)$/.exec(range)
  if (!at) return []
  const [, left = '', top, right = '', bottom] = at
  return [{ top: Number(top), left: columnNumber(left), bottom: Number(bottom), right: columnNumber(right) }]
}

/** Some programs leave texts under a merged range, where nobody sees them; only its first cell speaks. */
function uncovered(rows: PackedRows, merges: Merge[]): PackedRows {
  if (!merges.length) return rows
  const seen = new PackedRows()
  let next = 0
  let active: Merge[] = []
  let isChanged = false
  for (const row of rows) {
    while (next < merges.length && merges[next]!.top <= row.number) active.push(merges[next++]!)
    if (active.some(({ bottom }) => bottom < row.number)) active = active.filter(({ bottom }) => bottom >= row.number)
    const cells = row.cells.map((cell, at) => {
      const isCovered =
        cell.text !== '' &&
        active.some(({ top, left, right }) => left <= at + 1 && right >= at + 1 && !(top === row.number && left === at + 1))
      isChanged ||= isCovered
      return isCovered ? blankCell : cell
    })
    seen.add({ number: row.number, cells })
  }
  return isChanged ? seen.close() : rows
}
