import { api } from '$lib/api.ts'
import { orErrorPage } from '$lib/shell/orErrorPage.ts'
import type { PageLoad } from './$types'

export const load: PageLoad = async ({ fetch, url, parent }) => {
  const asked = url.searchParams
  const asOf = asked.get('asOf') || undefined
  const organisationId = Number(asked.get('organisationId')) || undefined
  const query = {
    ...(asOf ? { asOf } : {}),
    ...(organisationId ? { organisationId } : {}),
    ...(asked.get('all') ? {} : { members: true })
  }
  const found = await orErrorPage(api('GET /people-groups', { query }, fetch))
  const shown = { unfolded: true, ...(organisationId ? { downTo: organisationId } : {}) }
  const { organisations } = await orErrorPage(api('GET /organisations', { query: shown }, fetch))
  const { me } = await parent()
  return {
    found,
    here: organisations.find(({ id }) => id === organisationId) ?? null,
    mayManage: me?.roles.some(({ role }) => role === 'trainingAdministrator') ?? false
  }
}
