/**
 * The bars of the main job. Everything is measured from outside, on servers started for the purpose; each figure beside its baseline.
 * Needs a PostgreSQL that lets databases be made: BENCH_POSTGRES, default postgres://postgres@127.0.0.1:5432/postgres.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { buildBareKit } from './bareKit.ts'
import { withDatabase } from './databases.ts'
import { line, median, seconds } from './lines.ts'
import { FLAGS, load, NODE, ROOT, startAt, type Load } from './processes.ts'
import { racePublications } from './publicationRaces.ts'

const scratch = mkdtempSync(join(tmpdir(), 'lunxun-bench-'))
const only = process.env.BENCH_ONLY?.split(',')
const wants = (part: string) => !only || only.includes(part)

const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'

/** A fresh clone, the two commands, and what they cost. */
const starts = async (): Promise<void> => {
  const clone = join(scratch, 'clone')
  spawnSync('git', ['clone', '-q', ROOT, clone], { stdio: 'inherit' })
  const start = async () => {
    const running = await startAt(npm, ['start'], 'http://127.0.0.1:4811/sign-in', {
      cwd: clone,
      env: { PORT: '4811' },
      patience: 400_000
    })
    await running.stop()
    while (
      await fetch('http://127.0.0.1:4811/healthz').then(
        () => true,
        () => false
      )
    )
      await new Promise(settle => setTimeout(settle, 100))
    return running.took
  }
  const first = await start()
  const second = await start()
  line('first start of a fresh clone, install and build included', seconds(first), '–', '–', '< 4 min', first < 240_000)
  line('second start, to a serving page', seconds(second), '–', '–', '< 10 s', second < 10_000)
  const size = spawnSync('du', ['-sm', join(clone, 'node_modules')], { encoding: 'utf8' }).stdout.split('\t')[0]
  line('install size', `${size} MB`, '–', '–', 'stated', null)
  const began = performance.now()
  const suite = spawnSync(npm, ['test', '--silent'], { cwd: clone, encoding: 'utf8' })
  const sum = suite.stdout.trimEnd().split('\n').at(-1)
  line(
    'npm test',
    `${seconds(performance.now() - began)} (${sum})`,
    '–',
    '–',
    '< 15 min',
    suite.status === 0 && performance.now() - began < 900_000
  )
}

const signIn = async (origin: string, username: string): Promise<string> => {
  const answer = await fetch(origin + '/api/sign-in', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username, password: 'Lunxun-2026', remember: false })
  })
  return answer.headers.get('set-cookie')!.split(';')[0]!
}

/** Today as 林 on PostgreSQL, beside a bare page; and, to be known, on the embedded database that the two commands start. */
const pages = (): Promise<void> =>
  withDatabase(async url => {
    const bareFolder = await buildBareKit()
    const bare = await startAt(NODE, ['serve.js'], 'http://127.0.0.1:4812/', { cwd: bareFolder, env: { PORT: '4812' } })
    const start = (port: string, env: Record<string, string>) =>
      startAt(NODE, [...FLAGS, 'server/main.ts'], `http://127.0.0.1:${port}/readyz`, {
        env: { ...env, PORT: port },
        patience: 120_000
      })
    const ours = await start('4813', { DATABASE_URL: url, DEMO: '1', DATA_DIR: join(scratch, 'pages') })
    const today = async (port: string) => {
      const origin = `http://127.0.0.1:${port}`
      return { url: origin + '/learn', headers: { cookie: await signIn(origin, 'lin') } }
    }
    const asked = await today('4813')
    const baseline: Load[] = []
    const figures: Load[] = []
    for (let round = 0; round < 3; round++) {
      baseline.push(await load({ url: 'http://127.0.0.1:4812/' }, 5))
      figures.push(await load(asked, 5))
    }
    await ours.stop()
    const trial = await start('4817', { DATA_DIR: join(scratch, 'embedded') })
    const embedded = [await load(await today('4817'), 5)]
    await trial.stop()
    await bare.stop()
    rmSync(bareFolder, { recursive: true, force: true })
    const base = median(baseline.map(run => run.rate))
    const tell = (where: string, runs: Load[], bar: number | null) => {
      const figure = median(runs.map(run => run.rate))
      const isClean = runs.every(run => run.refused === 0)
      line(
        `a trainee page, server-rendered, 16 connections (${where})`,
        `${figure.toFixed(0)} req/s`,
        `bare Kit page ${base.toFixed(0)} req/s`,
        (figure / base).toFixed(2),
        bar ? `≥ ${bar} req/s` : 'stated',
        bar ? figure >= bar && isClean : null
      )
    }
    tell('PostgreSQL', figures, 300)
    tell('embedded database', embedded, null)
  })

