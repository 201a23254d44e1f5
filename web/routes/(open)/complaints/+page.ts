import { api } from '$lib/api.ts'
import { orErrorPage } from '$lib/shell/orErrorPage.ts'
import { pageOf } from '../../../../server/notices/rules.ts'
import type { PageLoad } from './$types'

/** What was said before is there for whoever is signed in; the page it is about comes with the link. */
export const load: PageLoad = async ({ fetch, parent, url, data }) => {
  const about = pageOf(url.searchParams.get('page') ?? '/')
  const { me } = await parent()
  const { complaints } = me ? await orErrorPage(api('GET /my/complaints', {}, fetch)) : { complaints: [] }
  return { ...data, about, complaints }
}
