import { redirect } from '@sveltejs/kit'
import { api } from '$lib/api.ts'
import { orErrorPage } from '$lib/shell/orErrorPage.ts'
import type { PageLoad } from './$types'

const wholeIn = (text: string | null): number | undefined => (text && /^\d{1,9}$/.test(text) ? Number(text) : undefined)

/** The plan of one's own organisation; whoever has none sees those below. */
export const load: PageLoad = async ({ fetch, url }) => {
  const year = wholeIn(url.searchParams.get('year'))
  const list = await orErrorPage(api('GET /plans', { query: year === undefined ? {} : { year } }, fetch))
  const wanted = wholeIn(url.searchParams.get('organisationId'))
  const organisation = list.own.find(({ id }) => id === wanted) ?? list.own[0]
  if (!organisation) redirect(307, `/manage/plan/below?year=${list.year}`)
  const plan = list.plans.find(({ organisationId }) => organisationId === organisation.id)
  if (plan) redirect(307, `/manage/plan/${plan.id}`)
  return { year: list.year, years: list.years, organisation }
}
