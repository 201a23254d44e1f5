import { reactions } from './reactions.ts'
import { carryOut } from './imports/runs.ts'
import { serve } from './jobs/thread.ts'
import type { Form } from './files/forms.ts'
import type { Notice } from './exports/notice/rules.ts'

/** The keys as they cross to a thread. */
type Kept = { personalKey: Uint8Array; oldPersonalKeys: Uint8Array[]; matchingKey: Uint8Array }
type Ordered = { id: number; now: number; keys: Kept }

const keysOf = ({ personalKey, oldPersonalKeys, matchingKey }: Kept) => ({
  personalKey: Buffer.from(personalKey),
  oldPersonalKeys: oldPersonalKeys.map(key => Buffer.from(key)),
  matchingKey: Buffer.from(matchingKey)
})

/** The most a timetable may weigh, in bytes, packed and unpacked. */
const TIMETABLE = { packed: 2 * 1024 * 1024, unpacked: 50 * 1024 * 1024 }

/** What is done in a thread of its own, by name. */
serve({
  imports: (remote, { id, now, keys }: Ordered, report) =>
    carryOut(remote, id, { keys: keysOf(keys), now: new Date(now), report, changed: reactions.peopleChanged! }),
  'imports.refusedRows': async ({ db }, { id, now, keys }: Ordered) => {
    const { refusedRowsOf } = await import('./imports/refusedRows.ts')
    return refusedRowsOf(db, keysOf(keys), id, new Date(now))
  },
  'timetables.sheets': async (_remote, { bytes, fileName }: { bytes: Uint8Array; fileName: string }) => {
    const { readSheets } = await import('./files/sheets.ts')
    return readSheets(bytes, fileName, TIMETABLE)
  },
  'papers.notice': async (_remote, { notice, forms, format }: { notice: Notice; forms: Form[][]; format: 'docx' | 'xlsx' }) => {
    if (format === 'docx') return (await import('./exports/notice/word.ts')).wordNotice(notice, forms)
    return (await import('./exports/notice/book.ts')).bookNotice(notice, forms)
  },
  'papers.timetable': async (_remote, { form, ...more }: { form: Form; mark: string | null; keywords: string }) => {
    const { formPdf } = await import('./files/formPdf.ts')
    return formPdf(form, more)
  }
})
