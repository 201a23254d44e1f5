/**
 * The bars of teaching online, on site and on a telephone. Everything is measured from outside, in Chromium or over HTTP, on servers started
 * for the purpose. Needs a PostgreSQL that lets databases be made (BENCH_POSTGRES) and a Chromium (CHROMIUM).
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildBareKit } from './bareKit.ts'
import { bytesOf, newPhone, openBrowser, signInAs, slowDown } from './browser.ts'
import { cheat } from './cheating.ts'
import { withDatabase } from './databases.ts'
import { line, median, seconds } from './lines.ts'
import { NODE, ROOT, startAt } from './processes.ts'
import { watchHonestly } from './watching.ts'

const scratch = mkdtempSync(join(tmpdir(), 'lunxun-bench-'))
const only = process.env.BENCH_ONLY?.split(',')
const wants = (part: string) => !only || only.includes(part)
const ORIGIN = 'http://127.0.0.1:4821'
const BARE = 'http://127.0.0.1:4822/'
const KB = 1000
const LEAST_LINE = { bitsPerSecond: 1_600_000, latency: 150 }

const kilobytes = (bytes: number) => `${(bytes / KB).toFixed(0)} kB`

/** The first online lesson of 林 that is not completed. */
const lessonOf = async (cookie: string): Promise<number> => {
  const answer = await fetch(ORIGIN + '/api/my/films', { headers: { cookie } })
  const { lessons } = (await answer.json()) as { lessons: { id: number }[] }
  if (!lessons[0]) throw new Error('the demonstration has no film for 林')
  return lessons[0].id
}

const cookieOf = async (username: string): Promise<string> => {
  const answer = await fetch(ORIGIN + '/api/sign-in', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username, password: 'Lunxun-2026', remember: false })
  })
  return answer.headers.get('set-cookie')!.split(';')[0]!
}

const wire = async (lessonId: number): Promise<void> => {
  const bareFolder = await buildBareKit()
  const bare = await startAt(NODE, ['serve.js'], BARE, { cwd: bareFolder, env: { PORT: '4822' } })
  const browser = await openBrowser()
  const measured = async (origin: string, address: string) => {
    const phone = await newPhone(browser, origin)
    if (origin === ORIGIN) await signInAs(phone, 'lin')
    const bytes = await bytesOf(await phone.newPage(), address)
    await phone.close()
    return bytes
  }
  const base = await measured(BARE, '/')
  for (const [name, address] of [
    ['a trainee’s first page over the wire', '/learn'],
    ['a lesson page before its film over the wire', `/learn/lessons/${lessonId}`]
  ] as const) {
    const bytes = await measured(ORIGIN, address)
    line(name, kilobytes(bytes), `bare Kit page ${kilobytes(base)}`, (bytes / base).toFixed(1), '≤ 300 kB', bytes <= 300 * KB)
  }

  // From opening the page to a moving picture, pressing play as soon as there is something to press.
  const opened = async (origin: string, address: string, isFilm: boolean) => {
    const phone = await newPhone(browser, origin)
    if (isFilm) await signInAs(phone, 'lin')
    const page = await phone.newPage()
    await slowDown(page, LEAST_LINE.bitsPerSecond, LEAST_LINE.latency)
    const began = performance.now()
    await page.goto(address, { waitUntil: isFilm ? 'commit' : 'load' })
    if (isFilm) {
      await page.getByRole('group', { name: /影片/ }).getByRole('button', { name: '播放', exact: true }).click()
      await page.waitForFunction(() => (document.querySelector('video')?.currentTime ?? 0) > 0)
    }
    const took = performance.now() - began
    await phone.close()
    return took
  }
  const films: number[] = []
  const plain: number[] = []
  for (let round = 0; round < 3; round++) {
    plain.push(await opened(BARE, '/', false))
    films.push(await opened(ORIGIN, `/learn/lessons/${lessonId}`, true))
  }
  const [figure, baseline] = [median(films), median(plain)]
  line(
    'a film plays, from opening its page, at 1.6 Mbit/s and 150 ms',
    seconds(figure),
    `bare Kit page loaded ${seconds(baseline)}`,
    (figure / baseline).toFixed(1),
    '≤ 3 s',
    figure <= 3_000
  )
  await browser.close()
  await bare.stop()
  rmSync(bareFolder, { recursive: true, force: true })
}

const attacks = async (lessonId: number): Promise<void> => {
  const cheater = await cheat(ORIGIN, await cookieOf('lin'), lessonId)
  for (const [name, attack] of [
    ['jump to the end', cheater.jumpToTheEnd],
    ['forged duration', cheater.forgedDuration],
    ['ten tabs', cheater.secondTab]
  ] as const) {
    const { earned, clock, isCompleted } = await attack()
    line(
      `${name}: film earned`,
      `${earned} ms`,
      `the clock ${clock.toFixed(0)} ms`,
      (earned / clock).toFixed(2),
      '≤ the clock',
      earned <= clock && !isCompleted
    )
  }
}

const honest = async (lessonId: number): Promise<void> => {
  const browser = await openBrowser()
  const { coveredMs, lengthMs, playedMs, elsewhereMs, missingMs, completed } = await watchHonestly(browser, ORIGIN, lessonId)
  await browser.close()
  line(
    'an honest viewer with a pause, a reload, a jump back and a change of device',
    `${coveredMs} of ${lengthMs} ms credited`,
    `the video elements played ${playedMs} ms`,
    `${elsewhereMs} ms differ`,
    '100 %; the same within slips of 2 s',
    completed && missingMs === 0 && elsewhereMs < 2_000
  )
}

/** Every screen by axe, by the keyboard, enlarged to 200 %, and the figures of the senior mode: the walk through all of them, and every story by the keyboard at 200 %. */
const screens = (): void => {
  const report = join(scratch, 'journeys.json')
  const ran = spawnSync(
    NODE,
    ['node_modules/@playwright/test/cli.js', 'test', '--config', 'tests/journeys/playwright.config.ts', '--reporter=json'],
    { cwd: ROOT, env: { ...process.env, JOURNEYS_PORT: '4823', PLAYWRIGHT_JSON_OUTPUT_NAME: report }, stdio: 'ignore' }
  )
  const { stats } = JSON.parse(readFileSync(report, 'utf8')) as { stats: { expected: number; unexpected: number; flaky: number } }
  line(
    'axe, keyboard, 200 % zoom, senior-mode sizes on every screen',
    `${stats.unexpected + stats.flaky} with a violation`,
    `${stats.expected} walks without`,
    '–',
    '0',
    ran.status === 0 && stats.unexpected + stats.flaky === 0 && stats.expected > 0
  )
}

try {
  await withDatabase(async url => {
    const ours = await startAt(NODE, ['server/main.ts'], ORIGIN + '/readyz', {
      env: { DATABASE_URL: url, DEMO: '1', DATA_DIR: join(scratch, 'data'), PORT: '4821' },
      patience: 180_000
    })
    const lessonId = await lessonOf(await cookieOf('lin'))
    if (wants('wire')) await wire(lessonId)
    if (wants('attacks')) await attacks(lessonId)
    if (wants('honest')) await honest(lessonId)
    await ours.stop()
  })
  if (wants('screens')) screens()
} finally {
  rmSync(scratch, { recursive: true, force: true })
}
