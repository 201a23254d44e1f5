import { api } from '$lib/api.ts'
import { orErrorPage } from '$lib/shell/orErrorPage.ts'
import type { PageLoad } from './$types'

export const load: PageLoad = async ({ fetch, url }) => {
  const year = Number(url.searchParams.get('year')) || undefined
  const [record, { standings }] = await orErrorPage(
    Promise.all([api('GET /my/record', year ? { query: { year } } : {}, fetch), api('GET /my/standings', {}, fetch)])
  )
  return { record, standings }
}
