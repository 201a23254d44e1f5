import { browser } from '$app/env'
import { api } from '$lib/api.ts'
import { bringAhead } from '$lib/player/stream.ts'
import { orErrorPage } from '$lib/shell/orErrorPage.ts'
import type { PageLoad } from './$types'

export const load: PageLoad = async ({ fetch, params, depends }) => {
  depends('learn:lesson')
  const lesson = await orErrorPage(api('GET /my/lessons/:lessonId', { params: { lessonId: Number(params.lessonId) } }, fetch))
  // Before the page comes alive: on a slow telephone that takes as long as the script's way.
  if (browser && lesson.parts.some(({ kind }) => kind === 'film')) bringAhead()
  return { lesson }
}
