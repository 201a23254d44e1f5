import type { Api } from '../../../../server/api.ts'
import type { BodyOf, ReplyOf } from '../../../../server/http/contract.ts'

export type Filter = ReplyOf<Api['GET /filters']>['filters'][number]
export type Choice = Omit<BodyOf<Api['POST /filters']>, 'name' | 'ownerId'>

/** The words of the address that a choice of people is made of; where and on which day stand beside them. */
const NAMES = ['q', 'role', 'stage', 'field', 'stratum', 'requirement', 'state'] as const

export const addressOf = (filter: Choice): string => {
  const asked = new URLSearchParams()
  if (filter.organisationId !== null) asked.set('organisationId', String(filter.organisationId))
  if (filter.organisationId !== null && filter.directly) asked.set('only', '1')
  for (const name of NAMES) if (filter[name] !== null) asked.set(name, filter[name])
  return '/manage/roster?' + asked
}

/** What the address asks for, as a choice that can be kept; a word there is not is left out. */
export const choiceIn = (asked: URLSearchParams, organisationId: number | null): Choice => {
  const said = Object.fromEntries(NAMES.map(name => [name, asked.get(name) || null]))
  return { ...said, organisationId, directly: Boolean(asked.get('only')) } as Choice
}
