import { blankCell, type Cell, type Row } from './tables.ts'

/** A cell in as few characters as JSON allows: 0 is blank, a text is a text, the rest is spelled out. */
type Packed = 0 | string | [text: string, number: number | null, date: string | null, showsDay: 0 | 1, isFormula: 0 | 1]

const BLOCK = 500

/**
 * The rows of a large sheet. Three hundred thousand rows as objects would take half a gigabyte; as text in blocks they take the room of the
 * text, and each reading unpacks one block at a time.
 */
export class PackedRows implements Iterable<Row> {
  readonly #blocks: { content: Buffer; last: number }[] = []
  #open: unknown[] = []
  #last = 0

  add(row: Row): void {
    this.#open.push([row.number, row.cells.map(packed)])
    this.#last = Math.max(this.#last, row.number)
    if (this.#open.length === BLOCK) this.close()
  }

  /** After the last row. */
  close(): this {
    if (this.#open.length) this.#blocks.push({ content: Buffer.from(JSON.stringify(this.#open)), last: this.#last })
    this.#open = []
    return this
  }

  *[Symbol.iterator](): Generator<Row> {
    for (const { content } of this.#blocks) yield* rowsOf(content)
  }

  /** From one row number on: what stands before it stays packed. */
  *from(first: number): Generator<Row> {
    for (const { content, last } of this.#blocks)
      if (last >= first) for (const row of rowsOf(content)) if (row.number >= first) yield row
  }

  /** Only of blocks in which one of the texts occurs: the others stay packed. */
  *near(texts: readonly string[]): Generator<Row> {
    for (const { content } of this.#blocks) if (texts.some(text => content.includes(text))) yield* rowsOf(content)
  }
}

/** The rows from one number on. */
export function* rowsFrom(rows: Iterable<Row>, first: number): Generator<Row> {
  if (rows instanceof PackedRows) return yield* rows.from(first)
  for (const row of rows) if (row.number >= first) yield row
}

/** Every row in which one of the texts occurs, and others. */
export const rowsNear = (rows: Iterable<Row>, texts: readonly string[]): Iterable<Row> =>
  rows instanceof PackedRows ? rows.near(texts) : rows

function* rowsOf(block: Buffer): Generator<Row> {
  for (const [number, cells] of JSON.parse(block.toString()) as [number, Packed[]][]) yield { number, cells: cells.map(unpacked) }
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
