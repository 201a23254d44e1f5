import { blankCell, type Cell, type Row } from './tables.ts'

/** A cell in as few characters as JSON allows: 0 is blank, a text is a text, the rest is spelled out. */
type Packed = 0 | string | [text: string, number: number | null, date: string | null, showsDay: 0 | 1, isFormula: 0 | 1]

const BLOCK = 500

/**
 * The rows of a large sheet. Three hundred thousand rows as objects would take half a gigabyte; as text in blocks they take the room of the
 * text, and each reading unpacks one block at a time.
 */
export class PackedRows implements Iterable<Row> {
  readonly #blocks: Buffer[] = []
  #open: unknown[] = []

  add(row: Row): void {
    this.#open.push([row.number, row.cells.map(packed)])
    if (this.#open.length === BLOCK) this.close()
  }

  /** After the last row. */
  close(): this {
    if (this.#open.length) this.#blocks.push(Buffer.from(JSON.stringify(this.#open)))
    this.#open = []
    return this
  }

  *[Symbol.iterator](): Generator<Row> {
    for (const block of this.#blocks)
      for (const [number, cells] of JSON.parse(block.toString()) as [number, Packed[]][])
        yield { number, cells: cells.map(unpacked) }
  }
}

const packed = (cell: Cell): Packed => {
  if (cell.text === '') return 0
  if (cell.number === null && cell.date === null && !cell.isFormula) return cell.text
  return [cell.text, cell.number, cell.date, cell.showsDay ? 1 : 0, cell.isFormula ? 1 : 0]
}

const unpacked = (cell: Packed): Cell => {
  if (cell === 0) return blankCell
  if (typeof cell === 'string') return { ...blankCell, text: cell }
  const [text, number, date, showsDay, isFormula] = cell
  return { text, number, date, showsDay: showsDay === 1, isFormula: isFormula === 1 }
}
