/** A table of a workbook. Merged ranges are listed, and only their first cell carries the text. A CSV file is one sheet, named as the file. */
export type Sheet<Rows extends Iterable<Row> = Row[]> = { name: string; isHidden: boolean; rows: Rows; merges: Merge[] }

/** The same where the rows are gone through one by one. */
export type OpenSheet = Sheet<Iterable<Row>>

/** Only rows with something in them; `number` counts from 1 as the spreadsheet does. `cells[0]` is column A; blank cells at the end are left out. */
export type Row = { number: number; cells: Cell[] }

export type Cell = {
  /** As a person sees it, untrimmed inside; a number keeps all digits it still has. */
  text: string
  number: number | null
  /** The civil date of a date cell, `YYYY-MM-DD`. */
  date: string | null
  /** Whether the cell shows the day, or only year and month. */
  showsDay: boolean
  isFormula: boolean
}

/** Rows and columns from 1, both ends included. */
export type Merge = { top: number; left: number; bottom: number; right: number }

export const blankCell: Cell = { text: '', number: null, date: null, showsDay: false, isFormula: false }

export const cellAt = (row: Row, column: number): Cell => row.cells[column - 1] ?? blankCell

/** Columns from 1, both ends included. */
export type Columns = { left: number; right: number }

const isWithin = (column: number, { left, right }: Columns): boolean => column >= left && column <= right

/** A row as it is read in some of its columns; null where nothing stands there. */
export function rowWithin({ number, cells }: Row, columns: Columns): Row | null {
  const within = cells.slice(0, columns.right).map((cell, at) => (isWithin(at + 1, columns) ? cell : blankCell))
  while (within.length > 0 && within.at(-1)!.text.trim() === '') within.pop()
  return within.length ? { number, cells: within } : null
}
