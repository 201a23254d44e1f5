import { api } from '$lib/api.ts'
import { orErrorPage } from '$lib/shell/orErrorPage.ts'
import type { PageLoad } from './$types'

export const load: PageLoad = async ({ fetch, url }) => {
  const page = Number(url.searchParams.get('page')) || undefined
  return { found: await orErrorPage(api('GET /duplicates', { query: page ? { page } : {} }, fetch)) }
}
