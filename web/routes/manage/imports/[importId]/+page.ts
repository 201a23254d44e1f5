import { api } from '$lib/api.ts'
import { orErrorPage } from '$lib/shell/orErrorPage.ts'
import type { PageLoad } from './$types'

export const load: PageLoad = async ({ fetch, params }) => {
  const importId = Number(params.importId)
  return { view: await orErrorPage(api('GET /imports/:importId', { params: { importId } }, fetch)) }
}
