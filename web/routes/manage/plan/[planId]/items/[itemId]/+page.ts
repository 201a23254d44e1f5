import { error, redirect } from '@sveltejs/kit'
import { api } from '$lib/api.ts'
import { orErrorPage } from '$lib/shell/orErrorPage.ts'
import type { PageLoad } from './$types'

export const load: PageLoad = async ({ fetch, params }) => {
  const [planId, itemId] = [Number(params.planId), Number(params.itemId)]
  const plan = await orErrorPage(api('GET /plans/:planId', { params: { planId } }, fetch))
  const item = plan.items.find(({ id }) => id === itemId)
  if (!item) error(404)
  // What is approved, or waits for it, is read in the plan itself.
  if (!plan.mayWrite || item.state === 'approved' || item.state === 'removalAsked') redirect(307, `/manage/plan/${plan.id}`)
  const [{ strata }, { rounds }, { changes }] = await Promise.all([
    orErrorPage(api('GET /policy', {}, fetch)),
    orErrorPage(api('GET /rotation-rounds', {}, fetch)),
    orErrorPage(api('GET /plans/:planId/items/:itemId/changes', { params: { planId, itemId } }, fetch))
  ])
  return { plan, item, strata, rounds, changes }
}
