import { api } from '$lib/api.ts'
import { orErrorPage } from '$lib/shell/orErrorPage.ts'
import type { PageLoad } from './$types'

export const load: PageLoad = async ({ fetch, params }) => ({
  arrival: await orErrorPage(api('GET /cohorts/:cohortId/arrival', { params: { cohortId: Number(params.cohortId) } }, fetch))
})
