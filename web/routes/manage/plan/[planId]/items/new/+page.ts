import { redirect } from '@sveltejs/kit'
import { api } from '$lib/api.ts'
import { orErrorPage } from '$lib/shell/orErrorPage.ts'
import type { PageLoad } from './$types'

export const load: PageLoad = async ({ fetch, params }) => {
  const plan = await orErrorPage(api('GET /plans/:planId', { params: { planId: Number(params.planId) } }, fetch))
  // Whoever may only read finds the plan itself.
  if (!plan.mayWrite) redirect(307, `/manage/plan/${plan.id}`)
  const [{ strata }, { rounds }] = await Promise.all([
    orErrorPage(api('GET /policy', {}, fetch)),
    orErrorPage(api('GET /rotation-rounds', {}, fetch))
  ])
  return { plan, strata, rounds }
}
