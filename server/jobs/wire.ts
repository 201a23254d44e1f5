/** What passes between the main thread and a working one. */

export type Ask =
  /** A statement; `within` names the transaction it belongs to. */
  | { kind: 'statement'; call: number; within: number | null; text: string; params: unknown[] }
  | { kind: 'begin'; call: number }
  | { kind: 'end'; call: number; within: number; isKept: boolean }
  | { kind: 'done'; result: unknown }
  /** How far the work is, and of how much. */
  | { kind: 'progress'; done: number; total: number | null }
  | { kind: 'failed'; error: Told }

export type Order = { kind: 'work'; name: string; input: unknown } | Answer

export type Answer =
  | { kind: 'answer'; call: number; rows: unknown[]; within?: number }
  | { kind: 'wrong'; call: number; error: Told }

/** An error as it crosses: a thread keeps no class of another one. `reason`: what a person is told. */
export type Told = { message: string; code?: string; constraint?: string; detail?: string; stack?: string; reason?: object }

export const told = (error: unknown): Told => {
  for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause as Error, depth++) {
    const { message, code, constraint, detail, stack, reason } = at as Error & Told
    if (code || reason) return present({ message, code, constraint, detail, stack, reason })
  }
  return error instanceof Error ? present({ message: error.message, stack: error.stack }) : { message: String(error) }
}

const present = (all: { [K in keyof Told]: Told[K] | undefined }): Told =>
  Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as Told

export const retold = ({ message, ...more }: Told): Error => Object.assign(new Error(message), more)
