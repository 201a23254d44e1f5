import { api } from '$lib/api.ts'
import { orErrorPage } from '$lib/shell/orErrorPage.ts'
import type { PageLoad } from './$types'

export const load: PageLoad = async ({ fetch, depends, params, url }) => {
  depends('catalogue:thing')
  const one = { params: { teacherId: Number(params.teacherId) } }
  const from = url.searchParams.get('from')
  const [thing, uses, calendar] = await Promise.all([
    orErrorPage(api('GET /teachers/:teacherId', one, fetch)),
    orErrorPage(api('GET /teachers/:teacherId/uses', one, fetch)),
    orErrorPage(api('GET /teachers/:teacherId/calendar', { ...one, query: from ? { from } : {} }, fetch))
  ])
  const { changes } = thing.mayChange ? await orErrorPage(api('GET /teachers/:teacherId/changes', one, fetch)) : { changes: [] }
  return { thing, uses, calendar, changes }
}
