/**
 * A roll-call that has not reached the server, kept for this tab: a lost request, a reload or a step back loses nothing. The key goes
 * with what was sent: sent again unchanged, it is the same roll-call; changed, it is another one.
 */
import type { Status } from '../../../../../../../server/attendance/rules.ts'

export type Said = { status: Status; reason: string }
export type Draft = { said: Record<number, Said>; text: string; sent: { key: string; content: string } | null }

/** Whose, and of what: the roll of a lesson, or one of its head counts. */
export type DraftName = { accountId: number; lessonId: number; of?: string }

const nameOf = ({ accountId, lessonId, of = 'roll-call' }: DraftName) => `${of}:${accountId}:${lessonId}`

export function draftOf<Kept = Draft>(name: DraftName): Kept | null {
  try {
    const kept = sessionStorage.getItem(nameOf(name))
    return kept ? (JSON.parse(kept) as Kept) : null
  } catch {
    return null
  }
}

export function keepDraft<Kept = Draft>(name: DraftName, draft: Kept) {
  try {
    sessionStorage.setItem(nameOf(name), JSON.stringify(draft))
  } catch {
    // A browser that keeps nothing still calls the roll.
  }
}

export function dropDraft(name: DraftName) {
  try {
    sessionStorage.removeItem(nameOf(name))
  } catch {
    // Nothing was kept.
  }
}
