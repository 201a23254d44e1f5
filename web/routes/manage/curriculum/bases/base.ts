import type { Api } from '../../../../../server/api.ts'
import type { BodyOf } from '../../../../../server/http/contract.ts'

/** A base as its form sends it. */
export type BaseTyped = BodyOf<Api['PUT /teaching-bases/:baseId']>

export const NEW_BASE: BaseTyped = {
  name: '',
  level: 'county',
  kind: 'partySpirit',
  location: '',
  capacity: null,
  topics: [],
  guide: null,
  contact: null,
  travelMinutes: null,
  openingHours: null,
  cost: null,
  summary: '',
  history: null,
  route: null
}

/** Themes as one writes them on one line. */
export const topicsIn = (line: string): string[] =>
  line
    .split(/[、,，;；\n]/)
    .map(topic => topic.trim())
    .filter(topic => topic !== '')

/** What of a base its form holds. */
export const typedOf = (base: BaseTyped): BaseTyped => {
  const { name, level, kind, location, capacity, topics, guide, contact, travelMinutes, openingHours, cost } = base
  const { summary, history, route } = base
  return {
    name,
    level,
    kind,
    location,
    capacity,
    topics,
    guide,
    contact,
    travelMinutes,
    openingHours,
    cost,
    summary,
    history,
    route
  }
}
