import type { Headed, Note } from '../files/keptRows.ts'
import { annotate, refusedWorkbook } from '../files/workbook.ts'
import type { Db } from '../database/db.ts'
import type { PersonalKeys } from '../organisations/personal.ts'
import { dayOf } from '../time/dates.ts'
import { importById } from './queries.ts'
import { bytesOf, rowsOfFile } from './reading.ts'
import { CannotGoOn } from './reasons.ts'
import { isRefused } from './rules.ts'

/** Up to so many rows the same workbook comes back; above, the refused rows under the original headings. */
const WHOLE = 20_000

export type RefusedRows = { rows: number; content: Uint8Array | null }

/** The refused rows with the reasons beside them, as a file to be sent back; runs in a thread. */
export const refusedRowsOf = async (
  db: Db,
  keys: PersonalKeys,
  importId: number,
  now: Date,
  whole = WHOLE
): Promise<RefusedRows> => {
  const imported = await importById(db, importId, dayOf(now), now)
  if (!imported) return { rows: 0, content: null }
  const reading = await rowsOfFile(db, keys, imported)
  const notes: Note[] = []
  let next = reading.next()
  for (; !next.done; next = reading.next()) {
    const row = next.value
    if (!isRefused(row)) continue
    const { sheet, row: number, problems, filled } = row
    notes.push({ table: sheet, row: number, reason: problems.map(({ zh }) => zh).join('\n'), cells: filled })
  }
  if (!notes.length) return { rows: 0, content: null }
  const understood = next.value
  const rows = understood.reduce((sum, { rowCount }) => sum + rowCount, 0)
  const tables: Headed[] = understood.flatMap(({ name, sheet, from, within, header }) =>
    header ? [{ table: name, sheet, from, within, ...header }] : []
  )
  const write = rows > whole ? refusedWorkbook : annotate
  const content = await write(await bytesOf(db, keys, importId), imported.fileName, notes, '退回原因', tables)
  if ('reason' in content) throw new CannotGoOn({ code: content.reason, zh: content.zh, en: content.en })
  return { rows: notes.length, content }
}
