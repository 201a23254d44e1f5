import { readdir, readFile } from 'node:fs/promises'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { installCourses } from '../../server/curriculum/courses/installation.ts'
import { rowsOf } from '../../server/database/db.ts'
import { auditLinesOf } from '../harness.ts'
import { makeWorld, type World } from '../world.ts'

let world: World
beforeAll(async () => {
  world = await makeWorld()
})
afterAll(() => world.close())

const JANUARY = new Date('2026-01-06T01:00:00Z')
const charter = (minutes: number) => ({
  name: 'charter.md',
  text: `---\ncode: charter\ntitle: 党章学习\ncategory: coreTheory\nkind: classroom\nminutes: ${minutes}\n---\n逐章学习。\n`
})
const versionsOf = (code: string) =>
  rowsOf<{ number: number; minutes: number }>(
    world.database.db,
    sql`select v.number, v.minutes from courses c join course_versions v on v.course_id = c.id where c.code = ${code} order by v.number`
  )

test('a course that changes gets its next version, the same file again does not', async () => {
  const { db } = world.database
  await installCourses(db, [charter(90)], JANUARY)
  await installCourses(db, [charter(90)], JANUARY)
  expect(await versionsOf('charter')).toEqual([{ number: 1, minutes: 90 }])
  await installCourses(db, [charter(120)], JANUARY)
  expect(await versionsOf('charter')).toEqual([
    { number: 1, minutes: 90 },
    { number: 2, minutes: 120 }
  ])
})

test('a file with a mistake is named and installs nothing, nor do the others', async () => {
  const { db } = world.database
  const good = { name: 'good.md', text: charter(60).text.replace('code: charter', 'code: good') }
  const install = (text: string) => installCourses(db, [good, { name: 'bad.md', text }], JANUARY)
  await expect(install('党章')).rejects.toThrow('bad.md: begins with front matter')
  await expect(install(charter(0).text)).rejects.toThrow('bad.md: minutes')
  await expect(install(charter(9).text.replace('coreTheory', 'cooking'))).rejects.toThrow('bad.md: category cooking')
  await expect(install(charter(9).text.replace('逐章学习。', ' '))).rejects.toThrow('bad.md: has no summary')
  expect(await versionsOf('good')).toEqual([])
})

test('the courses that come with the product are all marked as examples', async () => {
  const folder = new URL('../../content/courses/', import.meta.url)
  const files = await Promise.all(
    (await readdir(folder))
      .filter(name => name.endsWith('.md'))
      .map(async name => ({ name, text: await readFile(new URL(name, folder), 'utf8') }))
  )
  await installCourses(world.database.db, files, JANUARY)
  const { courses } = (await world.as('wang')('GET /courses')).body
  const shipped = courses.filter((course: { code: string }) => course.code !== 'charter')
  expect(shipped).toHaveLength(9)
  for (const { title, summary } of shipped)
    expect([title, summary]).toEqual([expect.stringContaining('示例'), expect.stringContaining('示例')])
})

test('courses are listed in their latest version, core theory first', async () => {
  const { courses } = (await world.as('wang')('GET /courses')).body
  expect(courses.find((course: { code: string }) => course.code === 'charter')).toMatchObject({ title: '党章学习', minutes: 120 })
  expect(courses[0].category).toBe('coreTheory')
  expect(courses.at(-1).category).toBe('other')
})

test('only a training administrator plans with the curriculum', async () => {
  for (const call of ['GET /courses', 'GET /teachers', 'GET /venues']) {
    expect((await world.as(null)(call)).status).toBe(401)
    for (const who of ['chen', 'luo', 'lin', 'admin', 'gao', 'xu'] as const) expect((await world.as(who)(call)).status).toBe(403)
    expect((await world.as('wang')(call)).status).toBe(200)
  }
})

test('王 adds a teacher and a room for her county, once', async () => {
  const teacher = { organisationId: world.at['安澜县']!, name: ' 王立言 ', unit: '县委党校', title: '讲师' }
  const room = { organisationId: world.at['安澜县']!, name: '301 教室', place: '县党校', capacity: 60 }
  for (const [call, body] of [
    ['POST /teachers', teacher],
    ['POST /venues', room]
  ] as const) {
    expect((await world.as(null)(call, body)).status).toBe(401)
    expect((await world.as('lin')(call, body)).status).toBe(403)
    expect((await world.as('wangElsewhere')(call, body)).status).toBe(404)
    expect((await world.as('wang')(call, { ...body, organisationId: 999_999 })).status).toBe(404)
    expect((await world.as('wang')(call, body)).status).toBe(200)
    expect((await world.as('wang')(call, body)).status).toBe(409)
    expect(await auditLinesOf(world.database, call)).toHaveLength(1)
  }
  expect((await world.as('wang')('GET /teachers')).body.teachers).toMatchObject([
    { name: '王立言', unit: '县委党校', organisationName: '安澜县' }
  ])
  expect((await world.as('wang')('GET /venues')).body.venues).toMatchObject([{ name: '301 教室', place: '县党校', capacity: 60 }])
})

test('the other county sees none of them', async () => {
  expect((await world.as('wangElsewhere')('GET /teachers')).body.teachers).toEqual([])
  expect((await world.as('wangElsewhere')('GET /venues')).body.venues).toEqual([])
})

test('a room without seats and a name of blanks are refused by field', async () => {
  const room = { organisationId: world.at['安澜县']!, name: '302 教室', place: '县党校', capacity: 0 }
  expect((await world.as('wang')('POST /venues', room)).body).toMatchObject({ code: 'bad-field', field: 'capacity' })
  expect((await world.as('wang')('POST /venues', { ...room, capacity: 1, name: '  ' })).body).toMatchObject({
    code: 'bad-field',
    field: 'name'
  })
})
