import { api } from '$lib/api.ts'
import { orErrorPage } from '$lib/shell/orErrorPage.ts'
import type { PageLoad } from './$types'

export const load: PageLoad = async ({ fetch, params }) => {
  const ofCohort = { params: { cohortId: Number(params.cohortId) } }
  const [{ name }, { lessons: films }, { quizzes }, electives] = await orErrorPage(
    Promise.all([
      api('GET /cohorts/:cohortId', ofCohort, fetch),
      api('GET /cohorts/:cohortId/films', ofCohort, fetch),
      api('GET /cohorts/:cohortId/quizzes', ofCohort, fetch),
      api('GET /cohorts/:cohortId/electives', ofCohort, fetch)
    ])
  )
  return { cohort: { id: ofCohort.params.cohortId, name }, films, quizzes, electives }
}
