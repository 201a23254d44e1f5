import type { zh } from '../zh/punctuation.ts'

export const en: typeof zh = {
  comma: ', ',
  and: ', ',
  semicolon: '; ',
  gap: '\u2002',
  inBrackets: what => ` (${what})`
}
