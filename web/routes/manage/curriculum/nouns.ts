import type { Me } from '$lib/shell/places.ts'

export const NOUNS = ['courses', 'teachers', 'venues', 'bases', 'textbooks'] as const
export type Noun = (typeof NOUNS)[number]

/** Courses stand at the root of the catalogues. */
export const addressOf = (noun: Noun): string => (noun === 'courses' ? '/manage/curriculum' : `/manage/curriculum/${noun}`)

/** What the address asks for: words there are, and no blanks. */
export const askedIn = (url: URL, names: readonly string[]): Record<string, string> =>
  Object.fromEntries(names.map(name => [name, url.searchParams.get(name) ?? '']).filter(([, value]) => value !== ''))

/** The organisation to which somebody adds: that of their first office. */
export const ownOrganisation = (me: Pick<Me, 'roles'> | null): number =>
  me?.roles.find(({ role }) => role === 'trainingAdministrator')?.organisationId ?? 0
