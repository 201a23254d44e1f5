import { api } from '$lib/api.ts'
import type { PageLoad } from './$types'

export const load: PageLoad = async ({ fetch, depends, parent }) => {
  depends('curriculum:all')
  const [{ me }, { courses }, { teachers }, { venues }, { categories }] = await Promise.all([
    parent(),
    api('GET /courses', {}, fetch),
    api('GET /teachers', {}, fetch),
    api('GET /venues', {}, fetch),
    api('GET /policy', {}, fetch)
  ])
  const organisationId = me?.roles.find(({ role }) => role === 'trainingAdministrator')?.organisationId ?? 0
  return { courses, teachers, venues, categories, organisationId }
}
