import { api } from '$lib/api.ts'
import { orErrorPage } from '$lib/shell/orErrorPage.ts'
import type { PageLoad } from './$types'

export const load: PageLoad = async ({ fetch, params }) => ({
  thing: await orErrorPage(api('GET /textbooks/:textbookId', { params: { textbookId: Number(params.textbookId) } }, fetch))
})
