import { itemsOf, planOf, standOf } from '../../cohorts/plan/queries.ts'
import { countedIn, wasApproved } from '../../cohorts/plan/rules.ts'
import { withStates } from '../../cohorts/plan/told.ts'
import type { Db } from '../../database/db.ts'
import { packOn } from '../../policies/queries.ts'
import { dayOf } from '../../time/dates.ts'
import { cohortsOfYear } from './queries.ts'
import { setAgainst } from './rules.ts'

/** What an organisation planned for a year and what came of it: the page and the workbook say the same. */
export const deliveryOf = async (db: Db, organisationId: number, year: number, now: Date) => {
  const plan = await planOf(db, organisationId, year)
  const listed = plan ? await itemsOf(db, [plan.id]) : []
  const items = plan ? countedIn(withStates(plan, listed), wasApproved(plan.steps)) : []
  const { ratio } = (await packOn(db, dayOf(now))).pack
  const cohorts = await cohortsOfYear(db, { organisationId, year, category: ratio.category })
  return { plan, state: plan && standOf(plan, listed), ratio, ...setAgainst(items, cohorts) }
}
