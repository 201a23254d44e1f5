import { fail } from '@sveltejs/kit'
import { api, Refused } from '$lib/api.ts'
import { newKey } from '$lib/shell/newKey.ts'
import { pageOf } from '../../../../server/notices/rules.ts'
import type { Actions, PageServerLoad } from './$types'

/** A key for the form as it is delivered: sent twice, or reloaded after it was sent, it is one complaint. */
export const load: PageServerLoad = () => ({ clientKey: newKey() })

/** Without a script, or before it is there, the form itself complains. */
export const actions: Actions = {
  default: async ({ request, fetch, url }) => {
    const form = await request.formData()
    const textOf = (name: string) => String(form.get(name) ?? '').trim()
    const [text, contact, clientKey] = [textOf('text'), textOf('contact'), textOf('clientKey')]
    const kept = { text, contact, received: null }
    if (!text) return fail(400, { ...kept, isMissing: true, sentence: null })
    try {
      const page = pageOf(url.searchParams.get('page') ?? '/')
      const { id } = await api('POST /complaints', { body: { clientKey, page, text, contact: contact || null } }, fetch)
      return { text: '', contact: '', isMissing: false, sentence: null, received: id }
    } catch (refusal) {
      if (!(refusal instanceof Refused)) throw refusal
      return fail(refusal.status || 503, { ...kept, isMissing: false, sentence: refusal.sentence })
    }
  }
}
