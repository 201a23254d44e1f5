import { api } from '$lib/api.ts'
import { orErrorPage } from '$lib/shell/orErrorPage.ts'
import type { PageLoad } from './$types'

export const load: PageLoad = async ({ fetch, params, url, parent }) => {
  const organisationId = Number(params.organisationId)
  const asOf = url.searchParams.get('asOf') || undefined
  const query = asOf ? { asOf } : {}
  const organisation = await orErrorPage(api('GET /organisations/:organisationId', { params: { organisationId }, query }, fetch))
  const { me } = await parent()
  return { organisation, today: me?.today ?? '' }
}
