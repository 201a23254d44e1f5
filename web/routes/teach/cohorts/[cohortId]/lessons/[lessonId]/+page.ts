import { api } from '$lib/api.ts'
import { orErrorPage } from '$lib/shell/orErrorPage.ts'
import type { PageLoad } from './$types'

export const load: PageLoad = ({ fetch, params }) => {
  const ids = { cohortId: Number(params.cohortId), lessonId: Number(params.lessonId) }
  return orErrorPage(api('GET /cohorts/:cohortId/lessons/:lessonId/roll-call', { params: ids }, fetch))
}
