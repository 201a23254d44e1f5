// A thread has no origin: what it is told comes from its own process.
/* oxlint-disable unicorn/require-post-message-target-origin */
import { Worker } from 'node:worker_threads'
import { sql, type SQL } from 'drizzle-orm'
import { rowsOf, type Db } from '../database/db.ts'
import { retold, told, type Answer, type Ask, type Order } from './wire.ts'

/**
 * Heavy work in a thread of its own: parsing and comparing never hold up a page. The thread has no connection; its statements are sent
 * here and go through the one pool, or the one embedded connection, in between those of everybody else. One piece of work at a time.
 */
export type Workshop = {
  /** Resolves with its result when the work is done, rejects when it failed or its thread died. */
  work: (db: Db, name: string, input: object, report?: Report) => Promise<unknown>
  /** Work will come soon: what a thread needs most of a second for is done when it does. */
  expect: () => void
  close: () => Promise<void>
}

export type Report = (done: number, total: number | null) => void

/** The heap a thread may fill, in megabytes; a file that needs more is refused instead of taking the process down. */
const HEAP = 160
/** A thread that has had nothing to do for so long gives its memory back; one that is expected to be needed waits longer. */
const IDLE = 20_000
const EXPECTED = 120_000

export const openWorkshop = (entry: URL): Workshop => {
  let worker: Worker | null = null
  let queue: Promise<unknown> = Promise.resolve()
  let resting: NodeJS.Timeout | undefined
  const dismiss = async () => {
    clearTimeout(resting)
    const leaving = worker
    worker = null
    await leaving?.terminate()
  }
  const hire = (): Worker => {
    clearTimeout(resting)
    if (worker) return worker
    const hired = new Worker(entry, {
      resourceLimits: { maxOldGenerationSizeMb: HEAP, maxYoungGenerationSizeMb: 8 },
      execArgv: ['--disable-warning=ExperimentalWarning']
    })
    // Whoever waits for its work hears of it there; one that falls while it has none is not needed again.
    hired.on('error', () => {
      if (worker === hired) worker = null
    })
    return (worker = hired)
  }
  const rest = (time: number) => {
    resting = setTimeout(() => void dismiss(), time)
    resting.unref()
  }
  const work = async (db: Db, name: string, input: object, report: Report): Promise<unknown> => {
    try {
      return await attend(hire(), db, { kind: 'work', name, input }, report)
    } catch (error) {
      // A thread that ran out of its heap is gone; one whose work only failed is as good as before.
      if (!(error as { isTold?: boolean }).isTold) await dismiss()
      throw error
    } finally {
      rest(IDLE)
    }
  }
  let busy = 0
  return {
    work: (db, name, input, report = () => {}) => {
      busy++
      const turn = queue.then(() => work(db, name, input, report)).finally(() => busy--)
      queue = turn.catch(() => {})
      return turn
    },
    expect: () => {
      if (busy) return
      hire()
      rest(EXPECTED)
    },
    close: async () => {
      await dismiss()
      await queue
    }
  }
}

/** A transaction that a thread has open: its handle, and how it ends. */
type Open = { db: Db; end: (isKept: boolean) => Promise<void> }

/** Gives the order and answers what the thread asks until it is done. */
const attend = (worker: Worker, db: Db, order: Order, report: Report): Promise<unknown> =>
  new Promise((settle, fail) => {
    const open = new Map<number, Open>()
    const answer = (call: number, asked: Promise<Omit<Answer & { kind: 'answer' }, 'kind' | 'call'>>) =>
      asked.then(
        ({ rows, within }) => worker.postMessage({ kind: 'answer', call, rows, within }),
        error => worker.postMessage({ kind: 'wrong', call, error: told(error) })
      )
    const finish = (end: () => void) => {
      worker.off('message', hear).off('error', lost).off('exit', gone)
      // Whatever the thread left open is undone.
      for (const { end: close } of open.values()) void close(false).catch(() => {})
      end()
    }
    const hear = (ask: Ask) => {
      if (ask.kind === 'done') finish(() => settle(ask.result))
      else if (ask.kind === 'failed') finish(() => fail(Object.assign(retold(ask.error), { isTold: true })))
      else if (ask.kind === 'progress') report(ask.done, ask.total)
      else if (ask.kind === 'begin') {
        const begun = begin(db).then(opened => {
          open.set(ask.call, opened)
          return { rows: [], within: ask.call }
        })
        void answer(ask.call, begun)
      } else if (ask.kind === 'end') {
        const ended = open.get(ask.within)!
        open.delete(ask.within)
        void answer(
          ask.call,
          ended.end(ask.isKept).then(() => ({ rows: [] }))
        )
      } else {
        const asked = statementOf(ask.text, ask.params)
        const handle = ask.within === null ? null : open.get(ask.within)!.db
        void answer(
          ask.call,
          (handle ? rowsOf(handle, asked) : db.transaction(tx => rowsOf(tx, asked))).then(rows => ({ rows }))
        )
      }
    }
    const lost = (error: Error) => finish(() => fail(error))
    const gone = () => finish(() => fail(new Error('the thread ended before its work')))
    worker.on('message', hear).on('error', lost).on('exit', gone)
    worker.postMessage(order)
  })

class Undone extends Error {}

/** Begins a transaction and keeps it open until it is told how to end. */
const begin = async (db: Db): Promise<Open> => {
  const begun = Promise.withResolvers<Db>()
  const ending = Promise.withResolvers<void>()
  const whole = db.transaction(tx => {
    begun.resolve(tx)
    return ending.promise
  })
  whole.catch(begun.reject)
  const end = async (isKept: boolean) => {
    if (isKept) ending.resolve()
    else ending.reject(new Undone())
    await whole.catch(error => {
      if (isKept || !(error instanceof Undone)) throw error
    })
  }
  return { db: await begun.promise, end }
}

/** `$1`, `$2` … in the order of the parameters, as the thread wrote them. */
const statementOf = (text: string, params: readonly unknown[]): SQL =>
  sql.join(text.split(/\$\d+/).flatMap((piece, at) => (at === 0 ? [sql.raw(piece)] : [sql`${params[at - 1]}`, sql.raw(piece)])))
