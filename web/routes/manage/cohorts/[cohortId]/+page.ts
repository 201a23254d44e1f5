import { api } from '$lib/api.ts'
import type { PageLoad } from './$types'

export const load: PageLoad = async ({ fetch, params, depends }) => {
  depends('cohort:timetable')
  const [cohort, { categories }] = await Promise.all([
    api('GET /cohorts/:cohortId', { params: { cohortId: Number(params.cohortId) } }, fetch),
    api('GET /policy', {}, fetch)
  ])
  // Whoever may only read needs no list of courses to choose from.
  const { courses } = cohort.mayEdit ? await api('GET /courses', {}, fetch) : { courses: [] }
  return { cohort, categories, courses }
}
