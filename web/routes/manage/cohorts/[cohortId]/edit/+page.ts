import { api } from '$lib/api.ts'
import { orErrorPage } from '$lib/shell/orErrorPage.ts'
import type { PageLoad } from './$types'

export const load: PageLoad = async ({ fetch, params }) => {
  const [cohort, { supervisors }] = await Promise.all([
    orErrorPage(api('GET /cohorts/:cohortId', { params: { cohortId: Number(params.cohortId) } }, fetch)),
    orErrorPage(api('GET /cohorts/supervisors', {}, fetch))
  ])
  // An approved item of the year in which the cohort begins.
  const year = Number(cohort.startsOn.slice(0, 4))
  const { plans } = await orErrorPage(api('GET /plans', { query: { year } }, fetch))
  const planId = plans.find(({ organisationId }) => organisationId === cohort.organisationId)?.id
  const plan = planId === undefined ? null : await orErrorPage(api('GET /plans/:planId', { params: { planId } }, fetch))
  const approved = plan?.items.filter(({ state }) => state === 'approved' || state === 'removalAsked') ?? []
  return { cohort, supervisors, items: approved.map(({ id, name }) => ({ id, name })) }
}
