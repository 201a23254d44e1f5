import { createHash } from 'node:crypto'
import { access, mkdir, rename, rm, writeFile } from 'node:fs/promises'
import type { IncomingMessage } from 'node:http'
import { dirname, join } from 'node:path'
import { send, type SendResult } from '@fastify/send'

/** Reads a file that is to be kept, by its path where it comes from. */
export type Reads = (path: string) => Promise<Uint8Array>

/**
 * Where films live: folders under the hash of their content, so that an older version of a course keeps its film and the same film is
 * kept once. Never in the database. On disk here; a store such as S3 would answer the same questions.
 */
export type Media = {
  /** Keeps a folder: the path a file is kept under → the path `read` knows it by. Answers the hash of the whole. */
  keep: (files: Readonly<Record<string, string>>, read: Reads) => Promise<string>
  /** Whether the folder of this hash is kept. */
  has: (hash: string) => Promise<boolean>
  /** What answers a request for a file of a kept folder, ranges included. */
  open: (request: IncomingMessage, hash: string, path: string) => Promise<SendResult>
}

export const isMediaHash = (text: string): boolean => /^[0-9a-f]{64}$/.test(text)

/** `folder` is made when the first film comes. */
export const mediaOnDisk = (folder: string): Media => ({
  keep: async (files, read) => {
    const paths = Object.keys(files).toSorted()
    const whole = createHash('sha256')
    for (const path of paths) {
      const content = createHash('sha256')
        .update(await read(files[path]!))
        .digest('hex')
      whole.update(`${path}\n${content}\n`)
    }
    const hash = whole.digest('hex')
    const kept = join(folder, hash)
    if (await exists(kept)) return hash
    // Written beside it and renamed: a folder that is there is whole, whenever the process ended.
    const begun = `${kept}.${process.pid}`
    await rm(begun, { recursive: true, force: true })
    for (const path of paths) {
      await mkdir(dirname(join(begun, path)), { recursive: true })
      await writeFile(join(begun, path), await read(files[path]!))
    }
    await rename(begun, kept).catch(async error => {
      // Another instance was first, with the same content.
      await rm(begun, { recursive: true, force: true })
      if (!(await exists(kept))) throw error
    })
    return hash
  },
  has: hash => exists(join(folder, hash)),
  open: (request, hash, path) =>
    send(request, encodeURI(`/${path}`), {
      root: join(folder, hash),
      cacheControl: false,
      lastModified: false,
      index: false,
      dotfiles: 'ignore'
    })
})

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false
  )
