import { api } from '$lib/api.ts'
import { orErrorPage } from '$lib/shell/orErrorPage.ts'
import type { PageLoad } from './$types'

export const load: PageLoad = async ({ fetch, params, depends }) => {
  depends('learn:lesson')
  return {
    lesson: await orErrorPage(api('GET /my/lessons/:lessonId', { params: { lessonId: Number(params.lessonId) } }, fetch))
  }
}
