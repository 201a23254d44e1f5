import { api } from '$lib/api.ts'
import type { PageLoad } from './$types'

export const load: PageLoad = ({ fetch }) => api('GET /cohorts', {}, fetch)
