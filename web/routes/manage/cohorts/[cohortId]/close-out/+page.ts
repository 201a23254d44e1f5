import { api } from '$lib/api.ts'
import type { PageLoad } from './$types'

export const load: PageLoad = async ({ fetch, params, depends }) => {
  depends('cohort:close-out')
  return { closeOut: await api('GET /cohorts/:cohortId/close-out', { params: { cohortId: Number(params.cohortId) } }, fetch) }
}
