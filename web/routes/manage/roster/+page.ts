import { error } from '@sveltejs/kit'
import { api } from '$lib/api.ts'
import { orErrorPage } from '$lib/shell/orErrorPage.ts'
import type { PageLoad } from './$types'

/** Where, who and on which day stand in the address: a list can be sent to a colleague and survives the way back. */
export const load: PageLoad = async ({ fetch, url, parent }) => {
  const asked = url.searchParams
  const asOf = asked.get('asOf') || undefined
  const organisationId = Number(asked.get('organisationId')) || undefined
  const page = Number(asked.get('page')) || undefined
  const on = asOf ? { asOf } : {}
  const shown = { unfolded: true, ...(organisationId ? { downTo: organisationId } : {}) }
  const tree = await orErrorPage(api('GET /organisations', { query: { ...on, ...shown } }, fetch))
  const isThere = tree.organisations.some(({ id }) => id === organisationId)
  // Somebody else's part, or one that was not there on that day: never quietly the whole county instead.
  if (organisationId && !isThere) error(404, '')
  const query = {
    ...on,
    ...(organisationId ? { organisationId } : {}),
    ...(organisationId && asked.get('only') ? { directly: true } : {}),
    ...(asked.get('q') ? { q: asked.get('q')! } : {}),
    ...(asked.get('role') ? { role: asked.get('role')! } : {}),
    ...(asked.get('stratum') ? { stratum: asked.get('stratum')! } : {}),
    ...(page ? { page } : {})
  }
  const list = await orErrorPage(api('GET /people', { query }, fetch))
  const { strata } = await orErrorPage(api('GET /policy', {}, fetch))
  const { me } = await parent()
  return { tree, list, organisationId: isThere ? organisationId! : null, strata, today: me?.today ?? '' }
}
