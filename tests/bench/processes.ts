import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import autocannon from 'autocannon'

export const ROOT = new URL('../../', import.meta.url).pathname
export const NODE = join(ROOT, 'node_modules', 'node', 'bin', 'node')

/** What the product's own start gives the server; plain JavaScript, so without types. */
export const FLAGS: string[] = (await import(new URL('server/prepare.mjs', `file://${ROOT}`).href)).flags

export type Running = { child: ChildProcess; stop: () => Promise<void> }

/** Starts a command and waits until its address answers. */
export const startAt = async (
  command: string,
  args: string[],
  address: string,
  options: { cwd?: string; env?: Record<string, string>; patience?: number } = {}
): Promise<Running & { took: number }> => {
  const began = performance.now()
  const child = spawn(command, args, {
    cwd: options.cwd ?? ROOT,
    env: { ...process.env, ...options.env },
    stdio: ['ignore', 'ignore', 'inherit'],
    // A group of its own: npm passes no signal on to what it started.
    detached: true
  })
  const until = began + (options.patience ?? 60_000)
  while (
    !(await fetch(address).then(
      answer => answer.ok,
      () => false
    ))
  ) {
    if (child.exitCode !== null) throw new Error(`${command} ${args.join(' ')} ended with ${child.exitCode}`)
    if (performance.now() > until) throw new Error(`${address} did not answer`)
    await new Promise(settle => setTimeout(settle, 50))
  }
  const stop = async () => {
    if (child.exitCode !== null) return
    process.kill(-child.pid!, 'SIGTERM')
    await once(child, 'exit')
  }
  return { child, took: performance.now() - began, stop }
}

export type Load = { rate: number; p99: number; refused: number }

/** Requests a second over some seconds, after a warm-up. */
export const load = async (options: autocannon.Options, duration = 8): Promise<Load> => {
  await autocannon({ connections: 16, ...options, duration: 2 })
  const result = await autocannon({ connections: 16, ...options, duration })
  return { rate: result.requests.average, p99: result.latency.p99, refused: result.non2xx + result.errors }
}
