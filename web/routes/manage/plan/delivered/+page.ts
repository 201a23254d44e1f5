import { error } from '@sveltejs/kit'
import { api } from '$lib/api.ts'
import { orErrorPage } from '$lib/shell/orErrorPage.ts'
import type { PageLoad } from './$types'

const wholeIn = (text: string | null): number | undefined => (text && /^\d{1,15}$/.test(text) ? Number(text) : undefined)

/** Of one's own organisation, unless another is chosen; whoever only approves sees the first plan below. */
export const load: PageLoad = async ({ fetch, url }) => {
  const year = wholeIn(url.searchParams.get('year'))
  const list = await orErrorPage(api('GET /plans', { query: year === undefined ? {} : { year } }, fetch))
  const known = [
    ...list.own,
    ...list.plans.map(({ organisationId: id, organisationName: name }) => ({ id, name })),
    ...list.missing.map(({ organisationId: id, organisationName: name }) => ({ id, name }))
  ]
  const organisations = [...new Map(known.map(one => [one.id, one])).values()]
  const organisationId = wholeIn(url.searchParams.get('organisationId')) ?? organisations[0]?.id
  if (organisationId === undefined) error(404)
  const delivery = await orErrorPage(api('GET /plan-deliveries', { query: { organisationId, year: list.year } }, fetch))
  return { delivery, years: list.years, organisations }
}
