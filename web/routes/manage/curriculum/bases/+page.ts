import { api } from '$lib/api.ts'
import { orErrorPage } from '$lib/shell/orErrorPage.ts'
import type { PageLoad } from './$types'
import { askedIn } from '../nouns.ts'

/** The conditions stand in the address: a list can be sent to a colleague and survives the way back. */
export const load: PageLoad = async ({ fetch, url }) => {
  const choice = askedIn(url, ['q', 'kind', 'shown'])
  const { bases } = await orErrorPage(api('GET /teaching-bases', { query: choice }, fetch))
  return { bases, choice }
}
