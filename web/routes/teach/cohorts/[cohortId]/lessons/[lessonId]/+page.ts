import { api } from '$lib/api.ts'
import { orErrorPage } from '$lib/shell/orErrorPage.ts'
import type { PageLoad } from './$types'

export const load: PageLoad = async ({ fetch, params }) => {
  const ids = { cohortId: Number(params.cohortId), lessonId: Number(params.lessonId) }
  const [call, { quizzes }] = await orErrorPage(
    Promise.all([
      api('GET /cohorts/:cohortId/lessons/:lessonId/roll-call', { params: ids }, fetch),
      api('GET /cohorts/:cohortId/lessons/:lessonId/quizzes', { params: ids }, fetch)
    ])
  )
  return { ...call, quizzes }
}
