import { error } from '@sveltejs/kit'
import { Refused } from '$lib/api.ts'

/** In a load: what the server refuses becomes the page that says so, with the server's own status. */
export const orErrorPage = async <T>(asked: Promise<T>): Promise<T> =>
  asked.catch(refusal => {
    if (refusal instanceof Refused && refusal.status >= 400)
      error(refusal.status, { message: refusal.sentence.zh, en: refusal.sentence.en })
    throw refusal
  })
