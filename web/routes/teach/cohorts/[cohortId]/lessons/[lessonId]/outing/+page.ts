import { api } from '$lib/api.ts'
import { orErrorPage } from '$lib/shell/orErrorPage.ts'
import type { PageLoad } from './$types'
import { stepIn } from './outing.ts'

export const load: PageLoad = async ({ fetch, params, url }) => {
  const ids = { cohortId: Number(params.cohortId), lessonId: Number(params.lessonId) }
  const outing = await orErrorPage(api('GET /cohorts/:cohortId/lessons/:lessonId/outing', { params: ids }, fetch))
  const asked = Number(url.searchParams.get('bus'))
  const bus = outing.buses.some(({ number }) => number === asked) ? asked : null
  return { outing, step: stepIn(url.searchParams.get('step')), bus }
}
