import { api } from '$lib/api.ts'
import { orErrorPage } from '$lib/shell/orErrorPage.ts'
import type { PageLoad } from './$types'

export const load: PageLoad = async ({ fetch, params }) => ({
  base: await orErrorPage(api('GET /teaching-bases/:baseId', { params: { baseId: Number(params.baseId) } }, fetch))
})
