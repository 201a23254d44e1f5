/**
 * Rooms (教室与场地).
 * A room has seats; one lesson at a time takes it up, once its timetable is published. An organisation has each room of a place once.
 * Hidden, it is given to no new lesson and stays on those there are; deleted only while no lesson has had it.
 */
export const VENUE_KINDS = ['classroom', 'hall', 'discussion', 'computer', 'other'] as const
export type VenueKind = (typeof VENUE_KINDS)[number]

export type VenueFacts = {
  name: string
  place: string
  capacity: number
  kind: VenueKind
  equipment: string | null
  contact: string | null
}

/** In the order of the form. */
export const VENUE_FIELDS = [
  'place',
  'name',
  'capacity',
  'kind',
  'equipment',
  'contact'
] as const satisfies readonly (keyof VenueFacts)[]
