import { Type } from 'typebox'
import { done, id, oneOf, shape, text } from '../../http/contract.ts'
import { calendar, calendarDays, changes, choice, kept, line, page, uses, visibility } from '../contract.ts'
import { VENUE_KINDS } from './rules.ts'

const always = { name: text(64), place: text(120), capacity: Type.Integer({ minimum: 1, maximum: 100_000 }) }
const more = { kind: oneOf(VENUE_KINDS), equipment: page, contact: line }
const venueFacts = { ...always, ...more }
const byVenue = shape({ venueId: id })

/** How the list of rooms is narrowed. */
export const venueChoice = {
  ...choice,
  kind: Type.Optional(oneOf(VENUE_KINDS)),
  seats: Type.Optional(Type.Integer({ minimum: 1, maximum: 100_000 }))
}

/** Rooms (教室与场地). */
export const contract = {
  'GET /venues': {
    says: 'Rooms of the own part of the tree and of the organisations above it; hidden ones where they are asked for.',
    permission: 'curriculum.use',
    query: shape(venueChoice),
    reply: shape({ venues: Type.Array(shape(kept(venueFacts))) })
  },
  'POST /venues': {
    says: 'Adds a room.',
    permission: 'curriculum.extend',
    body: shape({ organisationId: id, ...always, ...Type.Partial(Type.Object(more)).properties }),
    reply: shape({ id })
  },
  'GET /venues/:venueId': {
    says: 'A room.',
    permission: 'curriculum.use',
    params: byVenue,
    reply: shape(kept(venueFacts))
  },
  'PUT /venues/:venueId': {
    says: 'Changes what is known of a room; what was known before stays.',
    permission: 'curriculum.maintain',
    params: byVenue,
    body: shape(venueFacts),
    reply: done
  },
  'DELETE /venues/:venueId': {
    says: 'Deletes a room that no lesson has.',
    permission: 'curriculum.maintain',
    params: byVenue,
    reply: done
  },
  'POST /venues/:venueId/visibility': {
    says: 'Hides a room from new lessons, or offers it again. The lessons it has keep it.',
    permission: 'curriculum.maintain',
    params: byVenue,
    body: visibility,
    reply: done
  },
  'GET /venues/:venueId/changes': {
    says: 'Who changed what of a room, newest first.',
    permission: 'curriculum.maintain',
    params: byVenue,
    reply: changes
  },
  'GET /venues/:venueId/uses': {
    says: 'Which lessons have a room.',
    permission: 'curriculum.use',
    params: byVenue,
    reply: uses
  },
  'GET /venues/:venueId/calendar': {
    says: 'When a room is taken up, in four weeks.',
    permission: 'curriculum.use',
    params: byVenue,
    query: calendarDays,
    reply: calendar
  }
} as const
