import { api } from '$lib/api.ts'
import { orErrorPage } from '$lib/shell/orErrorPage.ts'
import type { PageLoad } from './$types'

export const load: PageLoad = async ({ fetch, depends, parent }) => {
  depends('curriculum:all')
  const [{ me }, { courses }, { teachers }, { venues }, { bases }, { categories }] = await Promise.all([
    parent(),
    orErrorPage(api('GET /courses', {}, fetch)),
    orErrorPage(api('GET /teachers', {}, fetch)),
    orErrorPage(api('GET /venues', {}, fetch)),
    orErrorPage(api('GET /teaching-bases', {}, fetch)),
    orErrorPage(api('GET /policy', {}, fetch))
  ])
  const organisationId = me?.roles.find(({ role }) => role === 'trainingAdministrator')?.organisationId ?? 0
  return { courses, teachers, venues, bases, categories, organisationId }
}
