import { api } from '$lib/api.ts'
import { orErrorPage } from '$lib/shell/orErrorPage.ts'
import type { PageLoad } from './$types'

export const load: PageLoad = async ({ fetch, depends, params }) => {
  depends('base:page')
  const one = { params: { baseId: Number(params.baseId) } }
  const base = await orErrorPage(api('GET /teaching-bases/:baseId', one, fetch))
  const { changes } = base.mayChange ? await orErrorPage(api('GET /teaching-bases/:baseId/changes', one, fetch)) : { changes: [] }
  return { base, changes }
}
