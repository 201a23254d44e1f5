import { api } from '$lib/api.ts'
import { orErrorPage } from '$lib/shell/orErrorPage.ts'
import { filterIn, questionIn } from '../../address.ts'
import type { PageLoad } from './$types'

export const load: PageLoad = async ({ fetch, url, params }) => {
  const { organisationId, ...query } = questionIn(url)
  const personId = Number(params.personId)
  const dossier = await orErrorPage(api('GET /coverage/people/:personId', { params: { personId }, query }, fetch))
  return { dossier, organisationId, filter: filterIn(url) }
}
