import { error } from '@sveltejs/kit'
import { api } from '$lib/api.ts'
import { orErrorPage } from '$lib/shell/orErrorPage.ts'
import type { PageLoad } from './$types'

export const load: PageLoad = async ({ fetch, params }) => {
  const asked = api('GET /cohorts/:cohortId/quizzes', { params: { cohortId: Number(params.cohortId) } }, fetch)
  const [{ cohorts, today }, { quizzes }] = await orErrorPage(Promise.all([api('GET /teach/cohorts', {}, fetch), asked]))
  const cohort = cohorts.find(({ id }) => id === Number(params.cohortId))
  if (!cohort) error(404)
  return { cohort, today, quizzes }
}
