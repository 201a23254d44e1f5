import { api } from '$lib/api.ts'
import { orErrorPage } from '$lib/shell/orErrorPage.ts'
import type { PageLoad } from './$types'

export const load: PageLoad = async ({ fetch, depends, params }) => {
  depends('catalogue:thing')
  const one = { params: { textbookId: Number(params.textbookId) } }
  const thing = await orErrorPage(api('GET /textbooks/:textbookId', one, fetch))
  const { changes } = thing.mayChange ? await orErrorPage(api('GET /textbooks/:textbookId/changes', one, fetch)) : { changes: [] }
  return { thing, changes }
}
