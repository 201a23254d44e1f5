import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { installPackages } from '../../server/curriculum/courses/installation.ts'
import { packageIn } from '../../server/curriculum/courses/packages.ts'
import { rowsOf } from '../../server/database/db.ts'
import { reactions } from '../../server/reactions.ts'
import { lesson, publish, setUp, teaching } from '../cohorts/timetables.ts'
import { testMedia } from '../harness.ts'
import { makeWorld, type World } from '../world.ts'
import { packageWith, textOf } from './packages.ts'

const sheet = await textOf('course.yaml')
const rendition = await textOf('film/480p.m3u8')
const master = await textOf('film/film.m3u8')
const sound = await textOf('film/sound.m3u8')
const NAME = 'village-affairs-disclosure'

describe('a mistake in a package is refused with file, line and reason', () => {
  const sheetWith = (from: string, to: string) => ({ 'course.yaml': sheet.replace(from, to) })
  test.each([
    ['a field is missing', sheetWith('title: 村务公开实务（示例）\n', ''), 'course.yaml:2 title: is missing'],
    ['a field nobody knows', sheetWith('kind: online\n', 'kind: online\nstars: 5\n'), 'course.yaml:6 stars: is not a field'],
    ['a kind nobody teaches', sheetWith('kind: online', 'kind: dancing'), 'course.yaml:5 kind: must be one of classroom'],
    [
      'typed minutes',
      sheetWith('kind: online\n', 'kind: online\nminutes: 600\n'),
      'course.yaml:6 minutes: the minutes of an online course are measured, not typed'
    ],
    [
      'a part nobody reads',
      sheetWith('kind: text', 'kind: dance'),
      'course.yaml:8 parts[0].kind: nobody here reads a part of kind dance'
    ],
    ['a text that is not there', { 'reading.md': null }, 'course.yaml:10 parts[0].file: no such file'],
    ['a film that is not there', { 'film/film.m3u8': null }, 'course.yaml:13 parts[1].playlist: no such file'],
    ['captions that are not there', { 'film/en.vtt': null }, 'course.yaml:16 parts[1].captions[1].file: no such file'],
    ['a part without its file', sheetWith('    file: reading.md\n', ''), 'course.yaml:8 parts[0].file: is missing'],
    ['a sheet that is no YAML', { 'course.yaml': 'code: [\n' }, 'course.yaml:2 '],
    ['a segment that is not there', { 'film/480p-03.m4s': null }, 'film/480p.m3u8:15 480p-03.m4s: no such file'],
    ['a segment that is no film', { 'film/480p-03.m4s': 'rubbish' }, 'film/480p.m3u8:15 480p-03.m4s cannot be read as film'],
    [
      'a length the film does not have',
      { 'film/480p.m3u8': rendition.replace('4.000000,\n480p-01', '40.000000,\n480p-01') },
      'film/480p.m3u8:10 says 40000 ms, 480p-01.m4s lasts 4000 ms'
    ],
    [
      'a segment told twice',
      { 'film/480p.m3u8': rendition.replace('480p-02.m4s', '480p-01.m4s') },
      'film/480p.m3u8:12 480p-01.m4s begins at 4023 ms, the one before it ends at 8023 ms'
    ],
    [
      'a rendition that ends early',
      { 'film/480p.m3u8': rendition.replace('#EXTINF:4.000000,\n480p-14.m4s\n', '') },
      'film/film.m3u8:7 lasts 56000 ms, the first one 60000 ms'
    ],
    [
      'a segment from another host',
      { 'film/480p.m3u8': rendition.replace('480p-02.m4s', 'https://example.cn/2.m4s') },
      'film/480p.m3u8:13 https://example.cn/2.m4s is not a path'
    ],
    [
      'a segment outside the package',
      { 'film/480p.m3u8': rendition.replace('480p-02.m4s', '../../../secret.m4s') },
      'film/480p.m3u8:13 ../../../secret.m4s is not a path'
    ],
    [
      'a film that does not end',
      { 'film/480p.m3u8': rendition.replace('#EXT-X-ENDLIST\n', '') },
      'film/480p.m3u8:38 does not end: #EXT-X-ENDLIST is missing'
    ],
    [
      'sound that says how large its picture is',
      { 'film/film.m3u8': master.replace('BANDWIDTH=30000,', 'BANDWIDTH=30000,RESOLUTION=426x240,') },
      'film/film.m3u8:10 says how large its picture is, and has none'
    ],
    [
      'a film without a picture',
      { 'film/film.m3u8': '#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=30000\nsound.m3u8\n' },
      'film/film.m3u8:3 no rendition has a picture'
    ],
    [
      'sound alone, offered twice',
      { 'film/film.m3u8': master + '#EXT-X-STREAM-INF:BANDWIDTH=30000\nsound.m3u8\n' },
      'film/film.m3u8:13 is a second rendition of sound alone'
    ],
    [
      'sound that ends early',
      {
        'film/sound.m3u8': sound.replace('#EXTINF:3.993832,\nsound-14.m4s\n', '').replace('#EXTINF:0.023220,\nsound-15.m4s\n', '')
      },
      'film/film.m3u8:10 lasts 56007 ms, the first one 60000 ms'
    ],
    ['captions that are none', { 'film/zh.vtt': '第一句' }, 'film/zh.vtt:1 captions begin with WEBVTT']
  ])('%s', async (_name, changed, message) => {
    await expect(packageIn(packageWith(changed))).rejects.toThrow(`${NAME}/${message}`)
  })

  test('several mistakes are told together', async () => {
    await expect(packageIn(packageWith({ 'reading.md': null, 'film/film.m3u8': null }))).rejects.toThrow(
      /parts\[0\]\.file: no such file\n.*parts\[1\]\.playlist: no such file/
    )
  })
})

