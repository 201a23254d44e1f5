import { api } from '$lib/api.ts'
import { orErrorPage } from '$lib/shell/orErrorPage.ts'
import type { PageLoad } from './$types'

export const load: PageLoad = async ({ fetch, depends, params, url }) => {
  depends('catalogue:thing')
  const one = { params: { venueId: Number(params.venueId) } }
  const from = url.searchParams.get('from')
  const [thing, uses, calendar] = await Promise.all([
    orErrorPage(api('GET /venues/:venueId', one, fetch)),
    orErrorPage(api('GET /venues/:venueId/uses', one, fetch)),
    orErrorPage(api('GET /venues/:venueId/calendar', { ...one, query: from ? { from } : {} }, fetch))
  ])
  const { changes } = thing.mayChange ? await orErrorPage(api('GET /venues/:venueId/changes', one, fetch)) : { changes: [] }
  return { thing, uses, calendar, changes }
}
