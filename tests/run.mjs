// `npm test`: types, lint, format, unit, route and browser tests; the last line is the sum over all of them.
// `node tests/run.mjs check` stops after the checks; `node tests/run.mjs postgres URL` repeats what touches a database on PostgreSQL.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build, install, node, root } from '../server/prepare.mjs'

const [mode = 'all', postgres] = process.argv.slice(2)
const sum = { passed: 0, failed: 0, skipped: 0 }
/** What failed, by name, said once more at the end: the place itself may lie thousands of lines above. */
const failures = []
const secondTries = []
const folder = mkdtempSync(join(tmpdir(), 'lunxun-tests-'))

const start = (name, args, env = {}) => {
  console.log(`\n── ${name}`)
  return spawnSync(node, ['--disable-warning=ExperimentalWarning', ...args], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...env }
  }).status
}

const bin = (pack, file) => join('node_modules', pack, file)

const check = (name, args) => {
  if (start(name, args) === 0) sum.passed++
  else {
    sum.failed++
    failures.push(name)
  }
}

const checks = () => {
  // Writes the types of routes that svelte-check reads; a fresh clone has none yet.
  start('types of the routes', [bin('@sveltejs/kit', 'svelte-kit.js'), 'sync', '-c', 'web/vite.config.ts'])
  check('types', [bin('typescript', 'bin/tsc'), '-p', 'tsconfig.json'])
  check('types of the pages', [
    bin('svelte-check', 'bin/svelte-check'),
    '--tsconfig',
    'web/tsconfig.json',
    '--fail-on-warnings',
    '--output',
    'human'
  ])
  check('lint', [bin('oxlint', 'bin/oxlint'), '--deny-warnings'])
  check('format', [bin('oxfmt', 'bin/oxfmt'), '--check', 'server', 'web', 'tests'])
}

/** Vitest's own figures; a run that ended badly without a failed test (a suite that did not load) still counts as failed. */
const vitest = (name, args, env) => {
  const file = join(folder, `${name}.json`)
  const status = start(
    name,
    [
      bin('vitest', 'vitest.mjs'),
      'run',
      '--config',
      'tests/vitest.config.ts',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${file}`,
      ...args
    ],
    env
  )
  const report = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null
  const failed = report ? report.numFailedTests : 0
  sum.passed += report?.numPassedTests ?? 0
  sum.skipped += (report?.numPendingTests ?? 0) + (report?.numTodoTests ?? 0)
  sum.failed += failed || (status === 0 ? 0 : 1)
  for (const suite of report?.testResults ?? []) {
    const broken = suite.assertionResults.filter(test => test.status === 'failed')
    if (suite.status === 'failed' && !broken.length) failures.push(`${name}: ${suite.name}: ${suite.message}`)
    for (const test of broken) failures.push(`${name}: ${test.fullName}\n${test.failureMessages.join('\n')}`)
  }
  if (status !== 0 && !failed) failures.push(`${name} ended with ${status}`)
}

const chromium = () => {
  const known = [
    process.env.CHROMIUM,
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'
  ]
  const found = () => known.find(path => path && existsSync(path))
  if (found()) return found()
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    console.log('\nInstalling Chromium and a Chinese font for the browser tests…')
    const quiet = { stdio: ['ignore', 'ignore', 'inherit'] }
    spawnSync('apt-get', ['update', '-qq'], quiet)
    spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-noto-cjk'], quiet)
  }
  return found() ?? null
}

const journeys = () => {
  const browser = chromium()
  const config = join('tests', 'journeys', 'playwright.config.ts')
  const cli = bin('@playwright/test', 'cli.js')
  if (!browser) {
    console.log('\nNo Chromium found (set CHROMIUM=/path/to/chromium): the journeys are skipped.')
    const specs = readdirSync(join(root, 'tests', 'journeys')).filter(name => name.endsWith('.spec.ts'))
    for (const spec of specs)
      sum.skipped += readFileSync(join(root, 'tests', 'journeys', spec), 'utf8').match(/^test\(/gm)?.length ?? 0
    return
  }
  const file = join(folder, 'journeys.json')
  const status = start('journeys', [cli, 'test', '--config', config, '--reporter=list,json'], {
    CHROMIUM: browser,
    PLAYWRIGHT_JSON_OUTPUT_NAME: file
  })
  const report = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null
  const stats = report?.stats
  sum.passed += (stats?.expected ?? 0) + (stats?.flaky ?? 0)
  sum.skipped += stats?.skipped ?? 0
  sum.failed += (stats?.unexpected ?? 0) || (status === 0 ? 0 : 1)
  const told = suite => {
    for (const spec of suite.specs ?? [])
      for (const test of spec.tests)
        if (test.status === 'unexpected')
          failures.push(`journeys, ${test.projectName}: ${spec.title}\n${test.results.at(-1)?.error?.message ?? ''}`)
        else if (test.status === 'flaky')
          secondTries.push(`${test.projectName}: ${spec.title}\n${test.results[0]?.error?.message ?? ''}`)
    for (const inner of suite.suites ?? []) told(inner)
  }
  for (const suite of report?.suites ?? []) told(suite)
  if (status !== 0 && !stats?.unexpected) failures.push(`the journeys ended with ${status}`)
}

const touchesDatabase = () =>
  readdirSync(join(root, 'tests'), { recursive: true, encoding: 'utf8' })
    .filter(
      name => name.endsWith('.test.ts') && /from '.*(harness|world)\.ts'/.test(readFileSync(join(root, 'tests', name), 'utf8'))
    )
    .map(name => join('tests', name))

install()
if (mode === 'postgres') vitest('on PostgreSQL', touchesDatabase(), { TEST_POSTGRES: postgres })
else {
  checks()
  if (mode === 'check') vitest('architecture and schema', ['tests/architecture.test.ts', 'tests/database/schema.test.ts'])
  if (mode === 'all') {
    // Once far from the department's own clock: nothing may depend on the machine's time zone.
    vitest('unit and route tests', [], { TZ: 'America/New_York' })
    build()
    journeys()
  }
}
rmSync(folder, { recursive: true, force: true })
if (secondTries.length) console.log(`\n── passed at the second try only\n${secondTries.join('\n\n')}`)
if (failures.length) console.log(`\n── failed\n${failures.join('\n\n')}`)
if (process.env.LUNXUN_SUM) writeFileSync(process.env.LUNXUN_SUM, JSON.stringify({ ...sum, failures }))
console.log(`\n${sum.passed} passed, ${sum.failed} failed, ${sum.skipped} skipped`)
process.exit(sum.failed ? 1 : 0)
