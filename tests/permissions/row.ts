import { ACCOUNTS } from '../world.ts'
import type { Prepared } from './prepared.ts'

export type Who = keyof typeof ACCOUNTS

/** One request for one thing, and who may make it. Everybody else is refused. */
export type Case = {
  /** Which thing, where an endpoint has several cases. */
  about?: string
  ask: (prepared: Prepared, who: Who | null) => [call: string, body?: object | Buffer]
  /** 'open': also without signing in. */
  may: readonly Who[] | 'everyone' | 'open'
  /** What those who may are answered; 200 unless said otherwise. */
  status?: number
  /** Of all the words named in this case, exactly these stand in somebody's answer. */
  shows?: Partial<Record<Who, readonly string[]>>
}

/** An endpoint: first who may by office, then, where it matters, the same for other things. */
export type Row = readonly [Case, ...Case[]]

export const EVERYONE = Object.keys(ACCOUNTS) as Who[]
