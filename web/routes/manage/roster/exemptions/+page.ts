import { api } from '$lib/api.ts'
import { orErrorPage } from '$lib/shell/orErrorPage.ts'
import { KINDS } from '../../../../../server/organisations/exemptions/rules.ts'
import type { PageLoad } from './$types'

export const load: PageLoad = async ({ fetch, url, parent }) => {
  const asked = url.searchParams
  const kind = KINDS.find(each => each === asked.get('kind'))
  const page = Number(asked.get('page')) || undefined
  const query = {
    ...(asked.get('asOf') ? { asOf: asked.get('asOf')! } : {}),
    ...(kind ? { kind } : {}),
    ...(asked.get('soon') ? { endingSoon: true } : {}),
    ...(page ? { page } : {})
  }
  const list = await orErrorPage(api('GET /exemptions', { query }, fetch))
  const { requirements } = await orErrorPage(api('GET /policy', {}, fetch))
  const { me } = await parent()
  const reading = me?.roles.find(({ role }) => ['trainingAdministrator', 'reporter', 'unitLiaison'].includes(role))
  return {
    list,
    requirements,
    kind: kind ?? '',
    organisationId: reading?.organisationId ?? 0,
    mayManage: me?.roles.some(({ role }) => role === 'trainingAdministrator') ?? false
  }
}
