import { api } from '$lib/api.ts'
import { orErrorPage } from '$lib/shell/orErrorPage.ts'
import type { PageLoad } from './$types'

export const load: PageLoad = async ({ fetch, params, depends }) => {
  depends('cohort:close-out')
  const cohortId = Number(params.cohortId)
  return { closeOut: await orErrorPage(api('GET /cohorts/:cohortId/close-out', { params: { cohortId } }, fetch)) }
}
