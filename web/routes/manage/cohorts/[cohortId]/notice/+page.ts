import { api } from '$lib/api.ts'
import { orErrorPage } from '$lib/shell/orErrorPage.ts'
import type { PageLoad } from './$types'

export const load: PageLoad = async ({ fetch, params }) => {
  const cohortId = Number(params.cohortId)
  const { name, organisationName, isPublished, today } = await orErrorPage(
    api('GET /cohorts/:cohortId', { params: { cohortId } }, fetch)
  )
  return { cohort: { id: cohortId, name, organisationName, isPublished, today } }
}
