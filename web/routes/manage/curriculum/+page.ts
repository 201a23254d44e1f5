import { api } from '$lib/api.ts'
import { orErrorPage } from '$lib/shell/orErrorPage.ts'
import type { PageLoad } from './$types'
import { askedIn } from './nouns.ts'

/** The conditions stand in the address: a list can be sent to a colleague and survives the way back. */
export const load: PageLoad = async ({ fetch, url }) => {
  const choice = askedIn(url, ['q', 'category', 'kind', 'from', 'shown'])
  const { courses } = await orErrorPage(api('GET /courses', { query: choice }, fetch))
  const { categories } = await orErrorPage(api('GET /policy', {}, fetch))
  return { courses, choice, categories }
}
