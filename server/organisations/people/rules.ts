/**
 * What is known of a person, and the groups the national bulletin counts people in.
 *
 * 年龄: eight bands, by the years reached in the month of birth. 入党时间: four, cut at October 1949, December 1978 and November 2012; who
 * joined in the month of a cut counts after it. 少数民族 is whoever is not 汉. 大专及以上 begins with college.
 * 村级后备: every village has at least two, about 35 years old, of upper secondary education or more. "About" is read as at most 40. It is a
 * check that is shown; nobody is refused for it.
 * An ID number has eighteen characters, a day of birth that there is, and a check digit (GB 11643); the seventeenth digit is odd for a man.
 * A person has at most one main post at a time, and one place that holds the membership.
 */
import type { Day } from '../../time/dates.ts'

export const GENDERS = ['male', 'female'] as const

export const EDUCATIONS = [
  'postgraduate',
  'bachelor',
  'college',
  'secondaryVocational',
  'seniorSecondary',
  'juniorSecondaryOrBelow'
] as const

export const OCCUPATIONS = ['worker', 'farmer', 'professional', 'manager', 'organStaff', 'student', 'other', 'retired'] as const

export const STAGES = ['full', 'probationary', 'developmentCandidate', 'activist', 'applicant'] as const

/** Cadres are held like posts: ranks and employment outside the Party's own organisation, that requirements are asked of. */
export const RANKS = ['leadingCadre', 'civilServant', 'institutionStaff'] as const

export const isRank = (role: string): boolean => (RANKS as readonly string[]).includes(role)

export const ROLES = [
  'secretary',
  'deputySecretary',
  'committeeMember',
  'firstSecretary',
  'groupLeader',
  'orgOfficer',
  'partyAffairsWorker',
  'advisor',
  'liaison',
  'reserve',
  ...RANKS
] as const

export const PORTFOLIOS = ['organization', 'publicity', 'discipline', 'youth', 'unitedFront'] as const

/** Whole years reached on a day by who was born in a month. */
export const ageOn = (birthMonth: string, day: Day): number => {
  const [year, month] = birthMonth.split('-').map(Number) as [number, number]
  const [thisYear, thisMonth] = day.split('-').map(Number) as [number, number]
  return thisYear - year - (thisMonth < month ? 1 : 0)
}

const AGES = [
  ['upTo30', 30],
  ['upTo35', 35],
  ['upTo40', 40],
  ['upTo45', 45],
  ['upTo50', 50],
  ['upTo55', 55],
  ['upTo60', 60]
] as const

export const AGE_BANDS = [...AGES.map(([band]) => band), 'over60'] as const
export type AgeBand = (typeof AGE_BANDS)[number]

export const ageBandOf = (age: number): AgeBand => AGES.find(([, last]) => age <= last)?.[0] ?? 'over60'

export const JOINING_BANDS = ['before1949', 'until1978', 'until2012', 'since2012'] as const
export type JoiningBand = (typeof JOINING_BANDS)[number]

export const joiningBandOf = (month: string): JoiningBand =>
  month < '1949-10' ? 'before1949' : month < '1978-12' ? 'until1978' : month < '2012-11' ? 'until2012' : 'since2012'

export const isMinority = (ethnicGroup: string): boolean => ethnicGroup.replace(/族$/, '') !== '汉'

export const isCollegeOrAbove = (education: string): boolean => ['postgraduate', 'bachelor', 'college'].includes(education)

export const RESERVES_PER_VILLAGE = 2
const RESERVE_AGE = 40

export type ReserveFault = 'too-old' | 'age-unknown' | 'education' | 'education-unknown'

/** What a reserve does not fulfil, or what is not known of it. */
export const reserveFaults = (
  { birthMonth, education }: { birthMonth: string | null; education: string | null },
  day: Day
): ReserveFault[] => [
  ...(birthMonth === null ? (['age-unknown'] as const) : ageOn(birthMonth, day) > RESERVE_AGE ? (['too-old'] as const) : []),
  ...(education === null
    ? (['education-unknown'] as const)
    : education === 'juniorSecondaryOrBelow'
      ? (['education'] as const)
      : [])
]

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]

const isDate = (digits: string): boolean => {
  const [year, month, day] = [Number(digits.slice(0, 4)), Number(digits.slice(4, 6)), Number(digits.slice(6, 8))]
  return year >= 1900 && month >= 1 && month <= 12 && day >= 1 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate()
}

export const isIdNumber = (text: string): boolean => {
  if (!/^\d{17}[\dX]$/.test(text) || !isDate(text.slice(6, 14))) return false
  const sum = WEIGHTS.reduce((total, weight, i) => total + weight * Number(text[i]), 0)
  return '10X98765432'[sum % 11] === text[17]
}

/** What an ID number says against the rest of what is stated; null when nothing. */
export const idContradicts = (
  id: string,
  { gender, birthMonth }: { gender: string | null; birthMonth: string | null }
): 'gender' | 'birthMonth' | null => {
  const said = Number(id[16]) % 2 === 1 ? 'male' : 'female'
  if (gender !== null && gender !== said) return 'gender'
  return birthMonth !== null && birthMonth.replace('-', '') !== id.slice(6, 12) ? 'birthMonth' : null
}

type Span = { validFrom: Day; validUntil: Day | null }

/** A fact that begins after the day: what is dated before it would have to know what it becomes. */
export const laterThan = <S extends Span>(facts: readonly S[], from: Day): S | null =>
  facts.find(({ validFrom }) => validFrom > from) ?? null
