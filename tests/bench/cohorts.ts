/**
 * The bars of what happens before seats are given: the one-third rule under stress, repairs, the editor, bookings, and a timetable as it is
 * sent. Needs a PostgreSQL that lets databases be made (BENCH_POSTGRES) and a Chromium (CHROMIUM). The .docx is opened by the tests.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { newTimetables } from './anyTimetable.ts'
import { measureBookings } from './bookings.ts'
import { withDatabase } from './databases.ts'
import { measureEditor } from './editor.ts'
import { line } from './lines.ts'
import { mendAll } from './mending.ts'
import { NODE, startAt } from './processes.ts'
import { stressShares } from './shareStress.ts'

const scratch = mkdtempSync(join(tmpdir(), 'lunxun-bench-'))
const only = process.env.BENCH_ONLY?.split(',')
const wants = (part: string) => !only || only.includes(part)

/** A server with the demonstration county on a database of its own, for as long as some work takes. */
const withServer = (port: string, work: (origin: string, url: string) => Promise<void>): Promise<void> =>
  withDatabase(async url => {
    const origin = `http://127.0.0.1:${port}`
    const server = await startAt(NODE, ['server/main.ts'], `${origin}/readyz`, {
      env: { DATABASE_URL: url, DEMO: '1', DATA_DIR: join(scratch, port), PORT: port },
      patience: 240_000
    })
    try {
      await work(origin, url)
    } finally {
      await server.stop()
    }
  })

const share = (): Promise<void> =>
  withServer('4831', async (_origin, url) => {
    const held = await stressShares(url, 1000)
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    for (const table of ['lessons', 'lesson_categories', 'publications'])
      await client.query(`alter table ${table} disable trigger ${table}_core_third`)
    await client.end()
    const bare = await stressShares(url, 100)
    line(
      'the share, stress: edits, moves, publications, deletions by 8 writers, three isolation levels, 1,000 rounds',
      `${held.under} under the rule of ${held.published} published timetables summed up (${held.done} acts went through, ${held.refused} were refused)`,
      `without the triggers ${bare.under} of ${bare.published} (100 rounds)`,
      '–',
      '0',
      held.under === 0 && held.published > 1000 && held.done > 1000 && bare.under > 0
    )
  })

const repairs = (): Promise<void> =>
  withServer('4832', async origin => {
    const { offered, insufficient, tooLong, breaking, timetables } = await mendAll(origin, newTimetables(60))
    line(
      'repairs offered, each put in through the route and judged anew by the server',
      `${insufficient} not enough, ${tooLong} longer than needed, ${breaking} breaking another rule, of ${offered} offered for ${timetables} timetables`,
      'one minute less, through the same route',
      '–',
      '0, 0',
      offered > 100 && insufficient === 0 && tooLong === 0 && breaking === 0
    )
  })

const editor = (): Promise<void> =>
  withServer('4833', async origin => {
    const { slowest, median, requestsBeforeSaving, requestsToSave, edits, dragged } = await measureEditor(origin)
    line(
      `a timetable of 60 lessons, any edit → bar (${edits} edits in Chromium)`,
      `slowest ${slowest.toFixed(1)} ms (dragging ${dragged.toFixed(1)} ms), median ${median.toFixed(1)} ms, ${requestsBeforeSaving} requests; saved in ${requestsToSave}`,
      '–',
      '–',
      '< 50 ms, no request, one to save',
      slowest < 50 && requestsBeforeSaving === 0 && requestsToSave === 1
    )
  })

const bookings = (): Promise<void> =>
  withServer('4834', async (_origin, url) => {
    const { constrained, bare } = await measureBookings(url, 20_000)
    line(
      '20,000 booking inserts in one transaction',
      `${constrained.toFixed(0)} ms`,
      `without the exclusion constraints ${bare.toFixed(0)} ms`,
      (constrained / bare).toFixed(2),
      '< 2',
      constrained < 2 * bare
    )
  })

try {
  if (wants('share')) await share()
  if (wants('repairs')) await repairs()
  if (wants('bookings')) await bookings()
  if (wants('editor')) await editor()
} finally {
  rmSync(scratch, { recursive: true, force: true })
}
