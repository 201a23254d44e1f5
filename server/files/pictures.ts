/**
 * A picture as it comes from a camera or a telephone. What it is, its first bytes say, not its name. Beside the picture a camera writes
 * where and when it was taken and with what; that is left out, and only which way is up stays.
 */
export type Picture = { mediaType: 'image/jpeg' | 'image/png' | 'image/webp'; content: Uint8Array }

/** The picture without what is written beside it; null where the bytes are not one whole JPEG, PNG or WebP. */
export const plainPicture = (given: Uint8Array): Picture | null => {
  const bytes = Buffer.from(given.buffer, given.byteOffset, given.byteLength)
  if (bytes.length > 3 && bytes.readUInt16BE(0) === 0xffd8) return pictureOf('image/jpeg', plainJpeg(bytes))
  if (bytes.subarray(0, 8).equals(PNG)) return pictureOf('image/png', plainPng(bytes))
  if (bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WEBP')
    return pictureOf('image/webp', plainWebp(bytes))
  return null
}

const pictureOf = (mediaType: Picture['mediaType'], content: Buffer | null): Picture | null => content && { mediaType, content }

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

// APP0 says the size of a dot, APP2 the colours, APP14 how they are written; every other application's note, and comments, are left out.
const KEPT_NOTES = new Set([0xe0, 0xe2, 0xee])
const isNote = (marker: number) => (marker >= 0xe0 && marker <= 0xef) || marker === 0xfe
const isAlone = (marker: number) => marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7)
const [SOS, EOI, APP1, APP2] = [0xda, 0xd9, 0xe1, 0xe2]

/** Segment by segment up to the end of the picture: telephones hang a film or a second picture, with its own place, behind it. */
const plainJpeg = (bytes: Buffer): Buffer | null => {
  const kept = [bytes.subarray(0, 2)]
  let at = 2
  let isSeen = false
  while (at + 4 <= bytes.length || (at + 2 <= bytes.length && bytes[at + 1] === EOI)) {
    if (bytes[at] !== 0xff) return null
    const marker = bytes[at + 1]!
    if (marker === 0xff) {
      at++
      continue
    }
    if (marker === EOI) return isSeen ? Buffer.concat([...kept, bytes.subarray(at, at + 2)]) : null
    if (isAlone(marker)) {
      at += 2
      continue
    }
    const end = at + 2 + bytes.readUInt16BE(at + 2)
    if (end < at + 4 || end > bytes.length) return null
    const segment = bytes.subarray(at, end)
    if (marker === APP1) kept.push(...uprightIn(segment))
    else if (!isNote(marker) || (KEPT_NOTES.has(marker) && !isIndexOfMore(marker, segment))) kept.push(segment)
    at = end
    if (marker === SOS) {
      isSeen = true
      const data = at
      while (at < bytes.length - 1 && (bytes[at] !== 0xff || bytes[at + 1] === 0 || isAlone(bytes[at + 1]!))) at++
      kept.push(bytes.subarray(data, at))
    }
  }
  return null
}

/** An index of the pictures behind this one, which are not kept. */
const isIndexOfMore = (marker: number, segment: Buffer) => marker === APP2 && segment.toString('latin1', 4, 7) === 'MPF'

const ORIENTATION = 0x0112

/** Of what a camera notes, which way is up: the rest of the note is not kept. */
const uprightIn = (segment: Buffer): Buffer[] => {
  if (segment.toString('latin1', 4, 10) !== 'Exif\0\0' || segment.length < 24) return []
  const tiff = segment.subarray(10)
  const isLittle = tiff.toString('latin1', 0, 2) === 'II'
  const short = (at: number) => (at + 2 > tiff.length ? 0 : isLittle ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at))
  const first = isLittle ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4)
  for (let entry = 0; entry < Math.min(short(first), 200); entry++) {
    const at = first + 2 + entry * 12
    const turned = short(at + 8)
    if (short(at) === ORIENTATION && turned > 1 && turned <= 8) return [noteOf(turned)]
  }
  return []
}

const noteOf = (turned: number): Buffer => {
  const note = Buffer.alloc(36)
  note.writeUInt16BE(0xffe1, 0)
  note.writeUInt16BE(34, 2)
  note.write('Exif\0\0MM\0\x2a', 4, 'latin1')
  note.writeUInt32BE(8, 14)
  note.writeUInt16BE(1, 18)
  note.writeUInt16BE(ORIENTATION, 20)
  note.writeUInt16BE(3, 22)
  note.writeUInt32BE(1, 24)
  note.writeUInt16BE(turned, 28)
  return note
}

const NOTES_OF_PNG = new Set(['eXIf', 'tEXt', 'zTXt', 'iTXt', 'tIME'])

const plainPng = (bytes: Buffer): Buffer | null => {
  const kept = [bytes.subarray(0, 8)]
  for (let at = 8; at + 12 <= bytes.length;) {
    const end = at + 12 + bytes.readUInt32BE(at)
    if (end > bytes.length) return null
    const name = bytes.toString('latin1', at + 4, at + 8)
    if (at === 8 && name !== 'IHDR') return null
    if (!NOTES_OF_PNG.has(name)) kept.push(bytes.subarray(at, end))
    if (name === 'IEND') return Buffer.concat(kept)
    at = end
  }
  return null
}

const HAS_NOTES = 0b0000_1100

const plainWebp = (bytes: Buffer): Buffer | null => {
  const whole = 8 + bytes.readUInt32LE(4)
  if (whole > bytes.length) return null
  const kept = []
  let isSeen = false
  for (let at = 12; at + 8 <= whole;) {
    const length = bytes.readUInt32LE(at + 4)
    const end = at + 8 + length + (length % 2)
    if (end > whole) return null
    const name = bytes.toString('latin1', at, at + 4)
    const chunk = Buffer.from(bytes.subarray(at, end))
    if (name === 'VP8X' && chunk.length > 8) chunk[8]! &= ~HAS_NOTES
    if (name !== 'EXIF' && name !== 'XMP ') kept.push(chunk)
    isSeen ||= name === 'VP8 ' || name === 'VP8L' || name === 'ANMF'
    at = end
  }
  if (!isSeen) return null
  const body = Buffer.concat(kept)
  const head = Buffer.from('RIFF\0\0\0\0WEBP', 'latin1')
  head.writeUInt32LE(body.length + 4, 4)
  return Buffer.concat([head, body])
}
