import { AsyncLocalStorage } from 'node:async_hooks'
import type { Db } from '../database/db.ts'
import type { Actor } from './actor.ts'

/**
 * A page asks several things while it is rendered. What is asked at once is answered from one moment: one read-only transaction, begun
 * with the first question and ended with the last answer, in which who is asking is looked up once.
 */
export type Rendering = { moment: Moment | null }
type Moment = { db: Promise<Db>; questions: number; known: Known; end: () => void }

const page = new AsyncLocalStorage<Rendering>()

export const whileRendering = <Answer>(rendering: Rendering, ask: () => Answer): Answer => page.run(rendering, ask)

const READ = { accessMode: 'read only', isolationLevel: 'repeatable read' } as const

/** Within one moment the answer to who is behind a cookie is the same, so it is asked once. */
export type Known = Map<string, Promise<Actor | null>>

/** Reads in a transaction of its own, or in the moment of the page that asks. */
export const reads = async <Answer>(db: Db, read: (db: Db, known?: Known) => Promise<Answer>): Promise<Answer> => {
  const rendering = page.getStore()
  if (!rendering) return db.transaction(tx => read(tx), READ)
  const moment = (rendering.moment ??= begin(db))
  moment.questions++
  try {
    return await read(await moment.db, moment.known)
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
    begun.resolve(tx)
    return ended.promise
  }, READ).catch(begun.reject)
  return { db: begun.promise, questions: 0, known: new Map(), end: ended.resolve }
}

export const knownOr = (
  known: Known | undefined,
  cookie: string | undefined,
  ask: () => Promise<Actor | null>
): Promise<Actor | null> => {
  if (!known || !cookie) return ask()
  const actor = known.get(cookie) ?? ask()
  known.set(cookie, actor)
  return actor
}