test('the length of a film is that of its media, in either rendition; sound alone is told apart by the media, with what it costs', async () => {
  const { parts } = await packageIn(packageWith())
  expect(parts).toMatchObject([
    { kind: 'text', lengthMs: 0, characters: 241 },
    {
      kind: 'film',
      lengthMs: 60_000,
      characters: 0,
      body: {
        playlist: 'film.m3u8',
        renditions: [{ height: 240 }, { height: 480 }],
        sound: { playlist: 'sound.m3u8', bytes: 196_489 },
        ahead: ['240p.m3u8', 'init-240p.mp4']
      }
    },
    { kind: 'quiz' }
  ])
})

describe('an installed package', () => {
  let world: World
  beforeAll(async () => {
    world = await makeWorld()
  })
  afterAll(() => world.close())

  const SEPTEMBER = new Date('2026-09-07T01:00:00Z')
  const install = (changed: Parameters<typeof packageWith>[0] = {}) =>
    world.database.db.transaction(async tx => {
      const added = await installPackages(tx, [packageWith(changed)], testMedia, SEPTEMBER)
      await reactions.coursesChanged!(tx, added, SEPTEMBER)
      return added
    })
  const latest = async () =>
    (await world.as('wang')('GET /courses')).body.courses.find((course: { code: string }) => course.code === NAME)
  const online = (course: { versionId: number; category: string; minutes: number }, change: object = {}) =>
    lesson({
      kind: 'online',
      title: '村务公开实务',
      courseVersionId: course.versionId,
      heldOn: '2026-09-16',
      minutes: course.minutes,
      categories: [{ category: course.category, minutes: course.minutes }],
      ...change
    })
  const without = sheet.slice(0, sheet.indexOf('  - kind: film'))
  const lessonIn = async (cohortId: number, lessonId: number) =>
    (await world.as('wang')(`GET /cohorts/${cohortId}`)).body.lessons.find(({ id }: { id: number }) => id === lessonId)

  test('counts for nothing while there is no film, then for what was measured; unchanged it is left alone', async () => {
    expect(await install({ 'course.yaml': without })).toHaveLength(1)
    expect(await latest()).toMatchObject({ minutes: 0, kind: 'online' })
    expect(await install()).toHaveLength(1)
    // One minute of film, and 241 characters at two minutes a thousand.
    expect(await latest()).toMatchObject({ minutes: 2 })
    expect(await install()).toEqual([])
    expect(await install({ 'reading.md': '只有一句话。' })).toHaveLength(1)
    expect(await install()).toHaveLength(1)
    const versions = await rowsOf<{ number: number; kinds: string }>(
      world.database.db,
      sql`select v.number, string_agg(m.kind, ' ' order by m.position) as kinds
          from course_versions v join courses c on c.id = v.course_id join materials m on m.course_version_id = v.id
          where c.code = ${NAME} group by v.id order by v.number`
    )
    expect(versions.map(({ kinds }) => kinds)).toEqual(['text', 'text film quiz', 'text film quiz', 'text film quiz'])
  })

  test('gives its minutes to an online lesson, and nobody types others', async () => {
    const course = await latest()
    const { cohortId } = await setUp(world, [teaching('coreTheory', 90, '2026-09-14', 540)])
    const wang = world.as('wang')
    const add = (change: object) => wang(`POST /cohorts/${cohortId}/lessons`, online(course, change))
    for (const wrong of [
      { minutes: 60, categories: [{ category: 'competency', minutes: 60 }] },
      { minutes: 2, categories: [{ category: 'coreTheory', minutes: 2 }] },
      { minutes: 0, categories: [] },
      { courseVersionId: null }
    ])
      expect((await add(wrong)).body).toMatchObject({ code: 'not-as-measured', field: 'minutes' })
    expect((await add({})).body.planned).toMatchObject({ all: 92, inCategory: 90 })
    expect((await add({ courseVersionId: null, minutes: 0, categories: [] })).status).toBe(200)
  })

  test('takes drafts along to its next version at once; what is published keeps its own', async () => {
    const course = await latest()
    const theory = teaching('coreTheory', 90, '2026-09-14', 540)
    const draft = await setUp(world, [theory, online(course)])
    const published = await setUp(world, [theory, online(course)])
    await publish(world, published.cohortId)
    await install({ 'course.yaml': without.replace('category: competency', 'category: partySpirit') })
    expect(await lessonIn(draft.cohortId, draft.lessonIds[1]!)).toMatchObject({ minutes: 0, categories: [] })
    expect(await lessonIn(published.cohortId, published.lessonIds[1]!)).toMatchObject({
      minutes: 2,
      courseVersionId: course.versionId
    })
    await install({ 'course.yaml': sheet.replace('category: competency', 'category: partySpirit') })
    expect(await lessonIn(draft.cohortId, draft.lessonIds[1]!)).toMatchObject({
      minutes: 2,
      categories: [{ category: 'partySpirit', minutes: 2 }],
      courseVersionId: (await latest()).versionId
    })
    expect(await lessonIn(published.cohortId, published.lessonIds[1]!)).toMatchObject({
      categories: [{ category: 'competency', minutes: 2 }]
    })
    // The published lesson is edited with what it has: its title may change, its minutes not.
    const edited = online(course, { title: '村务公开' })
    const { cohortId, lessonIds } = published
    expect((await world.as('wang')(`PUT /cohorts/${cohortId}/lessons/${lessonIds[1]}`, edited)).status).toBe(200)
  })
})
