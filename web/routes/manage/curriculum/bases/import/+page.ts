import type { PageLoad } from './$types'

/** The organisations whose lists somebody keeps. */
export const load: PageLoad = async ({ parent }) => {
  const { me } = await parent()
  const held = me?.roles.filter(({ role }) => role === 'trainingAdministrator') ?? []
  return { units: held.map(({ organisationId, organisationName }) => ({ id: organisationId, name: organisationName })) }
}
