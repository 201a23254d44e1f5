import { error } from '@sveltejs/kit'
import { api } from '$lib/api.ts'
import { orErrorPage } from '$lib/shell/orErrorPage.ts'
import type { PageLoad } from './$types'

/** The words of the department this administrator works for. */
export const load: PageLoad = async ({ fetch, url, parent }) => {
  const { me } = await parent()
  const own = me?.roles.find(({ role }) => role === 'trainingAdministrator')?.organisationId
  const organisationId = Number(url.searchParams.get('organisationId')) || own
  if (!organisationId) error(403, '')
  const params = { organisationId }
  const kept = await orErrorPage(api('GET /organisations/:organisationId/categories', { params }, fetch))
  return { ...kept, organisationId, today: me?.today ?? '' }
}
