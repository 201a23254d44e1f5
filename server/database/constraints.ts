/** What a driver's error says, once unwrapped from the query builder's. */
export type Violation = { constraint: string | null; code: string; detail: string; message: string }

/** Null when the error did not come from the database. */
export const violationOf = (error: unknown): Violation | null => {
  for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth++) {
    const { code, constraint, detail } = at as Error & { code?: unknown; constraint?: string; detail?: string }
    if (typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code))
      return { constraint: constraint ?? null, code, detail: detail ?? '', message: at.message }
  }
  return null
}

const SERIALIZATION = '40001'
const DEADLOCK = '40P01'

/** Two people at once: the same transaction, run again, sees the other's work. */
export const isWorthAnotherTry = (violation: Violation): boolean =>
  violation.code === SERIALIZATION || violation.code === DEADLOCK
