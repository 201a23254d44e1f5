/**
 * 应训要求: what must be met, by whom, in which time.
 *
 * A requirement is met by ALL of its conditions, each by ANY of its measures (党员教育培训规划: 56 学时 and one 集中培训 are one requirement; 干部教育培训
 * 工作条例: 12 天或者 90 学时 is one condition with two measures). 以上, 不少于 and 不低于 include the number. Credit is counted in 1/100 学时, days in
 * half-days, so that 12 天 are 24; both stand in every entry of the ledger.
 *
 * It is asked either of who holds one of its roles or of who is at one of its stages of membership; `fields` narrow that to the organisations
 * of some fields (农村、事业单位). What counts, and from when it is due, is the calendar year's, unless one other time is named:
 *   monthsAfterAppointment     任职后 N 个月内: each appointment has a due date of its own; `monthsBefore` lets count what was earned in so many
 *                              months before it (提任前未达标的，提任后一年内补齐)
 *   season                     春训、冬训: from one day of the year to another, both included; over New Year it is the year's in which it ends
 *   cycle                      每 5 年: `from` begins fixed cycles (2023—2027) and the whole is asked pro rata of the years begun; without it the
 *                              last so many calendar years are looked at and everything is asked
 *   sinceStage                 自成为发展对象起: from the first day at the stage
 *   monthsAfterFullMembership  预备期内和转正后 N 个月内
 * Two of them beside each other contradict, and a pack that says so is refused with the line.
 */
import { Type, type Static } from 'typebox'

const closed = { additionalProperties: false }
const words = Type.Array(Type.String({ minLength: 1 }), { minItems: 1 })
const months = Type.Integer({ minimum: 1, maximum: 240 })
const dayOfYear = Type.String({ pattern: '^(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$' })
const source = Type.Union([
  Type.Literal('concentrated'),
  Type.Literal('collective'),
  Type.Literal('selfStudy'),
  Type.Literal('online')
])

/** One way to meet a condition. `atLeast` counts centi-credits (1/100 学时), half-days, or completed cohorts. */
const measure = Type.Object(
  {
    counts: Type.Union([Type.Literal('credit'), Type.Literal('halfDays'), Type.Literal('completions')]),
    atLeast: Type.Integer({ minimum: 1 }),
    /** Of credit and half-days. */
    sources: Type.Optional(Type.Array(source, { minItems: 1 })),
    /** Of completed cohorts. */
    kinds: Type.Optional(words),
    organiserLevels: Type.Optional(words)
  },
  closed
)

export const requirementShape = Type.Object(
  {
    code: Type.String({ pattern: '^[a-zA-Z0-9.-]+$' }),
    zh: Type.String({ minLength: 1 }),
    en: Type.String({ minLength: 1 }),
    severity: Type.Union([Type.Literal('must'), Type.Literal('should')]),
    cite: Type.String(),
    /** Post requirements name roles, member requirements name stages of membership; exactly one of them. */
    roles: Type.Optional(words),
    stages: Type.Optional(words),
    fields: Type.Optional(words),
    monthsAfterAppointment: Type.Optional(months),
    monthsBefore: Type.Optional(months),
    season: Type.Optional(Type.Object({ from: dayOfYear, until: dayOfYear }, closed)),
    cycle: Type.Optional(
      Type.Object(
        {
          years: Type.Integer({ minimum: 2, maximum: 20 }),
          from: Type.Optional(Type.Integer({ minimum: 1950, maximum: 2150 }))
        },
        closed
      )
    ),
    sinceStage: Type.Optional(Type.Literal(true)),
    monthsAfterFullMembership: Type.Optional(months),
    conditions: Type.Array(Type.Array(measure, { minItems: 1 }), { minItems: 1 })
  },
  closed
)

export type Measure = Static<typeof measure>
export type Requirement = Static<typeof requirementShape>

/** The ways to say in which time; of a requirement that names none it is the calendar year. */
const TIMINGS = ['monthsAfterAppointment', 'season', 'cycle', 'sinceStage', 'monthsAfterFullMembership'] as const

const ROLES_ONLY = ['monthsAfterAppointment'] as const
const STAGES_ONLY = ['sinceStage', 'monthsAfterFullMembership'] as const

/** Whether each person has a due date, whatever the calendar says. */
export const hasOwnDate = (wanted: Requirement): boolean =>
  Boolean(wanted.monthsAfterAppointment ?? wanted.season ?? wanted.monthsAfterFullMembership)

/** What a requirement of the right shape says against itself. */
export const mistakesOfRequirement = (
  wanted: Requirement,
  wrong: (reason: string, ...path: (string | number)[]) => void
): void => {
  if (Boolean(wanted.roles) === Boolean(wanted.stages)) wrong('names either roles or stages')
  const [first, ...others] = TIMINGS.filter(timing => wanted[timing] !== undefined)
  for (const other of others) wrong(`cannot stand beside ${first}`, other)
  if (!wanted.roles)
    for (const timing of ROLES_ONLY) if (wanted[timing] !== undefined) wrong('is asked of who holds one of some roles', timing)
  if (!wanted.stages)
    for (const timing of STAGES_ONLY)
      if (wanted[timing] !== undefined) wrong('is asked of who is at one of some stages of membership', timing)
  if (wanted.monthsBefore && !wanted.monthsAfterAppointment) wrong('needs monthsAfterAppointment', 'monthsBefore')
  if (wanted.monthsAfterFullMembership && wanted.stages && wanted.stages.toSorted().join() !== 'full,probationary')
    wrong('is asked of probationary and full members', 'stages')
  for (const end of ['from', 'until'] as const)
    if (wanted.season && !isOfEveryYear(wanted.season[end])) wrong('is not a day of every year', 'season', end)
  for (const [at, measures] of wanted.conditions.entries())
    for (const [place, each] of measures.entries())
      mistakesOfMeasure(each, (reason, ...path) => wrong(reason, 'conditions', at, place, ...path))
}

const isOfEveryYear = (day: string): boolean => {
  const [month, date] = day.split('-').map(Number) as [number, number]
  return date <= (month === 2 ? 28 : [4, 6, 9, 11].includes(month) ? 30 : 31)
}

const mistakesOfMeasure = (
  { counts, sources, kinds, organiserLevels }: Measure,
  wrong: (reason: string, ...path: string[]) => void
) => {
  if (counts === 'completions' && sources) wrong('belongs to credit and halfDays', 'sources')
  for (const [name, given] of Object.entries({ kinds, organiserLevels }))
    if (counts !== 'completions' && given) wrong('belongs to completions', name)
}