/**
 * A connection works out once how it checks a key, by the size the table then has: made on an empty table, the check goes through all of it
 * at every write, and slows whoever came first. So there are many before anybody begins.
 */
const fillTeachers = async (client: pg.Client, organisationId: number): Promise<void> => {
  await client.query(
    `with made as (insert into teachers select from generate_series(1, 20000) returning id)
     insert into teacher_facts (teacher_id, organisation_id, name, unit, title, courses, review_status, is_hidden, recorded_from)
     select id, $1, '示例老师 ' || id, '县委党校', '讲师', '{}', 'passed', false, now() from made`,
    [organisationId]
  )
  await client.query('vacuum analyze teachers, teacher_facts')
}

const writes = (): Promise<void> =>
  withDatabase(async url => {
    const env = { DATABASE_URL: url, DEMO: '1', DATA_DIR: join(scratch, 'writes') }
    const ours = await startAt(NODE, [...FLAGS, 'server/main.ts'], 'http://127.0.0.1:4814/readyz', {
      env: { ...env, PORT: '4814' },
      patience: 120_000
    })
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    const organisationId = Number(
      (await client.query(`select organisation_id from organisation_facts where name = '安澜县'`)).rows[0].organisation_id
    )
    await fillTeachers(client, organisationId)
    const bare = await startAt(NODE, ['tests/bench/bareWrite.ts'], 'http://127.0.0.1:4815/readyz', {
      env: { ...env, PORT: '4815' }
    })
    const cookie = await signIn('http://127.0.0.1:4814', 'wang')
    let count = 0
    const post = (origin: string, path: string, headers: Record<string, string>) => ({
      url: origin,
      requests: [
        {
          setupRequest: (request: object) => ({
            ...request,
            method: 'POST' as const,
            path,
            headers: { 'content-type': 'application/json', ...headers },
            body: JSON.stringify({ organisationId, name: `示例 ${++count}`, unit: '县委党校', title: '讲师' })
          })
        }
      ]
    })
    const baseline: Load[] = []
    const figures: Load[] = []
    for (let round = 0; round < 3; round++) {
      baseline.push(await load(post('http://127.0.0.1:4815', '/teachers', {}), 5))
      figures.push(await load(post('http://127.0.0.1:4814', '/api/teachers', { cookie }), 5))
    }
    const lines = (await client.query(`select count(*)::int as n from audit_lines where act = 'POST /teachers'`)).rows[0].n
    const { rows: durable } = await client.query(
      `select current_setting('fsync') || '/' || current_setting('synchronous_commit') as is`
    )
    await client.end()
    await ours.stop()
    await bare.stop()
    const [figure, base] = [median(figures.map(run => run.rate)), median(baseline.map(run => run.rate))]
    const isClean = figures.every(run => run.refused === 0) && lines > 0
    line(
      `a small signed-in write with permission and audit, 16 connections (fsync/synchronous_commit ${durable[0].is})`,
      `${figure.toFixed(0)} req/s`,
      `bare Fastify + pg upsert ${base.toFixed(0)} req/s`,
      (figure / base).toFixed(2),
      '≥ 0.6',
      figure / base >= 0.6 && isClean
    )
  })

const races = (): Promise<void> =>
  withDatabase(async url => {
    const server = await startAt(NODE, ['server/main.ts'], 'http://127.0.0.1:4816/readyz', {
      env: { DATABASE_URL: url, DEMO: '1', DATA_DIR: join(scratch, 'races'), PORT: '4816' },
      patience: 120_000
    })
    await server.stop()
    const held = await racePublications(url, 1000)
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    for (const table of ['lessons', 'lesson_categories', 'publications'])
      await client.query(`alter table ${table} disable trigger ${table}_core_third`)
    await client.end()
    const bare = await racePublications(url, 100)
    line(
      'publication races, 1,000 rounds at three isolation levels',
      `${held.under} under the rule of ${held.published} published`,
      `without the triggers ${bare.under} of ${bare.published} (100 rounds)`,
      '–',
      '0',
      held.under === 0 && held.published > 0 && bare.under > 0
    )
  })

try {
  if (wants('races')) await races()
  if (wants('writes')) await writes()
  if (wants('pages')) await pages()
  if (wants('starts')) await starts()
} finally {
  rmSync(scratch, { recursive: true, force: true })
}
