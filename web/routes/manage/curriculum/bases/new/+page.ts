import type { PageLoad } from './$types'

export const load: PageLoad = async ({ parent }) => {
  const { me } = await parent()
  return { organisationId: me?.roles.find(({ role }) => role === 'trainingAdministrator')?.organisationId ?? 0 }
}
