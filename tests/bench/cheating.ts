import { randomUUID } from 'node:crypto'

type Covered = { coveredMs: number; completedAt: string | null }

/** Somebody who knows the calls and has no patience. Over HTTP, on a running server with its own clock. */
export const cheat = async (origin: string, cookie: string, lessonId: number) => {
  const ask = async (method: string, path: string, body?: object) => {
    const answer = await fetch(`${origin}/api/my/lessons/${lessonId}${path}`, {
      method,
      headers: { cookie, ...(body ? { 'content-type': 'application/json' } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {})
    })
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`)
    return answer.json()
  }
  const lesson = await ask('GET', '')
  const film = lesson.parts.find((part: { kind: string }) => part.kind === 'film')
  const covered = async (): Promise<Covered> => {
    const { parts, completedAt } = await ask('GET', '')
    return { coveredMs: parts.find((part: { id: number }) => part.id === film.id).coveredMs, completedAt }
  }
  const lease = async (): Promise<number> =>
    (await ask('POST', '/leases', { materialId: film.id, deviceId: randomUUID() })).leaseId
  const tell = (leaseId: number, sequence: number, pieces: [number, number][]) =>
    ask('POST', `/leases/${leaseId}/reports`, {
      sequence,
      pieces: pieces.map(([fromMs, untilMs]) => ({ fromMs, untilMs })),
      positionMs: 0
    })
  const wait = (ms: number) => new Promise(settle => setTimeout(settle, ms))

  /** What an attack earned, and how much time passed for it, in milliseconds. */
  const measured = async (attack: () => Promise<void>) => {
    const before = await covered()
    const began = performance.now()
    await attack()
    const after = await covered()
    return {
      earned: after.coveredMs - before.coveredMs,
      clock: performance.now() - began,
      isCompleted: after.completedAt !== null
    }
  }
  const whole: [number, number][] = [[0, film.lengthMs]]
  return {
    lengthMs: film.lengthMs as number,
    jumpToTheEnd: () =>
      measured(async () => {
        const id = await lease()
        await wait(2_000)
        await tell(id, 1, [[film.lengthMs - 1_000, film.lengthMs]])
      }),
    forgedDuration: () =>
      measured(async () => {
        const id = await lease()
        await wait(2_000)
        for (let sequence = 1; sequence <= 20; sequence++) await tell(id, sequence, whole)
      }),
    secondTab: () =>
      measured(async () => {
        const tabs = []
        for (let tab = 0; tab < 10; tab++) tabs.push(await lease())
        await wait(2_000)
        for (const [at, id] of tabs.entries()) await tell(id, 1, [[at * 5_000, at * 5_000 + 5_000]])
      })
  }
}
