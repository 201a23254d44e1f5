/**
 * Courses and their packages.
 * A course is one file, or a package of parts in order: texts, films, quizzes. A package that changed gets its next version; a version is
 * never changed, so a lesson keeps what it was published with. A timetable still in draft follows the latest version.
 *
 * The counted minutes of an online course are the length of its films, as the server measured it, in whole minutes begun and ended, plus
 * the pack's allowance for reading: so many minutes for every 1,000 characters of text, rounded up. While there is no film they are 0.
 * Nobody types them. Letters and digits are characters; spaces, punctuation and marks of the layout are not.
 *
 * Teaching bases (现场教学基地).
 * A base belongs to an organisation, which keeps what is known of it; whoever plans below or above that organisation may use it.
 * A base is not booked: several cohorts may come at once, and its guide is a line of text that never conflicts.
 * What is known of a base changes by a new row. A base is never removed: hidden, it is offered no more and stays on the lessons it has.
 * A picture is a JPEG, PNG or WebP file of at most 5 MB with a caption. Taken away, it is no longer shown, and stays kept.
 */
export type Measured = { lengthMs: number; characters: number }

/** `reading`: minutes per 1,000 characters, of the policy pack. */
export const measuredMinutes = (parts: readonly Measured[], reading: number): number => {
  const filmMs = parts.reduce((sum, part) => sum + part.lengthMs, 0)
  const characters = parts.reduce((sum, part) => sum + part.characters, 0)
  return filmMs === 0 ? 0 : Math.floor(filmMs / 60_000) + Math.ceil((reading * characters) / 1000)
}

export const charactersIn = (text: string): number => text.match(/[\p{L}\p{N}]/gu)?.length ?? 0

export const BASE_LEVELS = ['national', 'province', 'prefecture', 'county'] as const
export const BASE_KINDS = ['partyHistory', 'partySpirit', 'ruralRevival', 'governance', 'integrity', 'other'] as const
export type BaseLevel = (typeof BASE_LEVELS)[number]
export type BaseKind = (typeof BASE_KINDS)[number]

/** In bytes. */
export const LARGEST_PICTURE = 5 * 1024 * 1024
export const MOST_PICTURES = 24

/** Form S, and the two texts of a base's page. */
export type BaseFacts = {
  name: string
  level: BaseLevel
  kind: BaseKind
  location: string
  capacity: number | null
  topics: readonly string[]
  guide: string | null
  contact: string | null
  travelMinutes: number | null
  openingHours: string | null
  cost: string | null
  summary: string
  history: string | null
  route: string | null
}

const trimmed = (text: string | null): string | null => text?.trim() || null

/** As it is kept: nothing but blanks is nothing, and a topic stands once. */
export const tidied = (base: BaseFacts): BaseFacts => ({
  ...base,
  name: base.name.trim(),
  location: base.location.trim(),
  topics: [...new Set(base.topics.map(topic => topic.trim()).filter(topic => topic !== ''))],
  guide: trimmed(base.guide),
  contact: trimmed(base.contact),
  openingHours: trimmed(base.openingHours),
  cost: trimmed(base.cost),
  summary: base.summary.trim(),
  history: trimmed(base.history),
  route: trimmed(base.route)
})

const FIELDS = [
  'name',
  'level',
  'kind',
  'location',
  'capacity',
  'topics',
  'guide',
  'contact',
  'travelMinutes',
  'openingHours',
  'cost',
  'summary',
  'history',
  'route'
] as const satisfies readonly (keyof BaseFacts)[]
export type BaseField = (typeof FIELDS)[number]

/** What differs between two rows of one base, in the order of the form. */
export const changesBetween = (before: BaseFacts, after: BaseFacts): BaseField[] =>
  FIELDS.filter(field => JSON.stringify(before[field]) !== JSON.stringify(after[field]))
