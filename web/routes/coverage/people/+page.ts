import { api } from '$lib/api.ts'
import { orErrorPage } from '$lib/shell/orErrorPage.ts'
import { filterIn, questionIn } from '../address.ts'
import type { PageLoad } from './$types'

export const load: PageLoad = async ({ fetch, url }) => {
  const filter = filterIn(url)
  const list = await orErrorPage(api('GET /coverage/people', { query: { ...questionIn(url), ...filter } }, fetch))
  return { list, filter }
}
