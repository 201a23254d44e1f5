/**
 * Complaints and suggestions 意见与投诉.
 * Everybody may make one, on every page, also before signing in; nobody is asked for more than what is to be said.
 * It goes to the training administrators whose part of the tree contains the unit of whoever made it. Where there is none, or nobody knows
 * the unit, it goes to the topmost training administrators: those in whose part no other one stands above.
 * The system administrator does not see it, nor that it exists: it may be about people.
 * It is open until it is answered; an answer may be followed by another. Neither is changed or taken back.
 * Of the page only the address is kept, without what was asked there: a search may hold a name.
 */
export type Complaint = { sentAt: string; answers: readonly unknown[] }

export const isOpen = ({ answers }: Pick<Complaint, 'answers'>): boolean => answers.length === 0

/** `/learn/cohorts?x=1#y` becomes `/learn/cohorts`; whatever is not an address of ours becomes the first page. */
export const pageOf = (address: string): string => {
  const path = address.split(/[?#]/, 1)[0]!
  return /^\/(?![/\\])/.test(path) ? path.slice(0, 200) : '/'
}

/** Whole days somebody has waited. */
export const daysWaited = (sentAt: string, now: string): number =>
  Math.max(0, Math.floor((Date.parse(now) - Date.parse(sentAt)) / 86_400_000))
