import { api } from '$lib/api.ts'
import { orErrorPage } from '$lib/shell/orErrorPage.ts'
import type { PageLoad } from './$types'

const wholeIn = (text: string | null): number | null => (text && /^\d{1,15}$/.test(text) ? Number(text) : null)

export const load: PageLoad = async ({ fetch, parent, url }) => {
  const planId = wholeIn(url.searchParams.get('planId'))
  const [{ me }, { supervisors }, { strata }, { templates }, plan] = await Promise.all([
    parent(),
    orErrorPage(api('GET /cohorts/supervisors', {}, fetch)),
    orErrorPage(api('GET /policy', {}, fetch)),
    orErrorPage(api('GET /timetable-templates', {}, fetch)),
    planId === null ? null : orErrorPage(api('GET /plans/:planId', { params: { planId } }, fetch))
  ])
  const held = me?.roles.filter(({ role }) => role === 'trainingAdministrator') ?? []
  const organisations = held.map(({ organisationId: id, organisationName: name }) => ({ id, name }))
  // A run belongs to the organisation whose plan it is of, which may lie below the asker's own.
  if (plan) organisations.splice(0, organisations.length, { id: plan.organisationId, name: plan.organisationName })
  const itemId = wholeIn(url.searchParams.get('planItemId'))
  return {
    supervisors,
    strata,
    organisations,
    plan,
    item: plan?.items.find(({ id }) => id === itemId) ?? null,
    templates: templates.filter(({ isHidden }) => !isHidden)
  }
}
