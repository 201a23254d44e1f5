import { api } from '$lib/api.ts'
import { orErrorPage } from '$lib/shell/orErrorPage.ts'
import type { PageLoad } from './$types'

export const load: PageLoad = async ({ fetch, params, url }) => {
  const page = Math.max(1, Math.min(100_000, Math.trunc(Number(url.searchParams.get('page'))) || 1))
  const asked = { params: { importId: Number(params.importId) }, query: { page } }
  return { removal: await orErrorPage(api('GET /imports/:importId/removals', asked, fetch)) }
}
