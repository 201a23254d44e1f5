import { api } from '$lib/api.ts'
import { orErrorPage } from '$lib/shell/orErrorPage.ts'
import type { PageLoad } from './$types'
import { questionIn } from './address.ts'

export const load: PageLoad = async ({ fetch, url }) => {
  const query = questionIn(url)
  const [board, { months }, { requirements }] = await orErrorPage(
    Promise.all([
      api('GET /coverage', { query }, fetch),
      api('GET /coverage/trend', { query }, fetch),
      api('GET /policy', {}, fetch)
    ])
  )
  return { board, months, requirements }
}
