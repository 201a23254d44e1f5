import { redirect } from '@sveltejs/kit'
import { api, Refused } from '$lib/api.ts'
import { orErrorPage } from '$lib/shell/orErrorPage.ts'
import type { SeniorStep } from '$lib/shell/preferences.ts'
import type { LayoutLoad } from './$types'

/** Whoever is not signed in is asked to, and comes back to the page that was meant. */
export const load: LayoutLoad = async ({ data, fetch, route, url }) => {
  const me = await orErrorPage(
    api('GET /me', {}, fetch).catch(refusal => {
      if (refusal instanceof Refused && refusal.status === 401) return null
      throw refusal
    })
  )
  const isOpen = route.id === null || route.id.startsWith('/(open)')
  if (!me && !isOpen) redirect(303, '/sign-in?next=' + encodeURIComponent(url.pathname + url.search))
  const unasked: SeniorStep = me?.isSenior ? 1 : 0
  return { ...data, me, senior: data.chosenSenior ?? unasked }
}
