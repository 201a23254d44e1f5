import { extendHorizon } from './coverage/queries.ts'
import { beat, countAnew, failRun } from './imports/runs.ts'
import type { Db } from './database/db.ts'
import type { Workshop } from './jobs/workshop.ts'
import type { PersonalKeys } from './organisations/personal.ts'
import type { Clock } from './time/clock.ts'

/** A sign of life is written at most so often, in milliseconds. */
const BEAT = 700
const ALIVE = 20_000

/** What can be enqueued, and how its end is told. */
export const backgroundWork = (db: Db, clock: Clock, keys: PersonalKeys, { work, expect }: Workshop) => {
  return {
    /** Somebody looks at the imports: mostly to send a file next. */
    'imports.expected': async (): Promise<void> => expect(),
    /** A new version of the pack: whoever's standings follow an older one are written anew. */
    policies: async (): Promise<void> => {
      await extendHorizon(db, clock()).catch(error => console.error(error))
    },
    imports: async (id: number): Promise<void> => {
      let last = 0
      const report = (done: number | null, total: number | null) => {
        if (done !== null && Date.now() - last < BEAT) return
        last = Date.now()
        // Nobody waits for it: within a long transaction of the embedded database it comes after.
        beat(db, id, done, total, clock()).catch(() => {})
      }
      const alive = setInterval(() => report(null, null), ALIVE)
      alive.unref()
      try {
        await work(db, 'imports', { id, now: clock().getTime(), keys }, report)
        // It is done without it; only what comes next is faster for it.
        countAnew(db, id).catch(() => {})
      } catch (error) {
        const isForeseen = 'reason' in (error as object)
        if (!isForeseen) console.error(error)
        await failRun(db, id, error, clock()).catch(failure => console.error(failure))
      } finally {
        clearInterval(alive)
      }
    }
  }
}
