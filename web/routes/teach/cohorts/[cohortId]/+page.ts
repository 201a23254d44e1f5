import { error } from '@sveltejs/kit'
import { api } from '$lib/api.ts'
import { orErrorPage } from '$lib/shell/orErrorPage.ts'
import type { PageLoad } from './$types'

export const load: PageLoad = async ({ fetch, params }) => {
  const { cohorts, today } = await orErrorPage(api('GET /teach/cohorts', {}, fetch))
  const cohort = cohorts.find(({ id }) => id === Number(params.cohortId))
  if (!cohort) error(404)
  return { cohort, today }
}
