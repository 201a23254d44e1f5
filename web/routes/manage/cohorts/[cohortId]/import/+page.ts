import { redirect } from '@sveltejs/kit'
import { api } from '$lib/api.ts'
import { orErrorPage } from '$lib/shell/orErrorPage.ts'
import type { PageLoad } from './$types'

export const load: PageLoad = async ({ fetch, params, url, depends }) => {
  depends('cohort:timetable')
  const cohortId = Number(params.cohortId)
  const cohort = await orErrorPage(api('GET /cohorts/:cohortId', { params: { cohortId } }, fetch))
  // Whoever may only read finds the timetable itself.
  if (!cohort.mayEdit) redirect(307, `/manage/cohorts/${cohortId}`)
  const [{ categories }, { courses }, { cohorts }, { templates }] = await Promise.all([
    orErrorPage(api('GET /policy', {}, fetch)),
    orErrorPage(api('GET /courses', {}, fetch)),
    orErrorPage(api('GET /cohorts', {}, fetch)),
    orErrorPage(api('GET /timetable-templates', {}, fetch))
  ])
  return {
    cohort,
    templates: templates.filter(({ isHidden }) => !isHidden),
    wantedTemplate: Number(url.searchParams.get('template')) || null,
    isFromTemplate: url.searchParams.get('from') === 'template',
    categories,
    online: courses.filter(({ kind }) => kind === 'online'),
    others: cohorts
      .filter(({ id, planned }) => id !== cohortId && planned.all > 0)
      .map(({ id, name, startsOn }) => ({ id, name, startsOn }))
  }
}
