/**
 * Teaching bases (现场教学基地).
 * A base belongs to an organisation, which keeps what is known of it; whoever plans below or above that organisation may use it.
 * A base is not booked: several cohorts may come at once, and its guide is a line of text that never conflicts.
 * Hidden, it is offered no more and stays on the lessons it has; it can be deleted only while no lesson has gone there.
 * A picture is a JPEG, PNG or WebP file of at most 5 MB with a caption. Taken away, it is no longer shown, and stays kept.
 */
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

/** In the order of the form. */
export const BASE_FIELDS = [
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
