import { api } from '$lib/api.ts'
import { orErrorPage } from '$lib/shell/orErrorPage.ts'
import type { PageLoad } from './$types'

export const load: PageLoad = async ({ fetch }) => {
  const { accounts } = await orErrorPage(api('GET /accounts', {}, fetch))
  const { organisations } = await orErrorPage(api('GET /accounts/organisations', {}, fetch))
  return { accounts, organisations }
}
