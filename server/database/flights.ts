import type { Socket } from 'node:net'
import type pg from 'pg'

/** What is used of the driver's connection; none of it is in its types. */
type Wire = {
  stream: Socket
  sync: () => void
  query: (text: string) => void
  emit: (event: string, message?: unknown) => boolean
}

export type Flight = {
  /** Called before a statement is handed to the driver; `isWithin` where a transaction holds it, so that it may share a sync. */
  boards: (isWithin: boolean) => void
}

/**
 * Statements asked in one turn travel in one packet. Within a transaction they also share one sync, which is where the server answers:
 * six statements are answered at once instead of six times. When one fails the server skips the rest up to the sync, as it would refuse them
 * anyway; they are told the same. The driver counts on one answer of readiness for each statement and is given it.
 */
export const flightsOf = (client: pg.Client): Flight => {
  const wire = (client as unknown as { connection: Wire }).connection
  const [sync, emit, query] = [wire.sync.bind(wire), wire.emit.bind(wire), wire.query.bind(wire)]
  /** For every statement under way, in order: whether the server says it is ready after it. */
  const underWay: { isSynced: boolean }[] = []
  let isHeld = false
  let owed: { isSynced: boolean } | null = null

  const settle = () => {
    if (owed) sync()
    owed = null
  }
  wire.sync = () => {
    settle()
    underWay.push((owed = { isSynced: true }))
  }
  // A text without parameters goes by the simple protocol, which has no sync.
  wire.query = text => {
    settle()
    underWay.push({ isSynced: true })
    query(text)
  }
  const ready = () => emit('readyForQuery', { name: 'readyForQuery', status: 'T' })
  wire.emit = (event, message) => {
    if (event === 'readyForQuery') underWay.shift()
    const answer = emit(event, message)
    if ((event === 'commandComplete' || event === 'emptyQuery') && underWay[0]?.isSynced === false) {
      underWay.shift()
      ready()
    }
    if (event === 'errorMessage')
      while (underWay[0]?.isSynced === false) {
        underWay.shift()
        ready()
        emit('errorMessage', message)
      }
    return answer
  }
  return {
    boards: isWithin => {
      if (!isHeld) {
        isHeld = true
        wire.stream.cork()
        setImmediate(() => {
          isHeld = false
          settle()
          wire.stream.uncork()
        })
      }
      if (owed && isWithin) {
        owed.isSynced = false
        owed = null
      }
      settle()
    }
  }
}
