import { api } from '$lib/api.ts'
import { orErrorPage } from '$lib/shell/orErrorPage.ts'
import type { PageLoad } from './$types'

export const load: PageLoad = async ({ fetch, params, parent }) => {
  const personId = Number(params.personId)
  const person = await orErrorPage(api('GET /people/:personId', { params: { personId } }, fetch))
  const { requirements } = await orErrorPage(api('GET /policy', {}, fetch))
  const { me } = await parent()
  return { person, requirements, today: me?.today ?? '' }
}
