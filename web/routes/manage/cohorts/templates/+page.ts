import { api } from '$lib/api.ts'
import { orErrorPage } from '$lib/shell/orErrorPage.ts'
import type { PageLoad } from './$types'

export const load: PageLoad = ({ fetch, depends }) => {
  depends('cohorts:templates')
  return orErrorPage(api('GET /timetable-templates', {}, fetch))
}
