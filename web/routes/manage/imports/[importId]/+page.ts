import { api } from '$lib/api.ts'
import { orErrorPage } from '$lib/shell/orErrorPage.ts'
import type { PageLoad } from './$types'

/** The parts by their names in the address. */
const LISTS = {
  joined: 'joined',
  changed: 'changed',
  places: 'places',
  same: 'samePerson',
  refused: 'refused',
  flagged: 'flagged',
  dropped: 'dropped',
  left: 'left'
} as const
type Tab = keyof typeof LISTS

/** One page of the part that is looked at; where none is named, of the first that holds anything. */
export const load: PageLoad = async ({ fetch, params, url }) => {
  const importId = Number(params.importId)
  const asked = url.searchParams.get('tab')
  const named = asked !== null && asked in LISTS ? (asked as Tab) : null
  const page = Math.max(1, Math.min(100_000, Math.trunc(Number(url.searchParams.get('page'))) || 1))
  const read = (tab: Tab) =>
    orErrorPage(api('GET /imports/:importId', { params: { importId }, query: { list: LISTS[tab], page } }, fetch))
  const view = await read(named ?? 'joined')
  const counts = {
    joined: view.lists.joined,
    changed: view.lists.changed,
    places: view.lists.places + view.sameOrganisations.length,
    same: view.lists.samePerson,
    refused: view.lists.refused,
    flagged: view.lists.flagged + view.lists.remarks,
    dropped: view.lists.dropped,
    left: view.lists.left + view.lists.held + view.lists.withheld
  }
  const tab = named ?? (Object.keys(LISTS) as Tab[]).find(each => counts[each] > 0) ?? 'joined'
  return { view: tab === (named ?? 'joined') ? view : await read(tab), counts, tab }
}
