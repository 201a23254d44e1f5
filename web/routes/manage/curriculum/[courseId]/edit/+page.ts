import { api } from '$lib/api.ts'
import { orErrorPage } from '$lib/shell/orErrorPage.ts'
import type { PageLoad } from './$types'

/** What the course has already is there to be kept, also when it is offered no more. */
export const load: PageLoad = async ({ fetch, params }) => {
  const [course, { categories }, { teachers }, { textbooks }] = await Promise.all([
    orErrorPage(api('GET /courses/:courseId', { params: { courseId: Number(params.courseId) } }, fetch)),
    orErrorPage(api('GET /policy', {}, fetch)),
    orErrorPage(api('GET /teachers', { query: { shown: 'all' } }, fetch)),
    orErrorPage(api('GET /textbooks', { query: { shown: 'all' } }, fetch))
  ])
  const has = new Set(course.textbooks.map(({ id }) => id))
  return {
    course,
    categories,
    teachers: teachers.filter(({ id, isHidden }) => !isHidden || id === course.teacherId),
    textbooks: textbooks.filter(({ id, isHidden }) => !isHidden || has.has(id))
  }
}
