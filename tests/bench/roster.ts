/**
 * The bars of the roster: a file of any size goes from upload to standings, on a server started for the purpose, measured from outside.
 * S 20,000 rows, M 100,000, L 300,000. Needs a PostgreSQL that lets databases be made: BENCH_POSTGRES.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { withDatabase } from './databases.ts'
import { line, seconds } from './lines.ts'
import { addMillion } from './million.ts'
import { FLAGS, NODE, startAt } from './processes.ts'
import { rowByRow } from './rosterBaseline.ts'
import { rosterWorkbook } from './rosterFiles.ts'
import { earlierDay, findings } from './rosterFinding.ts'

const SIZES: Record<string, number> = { S: 20_000, M: 100_000, L: 300_000 }
const rows = SIZES[process.argv[2] ?? 'S'] ?? 20_000
const scratch = mkdtempSync(join(tmpdir(), 'lunxun-roster-'))
const KEY = Buffer.alloc(32, 7)
const keys = { personalKey: KEY, matchingKey: Buffer.alloc(32, 8) }
const only = process.env.BENCH_ONLY?.split(',')
const wants = (part: string) => !only || only.includes(part)

type Server = { origin: string; pid: number; stop: () => Promise<void> }

const start = async (port: number, env: Record<string, string>): Promise<Server> => {
  const origin = `http://127.0.0.1:${port}`
  const running = await startAt(NODE, [...FLAGS, 'server/main.ts'], `${origin}/readyz`, {
    env: {
      ...env,
      PORT: String(port),
      PERSONAL_KEY: keys.personalKey.toString('hex'),
      MATCHING_KEY: keys.matchingKey.toString('hex')
    },
    patience: 240_000
  })
  const pid = running.child.pid!
  // What starting took is over; from here on the peak is that of the work.
  writeFileSync(`/proc/${pid}/clear_refs`, '5')
  return { origin, pid, stop: running.stop }
}

const signIn = async (origin: string, username: string): Promise<string> => {
  const answer = await fetch(origin + '/api/sign-in', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username, password: 'Lunxun-2026', remember: false })
  })
  return answer.headers.get('set-cookie')!.split(';')[0]!
}

/** The highest resident set so far, in megabytes, of a process and what it started: threads are in it. */
const peakOf = (pid: number): number =>
  Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024

const residentOf = (pid: number): number =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024

const asked = (origin: string, cookie: string) => async (call: string, body?: Buffer | object) => {
  const [method, path] = call.split(' ') as [string, string]
  const isFile = Buffer.isBuffer(body)
  const answer = await fetch(`${origin}/api${path}`, {
    method,
    headers: { cookie, ...(body ? { 'content-type': isFile ? 'application/octet-stream' : 'application/json' } : {}) },
    ...(body ? { body: isFile ? new Uint8Array(body) : JSON.stringify(body) } : {})
  })
  const reply = await answer.json()
  if (!answer.ok) throw new Error(`${call}: ${JSON.stringify(reply)}`)
  return reply
}

type Ask = ReturnType<typeof asked>

const until = async (ask: Ask, id: number, states: string[]) => {
  for (;;) {
    const view = await ask(`GET /imports/${id}?list=dropped`)
    if (states.includes(view.state)) return view
    await new Promise(settle => setTimeout(settle, 50))
  }
}

type Taken = { read: number; applied: number; view: any } // eslint-disable-line typescript/no-explicit-any

/** Uploads, waits until it is read and compared, applies, waits until it is applied. */
const importFile = async (ask: Ask, organisationId: number, file: Buffer): Promise<Taken> => {
  // Whoever sends a file has opened the page of the imports, and looked for the file for a moment.
  await ask('GET /imports')
  await new Promise(settle => setTimeout(settle, 3000))
  const began = performance.now()
  const query = new URLSearchParams({ organisationId: String(organisationId), fileName: '名册.xlsx', isCompleteList: 'false' })
  const { id } = await ask(`POST /imports?${query}`, file)
  const view = await until(ask, id, ['ready', 'failed', 'interrupted'])
  const read = performance.now() - began
  if (!view.mayApply) return { read, applied: 0, view }
  await ask(`POST /imports/${id}/application`)
  const after = await until(ask, id, ['applied', 'ready'])
  if (after.state !== 'applied') throw new Error(JSON.stringify(after.reason))
  return { read, applied: performance.now() - began - read, view: after }
}

/** A trainee page asked for again and again, whatever else goes on; the slowest hundredth, in milliseconds. */
const pages = (origin: string, cookie: string) => {
  const times: number[] = []
  const going = { on: true }
  const loop = async () => {
    while (going.on) {
      const began = performance.now()
      await fetch(`${origin}/api/my/standings`, { headers: { cookie } }).then(answer => answer.arrayBuffer())
      times.push(performance.now() - began)
      await new Promise(settle => setTimeout(settle, 25))
    }
  }
  const loops = Promise.all([loop(), loop()])
  return async () => {
    going.on = false
    await loops
    const sorted = times.toSorted((a, b) => a - b)
    return { p99: sorted[Math.floor(sorted.length * 0.99)] ?? 0, asked: times.length, worst: sorted.at(-1) ?? 0 }
  }
}

