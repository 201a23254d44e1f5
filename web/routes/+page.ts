import { redirect } from '@sveltejs/kit'
import { homeOf } from '$lib/shell/places.ts'
import type { PageLoad } from './$types'

export const load: PageLoad = async ({ parent }) => {
  const { me } = await parent()
  redirect(307, homeOf(me))
}
