import { api } from '$lib/api.ts'
import { orErrorPage } from '$lib/shell/orErrorPage.ts'
import type { PageLoad } from './$types'

export const load: PageLoad = async ({ fetch, params }) => ({
  thing: await orErrorPage(api('GET /teachers/:teacherId', { params: { teacherId: Number(params.teacherId) } }, fetch))
})
