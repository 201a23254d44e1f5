import { api } from '$lib/api.ts'
import { orErrorPage } from '$lib/shell/orErrorPage.ts'
import type { PageLoad } from './$types'

export const load: PageLoad = async ({ fetch }) => {
  const { imports, senders } = await orErrorPage(api('GET /imports', {}, fetch))
  const { asOf, organisations } = await orErrorPage(api('GET /organisations', {}, fetch))
  return { imports, senders, organisations, today: asOf }
}
