import { api } from '$lib/api.ts'
import { orErrorPage } from '$lib/shell/orErrorPage.ts'
import type { PageLoad } from './$types'

/** What the list of candidates stands under is in the address, so that it can be sent to a colleague and survives the way back. */
export const load: PageLoad = async ({ fetch, params, url }) => {
  const cohortId = Number(params.cohortId)
  const asked = url.searchParams
  const list = await orErrorPage(api('GET /cohorts/:cohortId/enrolments', { params: { cohortId } }, fetch))
  if (!list.mayEnrol) return { list, chosen: null, filters: [] }
  const query = {
    ...(asked.get('q') ? { q: asked.get('q')! } : {}),
    ...(asked.get('requirement') ? { requirement: asked.get('requirement')! } : {}),
    ...(Number(asked.get('unit')) ? { unitId: Number(asked.get('unit')) } : {}),
    ...(Number(asked.get('filter')) ? { filterId: Number(asked.get('filter')) } : {}),
    ...(asked.get('free') ? { free: true } : {}),
    ...(Number(asked.get('page')) ? { page: Number(asked.get('page')) } : {})
  }
  const chosen = await orErrorPage(api('GET /cohorts/:cohortId/candidates', { params: { cohortId }, query }, fetch))
  const { filters } = await api('GET /filters', {}, fetch).catch(() => ({ filters: [] }))
  return { list, chosen, filters: filters.map(({ id, name }) => ({ id, name })) }
}
