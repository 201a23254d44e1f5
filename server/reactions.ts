import type { Db } from './database/db.ts'

/**
 * What follows what: announced upstream, carried out here, in the caller's transaction. Heavy work would be enqueued.
 * Slices above cannot import the slices below that have to hear of their facts; app.ts hands them these.
 */
export type Reactions = {
  /** Posts, memberships, exemptions or credit of these people changed: their standings are written anew. */
  peopleChanged: (db: Db, personIds: readonly number[], now: Date) => Promise<void>
}
