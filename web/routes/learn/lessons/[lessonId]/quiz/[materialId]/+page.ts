import { api } from '$lib/api.ts'
import { orErrorPage } from '$lib/shell/orErrorPage.ts'
import type { PageLoad } from './$types'

export const load: PageLoad = async ({ fetch, params }) => {
  const ids = { lessonId: Number(params.lessonId), materialId: Number(params.materialId) }
  return { ids, quiz: await orErrorPage(api('GET /my/lessons/:lessonId/quizzes/:materialId', { params: ids }, fetch)) }
}
