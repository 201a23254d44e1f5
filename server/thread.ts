import { reactions } from './reactions.ts'
import { carryOut } from './imports/runs.ts'
import { refusedRowsOf } from './imports/refusedRows.ts'
import { serve } from './jobs/thread.ts'

/** The keys as they cross to a thread. */
type Kept = { personalKey: Uint8Array; matchingKey: Uint8Array }
type Ordered = { id: number; now: number; keys: Kept }

const keysOf = ({ personalKey, matchingKey }: Kept) => ({
  personalKey: Buffer.from(personalKey),
  matchingKey: Buffer.from(matchingKey)
})

/** What is done in a thread of its own, by name. */
serve({
  imports: (remote, { id, now, keys }: Ordered, report) =>
    carryOut(remote, id, { keys: keysOf(keys), now: new Date(now), report, changed: reactions.peopleChanged! }),
  'imports.refusedRows': ({ db }, { id, now, keys }: Ordered) => refusedRowsOf(db, keysOf(keys), id, new Date(now))
})
