import { redirect } from '@sveltejs/kit'
import { api } from '$lib/api.ts'
import { orErrorPage } from '$lib/shell/orErrorPage.ts'
import type { PageLoad } from './$types'

export const load: PageLoad = async ({ fetch, params }) => {
  const plan = await orErrorPage(api('GET /plans/:planId', { params: { planId: Number(params.planId) } }, fetch))
  if (!plan.mayWrite) redirect(307, `/manage/plan/${plan.id}`)
  return { plan, strata: (await orErrorPage(api('GET /policy', {}, fetch))).strata }
}
