import { api } from '$lib/api.ts'
import { orErrorPage } from '$lib/shell/orErrorPage.ts'
import type { PageLoad } from './$types'

export const load: PageLoad = async ({ fetch, params }) => {
  const course = { params: { courseId: Number(params.courseId) } }
  const [asked, { films }, { categories }] = await orErrorPage(
    Promise.all([
      api('GET /courses/:courseId', course, fetch),
      api('GET /courses/:courseId/films', course, fetch),
      api('GET /policy', {}, fetch)
    ])
  )
  return { course: asked, films, categories }
}
