/** Which rows of a sheet come back to whoever sent it, and what of them. */
import { columnLetter } from './letters.ts'
import type { Columns } from './tables.ts'

/** Why a row comes back. `cells` are texts to write where the row was understood from a cell above it that does not come back, by column letter. */
export type Note = { table: string; row: number; reason: string; cells?: { letter: string; text: string }[] }

/** A table that was understood: where it begins, its heading rows, and the columns it has where another stands beside it. */
export type Headed = { table: string; sheet: string; from: number; first: number; last: number; within: Columns | null }

/** Tables that stand side by side have their reasons apart: each in a lane of its own, at the right of them all. */
export type Lane = { heading: string; left: number }

export type KeptRow = {
  /** Null: all of them. */
  columns: Columns[] | null
  /** By lane. */
  reasons: Map<number, string>
  /** The lanes whose heading this is. */
  headed: Set<number>
  cells: { letter: string; text: string }[]
}

export type Kept = { rows: Map<number, KeptRow>; lanes: Lane[] }

/** The title that belongs to a table beside others stands right above its heading. */
const TITLE = 2

/** Titles of the sheet, the titles and headings of its tables with something to mend, and the rows to mend. */
export function keptOf(tables: readonly Headed[], notes: readonly Note[], reasonHeading: string): Kept {
  const lefts = [...new Set(tables.map(({ within }) => within?.left ?? 1))].toSorted((a, b) => a - b)
  const lanes = lefts.map(left => ({
    left,
    heading: lefts.length > 1 ? `${reasonHeading}（${columnLetter(left)}）` : reasonHeading
  }))
  const rows = new Map<number, KeptRow>()
  const keep = (number: number, columns: Columns | null): KeptRow => {
    const kept = rows.get(number) ?? { columns: [], reasons: new Map(), headed: new Set(), cells: [] }
    kept.columns = columns === null || kept.columns === null ? null : [...kept.columns, columns]
    rows.set(number, kept)
    return kept
  }
  const firstFrom = (from: number): number => Math.min(...tables.filter(each => each.from === from).map(({ first }) => first))
  for (let number = 1; number < Math.min(...tables.map(({ first }) => first)); number++) keep(number, null)
  const toMend = tables.filter(({ table }) => notes.some(note => note.table === table))
  for (const { table, from, first, last, within } of toMend.length ? toMend : tables) {
    const lane = lefts.indexOf(within?.left ?? 1)
    const topmost = firstFrom(from)
    for (let number = from; number < topmost; number++) keep(number, null)
    for (let number = Math.max(topmost, first - TITLE); number <= last; number++) keep(number, within)
    keep(last, within).headed.add(lane)
    for (const { row, reason, cells = [] } of notes.filter(note => note.table === table)) {
      const kept = keep(row, within)
      kept.reasons.set(lane, kept.reasons.has(lane) ? `${kept.reasons.get(lane)}\n${reason}` : reason)
      kept.cells.push(...cells)
    }
  }
  return { rows: new Map([...rows].toSorted(([a], [b]) => a - b)), lanes }
}

export const isKept = ({ columns }: KeptRow, column: number): boolean =>
  columns === null || columns.some(({ left, right }) => column >= left && column <= right)
