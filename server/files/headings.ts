import { cellAt, type Cell, type Row, type Sheet } from './tables.ts'

/** Where the columns of a table stand, by what they hold; from 1. */
export type Columns<Field> = Map<Field, number>

/** How far down a heading may begin: titles, the unit that fills the form in, a date, an explanation. */
const DEEPEST = 30

/** The first row of which enough cells are headings; titles above it, a total and signatures below it are none. */
export const headingRowOf = <Field>(
  sheet: Sheet,
  fieldOf: (heading: string) => Field | null,
  isEnough: (columns: Columns<Field>) => boolean
): { row: number; columns: Columns<Field> } | null => {
  for (const row of sheet.rows.slice(0, DEEPEST)) {
    const columns: Columns<Field> = new Map()
    row.cells.forEach((cell, at) => {
      const field = fieldOf(cell.text)
      if (field !== null && !columns.has(field)) columns.set(field, at + 1)
    })
    if (isEnough(columns)) return { row: row.number, columns }
  }
  return null
}

/** Reads the cell of a row under a heading. A merged range shows its first cell all over. Null: the table has no such column. */
export const cellReader = <Field>(sheet: Sheet, columns: Columns<Field>): ((row: Row, field: Field) => Cell | null) => {
  const rows = new Map(sheet.rows.map(row => [row.number, row]))
  return (row, field) => {
    const column = columns.get(field)
    if (!column) return null
    const merge = sheet.merges.find(
      ({ top, bottom, left, right }) => row.number >= top && row.number <= bottom && column >= left && column <= right
    )
    return cellAt(merge ? (rows.get(merge.top) ?? row) : row, merge ? merge.left : column)
  }
}
