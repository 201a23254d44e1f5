// A thread has no origin: what it is told comes from its own process.
/* oxlint-disable unicorn/require-post-message-target-origin */
import { parentPort } from 'node:worker_threads'
import type { SQL } from 'drizzle-orm'
import { textOf, type Db } from '../database/db.ts'
import { retold, told, type Answer, type Ask, type Order } from './wire.ts'

/** A database handle of a thread, and how it opens a transaction. */
export type Remote = { db: Db; transaction: <Result>(act: (db: Db) => Promise<Result>) => Promise<Result> }

export type Works = Record<string, (remote: Remote, input: never, report: Report) => Promise<unknown>>

type Report = (done: number, total: number | null) => void

type Unsent<A> = A extends unknown ? Omit<A, 'call'> : never
type Question = Unsent<Extract<Ask, { call: number }>>
type Waiting = { settle: (answer: Extract<Answer, { kind: 'answer' }>) => void; fail: (error: Error) => void }

/** Does what the main thread orders, one piece of work after the other. */
export const serve = (works: Works): void => {
  const port = parentPort!
  const waiting = new Map<number, Waiting>()
  let calls = 0
  const ask = (asked: Question) =>
    new Promise<Extract<Answer, { kind: 'answer' }>>((settle, fail) => {
      waiting.set(++calls, { settle, fail })
      port.postMessage({ ...asked, call: calls })
    })
  const handle = (within: number | null): Db => {
    const execute = async (statement: SQL) => {
      const params: unknown[] = []
      const text = textOf(statement, params)
      if (text === null) throw new Error('a thread sends only statements written by hand, with plain values')
      return ask({ kind: 'statement', within, text, params })
    }
    const db = { execute } as unknown as Db
    return db
  }
  const remote: Remote = {
    db: handle(null),
    transaction: async act => {
      const { within } = await ask({ kind: 'begin' })
      let isKept = false
      try {
        const result = await act(handle(within!))
        isKept = true
        return result
      } finally {
        await ask({ kind: 'end', within: within!, isKept })
      }
    }
  }
  port.on('message', (order: Order) => {
    if (order.kind === 'work') {
      const report: Report = (done, total) => port.postMessage({ kind: 'progress', done, total } satisfies Ask)
      void works[order.name]!(remote, order.input as never, report).then(
        result => port.postMessage({ kind: 'done', result } satisfies Ask),
        error => port.postMessage({ kind: 'failed', error: told(error) } satisfies Ask)
      )
      return
    }
    const { settle, fail } = waiting.get(order.call)!
    waiting.delete(order.call)
    if (order.kind === 'answer') settle(order)
    else fail(retold(order.error))
  })
}
