import { AsyncLocalStorage } from 'node:async_hooks'
import { remembering, type Db } from '../database/db.ts'

/**
 * A page asks several things while it is rendered. What is asked at once is answered from one moment: one read-only transaction, begun
 * with the first question and ended with the last answer, in which the same (who is asking, the pack in force) is looked up once.
 */
export type Rendering = { moment: Moment | null }
type Moment = { db: Promise<Db>; questions: number; end: () => void }

const page = new AsyncLocalStorage<Rendering>()

export const whileRendering = <Answer>(rendering: Rendering, ask: () => Answer): Answer => page.run(rendering, ask)

const READ = { accessMode: 'read only', isolationLevel: 'repeatable read' } as const

/** Reads in a transaction of its own, or in the moment of the page that asks. */
export const reads = async <Answer>(db: Db, read: (db: Db) => Promise<Answer>): Promise<Answer> => {
  const rendering = page.getStore()
  if (!rendering) return db.transaction(read, READ)
  const moment = (rendering.moment ??= begin(db))
  moment.questions++
  try {
    return await read(await moment.db)
  } finally {
    if (--moment.questions === 0) {
      rendering.moment = null
      moment.end()
    }
  }
}

const begin = (db: Db): Moment => {
  const begun = Promise.withResolvers<Db>()
  const ended = Promise.withResolvers<void>()
  db.transaction(tx => {
    const forget = remembering(tx)
    begun.resolve(tx)
    return ended.promise.finally(forget)
  }, READ).catch(begun.reject)
  return { db: begun.promise, questions: 0, end: ended.resolve }
}
