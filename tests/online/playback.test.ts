import { afterAll, beforeAll, expect, test } from 'vitest'
import { folderUrl } from '../../server/online/tokens.ts'
import { testSettings } from '../harness.ts'
import { makeWorld, type World } from '../world.ts'
import { makeOnline, type OnlineLesson } from './lesson.ts'

let world: World
let lesson: OnlineLesson
let playlist: string
beforeAll(async () => {
  world = await makeWorld()
  lesson = await makeOnline(world)
  const { parts } = (await world.as('lin')(`GET /my/lessons/${lesson.lessonId}`)).body
  playlist = parts[1].playlist
})
afterAll(() => world.close())

const get = (url: string, who: string | null = 'lin', headers: Record<string, string> = {}) =>
  world.app.inject({
    url,
    headers,
    ...(who ? { cookies: { lunxun: world.app.jwt.sign({ sub: String(world.account[who]), epoch: 1 }) } } : {})
  })
const beside = (name: string) => playlist.replace('film.m3u8', name)

test('a playlist leads to its segments below the same address, with the type a player wants', async () => {
  const master = await get(playlist)
  expect([master.statusCode, master.headers['content-type']]).toEqual([200, 'application/vnd.apple.mpegurl'])
  expect(master.payload).toContain('480p.m3u8')
  expect((await get(beside('480p.m3u8'))).payload).toContain('480p-00.m4s')
  const captions = await get(beside('captions/zh.vtt'))
  expect(captions.headers['content-type']).toMatch(/^text\/vtt/)
  expect(captions.payload).toContain('公开栏要放在大家天天经过的地方')
})

test('a segment is kept by the browser as long as its address holds, and by nobody on the way', async () => {
  const segment = await get(beside('480p-00.m4s'))
  expect(segment.statusCode).toBe(200)
  // Until the end of tomorrow: nine in the morning now.
  expect(segment.headers['cache-control']).toBe(`private, max-age=${39 * 3600}, immutable`)
  expect(segment.headers.etag).toBeTruthy()
  const again = await get(beside('480p-00.m4s'), 'lin', { 'if-none-match': String(segment.headers.etag) })
  expect(again.statusCode).toBe(304)
})

test('ranges are served, and one beyond the end is refused', async () => {
  const whole = (await get(beside('480p-00.m4s'))).rawPayload
  const part = await get(beside('480p-00.m4s'), 'lin', { range: 'bytes=100-199' })
  expect([part.statusCode, part.headers['content-range']]).toEqual([206, `bytes 100-199/${whole.length}`])
  expect(part.rawPayload.equals(whole.subarray(100, 200))).toBe(true)
  expect((await get(beside('480p-00.m4s'), 'lin', { range: 'bytes=9999999-' })).statusCode).toBe(416)
})

test('the address is the same all day, and another one tomorrow', () => {
  const hash = 'a'.repeat(64)
  const at = (time: string) => folderUrl('secret', hash, 7, new Date(time))
  expect(at('2026-09-07T01:00:00Z')).toBe(at('2026-09-07T15:59:59Z'))
  expect(at('2026-09-07T01:00:00Z')).not.toBe(at('2026-09-07T16:00:00Z'))
  expect(at('2026-09-07T01:00:00Z')).not.toBe(folderUrl('secret', hash, 8, new Date('2026-09-07T01:00:00Z')))
})

test('nobody fetches with another’s address, without signing in, or with one that was made up', async () => {
  const code = async (url: string, who: string | null) => {
    const answer = await get(url, who)
    return [answer.statusCode, answer.statusCode === 200 ? null : answer.json().code]
  }
  const segment = beside('480p-00.m4s')
  expect(await code(segment, null)).toEqual([401, 'not-signed-in'])
  for (const who of ['zhao', 'wang', 'admin']) expect(await code(segment, who)).toEqual([403, 'film-not-yours'])
  const [, , token, hash] = segment.split('/') as [string, string, string, string]
  for (const made of [
    segment.replace(token, token.replace(/^\d+/, String(world.account.zhao))),
    segment.replace(token, token.replace(/\d{4}-/, '2099-')),
    segment.replace(token, token.slice(0, -1) + (token.endsWith('A') ? 'B' : 'A')),
    segment.replace(token, 'nonsense'),
    segment.replace(hash, 'b'.repeat(64)),
    segment.replace(hash, '..%2f..')
  ])
    for (const who of ['lin', 'zhao']) expect(await code(made, who)).toEqual([404, 'not-found'])
})

test('outside the folder of the film there is nothing', async () => {
  for (const path of [
    '../../keys/jwt_secret',
    '..%2f..%2fkeys%2fjwt_secret',
    '.hidden',
    'captions',
    'captions/',
    'nothing.m4s',
    '%00',
    '%E0%A4%A'
  ])
    expect([path, (await get(beside(path))).statusCode]).toEqual([
      path,
      expect.toSatisfy((code: number) => code === 404 || code === 400)
    ])
})

test('an address expires', async () => {
  world.clock.set('2026-09-08T15:59:59Z')
  expect((await get(playlist)).statusCode).toBe(200)
  world.clock.set('2026-09-08T16:00:00Z')
  expect((await get(playlist)).json()).toMatchObject({ code: 'film-not-yours' })
  world.clock.set('2026-09-07T01:00:00Z')
})

test('films never ask the database', async () => {
  // Closed: whatever is still answered asked nobody.
  const other = await makeWorld()
  const own = await makeOnline(other)
  const { parts } = (await other.as('lin')(`GET /my/lessons/${own.lessonId}`)).body
  await other.database.close()
  const answer = await other.app.inject({
    url: parts[1].playlist,
    cookies: { lunxun: other.app.jwt.sign({ sub: String(other.account.lin), epoch: 1 }) }
  })
  expect(answer.statusCode).toBe(200)
  await other.app.close()
})

test('王 looks through the course before she plans with it, and her address is hers', async () => {
  const { films } = (await world.as('wang')(`GET /courses/${lesson.courseId}/films`)).body
  expect(films).toMatchObject([{ title: '看一看：公开栏要让人看得懂', lengthMs: 60_000 }])
  expect((await get(films[0].playlist, 'wang')).statusCode).toBe(200)
  expect((await get(films[0].playlist, 'lin')).statusCode).toBe(403)
  expect(testSettings.jwtSecret).not.toBe('')
})
