/**
 * 内容比例和必备课程: what a policy pack asks of a timetable besides the one third of core theory, which the database keeps by itself.
 *
 * A share is the part that some categories have in the counted minutes: at least so much, at most so much, or both; 不少于 and 不超过 include
 * the number. A rule may look at some ways of teaching only (`among`), at some kinds of cohort only, and may let online minutes make up no
 * more than a part of the numerator; what is online beyond that stays in the denominator and helps nothing.
 * A must-contain rule wants at least one counted lesson whose course goes by a tag (党章). Tags are never part of a share.
 * Each rule says whether it judges the timetable as planned, as held, or both. What must be and is not stops publication, and the close-out
 * unless the level above signed a derogation; what should be is shown.
 * Some shares are not a cohort's but a school's in a term (领导干部上讲台): those are summed over its published cohorts and shown, and stop none.
 * A school year has two terms, from February to July and from August to January.
 */
import type { Day } from '../../time/dates.ts'
import type { CategoryMinutes, CohortKind, LessonKind } from '../rules.ts'

export type Fraction = { part: number; whole: number }
type Wording = { code: string; zh: string; en: string; severity: 'must' | 'should'; cite: string }
type When = 'planned' | 'held'

export type ShareWanted = Wording & {
  categories: string[]
  least?: Fraction
  most?: Fraction
  among?: string[]
  kinds?: string[]
  per?: 'cohort' | 'schoolTerm'
  judged?: When
  onlineAtMost?: Fraction
}
export type Wanted = Wording & { tag: string; kinds?: string[]; judged?: When }
export type Contents = { ratios: ShareWanted[]; contains: Wanted[] }

/** A lesson as far as its contents go. `counts` is false for ceremonies, journeys and meals. */
export type Taught = {
  kind: LessonKind
  counts: boolean
  minutes: number
  categories: readonly CategoryMinutes[]
  tags: readonly string[]
  /** Not everybody has it: it is no part of a share before electives/rules.ts has made of the menu what everybody chooses. */
  isElective?: boolean
}

/**
 * What came out of one rule. `have` of `of` minutes for a share, `have` lessons for a must-contain rule; `minutes`: how many to add when it
 * is too little, how many to take out when it is too much.
 */
export type Verdict = Wording & {
  bound: 'least' | 'most' | 'contains'
  have: number
  of: number
  part: number
  whole: number
  tag: string | null
  minutes: number
  isMet: boolean
}

const appliesTo = (rule: { kinds?: string[] }, kind: CohortKind): boolean => rule.kinds === undefined || rule.kinds.includes(kind)

/** The rules of a pack for one cohort, or those for a whole school in a term. */
export const contentsFor = (
  { ratios, contains }: Contents,
  kind: CohortKind,
  per: 'cohort' | 'schoolTerm' = 'cohort'
): Contents => ({
  ratios: ratios.filter(rule => (rule.per ?? 'cohort') === per && appliesTo(rule, kind)),
  contains: per === 'cohort' ? contains.filter(rule => appliesTo(rule, kind)) : []
})

const minutesIn = (lesson: Taught, categories: readonly string[]): number =>
  lesson.categories.filter(({ category }) => categories.includes(category)).reduce((sum, { minutes }) => sum + minutes, 0)

/** Numerator and denominator in minutes. */
export const sumOf = (
  lessons: readonly Taught[],
  { categories, among, onlineAtMost }: ShareWanted
): { have: number; of: number } => {
  const counted = lessons.filter(({ counts, kind }) => counts && (among === undefined || among.includes(kind)))
  const sum = (some: readonly Taught[]) => some.reduce((all, lesson) => all + minutesIn(lesson, categories), 0)
  const online = sum(counted.filter(({ kind }) => kind === 'online'))
  const present = sum(counted.filter(({ kind }) => kind !== 'online'))
  const mostOnline = onlineAtMost ? Math.floor((present * onlineAtMost.part) / (onlineAtMost.whole - onlineAtMost.part)) : online
  return { have: present + Math.min(online, mostOnline), of: counted.reduce((all, { minutes }) => all + minutes, 0) }
}

const wordingOf = ({ code, zh, en, severity, cite }: Wording): Wording => ({ code, zh, en, severity, cite })

const shareVerdicts = (lessons: readonly Taught[], rule: ShareWanted): Verdict[] => {
  const { have, of } = sumOf(lessons, rule)
  const verdict = (bound: 'least' | 'most', { part, whole }: Fraction): Verdict => {
    const away = bound === 'least' ? part * of - whole * have : whole * have - part * of
    // Nothing taught is too little of anything, and too much of nothing.
    const isMet = away <= 0 && (bound === 'most' || of > 0)
    const minutes = isMet || of === 0 ? 0 : Math.ceil(away / (whole - part || 1))
    return { ...wordingOf(rule), bound, have, of, part, whole, tag: null, minutes, isMet }
  }
  return [...(rule.least ? [verdict('least', rule.least)] : []), ...(rule.most ? [verdict('most', rule.most)] : [])]
}

const containsVerdict = (lessons: readonly Taught[], rule: Wanted): Verdict => {
  const have = lessons.filter(({ counts, tags }) => counts && tags.includes(rule.tag)).length
  return {
    ...wordingOf(rule),
    bound: 'contains',
    have,
    of: lessons.length,
    part: 1,
    whole: 1,
    tag: rule.tag,
    minutes: 0,
    isMet: have > 0
  }
}

/** What the rules say of these lessons. */
export const verdictsOf = (lessons: readonly Taught[], { ratios, contains }: Contents, when: When): Verdict[] => {
  const isAsked = ({ judged }: { judged?: When }) => judged === undefined || judged === when
  return [
    ...ratios.filter(isAsked).flatMap(rule => shareVerdicts(lessons, rule)),
    ...contains.filter(isAsked).map(rule => containsVerdict(lessons, rule))
  ]
}

export const isBreach = ({ severity, isMet }: Pick<Verdict, 'severity' | 'isMet'>): boolean => severity === 'must' && !isMet

/** The term a day lies in, from its first day to its last. */
export const termOf = (day: Day): { from: Day; until: Day } => {
  const [year, month] = [Number(day.slice(0, 4)), Number(day.slice(5, 7))]
  if (month >= 2 && month <= 7) return { from: `${year}-02-01`, until: `${year}-07-31` }
  const begins = month === 1 ? year - 1 : year
  return { from: `${begins}-08-01`, until: `${begins + 1}-01-31` }
}
