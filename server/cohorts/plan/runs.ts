import type { Db } from '../../database/db.ts'
import { badInput, refuse } from '../../http/refusals.ts'
import { holdPlan, itemById, itemLastKnown } from './queries.ts'

/** A cohort that is set up as a run of a plan item: of the same organisation, and approved. More runs than planned are let through and told. */
export const runOf = async (db: Db, planItemId: number | null, organisationId: number) => {
  if (planItemId === null) return null
  const known = await itemById(db, planItemId)
  // The runs are counted at rest: two who set up the last one at the same time are the last and one too many.
  const plan = known && (await holdPlan(db, known.planId))
  const item = plan?.organisationId === organisationId ? await itemById(db, planItemId) : null
  if (!item)
    throw badInput('unknown-plan-item', '本单位的计划里没有这一项。', 'The plan of this organisation has no such item.', {
      field: 'planItemId'
    })
  if (item.approvedIn === null)
    throw refuse(
      'plan-item-not-approved',
      '计划的这一项还没有批准，不能据此建班。',
      'This item of the plan is not approved yet.',
      {
        field: 'planItemId'
      }
    )
  const run = item.runsSetUp + 1
  return { planItemId, run, isBeyondPlan: run > item.runs }
}

/** Which item of which plan a cohort is a run of. */
export const planOfCohort = async (db: Db, { planItemId }: { planItemId: number | null }) => {
  const item = planItemId === null ? null : await itemLastKnown(db, planItemId)
  return { planItemId, planId: item?.planId ?? null, planItemName: item?.name ?? null }
}
