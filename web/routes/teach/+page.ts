import { api } from '$lib/api.ts'
import { orErrorPage } from '$lib/shell/orErrorPage.ts'
import type { PageLoad } from './$types'

export const load: PageLoad = async ({ fetch }) => {
  const [taught, inbox] = await orErrorPage(
    Promise.all([api('GET /teach/cohorts', {}, fetch), api('GET /my/messages', {}, fetch)])
  )
  return { ...taught, inbox }
}
