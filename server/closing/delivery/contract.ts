import { Type } from 'typebox'
import { PLAN_STATES } from '../../cohorts/plan/rules.ts'
import { COHORT_KINDS } from '../../cohorts/rules.ts'
import { day, id, minutes, oneOf, orNull, shape } from '../../http/contract.ts'

const count = Type.Integer({ minimum: 0 })
const delivered = {
  setUp: count,
  published: count,
  closed: count,
  enrolled: count,
  completed: count,
  personDays: count,
  heldAll: minutes,
  heldInCategory: minutes
}
const cohort = shape({
  id,
  name: Type.String(),
  startsOn: day,
  endsOn: day,
  isPublished: Type.Boolean(),
  isClosed: Type.Boolean(),
  enrolled: count,
  completed: count,
  heldAll: minutes,
  heldInCategory: minutes
})

export const deliveries = {
  'GET /plan-deliveries': {
    says: 'What an organisation planned for a year against what was set up, published, closed and completed, with the cohorts of no plan.',
    permission: 'cohorts.readPlan',
    query: shape({ organisationId: id, year: Type.Integer({ minimum: 2000, maximum: 2100 }) }),
    reply: shape({
      organisationId: id,
      organisationName: Type.String(),
      year: Type.Integer(),
      planId: orNull(id),
      state: orNull(oneOf(PLAN_STATES)),
      ratio: shape({ category: Type.String(), part: Type.Integer(), whole: Type.Integer() }),
      items: Type.Array(
        shape({
          id,
          name: Type.String(),
          kind: oneOf(COHORT_KINDS),
          roundName: orNull(Type.String()),
          months: Type.Array(Type.Integer()),
          runs: count,
          persons: count,
          planDays: count,
          planPersonDays: count,
          theoryPart: count,
          theoryWhole: count,
          ...delivered,
          cohorts: Type.Array(cohort)
        })
      ),
      planned: shape({ items: count, runs: count, persons: count, personDays: count, budget: count }),
      delivered: shape(delivered),
      unplanned: Type.Array(cohort),
      outside: shape(delivered)
    })
  }
} as const
