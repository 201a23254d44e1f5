import { redirect } from '@sveltejs/kit'
import { api } from '$lib/api.ts'
import { homeOf } from '$lib/shell/places.ts'
import { orErrorPage } from '$lib/shell/orErrorPage.ts'
import type { PageLoad } from './$types'

/** The queue is the training administrator's; whoever else comes here is shown to their own door. */
export const load: PageLoad = async ({ fetch, parent }) => {
  const { me } = await parent()
  if (homeOf(me) !== '/manage') redirect(307, homeOf(me))
  const [{ cohorts }, { imports }, { open, oldestOpenAt }, { plans, own, waiting, year }] = await orErrorPage(
    Promise.all([
      api('GET /cohorts', {}, fetch),
      api('GET /imports', {}, fetch),
      api('GET /complaints', {}, fetch),
      api('GET /plans', {}, fetch)
    ])
  )
  return { cohorts, imports, complaints: { open, oldestOpenAt }, plans: { plans, own, waiting, year }, today: me?.today ?? '' }
}
