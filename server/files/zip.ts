import { Readable } from 'node:stream'
import { createInflateRaw, inflateRawSync } from 'node:zlib'

/** One file inside a zip. */
export type Entry = { name: string; packed: Uint8Array; method: number }

const END = 0x06054b50
const CENTRAL = 0x02014b50
const ZIP64 = 0xffffffff

/** The files of a zip archive by its central directory, or null where the bytes are no whole zip. */
export function entriesOf(bytes: Uint8Array): Entry[] | null {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = endOf(view)
  if (end === null) return null
  const entries: Entry[] = []
  let at = view.readUInt32LE(end + 16)
  for (let left = view.readUInt16LE(end + 10); left > 0; left--) {
    if (at + 46 > view.length || view.readUInt32LE(at) !== CENTRAL) return null
    const size = view.readUInt32LE(at + 20)
    const local = view.readUInt32LE(at + 42)
    if (size === ZIP64 || local === ZIP64 || local + 30 > view.length) return null
    const nameLength = view.readUInt16LE(at + 28)
    const from = local + 30 + view.readUInt16LE(local + 26) + view.readUInt16LE(local + 28)
    if (from + size > view.length) return null
    entries.push({
      name: view.toString('utf8', at + 46, at + 46 + nameLength).replaceAll('\\', '/'),
      packed: view.subarray(from, from + size),
      method: view.readUInt16LE(at + 10)
    })
    at += 46 + nameLength + view.readUInt16LE(at + 30) + view.readUInt16LE(at + 32)
  }
  return entries
}

/** What a file holds, unpacked; throws where it is damaged or would exceed `limit` bytes: the size a zip states about itself may lie. */
export function unpack(entry: Entry, limit: number): Uint8Array {
  if (entry.method === 0) return entry.packed
  return inflateRawSync(entry.packed, { maxOutputLength: Math.max(1, limit) })
}

function endOf(view: Buffer): number | null {
  for (let at = view.length - 22; at >= Math.max(0, view.length - 22 - 0xffff); at--) {
    if (view.readUInt32LE(at) === END) return at
  }
  return null
}

/** Said when a zip unpacks into more than it may. */
export class TooLarge extends Error {}

/** What a file holds, piece by piece; `allowance.left` shrinks with every piece, and none is handed on beyond it. */
export async function* piecesOf(entry: Entry, allowance: { left: number }): AsyncGenerator<Buffer> {
  const pieces: AsyncIterable<Buffer> | Buffer[] =
    entry.method === 0 ? [Buffer.from(entry.packed)] : Readable.from(slices(entry.packed)).compose(createInflateRaw())
  for await (const piece of pieces) {
    allowance.left -= piece.length
    if (allowance.left <= 0) throw new TooLarge()
    yield piece
  }
}

const SLICE = 256 * 1024

function* slices(packed: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < packed.length; at += SLICE) yield packed.subarray(at, at + SLICE)
}
