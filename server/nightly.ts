import { sql } from 'drizzle-orm'
import { extendHorizon } from './coverage/queries.ts'
import type { Db } from './database/db.ts'
import type { PersonalKeys } from './organisations/personal.ts'
import { forgetDetails } from './enrolment/arrival/queries.ts'
import { rotateCiphers } from './organisations/rotation.ts'
import { dayOf, endOf } from './time/dates.ts'
import { purgeStaging } from './imports/staging.ts'
import type { Clock } from './time/clock.ts'

const AFTER_MIDNIGHT = 60_000
/** Roster files name people by their ID numbers, and are kept as ciphers too. */
const ROSTER_FILES = [{ table: 'roster_imports', id: 'id', column: 'content' }]

/**
 * What runs by itself, and when. Returns how to stop it.
 *
 * At the start and shortly after each midnight: standings are carried on when a new year has begun, staged rows of files that were applied
 * long ago are cleared away, lodging, travel and diet of cohorts that ended long enough ago are deleted, what is still encrypted under an earlier key is put under the present one, and the database counts anew what
 * its tables hold. Nobody else does that for the embedded one, and without it a person's unit took ten times as long to find.
 */
export const startNightly = (db: Db, clock: Clock, keys: PersonalKeys): (() => Promise<void>) => {
  let timer: NodeJS.Timeout
  let running = Promise.resolve()
  const run = () => {
    const now = clock()
    // A night that fails is told, and the next one tries again.
    running = extendHorizon(db, now)
      .then(() => purgeStaging(db, now))
      .then(() => forgetDetails(db, now))
      .then(() => rotateCiphers(db, keys, ROSTER_FILES))
      .then(() => db.execute(sql`analyze`))
      .then(
        () => {},
        error => console.error(error)
      )
    timer = setTimeout(run, endOf(dayOf(now)).getTime() - now.getTime() + AFTER_MIDNIGHT)
    timer.unref()
  }
  run()
  return async () => {
    clearTimeout(timer)
    await running
  }
}
