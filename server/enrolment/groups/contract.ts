import { Type } from 'typebox'
import { done, id, orNull, shape, text } from '../../http/contract.ts'

const byCohort = shape({ cohortId: id })
const byGroup = shape({ cohortId: id, groupId: id })
const count = Type.Integer({ minimum: 0 })
const named = {
  name: text(20),
  /** The enrolment of 组长, who is one of the group. */
  leaderId: orNull(id),
  venueId: orNull(id),
  /** Where it meets, when that is no room of the catalogue. */
  placeText: orNull(Type.String({ maxLength: 60 }))
}

export const groups = {
  'GET /cohorts/:cohortId/groups': {
    says: 'The groups of a cohort with who leads them and where they meet, and everyone with a seat with the group they are in.',
    permission: 'cohorts.read',
    params: byCohort,
    reply: shape({
      cohort: shape({ id, name: Type.String() }),
      mayArrange: Type.Boolean(),
      groups: Type.Array(
        shape({
          id,
          ...named,
          leaderName: orNull(Type.String()),
          venueName: orNull(Type.String()),
          people: count,
          /** Lessons that name it. */
          lessons: count
        })
      ),
      people: Type.Array(
        shape({
          enrolmentId: id,
          number: count,
          name: Type.String(),
          /** The unit right below the cohort’s host. */
          unit: Type.String(),
          unitAndPost: Type.String(),
          groupId: orNull(id)
        })
      ),
      venues: Type.Array(shape({ id, name: Type.String(), capacity: Type.Integer() }))
    })
  },
  'POST /cohorts/:cohortId/groups': {
    says: 'Makes a group.',
    permission: 'cohorts.supervise',
    params: byCohort,
    body: shape(named),
    reply: shape({ id })
  },
  'PUT /cohorts/:cohortId/groups/:groupId': {
    says: 'Changes the name, the leader or the place of a group.',
    permission: 'cohorts.supervise',
    params: byGroup,
    body: shape(named),
    reply: done
  },
  'DELETE /cohorts/:cohortId/groups/:groupId': {
    says: 'Dissolves a group that no lesson names; its people are in none.',
    permission: 'cohorts.supervise',
    params: byGroup,
    reply: done
  },
  'POST /cohorts/:cohortId/groups/arrangement': {
    says: 'Makes so many groups and spreads people over them evenly, units mixed; anew, or only those who are in none yet.',
    permission: 'cohorts.supervise',
    params: byCohort,
    body: shape({ count: Type.Integer({ minimum: 1, maximum: 50 }), isAnew: Type.Boolean() }),
    reply: shape({ groups: count, changed: count })
  },
  'POST /cohorts/:cohortId/group-seats': {
    says: 'Puts people into groups by hand; null: into none.',
    permission: 'cohorts.supervise',
    params: byCohort,
    body: shape({ seats: Type.Array(shape({ enrolmentId: id, groupId: orNull(id) }), { minItems: 1, maxItems: 5000 }) }),
    reply: shape({ changed: count })
  }
} as const
