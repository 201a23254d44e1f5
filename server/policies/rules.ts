/**
 * Policy packs: what must be met, by whom, and how time becomes credit.
 *
 * What is required of whom, and in which time, is said with the requirements. A calendar-year requirement is due from the first day of its
 * year; someone appointed for the first time is given the pack's grace.
 * An online lesson is completed when a share of each of its films has been watched (default 95 %), and then earns by its length, in steps in
 * the manner of a province's rule (满 30 分钟 1 学时，15 分钟以上不满 30 分钟 0.5，15 分钟以下的微课 0.25): the first step that it reaches.
 * Every counted cohort gives at least one third of its time to core theory; no pack can lower that. Further shares, at least or at most, and
 * lessons that must be contained are rows of their own; what they mean is said where timetables are judged by them.
 * A stratum is field × role; a person falls into the first one that fits, in the pack's order.
 */
import { Type, type Static } from 'typebox'
import { mistakesOfRequirement, requirementShape } from './requirements/rules.ts'

const civil = Type.String({ pattern: '^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$' })
const closed = { additionalProperties: false }
const bilingual = { zh: Type.String({ minLength: 1 }), en: Type.String({ minLength: 1 }) }
const severity = Type.Union([Type.Literal('must'), Type.Literal('should')])
const code = Type.String({ pattern: '^[a-zA-Z0-9.-]+$' })
const words = Type.Array(Type.String({ minLength: 1 }), { minItems: 1 })
const fraction = Type.Object({ part: Type.Integer({ minimum: 0 }), whole: Type.Integer({ minimum: 1 }) }, closed)
const judged = Type.Optional(Type.Union([Type.Literal('planned'), Type.Literal('held')]))

/** 内容比例: the part of some categories in the counted minutes, of a cohort or of a school in a term. */
const share = Type.Object(
  {
    code,
    ...bilingual,
    severity,
    cite: Type.String(),
    categories: words,
    least: Type.Optional(fraction),
    most: Type.Optional(fraction),
    /** Ways of teaching whose minutes count; absent: all that count at all. */
    among: Type.Optional(words),
    /** Kinds of cohort; absent: all. */
    kinds: Type.Optional(words),
    per: Type.Optional(Type.Union([Type.Literal('cohort'), Type.Literal('schoolTerm')])),
    /** Absent: both as planned and as held. */
    judged,
    /** Of the numerator at most so much may be online. */
    onlineAtMost: Type.Optional(fraction)
  },
  closed
)

/** 必备课程: a counted lesson whose course goes by a tag. */
const contained = Type.Object(
  { code, ...bilingual, severity, cite: Type.String(), tag: Type.String({ minLength: 1 }), kinds: Type.Optional(words), judged },
  closed
)

export const packShape = Type.Object(
  {
    pack: Type.String(),
    title: Type.String(),
    number: Type.Integer({ minimum: 1 }),
    effective: Type.Object({ from: civil, until: Type.Optional(civil) }, closed),
    categories: Type.Array(Type.Object({ code: Type.String(), ...bilingual }, closed), { minItems: 1 }),
    strata: Type.Array(
      Type.Object(
        { code: Type.String(), ...bilingual, fields: Type.Array(Type.String()), roles: Type.Array(Type.String()) },
        closed
      ),
      { minItems: 1 }
    ),
    /** The share of a category in a cohort's counted minutes: `part` in `whole`. */
    ratio: Type.Object(
      { category: Type.String(), part: Type.Integer({ minimum: 1 }), whole: Type.Integer({ minimum: 2 }) },
      closed
    ),
    ratios: Type.Optional(Type.Array(share)),
    contains: Type.Optional(Type.Array(contained)),
    /** Centi-credits for a half-day or an evening at which someone was present at every counted lesson. */
    conversion: Type.Object(
      { am: Type.Integer({ minimum: 0 }), pm: Type.Integer({ minimum: 0 }), eve: Type.Integer({ minimum: 0 }) },
      closed
    ),
    /** Completed: absence and leave together at most `part` in `whole` of the cohort's credit. */
    completion: Type.Object({ part: Type.Integer({ minimum: 0 }), whole: Type.Integer({ minimum: 1 }) }, closed),
    online: Type.Object(
      {
        /** Completed: `part` in `whole` of every film. */
        completeAt: Type.Object({ part: Type.Integer({ minimum: 1 }), whole: Type.Integer({ minimum: 1 }) }, closed),
        /** So many milliseconds of film are believed for one of the clock. */
        countedSpeed: Type.Integer({ minimum: 1, maximum: 2 }),
        /** Minutes for reading 1,000 characters. */
        reading: Type.Integer({ minimum: 0, maximum: 60 }),
        /** Centi-credits by counted minutes, longest first: `from` so many, or `over` so many. */
        credit: Type.Array(
          Type.Object(
            {
              from: Type.Optional(Type.Integer({ minimum: 0 })),
              over: Type.Optional(Type.Integer({ minimum: 0 })),
              centiCredits: Type.Integer({ minimum: 0 })
            },
            closed
          ),
          { minItems: 1 }
        )
      },
      closed
    ),
    graceMonths: Type.Integer({ minimum: 0 }),
    /** What the department sets for its people, not for its figures. */
    profile: Type.Optional(
      Type.Object(
        {
          /** From this age on the senior mode is there unasked; without it, nobody's. */
          seniorFrom: Type.Optional(Type.Integer({ minimum: 1, maximum: 120 })),
          /** A number somebody answers. */
          helpPhone: Type.Optional(Type.String({ pattern: '^[0-9][0-9 -]{4,19}$' })),
          /** More than so many percent of a unit missing from a complete list are held for a second person; default 5. */
          removalsHeldAbove: Type.Optional(Type.Integer({ minimum: 0, maximum: 100 })),
          /** Whether a cohort is published only after an approver said yes; default no. */
          approvalBeforePublication: Type.Optional(Type.Boolean()),
          /** Lodging, travel and diet are deleted so many days after a cohort's last day; default 30. */
          arrivalKeptDays: Type.Optional(Type.Integer({ minimum: 0, maximum: 366 }))
        },
        closed
      )
    ),
    /** Below so many people due, a cell shows counts and no rate. */
    smallCell: Type.Integer({ minimum: 0 }),
    requirements: Type.Array(requirementShape, { minItems: 1 })
  },
  closed
)

