import { api } from '$lib/api.ts'
import { orErrorPage } from '$lib/shell/orErrorPage.ts'
import type { PageLoad } from './$types'

export const load: PageLoad = async ({ fetch, params }) => {
  const ids = {
    lessonId: Number(params.lessonId),
    materialId: Number(params.materialId),
    attemptId: Number(params.attemptId)
  }
  const asked = api('GET /my/lessons/:lessonId/quizzes/:materialId/attempts/:attemptId/result', { params: ids }, fetch)
  return { ids, result: await orErrorPage(asked) }
}
