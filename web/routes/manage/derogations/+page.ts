import { api } from '$lib/api.ts'
import type { PageLoad } from './$types'

export const load: PageLoad = ({ fetch, depends }) => {
  depends('approver:derogations')
  return api('GET /derogations', {}, fetch)
}
