import { api } from '$lib/api.ts'
import { orErrorPage } from '$lib/shell/orErrorPage.ts'
import type { PageLoad } from './$types'

/** Where the person will belong may stand in the address. */
export const load: PageLoad = async ({ fetch, url, parent }) => {
  const organisationId = Number(url.searchParams.get('organisationId')) || null
  const query = { unfolded: true, ...(organisationId ? { downTo: organisationId } : {}) }
  const { organisations } = await orErrorPage(api('GET /organisations', { query }, fetch))
  const { me } = await parent()
  return { place: organisations.find(({ id }) => id === organisationId) ?? null, today: me?.today ?? '' }
}
