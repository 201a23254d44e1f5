import { api } from '$lib/api.ts'
import { orErrorPage } from '$lib/shell/orErrorPage.ts'
import type { PageLoad } from './$types'

/** The version whose text is shown stands in the address; without it, the newest. */
export const load: PageLoad = async ({ fetch, url, parent }) => {
  const { maySet, versions } = await orErrorPage(api('GET /policy-versions', {}, fetch))
  const asked = Number(url.searchParams.get('version'))
  const shown = versions.find(({ id }) => id === asked) ?? versions[0]
  const text = shown && (await orErrorPage(api('GET /policy-versions/:versionId', { params: { versionId: shown.id } }, fetch)))
  const { models } = maySet ? await orErrorPage(api('GET /policy-models', {}, fetch)) : { models: [] }
  const { me } = await parent()
  return { maySet, versions, shown: shown ?? null, text: text?.text ?? '', models, today: me?.today ?? '' }
}
