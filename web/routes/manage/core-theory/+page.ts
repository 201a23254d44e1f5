import { api } from '$lib/api.ts'
import { orErrorPage } from '$lib/shell/orErrorPage.ts'
import type { PageLoad } from './$types'

export const load: PageLoad = async ({ fetch, depends }) => {
  depends('approver:core-theory')
  const [{ courses }, { categories }] = await Promise.all([
    orErrorPage(api('GET /core-theory-requests', {}, fetch)),
    orErrorPage(api('GET /policy', {}, fetch))
  ])
  return { courses, categories }
}
