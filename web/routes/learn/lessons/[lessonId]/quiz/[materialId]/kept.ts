/**
 * Answers that have not reached the server, kept on this device, for this account alone. One entry an answer: two pages of one quiz never
 * overwrite each other, and what was acknowledged is taken away by its own number.
 */
export type Kept = { question: number; given: string[]; sequence: number; givenAt: string }

const before = (accountId: number, attemptId: number) => `quiz:${accountId}:${attemptId}:`

export function keptOf(accountId: number, attemptId: number): Kept[] {
  try {
    const mine = Object.keys(localStorage).filter(name => name.startsWith(before(accountId, attemptId)))
    return mine
      .map(name => JSON.parse(localStorage.getItem(name)!) as Kept)
      .toSorted((one, other) => one.sequence - other.sequence)
  } catch {
    return []
  }
}

export function keep(accountId: number, attemptId: number, kept: Kept) {
  try {
    localStorage.setItem(before(accountId, attemptId) + kept.sequence, JSON.stringify(kept))
  } catch {
    // A browser that keeps nothing still sends what it can.
  }
}

export function drop(accountId: number, attemptId: number, { sequence }: Kept) {
  try {
    localStorage.removeItem(before(accountId, attemptId) + sequence)
  } catch {
    // Nothing was kept.
  }
}
