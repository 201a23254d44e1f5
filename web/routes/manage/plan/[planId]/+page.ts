import { api } from '$lib/api.ts'
import { orErrorPage } from '$lib/shell/orErrorPage.ts'
import type { PageLoad } from './$types'

export const load: PageLoad = async ({ fetch, params, depends }) => {
  depends('plan:all')
  const plan = await orErrorPage(api('GET /plans/:planId', { params: { planId: Number(params.planId) } }, fetch))
  const { years } = await orErrorPage(api('GET /plans', { query: { year: plan.year } }, fetch))
  return { plan, years }
}
