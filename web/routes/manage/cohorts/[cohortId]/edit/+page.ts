import { api } from '$lib/api.ts'
import type { PageLoad } from './$types'

export const load: PageLoad = async ({ fetch, params }) => {
  const [cohort, { supervisors }] = await Promise.all([
    api('GET /cohorts/:cohortId', { params: { cohortId: Number(params.cohortId) } }, fetch),
    api('GET /cohorts/supervisors', {}, fetch)
  ])
  return { cohort, supervisors }
}
