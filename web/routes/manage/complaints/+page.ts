import { api } from '$lib/api.ts'
import { orErrorPage } from '$lib/shell/orErrorPage.ts'
import type { PageLoad } from './$types'

export const load: PageLoad = async ({ fetch, url }) => {
  const state = url.searchParams.get('state') === 'answered' ? 'answered' : 'open'
  return { state, ...(await orErrorPage(api('GET /complaints', { query: { state } }, fetch))) } as const
}
