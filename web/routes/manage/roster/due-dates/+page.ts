import { api } from '$lib/api.ts'
import { orErrorPage } from '$lib/shell/orErrorPage.ts'
import type { PageLoad } from './$types'

export const load: PageLoad = async ({ fetch, url, parent }) => {
  const asked = url.searchParams
  const requirement = asked.get('requirement') ?? ''
  const page = Number(asked.get('page')) || undefined
  const query = {
    ...(asked.get('asOf') ? { asOf: asked.get('asOf')! } : {}),
    ...(requirement ? { requirement } : {}),
    ...(asked.get('soon') ? { endingSoon: true } : {}),
    ...(page ? { page } : {})
  }
  const list = await orErrorPage(api('GET /due-dates', { query }, fetch))
  const { requirements } = await orErrorPage(api('GET /policy', {}, fetch))
  const { me } = await parent()
  const reading = me?.roles.find(({ role }) => ['trainingAdministrator', 'reporter', 'unitLiaison'].includes(role))
  return {
    list,
    requirements,
    requirement,
    organisationId: reading?.organisationId ?? 0,
    mayManage: me?.roles.some(({ role }) => role === 'trainingAdministrator') ?? false
  }
}
