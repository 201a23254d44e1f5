import type { Api } from '../../../../server/api.ts'
import type { BodyOf } from '../../../../server/http/contract.ts'

export type KnownFacts = Omit<BodyOf<Api['POST /people/:personId/facts']>, 'from'>
export type Numbers = BodyOf<Api['POST /people/:personId/numbers']>

export const NO_FACTS: KnownFacts = {
  name: '',
  gender: null,
  birthMonth: null,
  ethnicGroup: null,
  education: null,
  joinedMonth: null,
  occupation: null
}
export const NO_NUMBERS: Numbers = { idNumber: null, mobile: null, staffNumber: null }

/** The fields of these forms, by the names the API gives them. */
export const FACT_FIELDS = Object.keys(NO_FACTS)
export const NUMBER_FIELDS = Object.keys(NO_NUMBERS)

/** As it is sent: a field left empty says nothing. */
export const said = <Fields extends Record<string, string | null>>(fields: Fields): Fields =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, value?.trim() || null])) as Fields
