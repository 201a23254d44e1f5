import { api } from '$lib/api.ts'
import { orErrorPage } from '$lib/shell/orErrorPage.ts'
import type { PageLoad } from './$types'

export const load: PageLoad = ({ fetch }) => orErrorPage(api('GET /my/messages', {}, fetch))
