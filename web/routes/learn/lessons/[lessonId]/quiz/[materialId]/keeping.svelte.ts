import { api, Refused } from '$lib/api.ts'
import { isAnswered, nextSequence } from '../../../../../../../server/quizzes/rules.ts'
import { drop, keep, keptOf, type Kept } from './kept.ts'

type Arrived = { question: number; given: string[]; sequence: number }
export type Place = 'server' | 'device' | 'none'

const SOON_MS = 2_000
const LATER_MS = 30_000
/** After the last letter of a word. */
const TYPED_MS = 800

/**
 * The answers of one open attempt: each is kept on this device at once, then sent, in order and one by one, until the server has said that
 * it has it. Without a network they wait; it is tried again when the network is back, when the page is looked at again, and from time to time.
 */
export class Keeping {
  #waiting = $state.raw<Kept[]>([])
  #arrived = $state.raw<Arrived[]>([])
  isOffline = $state(false)
  /** Submitted elsewhere: nothing is taken into account any more. */
  hasEnded = $state(false)
  refusal = $state.raw<Refused | null>(null)

  readonly accountId: number
  readonly params: { lessonId: number; materialId: number; attemptId: number }
  /** The number of the last answer given on this device; 0 while there is none. */
  lastSequence = 0
  #highest: number
  #sending: Promise<void> | null = null
  #inFlight: Kept | null = null
  #again: ReturnType<typeof setTimeout> | undefined
  #wait = SOON_MS

  constructor(accountId: number, params: Keeping['params'], arrived: readonly Arrived[]) {
    this.accountId = accountId
    this.params = params
    this.#arrived = [...arrived]
    this.#highest = Math.max(0, ...arrived.map(({ sequence }) => sequence))
  }

  /** Takes up what an earlier page left on this device. */
  takeUp() {
    this.isOffline = !navigator.onLine
    const kept = keptOf(this.accountId, this.params.attemptId)
    this.#waiting = kept
    this.lastSequence = kept.at(-1)?.sequence ?? 0
    this.#highest = Math.max(this.#highest, this.lastSequence)
    void this.send()
  }

  given(question: number): string[] {
    const [last] = [...this.#arrived, ...this.#waiting]
      .filter(answer => answer.question === question)
      .toSorted((one, other) => other.sequence - one.sequence)
    return last?.given ?? []
  }

  placeOf(question: number): Place {
    if (this.#waiting.some(answer => answer.question === question)) return 'device'
    return isAnswered(this.given(question)) ? 'server' : 'none'
  }

  get waiting() {
    return this.#waiting.length
  }

  /** How many questions have an answer on this device only. */
  get questionsWaiting() {
    return new Set(this.#waiting.map(({ question }) => question)).size
  }

  give(question: number, given: string[], isTyped = false) {
    const sequence = (this.#highest = this.lastSequence = nextSequence(Date.now(), this.#highest))
    const answer: Kept = { question, given, sequence, givenAt: new Date().toISOString() }
    keep(this.accountId, this.params.attemptId, answer)
    // Of a word that is being typed only the latest is sent.
    const outdated = isTyped ? this.#waiting.filter(one => one.question === question && one !== this.#inFlight) : []
    for (const one of outdated) drop(this.accountId, this.params.attemptId, one)
    this.#waiting = [...this.#waiting.filter(one => !outdated.includes(one)), answer]
    if (isTyped) this.#sendIn(TYPED_MS)
    else void this.send()
  }

  /** Sends what waits. Resolves when nothing is left or nothing more can be done now. */
  send(): Promise<void> {
    this.#sending ??= this.#sendAll().finally(() => {
      this.#sending = this.#inFlight = null
    })
    return this.#sending
  }

  async #sendAll() {
    clearTimeout(this.#again)
    try {
      while (this.#waiting.length && !this.hasEnded) await this.#sendOne(this.#waiting[0]!)
      this.refusal = null
    } catch (caught) {
      if (!(caught instanceof Refused)) throw caught
      this.#putOff(caught)
    }
  }

  async #sendOne(answer: Kept) {
    this.#inFlight = answer
    const { question, given, sequence, givenAt } = answer
    try {
      await api('POST /my/lessons/:lessonId/quizzes/:materialId/attempts/:attemptId/answers', {
        params: this.params,
        body: { question, given, sequence, givenAt }
      })
      this.#arrived = [...this.#arrived, { question, given, sequence }]
      this.#takeAway(answer)
      this.isOffline = false
      this.#wait = SOON_MS
    } catch (caught) {
      if (!(caught instanceof Refused)) throw caught
      if (caught.code === 'submitted') this.#end()
      else if (caught.code === 'sequence-taken') this.#renumber(answer, Number(caught.facts.last))
      else throw caught
    }
  }

  #takeAway(answer: Kept) {
    drop(this.accountId, this.params.attemptId, answer)
    this.#waiting = this.#waiting.filter(({ sequence }) => sequence !== answer.sequence)
  }

  /** Another device was quicker by less than a millisecond. */
  #renumber(answer: Kept, last: number) {
    this.#highest = Math.max(this.#highest, last)
    const sequence = (this.#highest = this.lastSequence = nextSequence(Date.now(), this.#highest))
    const renumbered = { ...answer, sequence }
    keep(this.accountId, this.params.attemptId, renumbered)
    this.#waiting = [...this.#waiting, renumbered]
    this.#takeAway(answer)
  }

  #end() {
    for (const answer of this.#waiting) drop(this.accountId, this.params.attemptId, answer)
    this.#waiting = []
    this.hasEnded = true
  }

  #putOff(refusal: Refused) {
    this.isOffline = refusal.status === 0
    const passes = refusal.status === 0 || refusal.status === 429 || refusal.status >= 500 || refusal.code === 'at-once'
    this.refusal = passes ? null : refusal
    if (!passes) return
    this.#sendIn(this.#wait)
    this.#wait = Math.min(this.#wait * 2, LATER_MS)
  }

  #sendIn(ms: number) {
    clearTimeout(this.#again)
    this.#again = setTimeout(() => void this.send(), ms)
  }

  /** The network is said to be back, or the page is looked at again. */
  tryAgain() {
    this.#wait = SOON_MS
    this.isOffline = !navigator.onLine
    void this.send()
  }

  stop() {
    clearTimeout(this.#again)
  }
}
