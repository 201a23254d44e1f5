import { api } from '$lib/api.ts'
import { orErrorPage } from '$lib/shell/orErrorPage.ts'
import type { PageLoad } from './$types'

export const load: PageLoad = async ({ fetch, parent }) => {
  const [{ me }, { supervisors }, { strata }] = await Promise.all([
    parent(),
    orErrorPage(api('GET /cohorts/supervisors', {}, fetch)),
    orErrorPage(api('GET /policy', {}, fetch))
  ])
  const held = me?.roles.filter(({ role }) => role === 'trainingAdministrator') ?? []
  return { supervisors, strata, organisations: held.map(({ organisationId: id, organisationName: name }) => ({ id, name })) }
}
