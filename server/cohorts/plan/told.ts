import type { Db } from '../../database/db.ts'
import { packOn } from '../../policies/queries.ts'
import { dayOf } from '../../time/dates.ts'
import type { Item, Plan } from './queries.ts'
import { countedIn, itemStateOf, sumsOf, wasApproved, type ItemState, type PlanSums } from './rules.ts'

export type ToldItem = Item & { state: ItemState; isAddition: boolean }

/** Every item with where it stands in its plan. */
export const withStates = ({ steps }: Pick<Plan, 'steps'>, items: readonly Item[]): ToldItem[] => {
  const first = steps.find(({ kind }) => kind === 'approved')?.id ?? null
  return items.map(item => ({
    ...item,
    state: itemStateOf({ isApproved: item.approvedIn !== null, removalReason: item.removalReason }, first !== null),
    isAddition: first !== null && item.approvedIn !== first
  }))
}

/** What a plan comes to: what stands in it, and before its first approval all it lists. */
export const planSumsOf = (plan: Pick<Plan, 'steps'>, items: readonly Item[]): PlanSums =>
  sumsOf(countedIn(withStates(plan, items), wasApproved(plan.steps)))

/** The names of strata as the pack in force has them; of one it has no longer, the code. */
export const strataNamedOn = async (db: Db, now: Date) => {
  const { pack } = await packOn(db, dayOf(now))
  const known = new Map(pack.strata.map(stratum => [stratum.code, stratum]))
  return (code: string) => ({ stratumZh: known.get(code)?.zh ?? code, stratumEn: known.get(code)?.en ?? code })
}
