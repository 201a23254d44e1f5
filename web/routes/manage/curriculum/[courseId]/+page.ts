import { api } from '$lib/api.ts'
import { orErrorPage } from '$lib/shell/orErrorPage.ts'
import type { PageLoad } from './$types'

export const load: PageLoad = async ({ fetch, depends, params }) => {
  depends('catalogue:thing')
  const one = { params: { courseId: Number(params.courseId) } }
  const [course, { films }, { categories }, uses, { changes }] = await orErrorPage(
    Promise.all([
      api('GET /courses/:courseId', one, fetch),
      api('GET /courses/:courseId/films', one, fetch),
      api('GET /policy', {}, fetch),
      api('GET /courses/:courseId/uses', one, fetch),
      api('GET /courses/:courseId/changes', one, fetch)
    ])
  )
  return { course, films, categories, uses, changes }
}
