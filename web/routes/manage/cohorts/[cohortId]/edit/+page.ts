import { api } from '$lib/api.ts'
import { orErrorPage } from '$lib/shell/orErrorPage.ts'
import type { PageLoad } from './$types'

export const load: PageLoad = async ({ fetch, params }) => {
  const [cohort, { supervisors }] = await Promise.all([
    orErrorPage(api('GET /cohorts/:cohortId', { params: { cohortId: Number(params.cohortId) } }, fetch)),
    orErrorPage(api('GET /cohorts/supervisors', {}, fetch))
  ])
  return { cohort, supervisors }
}
