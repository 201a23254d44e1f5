import { lengthOf, type Piece } from '../../../server/online/rules.ts'
import { newKey } from '../shell/newKey.ts'

/** What the server answers to a report. */
export type Told = {
  hasMoved: boolean
  unverified: Piece[]
  covered: Piece[]
  missingMs: number
  isWatched: boolean
  completedAt: string | null
}

export type Report = { leaseId: number; sequence: number; pieces: Piece[]; positionMs: number }

type Means = {
  /** Sends a report; null when the server could not be reached, 'refused' when it will never take this one. */
  send: (report: Report, isLeaving: boolean) => Promise<Told | null | 'refused'>
  onTold: (told: Told) => void
  /** Where reports wait on this device. */
  key: string
}

const AGAIN_AFTER = 10_000

/**
 * Tells the server what was played, and keeps on this device what it has not taken yet: without a network, when the page is closed, after
 * the battery died. Every sending has a new number and brings everything that is still open, so none has to arrive for the next one to count.
 */
export class Telling {
  #means: Means
  #leaseId: number | null = null
  #sequence = 0
  #open = $state.raw<Piece[]>([])
  #positionMs = 0
  #going: Promise<void> | null = null
  #timer: ReturnType<typeof setTimeout> | undefined
  /** Whether the last sending did not arrive. */
  hasFailed = $state(false)

  constructor(means: Means) {
    this.#means = means
  }

  /** Pieces that the server has not taken, oldest first. */
  get open(): readonly Piece[] {
    return this.#open
  }

  get hasLease(): boolean {
    return this.#leaseId !== null
  }

  holds(leaseId: number): void {
    this.#leaseId = leaseId
    this.#sequence = 0
    this.#open = []
  }

  lost(): void {
    this.#leaseId = null
  }

  /** What a page before this one could not send. It belongs to the lease it was played under. */
  async tellLeftOver(): Promise<void> {
    const kept = read(this.#means.key)
    if (!kept) return
    const answer = await this.#means.send({ ...kept, sequence: kept.sequence + 1 }, false)
    this.hasFailed = answer === null
    if (answer === null) return
    localStorage.removeItem(this.#means.key)
    if (answer !== 'refused') this.#means.onTold(answer)
  }

  tell(pieces: readonly Piece[], positionMs: number, isLeaving = false): Promise<void> {
    this.#open = [...this.#open, ...pieces]
    this.#positionMs = positionMs
    if (this.#leaseId === null) return Promise.resolve()
    this.#keep()
    // Whoever leaves does not wait for an answer; otherwise one sending follows the other.
    if (isLeaving) return this.#send(true)
    this.#going ??= this.#send(false).finally(() => {
      this.#going = null
    })
    return this.#going
  }

  async #send(isLeaving: boolean): Promise<void> {
    clearTimeout(this.#timer)
    const leaseId = this.#leaseId!
    const sent = this.#open
    const report = { leaseId, sequence: ++this.#sequence, pieces: [...sent], positionMs: this.#positionMs }
    this.#keep()
    const answer = await this.#means.send(report, isLeaving)
    if (leaseId !== this.#leaseId) return
    if (answer === null) {
      this.hasFailed = true
      this.#again(AGAIN_AFTER)
      return
    }
    this.hasFailed = false
    const since = this.#open.slice(sent.length)
    const unverified = answer === 'refused' || answer.hasMoved ? [] : answer.unverified
    this.#open = [...unverified, ...since]
    this.#keep()
    if (answer === 'refused') return
    this.#means.onTold(answer)
    if (since.length) this.#again(0)
    // The network was quicker this time than last: in a moment the server's clock has come after.
    else if (unverified.length) this.#again(Math.min(AGAIN_AFTER, lengthOf(unverified) + 500))
  }

  #again(after: number): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.tell([], this.#positionMs), after)
  }

  #keep(): void {
    const kept = { leaseId: this.#leaseId!, sequence: this.#sequence, pieces: [...this.#open], positionMs: this.#positionMs }
    try {
      if (kept.pieces.length) localStorage.setItem(this.#means.key, JSON.stringify(kept))
      else localStorage.removeItem(this.#means.key)
    } catch {
      // A browser that keeps nothing still sends what it can.
    }
  }

  end(): void {
    clearTimeout(this.#timer)
  }
}

const read = (key: string): Report | null => {
  try {
    return JSON.parse(localStorage.getItem(key) ?? 'null') as Report | null
  } catch {
    return null
  }
}

/** A name for this device that lasts as long as the browser keeps it. */
export const deviceId = (): string => {
  const made = newKey()
  try {
    const known = localStorage.getItem('lunxun.device')
    if (known) return known
    localStorage.setItem('lunxun.device', made)
  } catch {
    // Then it is new every time.
  }
  return made
}
