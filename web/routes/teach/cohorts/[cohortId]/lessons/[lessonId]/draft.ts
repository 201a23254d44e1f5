/**
 * A roll-call that has not reached the server, kept for this tab: a lost request, a reload or a step back loses nothing. The key goes
 * with what was sent: sent again unchanged, it is the same roll-call; changed, it is another one.
 */
import type { Status } from '../../../../../../../server/attendance/rules.ts'

export type Said = { status: Status; reason: string }
export type Draft = { said: Record<number, Said>; text: string; sent: { key: string; content: string } | null }

const nameOf = (accountId: number, lessonId: number) => `roll-call:${accountId}:${lessonId}`

export function draftOf(accountId: number, lessonId: number): Draft | null {
  try {
    const kept = sessionStorage.getItem(nameOf(accountId, lessonId))
    return kept ? (JSON.parse(kept) as Draft) : null
  } catch {
    return null
  }
}

export function keepDraft(accountId: number, lessonId: number, draft: Draft) {
  try {
    sessionStorage.setItem(nameOf(accountId, lessonId), JSON.stringify(draft))
  } catch {
    // A browser that keeps nothing still calls the roll.
  }
}

export function dropDraft(accountId: number, lessonId: number) {
  try {
    sessionStorage.removeItem(nameOf(accountId, lessonId))
  } catch {
    // Nothing was kept.
  }
}
