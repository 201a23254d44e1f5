import { fail, redirect } from '@sveltejs/kit'
import { api, Refused } from '$lib/api.ts'
import type { Actions } from './$types'
import { nextPage } from './nextPage.ts'

/** On a slow line the button is pressed before the script is there: then the form itself signs in. */
export const actions: Actions = {
  default: async ({ request, fetch, url }) => {
    const form = await request.formData()
    const text = (name: string) => String(form.get(name) ?? '')
    const username = text('username').trim()
    try {
      await api('POST /sign-in', { body: { username, password: text('password'), remember: form.has('remember') } }, fetch)
    } catch (refusal) {
      if (refusal instanceof Refused) return fail(refusal.status || 503, { username, sentence: refusal.sentence })
      throw refusal
    }
    redirect(303, nextPage(url))
  }
}
