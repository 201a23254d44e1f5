import { cp, mkdtemp, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { packagesIn } from '../../server/content.ts'
import { installCourses, installPackages } from '../../server/curriculum/courses/installation.ts'
import { mediaOnDisk } from '../../server/files/media.ts'
import { makeWorld, type World } from '../world.ts'
import { textOf } from './packages.ts'

/** A package that lies on the disk as it did is not read again; one that changed is, and refused if it is broken. */
const SHIPPED = fileURLToPath(new URL('../../content/courses/village-affairs-disclosure', import.meta.url))
const NAME = 'village-affairs-disclosure'
const NOW = new Date('2026-09-07T01:00:00Z')

let world: World
let folder: string
beforeAll(async () => {
  world = await makeWorld()
  folder = await mkdtemp(join(tmpdir(), 'lunxun-packages-'))
  await cp(SHIPPED, join(folder, 'courses', NAME), { recursive: true })
})
afterAll(async () => {
  await world.close()
  await rm(folder, { recursive: true, force: true })
})

let read: string[] = []
beforeEach(() => {
  read = []
})

/** What a start does, with a note of every file that was opened. */
const start = async (): Promise<number> => {
  const folders = (await packagesIn(join(folder, 'courses'))).map(one => ({
    ...one,
    files: { ...one.files, read: (path: string) => (read.push(path), one.files.read(path)) }
  }))
  const media = mediaOnDisk(join(folder, 'media'))
  return (await world.database.db.transaction(tx => installPackages(tx, folders, media, NOW))).length
}
const write = (path: string, text: string) => writeFile(join(folder, 'courses', NAME, path), text)

test('the first start reads it, the second opens nothing', async () => {
  expect(await start()).toBe(1)
  expect(read.length).toBeGreaterThan(50)
  read = []
  expect(await start()).toBe(0)
  expect(read).toEqual([])
})

test('a changed package is read, and refused with line and reason as often as it is started; mended, it is read once', async () => {
  const whole = await textOf('film/480p.m3u8')
  // As long as before: only the time tells.
  await write('film/480p.m3u8', whole.replace('480p-02.m4s', '480p-01.m4s'))
  for (let again = 0; again < 2; again++)
    await expect(start()).rejects.toThrow(
      `${NAME}/film/480p.m3u8:12 480p-01.m4s begins at 4023 ms, the one before it ends at 8023 ms`
    )
  await write('film/480p.m3u8', whole)
  expect(await start()).toBe(0)
  read = []
  expect(await start()).toBe(0)
  expect(read).toEqual([])
})

test('a file of another size under the old time, one more file, one file less: read again', async () => {
  const path = join(folder, 'courses', NAME, 'reading.md')
  const { atime, mtime } = await stat(path)
  await write('reading.md', '只有一句话。')
  await utimes(path, atime, mtime)
  expect(await start()).toBe(1)
  read = []
  await write('besides.txt', '不相干')
  expect(await start()).toBe(0)
  expect(read).not.toEqual([])
  read = []
  await rm(join(folder, 'courses', NAME, 'besides.txt'))
  await start()
  expect(read).not.toEqual([])
})

test('what is kept elsewhere counts too: films that are gone are kept again, and a course that was replaced is read again', async () => {
  await rm(join(folder, 'media'), { recursive: true })
  expect(await start()).toBe(0)
  expect(read).toContain('film/240p-00.m4s')
  const { rows } = (await world.database.db.execute(
    sql`select media from materials where media is not null order by id desc limit 1`
  )) as never as {
    rows: { media: string }[]
  }
  expect(await mediaOnDisk(join(folder, 'media')).has(rows[0]!.media)).toBe(true)

  const other = `---\ncode: ${NAME}\ntitle: 换了的课\ncategory: competency\nkind: classroom\nminutes: 60\n---\n换了的课。`
  await world.database.db.transaction(tx => installCourses(tx, [{ name: 'other.md', text: other }], NOW))
  expect(await start()).toBe(1)
})
