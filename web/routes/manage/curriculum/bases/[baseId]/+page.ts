import { api } from '$lib/api.ts'
import { orErrorPage } from '$lib/shell/orErrorPage.ts'
import type { PageLoad } from './$types'

export const load: PageLoad = async ({ fetch, depends, params, url }) => {
  depends('catalogue:thing')
  const one = { params: { baseId: Number(params.baseId) } }
  const from = url.searchParams.get('from')
  const [base, uses, calendar] = await Promise.all([
    orErrorPage(api('GET /teaching-bases/:baseId', one, fetch)),
    orErrorPage(api('GET /teaching-bases/:baseId/uses', one, fetch)),
    orErrorPage(api('GET /teaching-bases/:baseId/calendar', { ...one, query: from ? { from } : {} }, fetch))
  ])
  const { changes } = base.mayChange ? await orErrorPage(api('GET /teaching-bases/:baseId/changes', one, fetch)) : { changes: [] }
  return { base, uses, calendar, changes }
}