export type Pack = Static<typeof packShape>

/** What is wrong with a field of a pack: the way to it, and why. */
export type Mistake = { path: (string | number)[]; reason: string }

/** Everything that is wrong with a pack of the right shape; empty when it can be used. */
export const mistakesOf = (pack: Pack): Mistake[] => {
  const mistakes: Mistake[] = []
  const wrong = (reason: string, ...path: (string | number)[]) => mistakes.push({ path, reason })
  const known = new Set(pack.categories.map(category => category.code))
  const { part, whole, category } = pack.ratio
  if (3 * part < whole) wrong('the floor of one third cannot be lowered', 'ratio')
  if (part >= whole) wrong('not all of it can be asked for', 'ratio')
  if (category !== 'coreTheory') wrong('the floor is kept for coreTheory', 'ratio', 'category')
  if (!known.has(category)) wrong(`${category} is not among the categories`, 'ratio', 'category')
  for (const [at, rule] of (pack.ratios ?? []).entries())
    mistakesOfShare(rule, known, (why, ...path) => wrong(why, 'ratios', at, ...path))
  const { completeAt, credit } = pack.online
  if (completeAt.part > completeAt.whole) wrong('part is more than whole', 'online', 'completeAt')
  for (const [at, { from, over }] of credit.entries())
    if ((from === undefined) === (over === undefined)) wrong('says either from or over', 'online', 'credit', at)
  const least = credit.map(({ from, over }) => from ?? over! + 1)
  if (least.some((minutes, at) => at > 0 && minutes >= least[at - 1]!)) wrong('the longest comes first', 'online', 'credit')
  for (const [at, wanted] of pack.requirements.entries())
    mistakesOfRequirement(wanted, (why, ...path) => wrong(why, 'requirements', at, ...path))
  const rules = { ratios: pack.ratios ?? [], contains: pack.contains ?? [] }
  for (const [name, coded] of Object.entries({ strata: pack.strata, requirements: pack.requirements, ...rules }))
    for (const [at, one] of coded.entries())
      if (coded.findIndex(other => other.code === one.code) < at) wrong(`the code ${one.code} is used twice`, name, at, 'code')
  return mistakes
}

const mistakesOfShare = (
  { categories, least, most, onlineAtMost }: Share,
  known: ReadonlySet<string>,
  wrong: (reason: string, ...path: (string | number)[]) => void
): void => {
  for (const [at, category] of categories.entries())
    if (!known.has(category)) wrong(`${category} is not among the categories`, 'categories', at)
  if (!least && !most) wrong('says neither least nor most')
  for (const [name, bound] of Object.entries({ least, most }))
    if (bound && bound.part > bound.whole) wrong('part is more than whole', name)
  if (least && least.part === least.whole) wrong('not all of it can be asked for', 'least')
  if (least && most && least.part * most.whole > most.part * least.whole) wrong('at most less than at least', 'most')
  if (onlineAtMost && onlineAtMost.part >= onlineAtMost.whole) wrong('part is not less than whole', 'onlineAtMost')
  // The floor of every cohort and a ceiling below it cannot both be kept.
  if (most && categories.includes('coreTheory') && 3 * most.part < most.whole) wrong('lies under the floor of one third', 'most')
}

type Share = Static<typeof share>

export type OnlineRule = Pack['online']

/** What an online lesson of so many counted minutes earns once it is completed; 以上 includes the number, 超过 does not. */
export const onlineCreditOf = (minutes: number, { credit }: Pick<OnlineRule, 'credit'>): number =>
  minutes === 0
    ? 0
    : (credit.find(({ from, over }) => (from === undefined ? minutes > over! : minutes >= from))?.centiCredits ?? 0)

export type Stratum = Pack['strata'][number]

/** 分层: the first stratum that holds this field and this role, or null where none does. */
export const stratumOf = (strata: readonly Stratum[], field: string, role: string): string | null =>
  strata.find(stratum => stratum.roles.includes(role) && (!stratum.fields.length || stratum.fields.includes(field)))?.code ?? null
