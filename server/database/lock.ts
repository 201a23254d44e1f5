import { createHash } from 'node:crypto'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { existsSync, unlinkSync } from 'node:fs'
import { connect } from 'node:net'

/** Said when a second process opens a folder; the embedded database would be damaged by it. */
export class FolderInUse extends Error {}

/**
 * Keeps a second process out of an embedded database's folder. The lock is a bound socket, which the operating system closes with
 * its holder; a file with a process number would survive a crash and lie.
 */
export const holdFolder = async (folder: string): Promise<() => Promise<void>> => {
  const name = 'lunxun-' + createHash('sha256').update(resolve(folder)).digest('hex').slice(0, 24)
  const address = process.platform === 'win32' ? `\\\\.\\pipe\\${name}` : join(tmpdir(), name + '.sock')
  if (process.platform !== 'win32' && existsSync(address)) {
    if (await answers(address)) throw new FolderInUse(folder)
    unlinkSync(address)
  }
  const server = createServer(socket => socket.end())
  await new Promise<void>((settle, fail) => {
    server.once('error', () => fail(new FolderInUse(folder)))
    server.listen(address, settle)
  })
  server.unref()
  return () => new Promise(settle => server.close(() => settle()))
}

const answers = (address: string): Promise<boolean> =>
  new Promise(settle => {
    const socket = connect(address)
    socket.once('connect', () => (socket.destroy(), settle(true)))
    socket.once('error', () => settle(false))
  })
