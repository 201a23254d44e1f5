/** The check digit of a citizen's ID number, GB 11643: weights on the first seventeen digits, their sum modulo eleven. */
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]

export function checkDigitOf(firstSeventeen: string): string {
  const sum = WEIGHTS.reduce((total, weight, at) => total + weight * Number(firstSeventeen[at]), 0)
  return '10X98765432'[sum % 11] ?? ''
}

export const isIdNumber = (text: string): boolean => /^\d{17}[\dX]$/.test(text) && checkDigitOf(text) === text[17]

/** The number without what a spreadsheet or a typist adds: apostrophes, spaces, full-width digits, a lower-case or a multiplication x. */
export const cleanId = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[\s'’‘`"\-\u200b-\u200f\ufeff]/g, '')
    .toUpperCase()
    .replace(/[×ХΧ]$/, 'X')

/** The last four of a number that is shown behind stars, with or without its first digits; null where no star stands for a digit. */
export const lastFourBehindStars = (text: string): string | null => /^\d{0,6}\*{8,}(\d{3}[\dX])$/.exec(cleanId(text))?.[1] ?? null

export type IdReading = {
  id: string | null
  fault: 'id-length' | 'checksum' | 'id-precision-lost' | 'id-date' | null
  length: number
}

/** `isNumber`: whether the spreadsheet holds a number, which keeps fifteen digits; the three that follow are zeros, whatever they were. */
export function readId(text: string, isNumber: boolean): IdReading {
  const id = cleanId(text)
  const length = id.length
  const refused = (fault: NonNullable<IdReading['fault']>): IdReading => ({ id: null, fault, length })
  if ((isNumber && length > 15) || /^\d(\.\d+)?E\+?\d+$/.test(id)) return refused('id-precision-lost')
  if (length !== 18) return refused('id-length')
  if (!isIdNumber(id)) return refused(/^\d{15}000$/.test(id) ? 'id-precision-lost' : 'checksum')
  return birthDateOf(id) === null ? refused('id-date') : { id, fault: null, length }
}

/** The civil date of birth inside the number, or null where there is no such day. */
export function birthDateOf(id: string): string | null {
  const [year, month, day] = [Number(id.slice(6, 10)), Number(id.slice(10, 12)), Number(id.slice(12, 14))]
  const last = new Date(Date.UTC(year, month, 0)).getUTCDate()
  if (year < 1900 || month < 1 || month > 12 || day < 1 || day > last) return null
  return `${id.slice(6, 10)}-${id.slice(10, 12)}-${id.slice(12, 14)}`
}

export type Gender = 'male' | 'female'

/** The seventeenth digit is odd for a man. */
export const genderOf = (id: string): Gender => (Number(id[16]) % 2 === 1 ? 'male' : 'female')
