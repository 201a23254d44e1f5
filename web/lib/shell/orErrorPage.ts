import { error } from '@sveltejs/kit'
import { Refused } from '$lib/api.ts'

/** In a load: what the server refuses becomes the page that says so, with the server's own status. */
export const orErrorPage = async <T>(asked: Promise<T>): Promise<T> =>
  asked.catch(refusal => {
    if (refusal instanceof Refused) {
      // What a schema says of a field is for those who call the API; the page has words of its own for an address it cannot read.
      const said = refusal.code === 'bad-field' ? { zh: '', en: '' } : refusal.sentence
      error(refusal.status || 503, said.zh, { en: said.en })
    }
    throw refusal
  })
