import { redirect } from '@sveltejs/kit'
import { api } from '$lib/api.ts'
import { homeOf } from '$lib/shell/places.ts'
import { orErrorPage } from '$lib/shell/orErrorPage.ts'
import type { PageLoad } from './$types'

/** The queue is the training administrator's; whoever else comes here is shown to their own door. */
export const load: PageLoad = async ({ fetch, parent }) => {
  const { me } = await parent()
  if (homeOf(me) !== '/manage') redirect(307, homeOf(me))
  const { cohorts } = await orErrorPage(api('GET /cohorts', {}, fetch))
  const { imports } = await orErrorPage(api('GET /imports', {}, fetch))
  const { open, oldestOpenAt } = await orErrorPage(api('GET /complaints', {}, fetch))
  return { cohorts, imports, complaints: { open, oldestOpenAt }, today: me?.today ?? '' }
}
