import { api } from '$lib/api.ts'
import { orErrorPage } from '$lib/shell/orErrorPage.ts'
import type { PageLoad } from './$types'
import { choiceIn } from './filters.ts'
import type { NotThere } from './NotThere.svelte'

/** Conditions that a saved filter brings with it. */
const pickFrom = (asked: URLSearchParams, organisationId: number | null) => {
  const { stage, field, requirement, state } = choiceIn(asked, organisationId)
  return { ...(stage ? { stage } : {}), ...(field ? { field } : {}), ...(requirement && state ? { requirement, state } : {}) }
}

/** What became of an organisation that is not in the tree on this day; somebody else's part is refused, like anything unknown. */
const notThereOn = async (organisationId: number, asOf: string, fetch: typeof globalThis.fetch): Promise<NotThere> => {
  const { id, name, history, successions } = await orErrorPage(
    api('GET /organisations/:organisationId', { params: { organisationId }, query: { asOf } }, fetch)
  )
  const from = history.map(({ validFrom }) => validFrom).toSorted()[0] ?? asOf
  const until =
    history
      .map(({ validUntil }) => validUntil ?? '')
      .toSorted()
      .at(-1) ?? ''
  const next = successions.flatMap(({ fromId, toId, toName }) =>
    fromId === id && toId !== null && toId !== id ? [{ id: toId, name: toName ?? '' }] : []
  )
  return { id, name, asOf, from, until, next }
}

/** Where, who and on which day stand in the address: a list can be sent to a colleague and survives the way back. */
export const load: PageLoad = async ({ fetch, url, parent }) => {
  const asked = url.searchParams
  const asOf = asked.get('asOf') || undefined
  const organisationId = Number(asked.get('organisationId')) || undefined
  const page = Number(asked.get('page')) || undefined
  const on = asOf ? { asOf } : {}
  const shown = { unfolded: true, ...(organisationId ? { downTo: organisationId } : {}) }
  const tree = await orErrorPage(api('GET /organisations', { query: { ...on, ...shown } }, fetch))
  const isThere = tree.organisations.some(({ id }) => id === organisationId)
  // Never quietly the whole county instead.
  const gone = organisationId && !isThere ? await notThereOn(organisationId, tree.asOf, fetch) : null
  const query = {
    ...on,
    ...(organisationId ? { organisationId } : {}),
    ...(organisationId && asked.get('only') ? { directly: true } : {}),
    ...(asked.get('q') ? { q: asked.get('q')! } : {}),
    ...(asked.get('role') ? { role: asked.get('role')! } : {}),
    ...(asked.get('stratum') ? { stratum: asked.get('stratum')! } : {}),
    ...pickFrom(asked, organisationId ?? null),
    ...(page ? { page } : {})
  }
  const none = { asOf: tree.asOf, page: 1, pageSize: 50, total: 0, isMore: false, people: [] }
  const list = gone ? none : await orErrorPage(api('GET /people', { query }, fetch))
  const { filters } = await orErrorPage(api('GET /filters', {}, fetch))
  const { strata } = await orErrorPage(api('GET /policy', {}, fetch))
  const { me } = await parent()
  return { tree, list, gone, organisationId: organisationId ?? null, strata, filters, today: me?.today ?? '' }
}
