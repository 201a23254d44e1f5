import { api } from '$lib/api.ts'
import { orErrorPage } from '$lib/shell/orErrorPage.ts'
import type { PageLoad } from './$types'

export const load: PageLoad = ({ fetch, depends }) => {
  depends('approver:derogations')
  return orErrorPage(api('GET /derogations', {}, fetch))
}
