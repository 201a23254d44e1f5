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

const MONTHS = ['birthMonth', 'joinedMonth']

/** The fields of these forms, by the names the API gives them. */
export const FACT_FIELDS = Object.keys(NO_FACTS)
export const NUMBER_FIELDS = Object.keys(NO_NUMBERS)

/** 1969.3, 1969年3月 and 196903 are the month 1969-03; anything else is sent as it is, and refused by its field. */
const monthOf = (text: string): string => {
  const [, year, month] = /^(\d{4})\D?(\d{1,2})\D?$/.exec(text) ?? []
  return year && month ? `${year}-${month.padStart(2, '0')}` : text
}

/** As it is sent: a field left empty says nothing. */
export const said = <Fields extends Record<string, string | null>>(fields: Fields): Fields =>
  Object.fromEntries(
    Object.entries(fields).map(([name, value]) => {
      const text = value?.trim() || null
      return [name, text && MONTHS.includes(name) ? monthOf(text) : text]
    })
  ) as Fields
