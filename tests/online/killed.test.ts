import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hashPassword } from '../../server/accounts/queries.ts'
import { firstOf, rowsOf } from '../../server/database/db.ts'
import { lengthOf, unionOf, without, type Piece } from '../../server/online/rules.ts'
import { POSTGRES } from '../harness.ts'
import { addressOf, kill, launch } from '../realServer.ts'
import { makeWorld, type World } from '../world.ts'
import { LIN_PHONE, makeOnline, type OnlineLesson } from './lesson.ts'

const PASSWORD = 'Right-horse-9'
const EVERY_MS = 50

describe.skipIf(!POSTGRES)('killed while a film is being watched', () => {
  let world: World
  let lesson: OnlineLesson
  let folder: string
  beforeAll(async () => {
    world = await makeWorld()
    lesson = await makeOnline(world)
    const hash = await hashPassword(PASSWORD)
    await world.database.db.execute(sql`update accounts set password_hash = ${hash} where id = ${world.account.lin}`)
    folder = await mkdtemp(join(tmpdir(), 'lunxun-watching-'))
  })
  afterAll(async () => {
    await world?.close()
    await rm(folder, { recursive: true, force: true })
  })

  const start = async () => {
    const url = (world.database as { url?: string | null }).url!
    const server = launch({ DATABASE_URL: url, DATA_DIR: folder })
    const address = await addressOf(server)
    const json = { 'content-type': 'application/json' }
    const body = JSON.stringify({ username: 'lin', password: PASSWORD, remember: false })
    const signedIn = await fetch(address + '/api/sign-in', { method: 'POST', headers: json, body })
    const cookie = signedIn.headers.get('set-cookie')!.split(';')[0]!
    const ask = async (method: string, path: string, sent?: object) => {
      const answer = await fetch(`${address}/api/my/lessons/${lesson.lessonId}${path}`, {
        method,
        headers: { cookie, ...(sent ? json : {}) },
        ...(sent ? { body: JSON.stringify(sent) } : {})
      })
      if (answer.status !== 200) throw new Error(`${path} was answered ${answer.status}: ${await answer.text()}`)
      // eslint-disable-next-line typescript/no-explicit-any
      return (await answer.json()) as any
    }
    return { server, ask }
  }

  type Report = { sequence: number; pieces: Piece[]; positionMs: number }

  test('whatever was acknowledged is there after each start; what was not is told again and counts once', async () => {
    let acknowledged: Piece[] = []
    let believed = 0
    let at = 0
    /** Sent, and not answered. */
    const open: { leaseId: number; report: Report }[] = []
    const told: number[] = []
    for (const enough of [7, 18, 31]) {
      const { server, ask } = await start()
      const filmNow = async () => (await ask('GET', '')).parts.find(({ kind }: { kind: string }) => kind === 'film')
      const before = await filmNow()
      expect(without(acknowledged, before.covered)).toEqual([])
      expect(before.coveredMs).toBeGreaterThanOrEqual(believed)
      for (const { leaseId, report } of open.splice(0)) {
        // As a phone does that comes back: the report nobody answered is sent once more, under its number.
        const again = await ask('POST', `/leases/${leaseId}/reports`, report)
        expect(without(again.covered, unionOf([...before.covered, ...report.pieces]))).toEqual([])
        acknowledged = unionOf([...acknowledged, ...again.covered])
        believed = again.coveredMs
      }

      const { leaseId } = await ask('POST', '/leases', { materialId: lesson.materialId, deviceId: LIN_PHONE })
      const goal = told.length + enough
      const watching = (async () => {
        for (let sequence = 1; ; sequence++) {
          await wait(EVERY_MS)
          const report: Report = { sequence, pieces: [{ fromMs: at, untilMs: at + EVERY_MS }], positionMs: at + EVERY_MS }
          open.push({ leaseId, report })
          try {
            const answer = await ask('POST', `/leases/${leaseId}/reports`, report)
            acknowledged = unionOf([...acknowledged, ...answer.covered])
            believed = answer.coveredMs
            told.push(answer.grantedMs)
            open.pop()
            at += EVERY_MS
          } catch (error) {
            if (error instanceof TypeError) return
            throw error
          }
        }
      })()
      while (told.length < goal) await wait(1)
      // In the middle of a report, wherever that may be.
      await wait(EVERY_MS + (enough % 5))
      await kill(server)
      await watching
    }

    const { ask } = await start()
    const film = (await ask('GET', '')).parts.find(({ kind }: { kind: string }) => kind === 'film')
    expect(told.length).toBeGreaterThanOrEqual(56)
    expect(without(acknowledged, film.covered)).toEqual([])
    expect(film.coveredMs).toBe(lengthOf(film.covered))
    expect(film.coveredMs).toBeLessThanOrEqual(at + EVERY_MS)
    expect(film.coveredMs).toBeGreaterThan(50 * EVERY_MS)

    // A lease and the film it earned were kept together: one line in the audit log for every number that was taken.
    const leases = await rowsOf<{ id: number; last: number; lines: number }>(
      world.database.db,
      sql`select l.id, l.last_sequence as last, (select count(distinct (a.details->>'sequence')::int)::int from audit_lines a
            where a.act = 'POST /my/lessons/:lessonId/leases/:leaseId/reports' and (a.details->>'leaseId')::bigint = l.id) as lines
          from watch_leases l order by l.id`
    )
    expect(leases).toHaveLength(3)
    for (const { last, lines } of leases) expect(lines).toBe(last)
    const granted = await firstOf<{ ms: number }>(
      world.database.db,
      sql`select sum((details->>'grantedMs')::int)::int as ms from audit_lines where details ? 'grantedMs'`
    )
    expect(granted!.ms).toBe(film.coveredMs)
  })
})
