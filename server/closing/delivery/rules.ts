/**
 * Plan against delivered.
 *
 * Beside every item that counts in the plan stand the cohorts that were set up from it: how many, how many of them were published and closed;
 * who has a seat in the published ones, who completed the closed ones, and the person-days, which are seats × days of the published ones.
 * The share of theory is of all counted minutes as they were held, of the published ones together: what did not take place is out, what is
 * still to come stands as planned. A draft has promised nothing yet: it is set up, and no more. What was
 * called off is not even that.
 * Cohorts of the year that belong to no item of the plan, or to one that was removed from it, stand apart and are added at the end.
 */
import { sumsOf, type PlanSums } from '../../cohorts/plan/rules.ts'

/** A cohort with what was held of it; minutes. */
export type DeliveredCohort = {
  id: number
  name: string
  planItemId: number | null
  startsOn: string
  endsOn: string
  isPublished: boolean
  isClosed: boolean
  /** First and last day included. */
  days: number
  enrolled: number
  completed: number
  heldAll: number
  heldInCategory: number
}

export type Delivered = {
  setUp: number
  published: number
  closed: number
  enrolled: number
  completed: number
  personDays: number
  heldAll: number
  heldInCategory: number
}

const NOTHING: Delivered = {
  setUp: 0,
  published: 0,
  closed: 0,
  enrolled: 0,
  completed: 0,
  personDays: 0,
  heldAll: 0,
  heldInCategory: 0
}

export const deliveredBy = (cohorts: readonly DeliveredCohort[]): Delivered =>
  cohorts.reduce<Delivered>((sum, cohort) => {
    const all = { ...sum, setUp: sum.setUp + 1 }
    if (!cohort.isPublished) return all
    return {
      ...all,
      published: all.published + 1,
      closed: all.closed + (cohort.isClosed ? 1 : 0),
      enrolled: all.enrolled + cohort.enrolled,
      completed: all.completed + (cohort.isClosed ? cohort.completed : 0),
      personDays: all.personDays + cohort.enrolled * cohort.days,
      heldAll: all.heldAll + cohort.heldAll,
      heldInCategory: all.heldInCategory + cohort.heldInCategory
    }
  }, NOTHING)

type Counted = { id: number; runs: number; size: number; days: number; budget: number }

/** Every item with its cohorts, the cohorts that belong to none of them, and both sums. */
export const setAgainst = <Item extends Counted, Cohort extends DeliveredCohort>(
  items: readonly Item[],
  cohorts: readonly Cohort[]
): {
  items: { item: Item; cohorts: Cohort[]; delivered: Delivered }[]
  unplanned: Cohort[]
  planned: PlanSums
  delivered: Delivered
  outside: Delivered
} => {
  const known = new Set(items.map(({ id }) => id))
  const isPlanned = ({ planItemId }: Cohort) => planItemId !== null && known.has(planItemId)
  const unplanned = cohorts.filter(cohort => !isPlanned(cohort))
  return {
    items: items.map(item => {
      const own = cohorts.filter(({ planItemId }) => planItemId === item.id)
      return { item, cohorts: own, delivered: deliveredBy(own) }
    }),
    unplanned,
    planned: sumsOf(items),
    delivered: deliveredBy(cohorts.filter(isPlanned)),
    outside: deliveredBy(unplanned)
  }
}
