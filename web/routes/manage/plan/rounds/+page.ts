import { redirect } from '@sveltejs/kit'
import { api } from '$lib/api.ts'
import { orErrorPage } from '$lib/shell/orErrorPage.ts'
import type { PageLoad } from './$types'

export const load: PageLoad = async ({ fetch, parent, depends }) => {
  depends('plan:rounds')
  const { me } = await parent()
  const held = me?.roles.filter(({ role }) => role === 'trainingAdministrator') ?? []
  if (held.length === 0) redirect(307, '/manage/plan/below')
  const [{ rounds }, { requirements }] = await Promise.all([
    orErrorPage(api('GET /rotation-rounds', {}, fetch)),
    orErrorPage(api('GET /policy', {}, fetch))
  ])
  return {
    rounds,
    requirements,
    today: me?.today ?? '',
    organisations: held.map(({ organisationId: id, organisationName: name }) => ({ id, name }))
  }
}
