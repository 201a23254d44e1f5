import { api } from '$lib/api.ts'
import { orErrorPage } from '$lib/shell/orErrorPage.ts'
import { ownOrganisation } from '../nouns.ts'
import type { PageLoad } from './$types'

export const load: PageLoad = async ({ fetch, parent }) => {
  const [{ me }, { categories }, { teachers }, { textbooks }] = await Promise.all([
    parent(),
    orErrorPage(api('GET /policy', {}, fetch)),
    orErrorPage(api('GET /teachers', {}, fetch)),
    orErrorPage(api('GET /textbooks', {}, fetch))
  ])
  return { categories, teachers, textbooks, organisationId: ownOrganisation(me) }
}
