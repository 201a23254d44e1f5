import { Type } from 'typebox'
import { day, id, instant, oneOf, orNull, shape } from '../../http/contract.ts'

const byCohort = shape({ cohortId: id })
const count = Type.Integer({ minimum: 0 })
const short = orNull(Type.String({ maxLength: 20 }))
const said = orNull(Type.String({ maxLength: 100 }))

const details = {
  needsLodging: orNull(Type.Boolean()),
  room: short,
  bus: short,
  tableNo: short,
  diet: said,
  needsPickup: orNull(Type.Boolean()),
  transport: said,
  arrivalTime: short,
  remark: orNull(Type.String({ maxLength: 200 }))
}

export const arrival = {
  'GET /cohorts/:cohortId/arrival': {
    says: 'Who has come, and what everybody needs: lodging, room, bus, table, diet, pick-up, transport. For those who look after the cohort alone.',
    permission: 'cohorts.supervise',
    params: byCohort,
    reply: shape({
      cohort: shape({ id, name: Type.String(), startsOn: day, endsOn: day }),
      /** Whether people can be ticked off now. */
      mayTick: Type.Boolean(),
      /** Whether lodging, travel and diet can be written now. */
      mayWrite: Type.Boolean(),
      /** The last day on which lodging, travel and diet are kept. */
      keptUntil: day,
      isForgotten: Type.Boolean(),
      people: Type.Array(
        shape({
          enrolmentId: id,
          number: count,
          name: Type.String(),
          gender: orNull(oneOf(['male', 'female'])),
          unitAndPost: Type.String(),
          groupName: orNull(Type.String()),
          arrivedAt: orNull(instant),
          recordedBy: orNull(Type.String()),
          ...details
        })
      )
    })
  },
  'PUT /cohorts/:cohortId/arrival': {
    says: 'Writes lodging, travel and diet of some people, all of it or nothing; the log says which fields changed, not what they say.',
    permission: 'cohorts.supervise',
    params: byCohort,
    body: shape({ people: Type.Array(shape({ enrolmentId: id, ...details }), { minItems: 1, maxItems: 2000 }) }),
    reply: shape({ changed: count })
  },
  'POST /cohorts/:cohortId/arrivals': {
    says: 'Ticks people off as having come, or takes that back. Said twice, it is said once.',
    permission: 'cohorts.supervise',
    params: byCohort,
    body: shape({ enrolmentIds: Type.Array(id, { minItems: 1, maxItems: 5000 }), isThere: Type.Boolean() }),
    reply: shape({ changed: count })
  }
} as const
