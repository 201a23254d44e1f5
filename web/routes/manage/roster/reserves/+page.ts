import { api } from '$lib/api.ts'
import { orErrorPage } from '$lib/shell/orErrorPage.ts'
import type { PageLoad } from './$types'

export const load: PageLoad = async ({ fetch, url, parent }) => {
  const asOf = url.searchParams.get('asOf') || undefined
  const found = await orErrorPage(api('GET /reserves', { query: asOf ? { asOf } : {} }, fetch))
  const { me } = await parent()
  return { found, mayManage: me?.roles.some(({ role }) => role === 'trainingAdministrator') ?? false }
}
