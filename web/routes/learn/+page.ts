import { api } from '$lib/api.ts'
import { orErrorPage } from '$lib/shell/orErrorPage.ts'
import type { PageLoad } from './$types'

export const load: PageLoad = async ({ fetch }) => {
  const [day, { standings }, { lessons: films }, inbox] = await orErrorPage(
    Promise.all([
      api('GET /my/today', {}, fetch),
      api('GET /my/standings', {}, fetch),
      api('GET /my/films', {}, fetch),
      api('GET /my/messages', {}, fetch)
    ])
  )
  return { day, standings, films, inbox }
}
