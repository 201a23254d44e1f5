import type { Db } from '../../database/db.ts'
import { keptFor, type Kept, type Noun } from '../keeping.ts'
import { isNamed, isShown, type Shown } from '../rules.ts'
import { VENUE_FIELDS, type VenueFacts, type VenueKind } from './rules.ts'
import { venueFacts, venues } from './schema.ts'

export const VENUES: Noun<VenueFacts> = {
  things: venues,
  facts: venueFacts,
  thing: 'venueId',
  fields: VENUE_FIELDS,
  order: 'x.place collate "C", x.name collate "C"'
}

export type Venue = Kept<VenueFacts>

export type VenueChoice = { q?: string; shown?: Shown; kind?: VenueKind; seats?: number }

/** Rooms of these parts and above them, as a list is narrowed. */
export const venuesListed = async (
  db: Db,
  paths: readonly string[],
  { q = '', shown, kind, seats = 0 }: VenueChoice
): Promise<Venue[]> =>
  (await keptFor(db, VENUES, paths)).filter(
    venue =>
      isShown(shown, venue.isHidden) &&
      (!kind || venue.kind === kind) &&
      venue.capacity >= seats &&
      isNamed(q, [venue.place, venue.name, venue.equipment])
  )

/** Those that are offered to a timetable. */
export const venuesFor = (db: Db, paths: readonly string[]): Promise<Venue[]> => venuesListed(db, paths, {})
