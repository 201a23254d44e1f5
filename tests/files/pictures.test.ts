import { describe, expect, test } from 'vitest'
import { plainPicture } from '../../server/files/pictures.ts'
import { PNG } from '../curriculum/redRidge.ts'

const latin = (text: string) => Buffer.from(text, 'latin1')
const segment = (marker: number, body: Buffer): Buffer => {
  const head = Buffer.from([0xff, marker, 0, 0])
  head.writeUInt16BE(body.length + 2, 2)
  return Buffer.concat([head, body])
}

/** A camera's note: which way is up, and where it stood. */
const exif = (orientation: number, isLittle: boolean): Buffer => {
  const tiff = Buffer.alloc(8 + 2 + 2 * 12 + 4)
  const short = (value: number, at: number) => (isLittle ? tiff.writeUInt16LE(value, at) : tiff.writeUInt16BE(value, at))
  const long = (value: number, at: number) => (isLittle ? tiff.writeUInt32LE(value, at) : tiff.writeUInt32BE(value, at))
  tiff.write(isLittle ? 'II' : 'MM', 0, 'latin1')
  short(42, 2)
  long(8, 4)
  short(2, 8)
  for (const [at, tag, value] of [
    [10, 0x8825, 1_234],
    [22, 0x0112, orientation]
  ] as const) {
    short(tag, at)
    short(3, at + 2)
    long(1, at + 4)
    short(value, at + 8)
  }
  return Buffer.concat([latin('Exif\0\0'), tiff, latin('GPS 29.8 N 121.5 E')])
}

const jpeg = ({ notes = [] as Buffer[], after = Buffer.alloc(0) } = {}): Buffer =>
  Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    segment(0xe0, latin('JFIF\0\x01\x02')),
    ...notes,
    segment(0xdb, Buffer.alloc(65, 1)),
    segment(0xda, Buffer.from([1, 1, 0, 0, 63, 0])),
    // A written-out 0xff, a restart, and data.
    Buffer.from([0x12, 0xff, 0x00, 0x34, 0xff, 0xd0, 0x56, 0xff, 0xd9]),
    after
  ])

const chunk = (name: string, body: Buffer): Buffer => {
  const head = Buffer.alloc(8)
  head.writeUInt32BE(body.length)
  head.write(name, 4, 'latin1')
  return Buffer.concat([head, body, Buffer.alloc(4)])
}

const webp = (...chunks: [string, Buffer][]): Buffer => {
  const body = Buffer.concat(
    chunks.map(([name, content]) => {
      const head = Buffer.alloc(8)
      head.write(name, 0, 'latin1')
      head.writeUInt32LE(content.length, 4)
      return Buffer.concat([head, content, Buffer.alloc(content.length % 2)])
    })
  )
  const head = latin('RIFF\0\0\0\0WEBP')
  head.writeUInt32LE(body.length + 4, 4)
  return Buffer.concat([head, body])
}

const textOf = (picture: ReturnType<typeof plainPicture>) => Buffer.from(picture!.content).toString('latin1')

describe('what a picture is, its bytes say', () => {
  test('a JPEG, a PNG and a WebP are known', () => {
    expect(plainPicture(jpeg())?.mediaType).toBe('image/jpeg')
    expect(plainPicture(PNG)?.mediaType).toBe('image/png')
    expect(plainPicture(webp(['VP8 ', Buffer.alloc(10)]))?.mediaType).toBe('image/webp')
  })

  test.each([
    ['nothing', Buffer.alloc(0)],
    ['a page that calls itself a picture', latin('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')],
    ['a GIF', latin('GIF89a\x01\0\x01\0')],
    ['a PDF', latin('%PDF-1.7')],
    ['half a JPEG', jpeg().subarray(0, 60)],
    ['a JPEG that ends before its picture', Buffer.from([0xff, 0xd8, 0xff, 0xd9])],
    ['a JPEG whose segment is longer than the file', Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0xff, 0xff, 0, 0])],
    ['half a PNG', PNG.subarray(0, 40)],
    ['a PNG without its head', Buffer.concat([PNG.subarray(0, 8), chunk('IEND', Buffer.alloc(0))])],
    ['half a WebP', webp(['VP8 ', Buffer.alloc(100)]).subarray(0, 60)],
    ['a WebP with notes and no picture', webp(['EXIF', Buffer.alloc(10)])],
    ['the beginning of a WebP', latin('RIFF\0\0\0\0WEBP')],
    ['three bytes', Buffer.from([0xff, 0xd8, 0xff])]
  ])('%s is none', (_what, bytes) => {
    expect(plainPicture(bytes)).toBeNull()
  })
})

describe('what a camera writes beside a picture is left out', () => {
  test.each([
    ['big', false],
    ['little', true]
  ])('of a JPEG: only which way is up stays (%s end first)', (_end, isLittle) => {
    const notes = [
      segment(0xe1, exif(6, isLittle)),
      segment(0xed, latin('Photoshop 3.0 IPTC')),
      segment(0xfe, latin('made at home'))
    ]
    const picture = plainPicture(jpeg({ notes }))
    expect(textOf(picture)).not.toMatch(/GPS|IPTC|made at home/)
    expect(textOf(picture)).toContain('JFIF')
    // Orientation 6, and nothing else of the note.
    const kept = Buffer.from(picture!.content).subarray(2 + 11)
    expect(kept.subarray(0, 4)).toEqual(Buffer.from([0xff, 0xe1, 0, 34]))
    expect([kept.readUInt16BE(18), kept.readUInt16BE(20), kept.readUInt16BE(28)]).toEqual([1, 0x0112, 6])
    expect(plainPicture(picture!.content)).toEqual(picture)
  })

  test('a JPEG that stands upright keeps no note at all, and nothing behind its end', () => {
    const film = latin('ftypmp4 GPS film of the same moment')
    const index = segment(0xe2, latin('MPF\0 more pictures'))
    const picture = plainPicture(jpeg({ notes: [segment(0xe1, exif(1, true)), index], after: film }))
    expect(Buffer.from(picture!.content)).toEqual(jpeg())
  })

  test('of a PNG', () => {
    const [head, rest] = [PNG.subarray(0, 33), PNG.subarray(33)]
    const notes = [chunk('eXIf', latin('GPS')), chunk('tEXt', latin('Author\0Lin')), chunk('tIME', Buffer.alloc(7))]
    expect(Buffer.from(plainPicture(Buffer.concat([head, ...notes, rest, latin('more')]))!.content)).toEqual(PNG)
  })

  test('of a WebP, whose head then says so', () => {
    const flags = Buffer.alloc(10)
    flags[0] = 0b0001_1100
    const picture = plainPicture(
      webp(['VP8X', flags], ['VP8 ', Buffer.alloc(9, 7)], ['EXIF', latin('GPS!')], ['XMP ', latin('<x/>')])
    )
    flags[0] = 0b0001_0000
    expect(Buffer.from(picture!.content)).toEqual(webp(['VP8X', flags], ['VP8 ', Buffer.alloc(9, 7)]))
  })
})
