import type { Standing } from '$lib/components/standing.ts'

/** What a figure is asked for. All of it stands in the address, so that an address is a figure. */
export type Question = { requirement?: string; asOf?: string; known?: 'now' | 'then'; organisationId?: number }
export type Filter = { unitId?: number; stratum?: string; state?: Standing; page?: number }

const STATES: readonly string[] = ['covered', 'outstanding', 'notYetDue', 'exempt', 'left']

/** The question in an address; what cannot be meant is left to the server to refuse. */
export const questionIn = ({ searchParams }: URL): Question => {
  const requirement = searchParams.get('requirement')
  const asOf = searchParams.get('asOf')
  const known = searchParams.get('known')
  const organisationId = searchParams.get('organisationId')
  return {
    ...(requirement ? { requirement } : {}),
    ...(asOf ? { asOf } : {}),
    ...(known === 'then' || known === 'now' ? { known } : {}),
    ...(organisationId ? { organisationId: Number(organisationId) } : {})
  }
}

export const filterIn = ({ searchParams }: URL): Filter => {
  const unitId = searchParams.get('unitId')
  const stratum = searchParams.get('stratum')
  const state = searchParams.get('state')
  const page = searchParams.get('page')
  return {
    ...(unitId ? { unitId: Number(unitId) } : {}),
    ...(stratum ? { stratum } : {}),
    ...(state && STATES.includes(state) ? { state: state as Standing } : {}),
    ...(page ? { page: Number(page) } : {})
  }
}

export const boardAt = (question: Question): string => '/coverage' + asked(question)
export const peopleAt = (question: Question, filter: Filter = {}): string =>
  '/coverage/people' + asked({ ...question, ...filter })
export const personAt = (personId: number, question: Question, filter: Filter = {}): string =>
  `/coverage/people/${personId}` + asked({ ...question, ...filter })

const asked = (values: Record<string, string | number | undefined>): string => {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(values)) if (value !== undefined) query.set(name, String(value))
  return query.size ? `?${query}` : ''
}
