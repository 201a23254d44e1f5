/** A cell of a form: it may go over several columns or rows; null stays to be written by hand. */
export type FormCell = { text: string | number | null; across?: number; down?: number; align?: 'left' | 'centre' }

/** One table as a department prints it, whatever kind of file it goes into. Cells that another one covers are left out, as in HTML. */
export type Form = {
  /** Of its sheet. */
  name: string
  title: string
  /** Between the title and the table. */
  under: string[]
  isLandscape: boolean
  /** Of the columns, in parts of the whole. */
  widths: number[]
  head: FormCell[][]
  rows: FormCell[][]
  /** Below the table. */
  after: string[]
}

export type PlacedCell = FormCell & { row: number; column: number; across: number; down: number }

/** Where each cell begins, counted from 0, and how far it goes. */
export const placed = (rows: readonly (readonly FormCell[])[]): PlacedCell[] => {
  const taken = new Set<string>()
  return rows.flatMap((cells, row) => {
    let column = 0
    return cells.map(cell => {
      while (taken.has(`${row} ${column}`)) column++
      const { across = 1, down = 1 } = cell
      for (let below = 0; below < down; below++)
        for (let beside = 0; beside < across; beside++) taken.add(`${row + below} ${column + beside}`)
      const found = { ...cell, row, column, across, down }
      column += across
      return found
    })
  })
}

/** The same text one after the other in one column is one cell that goes down; null is nobody's and stays alone. */
export const runsOf = <Item>(items: readonly Item[], keyOf: (item: Item) => string): number[] => {
  const lengths = items.map(() => 0)
  let first = 0
  items.forEach((item, at) => {
    if (at > 0 && keyOf(item) !== keyOf(items[first]!)) first = at
    lengths[first]!++
  })
  return lengths
}
