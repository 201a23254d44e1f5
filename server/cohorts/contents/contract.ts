import { Type } from 'typebox'
import { oneOf, orNull, shape } from '../../http/contract.ts'

const wording = {
  code: Type.String(),
  zh: Type.String(),
  en: Type.String(),
  severity: oneOf(['must', 'should'] as const),
  cite: Type.String()
}
const fraction = shape({ part: Type.Integer(), whole: Type.Integer() })
const words = Type.Array(Type.String())
const when = Type.Optional(oneOf(['planned', 'held'] as const))

/** The rules of the pack for this kind of cohort, so that a page can judge a timetable before it is saved. */
export const contents = shape({
  ratios: Type.Array(
    shape({
      ...wording,
      categories: words,
      least: Type.Optional(fraction),
      most: Type.Optional(fraction),
      among: Type.Optional(words),
      kinds: Type.Optional(words),
      per: Type.Optional(oneOf(['cohort', 'schoolTerm'] as const)),
      judged: when,
      onlineAtMost: Type.Optional(fraction)
    })
  ),
  contains: Type.Array(shape({ ...wording, tag: Type.String(), kinds: Type.Optional(words), judged: when }))
})

export const verdict = shape({
  ...wording,
  bound: oneOf(['least', 'most', 'contains'] as const),
  /** Minutes of a share; of a must-contain rule, lessons. */
  have: Type.Integer(),
  of: Type.Integer(),
  part: Type.Integer(),
  whole: Type.Integer(),
  tag: orNull(Type.String()),
  /** To add where it is too little, to take out where it is too much. */
  minutes: Type.Integer(),
  isMet: Type.Boolean()
})

/** As planned, as held, and of the organiser's published cohorts of the same term. */
export const verdicts = shape({ planned: Type.Array(verdict), held: Type.Array(verdict), school: Type.Array(verdict) })
