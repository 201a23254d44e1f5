/**
 * Textbooks (教材).
 * A textbook belongs to an organisation, which has each title of a year once. Courses name the textbooks they are taught with.
 * An ISBN has 13 digits that begin with 978 or 979, or 10, of which the last may be an X; its last digit answers for the others
 * (ISO 2108). It is kept with 13 digits, however it was written. A textbook need not have one.
 * Hidden, it is offered to no new course and stays on those it has; deleted only while no version of a course has named it.
 */
export const TEXTBOOK_KINDS = ['national', 'provincial', 'local', 'reader', 'caseBook', 'other'] as const
export type TextbookKind = (typeof TEXTBOOK_KINDS)[number]

export type TextbookFacts = {
  name: string
  author: string | null
  publisher: string | null
  year: number | null
  isbn: string | null
  kind: TextbookKind
  /** A file, a shelf, an address. */
  keptAt: string | null
  remark: string | null
}

/** In the order of the form. */
export const TEXTBOOK_FIELDS = [
  'name',
  'author',
  'publisher',
  'year',
  'isbn',
  'kind',
  'keptAt',
  'remark'
] as const satisfies readonly (keyof TextbookFacts)[]

/** The 13 digits of an ISBN; null where its check digit does not answer for the others, or it is none. */
export const isbnIn = (written: string): string | null => {
  const plain = written
    .normalize('NFKC')
    .toUpperCase()
    .replace(/^ISBN[:：]?/, '')
    .replace(/[\s\-‐-―]/g, '')
  if (/^97[89]\d{10}$/.test(plain)) return plain.at(-1) === thirteenth(plain) ? plain : null
  if (!/^\d{9}[\dX]$/.test(plain)) return null
  const sum = [...plain].reduce((all, digit, at) => all + (digit === 'X' ? 10 : Number(digit)) * (10 - at), 0)
  const longer = `978${plain.slice(0, 9)}`
  return sum % 11 === 0 ? longer + thirteenth(longer) : null
}

const thirteenth = (digits: string): string => {
  const sum = Array.from(digits.slice(0, 12)).reduce((all, digit, at) => all + Number(digit) * (at % 2 ? 3 : 1), 0)
  return String((10 - (sum % 10)) % 10)
}
