import { api, Refused } from '$lib/api.ts'
import type { LayoutLoad } from './$types'

export const load: LayoutLoad = async ({ data, fetch }) => {
  const me = await api('GET /me', {}, fetch).catch(refusal => {
    if (refusal instanceof Refused && refusal.status === 401) return null
    throw refusal
  })
  return { ...data, me }
}
