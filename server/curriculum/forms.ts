import { cellReader, headingRowOf } from '../files/headings.ts'
import type { Cell, Sheet } from '../files/tables.ts'
import type { Column, Table } from '../files/workbook.ts'
import type { Sentence } from '../http/refusals.ts'

/** What a cell says, or why it cannot be understood. */
export type Said<Facts> = Partial<Facts> | { fault: Sentence }

/**
 * A column of one of the department's forms, written out and read back by the same words. `alike` is tried on a heading without spaces and
 * brackets. A column without `read` is only written out: it says what the system reckons.
 */
export type FormColumn<Facts, Shown = Facts> = {
  field: string
  heading: string
  alike: RegExp
  width?: number
  format?: string
  isRequired?: true
  write: (shown: Shown) => string | number | null
  read?: (cell: Cell) => Said<Facts>
}

export type Form<Facts, Shown = Facts> = {
  name: string
  columns: FormColumn<Facts, Shown>[]
  /** A table is this form if it has these columns. */
  needed: readonly string[]
}

const plainHeading = (heading: string): string =>
  heading
    .normalize('NFKC')
    .replace(/[\s*:：\u200b-\u200f\ufeff]/g, '')
    .replace(/[(［[【].*$/, '')

export type RowRead<Facts> = { row: number; facts: Partial<Facts>; faults: ({ field: string } & Sentence)[] }

const AFTER_THE_TABLE = /^(合计|总计|说明|注|备注|填报|填表|制表|审核|单位负责人|联系人)[:：(（]?/

/** Every row below the heading that says something; null where the sheet is not this form. */
export const rowsIn = <Facts, Shown>(
  sheet: Sheet,
  form: Form<Facts, Shown>
): { rows: RowRead<Facts>[]; unknown: string[]; columns: ReadonlySet<string> } | null => {
  const fieldOf = (heading: string) => {
    const plain = plainHeading(heading)
    return plain === '' ? null : (form.columns.find(({ alike }) => alike.test(plain))?.field ?? null)
  }
  const header = headingRowOf(sheet, fieldOf, columns => form.needed.every(field => columns.has(field)))
  if (!header) return null
  const cellOf = cellReader(sheet, header.columns)
  const reading = form.columns.filter(({ field, read }) => read && header.columns.has(field))
  const rows: RowRead<Facts>[] = []
  for (const row of sheet.rows.filter(({ number }) => number > header.row)) {
    const first = row.cells.find(({ text }) => text.trim() !== '')?.text.trim() ?? ''
    const named = form.needed.some(field => (cellOf(row, field)?.text ?? '').trim() !== '')
    if (!first || (!named && reading.every(({ field }) => !(cellOf(row, field)?.text ?? '').trim()))) continue
    if (AFTER_THE_TABLE.test(first)) continue
    const read: RowRead<Facts> = { row: row.number, facts: {}, faults: [] }
    for (const { field, heading, isRequired, read: understand } of reading) {
      const cell = cellOf(row, field)!
      if (isRequired && cell.text.trim() === '') {
        read.faults.push({ field, zh: `“${heading}”是空的。`, en: `${heading} is empty.` })
        continue
      }
      const said = understand!(cell)
      if ('fault' in said) read.faults.push({ field, ...(said.fault as Sentence) })
      else Object.assign(read.facts, said)
    }
    rows.push(read)
  }
  const headings = sheet.rows.find(({ number }) => number === header.row)!.cells
  const unknown = headings
    .map(({ text }) => text.trim())
    .filter(text => text !== '' && !/^(序号|序|编号|No\.?)$/i.test(text) && fieldOf(text) === null)
  return { rows, unknown, columns: new Set(header.columns.keys()) }
}

/** The form with its rows, as the department prints it. */
export const formTable = <Facts, Shown>(form: Form<Facts, Shown>, titles: string[], shown: readonly Shown[]): Table => ({
  name: form.name,
  titles,
  columns: form.columns.map(({ heading, width, format }): Column => ({
    heading,
    ...(width ? { width } : {}),
    ...(format ? { format } : {})
  })),
  rows: shown.map(each => form.columns.map(({ write }) => write(each)))
})

const fault = (zh: string, en: string): { fault: Sentence } => ({ fault: { zh, en } })

/** Blank is null. */
export const asText =
  <Field extends string>(field: Field, longest = 120) =>
  ({ text }: Cell): { [F in Field]: string | null } | { fault: Sentence } => {
    const plain = text.trim()
    if (plain.length > longest) return fault(`超过 ${longest} 字。`, `More than ${longest} characters.`)
    return { [field]: plain || null } as { [F in Field]: string | null }
  }

export const wordsIn = (text: string): string[] => [
  ...new Set(
    text
      .split(/[、,，;；\n]+/)
      .map(word => word.trim())
      .filter(word => word !== '')
  )
]

export const asWords =
  <Field extends string>(field: Field, most = 20) =>
  ({ text }: Cell): { [F in Field]: string[] } | { fault: Sentence } => {
    const words = wordsIn(text)
    if (words.length > most || words.some(word => word.length > 64))
      return fault(`最多 ${most} 项，每项不超过 64 字。`, `At most ${most} of them, each of at most 64 characters.`)
    return { [field]: words } as { [F in Field]: string[] }
  }

/** One of the words a form prints. A longer or shorter word in use is understood where it can mean only one. */
export const asOne =
  <Field extends string, Code extends string>(field: Field, words: Readonly<Record<Code, string>>) =>
  ({ text }: Cell): { [F in Field]: Code | null } | { fault: Sentence } => {
    const plain = text.normalize('NFKC').replace(/\s/g, '')
    if (plain === '') return { [field]: null } as { [F in Field]: null }
    const all = Object.entries(words) as [Code, string][]
    const exact = all.filter(([, word]) => word === plain)
    const [one, another] = exact.length ? exact : all.filter(([, word]) => word.includes(plain) || plain.includes(word))
    if (one && !another) return { [field]: one[0] } as { [F in Field]: Code }
    const list = all.map(([, word]) => word).join('、')
    return fault(`“${text.trim()}”不是${list}中的一个。`, `“${text.trim()}” is none of ${list}.`)
  }

export const asNumber =
  <Field extends string>(field: Field, { from, to, unit = /[人个分钟min约\s]/g }: { from: number; to: number; unit?: RegExp }) =>
  ({ text, number }: Cell): { [F in Field]: number | null } | { fault: Sentence } => {
    const plain = text.normalize('NFKC').replace(unit, '')
    if (plain === '') return { [field]: null } as { [F in Field]: null }
    const value = number ?? Number(plain)
    if (!Number.isInteger(value) || value < from || value > to)
      return fault(`“${text.trim()}”不是 ${from} 到 ${to} 的整数。`, `“${text.trim()}” is no whole number from ${from} to ${to}.`)
    return { [field]: value } as { [F in Field]: number }
  }

/** `1985.06`, `1985-6`, `198506`, `1985年6月`, or a date. */
export const asMonth =
  <Field extends string>(field: Field) =>
  ({ text, date }: Cell): { [F in Field]: string | null } | { fault: Sentence } => {
    const plain = (date ?? text).normalize('NFKC').replace(/\s/g, '')
    if (plain === '') return { [field]: null } as { [F in Field]: null }
    const [, year, month] = /^((?:19|20)\d{2})[-./年]?(\d{1,2})(?:月|[-./]\d{1,2}|\d{2})?(?:日)?$/.exec(plain) ?? []
    if (!year || Number(month) < 1 || Number(month) > 12)
      return fault(`“${text.trim()}”不是年月，例如 1975.03。`, `“${text.trim()}” is no month, such as 1975.03.`)
    return { [field]: `${year}-${month!.padStart(2, '0')}` } as { [F in Field]: string }
  }
