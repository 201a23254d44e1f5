import type { Piece } from '../../../server/online/rules.ts'

/** A step longer than this is a jump, not playing. */
const STEP_SECONDS = 3

/**
 * What was really played of a film, in the order in which it was: begun where playing begins, carried on while time moves, ended by a pause,
 * a jump or the end. In milliseconds, as the server counts.
 */
export class Playing {
  #pieces: Piece[] = []
  #from: number | null = null
  #last = 0

  begin(seconds: number): void {
    this.end()
    this.#from = this.#last = seconds
  }

  move(seconds: number): void {
    if (this.#from === null) return
    if (seconds < this.#last || seconds - this.#last > STEP_SECONDS) return this.begin(seconds)
    this.#last = seconds
  }

  end(): void {
    if (this.#from === null) return
    const [fromMs, untilMs] = [Math.round(this.#from * 1000), Math.round(this.#last * 1000)]
    if (untilMs > fromMs) this.#pieces.push({ fromMs, untilMs })
    this.#from = null
  }

  /** Everything played so far and not yet taken; what is still going on goes on. */
  take(): Piece[] {
    const from = this.#from
    this.end()
    if (from !== null) this.#from = this.#last
    return this.#pieces.splice(0)
  }

  /** The same, left where it is. */
  get pieces(): Piece[] {
    const going = this.#from === null ? [] : [{ fromMs: Math.round(this.#from * 1000), untilMs: Math.round(this.#last * 1000) }]
    return [...this.#pieces, ...going.filter(({ fromMs, untilMs }) => untilMs > fromMs)]
  }
}