const rootOf = async (ask: Ask): Promise<number> => (await ask('GET /organisations')).organisations[0].id

const large = (): Promise<void> =>
  withDatabase(async url => {
    const env = { DATABASE_URL: url, DEMO: '1', DATA_DIR: join(scratch, 'large') }
    // The first start fills the demonstration county; what is measured is a server that has only been started.
    await (await start(4401, env)).stop()
    const server = await start(4401, env)
    const idle = residentOf(server.pid)
    try {
      const ask = asked(server.origin, await signIn(server.origin, 'wang'))
      const root = await rootOf(ask)
      const naive = await rowByRow(url, root, keys, 500)
      const small = await importFile(ask, root, rosterWorkbook(5000))
      line(
        'import of 5,000 people, upload to standings',
        `${seconds(small.read + small.applied)} (read and compared ${seconds(small.read)}, applied ${seconds(small.applied)})`,
        `row by row ${seconds((5000 * 1000) / naive)}`,
        ((5000 * 1000) / naive / (small.read + small.applied)).toFixed(1),
        '< 1.5 s',
        small.read + small.applied < 1500
      )
      const file = rosterWorkbook(rows)
      const { read, applied, view } = await importFile(ask, root, file)
      const rate = (rows * 1000) / (read + applied)
      line(
        `import of ${rows.toLocaleString('en')} rows (${(file.length / 1e6).toFixed(0)} MB .xlsx): parse, diff, apply, standings, audit`,
        `${rate.toFixed(0)} rows/s (read and compared ${seconds(read)}, applied ${seconds(applied)})`,
        `row by row ${naive.toFixed(0)} rows/s`,
        (rate / naive).toFixed(1),
        '≥ 5,000 rows/s',
        rate >= 5000 && view.rows.total === rows
      )
      const peak = peakOf(server.pid)
      line(
        'peak resident memory of the server while importing',
        `${peak.toFixed(0)} MB`,
        `idle ${idle.toFixed(0)} MB`,
        '–',
        '< 400 MB',
        peak < 400
      )
      const again = await importFile(ask, root, file)
      const changes = Object.values(again.view.adds as Record<string, number>).reduce((sum, count) => sum + count, 0)
      line(
        `the same ${rows.toLocaleString('en')} rows again`,
        `${changes} changes in ${seconds(again.read)}`,
        '–',
        '–',
        '0',
        changes === 0
      )
    } finally {
      await server.stop()
    }
  })

const beside = async (where: string, env: Record<string, string>, port: number): Promise<void> => {
  const server = await start(port, { ...env, DATA_DIR: join(scratch, `beside-${port}`) })
  try {
    const ask = asked(server.origin, await signIn(server.origin, 'wang'))
    const root = await rootOf(ask)
    const lin = await signIn(server.origin, 'lin')
    const quiet = pages(server.origin, lin)
    await new Promise(settle => setTimeout(settle, 3000))
    const base = await quiet()
    const stop = pages(server.origin, lin)
    const { read, applied } = await importFile(ask, root, rosterWorkbook(40_000))
    const { p99, worst, asked: count } = await stop()
    line(
      `a trainee's page while 40,000 rows are imported (${where})`,
      `p99 ${p99.toFixed(0)} ms, worst ${worst.toFixed(0)} ms, ${count} pages in ${seconds(read + applied)}`,
      `alone p99 ${base.p99.toFixed(0)} ms`,
      (p99 / base.p99).toFixed(1),
      '< 500 ms',
      p99 < 500
    )
  } finally {
    await server.stop()
  }
}

const million = (): Promise<void> =>
  withDatabase(async url => {
    const env = { DATABASE_URL: url, DEMO: '1', DATA_DIR: join(scratch, 'million') }
    await (await start(4404, env)).stop()
    const server = await start(4404, env)
    try {
      const cookie = await signIn(server.origin, 'wang')
      const ask = asked(server.origin, cookie)
      const { some, townshipId } = await addMillion(url, await rootOf(ask), keys)
      const get = (path: string) => ask(`GET ${path}`)
      await findings(get, some, townshipId)
      await earlierDay(get, townshipId)
    } finally {
      await server.stop()
    }
  })

try {
  if (wants('large')) await large()
  if (wants('million')) await million()
  if (wants('beside')) await withDatabase(url => beside('PostgreSQL', { DATABASE_URL: url, DEMO: '1' }, 4402))
  if (wants('beside')) await beside('embedded database', {}, 4403)
} finally {
  rmSync(scratch, { recursive: true, force: true })
}
