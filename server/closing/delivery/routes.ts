import { personsOf } from '../../cohorts/plan/rules.ts'
import { endpoints } from '../../http/endpoints.ts'
import { deliveries } from './contract.ts'
import { deliveryToRead } from './permissions.ts'
import type { DeliveredCohort } from './rules.ts'
import { deliveryOf } from './told.ts'

const named = ({ planItemId: _item, days: _days, ...cohort }: DeliveredCohort) => cohort

export const deliveryRoutes = endpoints(deliveries, {
  'GET /plan-deliveries': {
    permission: deliveryToRead,
    answer: async ({ db, found, query, now }) => {
      const { plan, state, ratio, items, unplanned, planned, delivered, outside } = await deliveryOf(
        db,
        found.id,
        query.year,
        now
      )
      return {
        organisationId: found.id,
        organisationName: found.name,
        year: query.year,
        planId: plan?.id ?? null,
        state,
        ratio,
        items: items.map(({ item, cohorts, delivered: got }) => ({
          id: item.id,
          name: item.name,
          kind: item.kind,
          roundName: item.roundName,
          months: item.months,
          runs: item.runs,
          persons: personsOf(item),
          planDays: item.runs * item.days,
          planPersonDays: personsOf(item) * item.days,
          theoryPart: item.theoryPart,
          theoryWhole: item.theoryWhole,
          ...got,
          cohorts: cohorts.map(named)
        })),
        planned,
        delivered,
        unplanned: unplanned.map(named),
        outside
      }
    }
  }
})
