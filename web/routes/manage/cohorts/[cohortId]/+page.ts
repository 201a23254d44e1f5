import { api } from '$lib/api.ts'
import { orErrorPage } from '$lib/shell/orErrorPage.ts'
import type { PageLoad } from './$types'

export const load: PageLoad = async ({ fetch, params, depends }) => {
  depends('cohort:timetable')
  const [cohort, life, { warnings }, { categories }] = await Promise.all([
    orErrorPage(api('GET /cohorts/:cohortId', { params: { cohortId: Number(params.cohortId) } }, fetch)),
    orErrorPage(api('GET /cohorts/:cohortId/life', { params: { cohortId: Number(params.cohortId) } }, fetch)),
    orErrorPage(api('GET /cohorts/:cohortId/warnings', { params: { cohortId: Number(params.cohortId) } }, fetch)),
    orErrorPage(api('GET /policy', {}, fetch))
  ])
  // Whoever may only read needs no list of courses to choose from, and answers no invitation.
  if (!cohort.mayEdit) return { cohort, life, warnings, categories, courses: [], invitations: { received: [], sent: [] } }
  const [{ courses }, invitations] = await Promise.all([
    orErrorPage(api('GET /courses', {}, fetch)),
    orErrorPage(api('GET /cohorts/:cohortId/combined', { params: { cohortId: cohort.id } }, fetch))
  ])
  return { cohort, life, warnings, categories, courses, invitations }
}
