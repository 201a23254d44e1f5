import { api } from '$lib/api.ts'
import { orErrorPage } from '$lib/shell/orErrorPage.ts'
import type { PageLoad } from './$types'

export const load: PageLoad = ({ fetch, url }) => {
  const year = url.searchParams.get('year')
  return orErrorPage(api('GET /plans', { query: year && /^\d{4}$/.test(year) ? { year: Number(year) } : {} }, fetch))
}
