import type { Api } from '../../../../../../server/api.ts'
import type { BodyOf, ReplyOf } from '../../../../../../server/http/contract.ts'

export type Arrival = ReplyOf<Api['GET /cohorts/:cohortId/arrival']>
export type Person = Arrival['people'][number]
export type Row = BodyOf<Api['PUT /cohorts/:cohortId/arrival']>['people'][number]

/** The columns that are typed in, in the order of the table. */
export const COLUMNS = [
  'needsLodging',
  'room',
  'bus',
  'tableNo',
  'diet',
  'needsPickup',
  'transport',
  'arrivalTime',
  'remark'
] as const
export type Column = (typeof COLUMNS)[number]
export const isYesOrNo = (column: Column): column is 'needsLodging' | 'needsPickup' =>
  column === 'needsLodging' || column === 'needsPickup'

/** As many characters as are kept. */
export const LONGEST: Record<Exclude<Column, 'needsLodging' | 'needsPickup'>, number> = {
  room: 20,
  bus: 20,
  tableNo: 20,
  diet: 100,
  transport: 100,
  arrivalTime: 20,
  remark: 200
}

export const rowOf = (person: Person): Row => {
  const { enrolmentId, needsLodging, room, bus, tableNo, diet, needsPickup, transport, arrivalTime, remark } = person
  return { enrolmentId, needsLodging, room, bus, tableNo, diet, needsPickup, transport, arrivalTime, remark }
}

/** 是, 要, √, yes, 1 … what people write for yes and no; anything else says nothing. */
export const yesOrNo = (text: string): boolean | null => {
  const plain = text.trim().toLowerCase()
  if (/^(是|要|需要|有|√|✓|y|yes|1|true)$/.test(plain)) return true
  return /^(否|不|不要|不用|无|×|x|n|no|0|false)$/.test(plain) ? false : null
}

/** A block of cells as a spreadsheet copies it. */
export const cellsIn = (text: string): string[][] =>
  text
    .replace(/\r?\n$/, '')
    .split(/\r?\n/)
    .map(line => line.split('\t'))

/** The rows with a block laid over them, its corner at one cell; what reaches beyond the table is left out. */
export const pasted = (rows: readonly Row[], block: readonly string[][], at: { row: number; column: Column }): Row[] => {
  const first = COLUMNS.indexOf(at.column)
  return block.slice(0, Math.max(0, rows.length - at.row)).map((cells, down) => {
    const row: Row = { ...rows[at.row + down]! }
    cells.slice(0, COLUMNS.length - first).forEach((cell, across) => {
      const column = COLUMNS[first + across]!
      if (isYesOrNo(column)) row[column] = yesOrNo(cell)
      else row[column] = cell.trim().slice(0, LONGEST[column]) || null
    })
    return row
  })
}
