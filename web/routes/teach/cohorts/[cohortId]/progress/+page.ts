import { error } from '@sveltejs/kit'
import { api } from '$lib/api.ts'
import { orErrorPage } from '$lib/shell/orErrorPage.ts'
import type { PageLoad } from './$types'

export const load: PageLoad = async ({ fetch, params }) => {
  const ofCohort = { params: { cohortId: Number(params.cohortId) } }
  const [{ cohorts }, { lessons: films }, { quizzes }, electives] = await orErrorPage(
    Promise.all([
      api('GET /teach/cohorts', {}, fetch),
      api('GET /cohorts/:cohortId/films', ofCohort, fetch),
      api('GET /cohorts/:cohortId/quizzes', ofCohort, fetch),
      api('GET /cohorts/:cohortId/electives', ofCohort, fetch)
    ])
  )
  const cohort = cohorts.find(({ id }) => id === ofCohort.params.cohortId)
  if (!cohort) error(404)
  return { cohort: { id: cohort.id, name: cohort.name }, films, quizzes, electives }
}
