import { endpoints } from '../../http/endpoints.ts'
import type { ConstraintRefusals } from '../../http/errors.ts'
import { refuse } from '../../http/refusals.ts'
import { actsOn, keptByKey } from '../acts.ts'
import { calendarOf, usesOf } from '../calendar.ts'
import { curriculumToExtend, curriculumToUse, maintains } from '../permissions.ts'
import { contract } from './contract.ts'
import { venueToMaintain, venueToUse } from './permissions.ts'
import { VENUES, venuesListed, type Venue } from './queries.ts'

const called = { zh: '间教室', en: 'room' }

export const constraints: ConstraintRefusals = {
  venues_once: () => refuse('venue-known', '这个地点已经有这间教室。', 'This room is already on the list.', { field: 'name' }),
  bookings_venue_id_fkey: keptByKey(called)
}

const acts = actsOn(VENUES, { idName: 'venueId', used: id => ({ venueId: id }), ...called })

const told = ({ path: _path, ...venue }: Venue) => venue

export const routes = endpoints(contract, {
  'GET /venues': {
    permission: curriculumToUse,
    answer: async ({ db, actor, found, query }) => ({
      venues: (await venuesListed(db, found, query)).map(venue => ({ ...told(venue), mayChange: maintains(actor, venue) }))
    })
  },
  'POST /venues': {
    permission: curriculumToExtend,
    answer: asking => {
      const { organisationId: _asked, kind = 'classroom', equipment = null, contact = null, ...facts } = asking.body
      return acts.add(asking, asking.found, { ...facts, kind, equipment, contact })
    }
  },
  'GET /venues/:venueId': {
    permission: venueToUse,
    answer: ({ actor, found }) => ({ ...told(found), mayChange: maintains(actor, found) })
  },
  'PUT /venues/:venueId': {
    permission: venueToMaintain,
    answer: asking => acts.change(asking, asking.found, asking.body)
  },
  'DELETE /venues/:venueId': { permission: venueToMaintain, answer: asking => acts.remove(asking, asking.found) },
  'POST /venues/:venueId/visibility': {
    permission: venueToMaintain,
    answer: asking => acts.turn(asking, asking.found, asking.body.isHidden)
  },
  'GET /venues/:venueId/changes': { permission: venueToMaintain, answer: asking => acts.changes(asking, asking.found) },
  'GET /venues/:venueId/uses': {
    permission: venueToUse,
    answer: ({ db, actor, found }) => usesOf(db, actor, { venueId: found.id })
  },
  'GET /venues/:venueId/calendar': {
    permission: venueToUse,
    answer: ({ db, actor, found, query, now }) => calendarOf(db, actor, { venueId: found.id }, query.from, now)
  }
})
