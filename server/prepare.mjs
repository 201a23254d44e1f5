// What both `npm start` and `npm test` need before anything else can run. Plain JavaScript for whatever Node is there.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('..', import.meta.url))
/** Node 24, from the package `node`, whatever Node the machine has. */
export const node = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node')

/**
 * How the server is started. Left to itself the runtime lets short-lived memory grow to 150 MB before it looks through it, which is as much as
 * everything else a small server needs; with 8 MB it spends a sixth of its time looking.
 */
export const flags = ['--disable-warning=ExperimentalWarning', '--max-semi-space-size=16']

export const run = (command, args, options = {}) => {
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: 'inherit', ...options })
  if (error || status !== 0) {
    console.error(error ? error.message : `${command} ${args.join(' ')} ended with ${status}`)
    process.exit(status || 1)
  }
}

/** Installs when the lock file is not the one that was installed last. */
export const install = () => {
  const stamp = join(root, 'node_modules', '.installed')
  const wanted = hashOf([join(root, 'package-lock.json')])
  if (read(stamp) === wanted && existsSync(node)) return
  console.log('Installing packages (once; later starts take seconds)…')
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  run(npm, ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32',
    // The pages are built here, so build tools are needed in production too; test tools are not.
    env: { ...process.env, npm_config_engine_strict: 'false' }
  })
  writeFileSync(stamp, wanted)
}

/** Builds the pages when they, or what they import from the server, changed. */
export const build = () => {
  const stamp = join(root, 'web', 'build', '.built')
  const shared = filesIn(join(root, 'server')).filter(file => /(contract|rules|halfDays)\.ts$/.test(file))
  const sources = [...filesIn(join(root, 'web')), ...shared, join(root, 'package-lock.json')]
  const wanted = hashOf(sources)
  if (read(stamp) === wanted) return
  console.log('Building the pages…')
  run(node, [join('node_modules', 'vite', 'bin', 'vite.js'), 'build', '--config', 'web/vite.config.ts', '--logLevel', 'error'], {
    env: { ...process.env, NODE_ENV: 'production' }
  })
  mkdirSync(dirname(stamp), { recursive: true })
  writeFileSync(stamp, wanted)
}

const read = file => (existsSync(file) ? readFileSync(file, 'utf8') : null)

const filesIn = folder =>
  readdirSync(folder, { withFileTypes: true }).flatMap(entry => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return ['build', '.svelte-kit'].includes(entry.name) ? [] : filesIn(path)
    return [path]
  })

const hashOf = files => {
  const hash = createHash('sha256')
  for (const file of files.toSorted()) hash.update(file.slice(root.length)).update(readFileSync(file))
  return hash.digest('hex')
}
