import { Type } from 'typebox'
import { STATES } from '../coverage/rules.ts'
import { day, id, oneOf, orNull, shape } from '../http/contract.ts'

const standing = oneOf(STATES)

const candidate = shape({
  personId: id,
  name: Type.String(),
  unitId: id,
  unitAndPost: Type.String(),
  /** The unit of the list's filter in which the person stands: the township of a village branch. */
  within: orNull(Type.String()),
  /** Null: this requirement does not bind the person. */
  standing: orNull(standing),
  /** Outstanding for a requirement that only should be met. */
  isFlagged: Type.Boolean(),
  lastCohort: orNull(Type.String()),
  lastCompletedOn: orNull(day),
  seatNumber: orNull(Type.Integer()),
  isEnrolled: Type.Boolean()
})

export const contract = {
  'GET /cohorts/:cohortId/candidates': {
    says: 'People of the cohort’s stratum within its organisation, those who most need it first.',
    permission: 'cohorts.manage',
    params: shape({ cohortId: id }),
    query: shape({
      requirement: Type.Optional(Type.String({ maxLength: 100 })),
      q: Type.Optional(Type.String({ maxLength: 50 })),
      unitId: Type.Optional(id),
      /** Only those without a seat in this cohort. */
      free: Type.Optional(Type.Boolean()),
      /** Only the people of a saved choice. */
      filterId: Type.Optional(id),
      page: Type.Optional(Type.Integer({ minimum: 1, maximum: 100_000 })),
      size: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 }))
    }),
    reply: shape({
      asOf: day,
      stratum: shape({ code: Type.String(), zh: Type.String(), en: Type.String() }),
      requirement: orNull(Type.String()),
      requirements: Type.Array(shape({ code: Type.String(), zh: Type.String(), en: Type.String() })),
      units: Type.Array(shape({ id, name: Type.String() })),
      seats: Type.Integer(),
      taken: Type.Integer(),
      total: Type.Integer(),
      outstanding: Type.Integer(),
      page: Type.Integer(),
      size: Type.Integer(),
      candidates: Type.Array(candidate)
    })
  }
} as const
