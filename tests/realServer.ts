import { spawn, type ChildProcessByStdio } from 'node:child_process'
import { once } from 'node:events'
import type { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { afterEach } from 'vitest'

/** The product as it runs: a process of its own, that can be killed. */
const MAIN = fileURLToPath(new URL('../server/main.ts', import.meta.url))
/** With every secret given and in production: nothing invented is filled in. */
const SECRETS = {
  NODE_ENV: 'production',
  JWT_SECRET: '1'.repeat(64),
  PERSONAL_KEY: '2'.repeat(64),
  MATCHING_KEY: '3'.repeat(64)
}

export type Server = { child: ChildProcessByStdio<null, Readable, Readable>; said: () => string; complained: () => string }

const running: Server['child'][] = []
export const launch = (env: Record<string, string>): Server => {
  const { DATABASE_URL: _database, DATA_DIR: _folder, ...inherited } = process.env
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', MAIN], {
    env: { ...inherited, HOST: '127.0.0.1', PORT: '0', ...SECRETS, ...env },
    stdio: ['ignore', 'pipe', 'pipe']
  })
  running.push(child)
  let [said, complained] = ['', '']
  child.stdout.on('data', chunk => (said += chunk))
  child.stderr.on('data', chunk => (complained += chunk))
  return { child, said: () => said, complained: () => complained }
}

/** Waits for the line with the address. */
export const addressOf = async ({ child, said, complained }: Server): Promise<string> => {
  for (;;) {
    const address = said().match(/http:\/\/127\.0\.0\.1:\d+/)
    if (address) return address[0]
    if (child.exitCode !== null) throw new Error(complained())
    await new Promise(settle => setTimeout(settle, 20))
  }
}

export const endOf = async ({ child, complained }: Server): Promise<{ code: number | null; sentence: string }> => {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'close')
  return { code: child.exitCode, sentence: complained().trim() }
}

export const kill = async (server: Server): Promise<void> => {
  server.child.kill('SIGKILL')
  await endOf(server)
}

/** Nothing that a test has started outlives it. */
afterEach(async () => {
  for (const child of running.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue
    child.kill('SIGKILL')
    await once(child, 'exit')
  }
})
