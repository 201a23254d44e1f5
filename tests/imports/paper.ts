import { blankCell, type Cell, type Merge, type Sheet } from '../../server/files/tables.ts'

/** A sheet as typed: texts, numbers, blanks; the first line is row 1. */
export function sheetOf(name: string, lines: (string | number | null)[][], merges: Merge[] = []): Sheet {
  const cellOf = (value: string | number | null): Cell =>
    value === null ? blankCell : { ...blankCell, text: String(value), number: typeof value === 'number' ? value : null }
  const rows = lines
    .map((line, at) => ({ number: at + 1, cells: line.map(cellOf) }))
    .filter(row => row.cells.some(cell => cell.text !== ''))
  return { name, isHidden: false, rows, merges }
}

/** Valid numbers of invented people: 林 a man of April 1971, 王 a woman of November 1983, 陈 a man of June 1990, 周 a woman of January 1965, 何 a man of October 1985. */
export const LIN = '990101197104150015'
export const WANG = '990101198311020023'
export const CHEN = '99010119900609029X'
export const ZHOU = '990101196501200042'
export const HE = '990101198510120019'

/** The check digit as GB 11643 has it, written for itself: weights are powers of two modulo eleven. */
export const withCheckDigit = (seventeen: string): string => {
  let sum = 0
  for (let at = 0; at < 17; at++) sum += Number(seventeen[at]) * (2 ** (17 - at) % 11)
  return seventeen + '10X98765432'[sum % 11]
}
