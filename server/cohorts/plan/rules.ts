/**
 * The annual plan (年度培训计划, form A).
 *
 * An organisation has one plan a year. Its training administrator writes the items and submits; an approver of a level above returns it
 * with a reason, or approves it with a document. What is submitted is not edited until it is returned. At the top of the tree nobody is
 * above: there an approver of the organisation itself decides, but never on what he submitted himself.
 * Once approved, items stand as they were approved. What comes later is an addition, and what is to go says why: both wait for an approval of
 * their own, submitted and decided as the plan was. Until then the approved items go on standing, also the one whose removal is asked for.
 * A draft, and an addition that nobody has approved yet, may be changed and dropped without more ado.
 *
 * At least one third of a planned cohort's time is core theory, by the same sum as of a timetable. The share is kept as a fraction, because
 * one third has no decimals: 33.3 % is less than one third. Money is whole yuan, hours are 1/100.
 * Persons = runs × persons of each; person-days = runs × persons × days. The plan is filed by 31 March of its year.
 * A plan's sums are of the items that stand; before its first approval, of all it lists.
 *
 * The next run of an approved item is the one after those already set up; it begins on the first Monday of its month, or on the next
 * Monday when that has gone by. Runs are spread over the planned months in their order. More runs than planned are set up all the same, with a warning.
 * A run that was called off is none: the next one takes its place.
 */
import { balanceOf, type CohortKind, type LessonKind, type ShareRule } from '../rules.ts'

export const FUND_KINDS = ['fiscal', 'dues', 'allottedDues', 'selfRaised', 'other'] as const
export type FundKind = (typeof FUND_KINDS)[number]

/** The ways of teaching a plan may name, in the order of the form. */
export const METHODS = [
  'classroom',
  'onsite',
  'online',
  'discussion',
  'practice',
  'selfStudy'
] as const satisfies readonly LessonKind[]
export type Method = (typeof METHODS)[number]

export const STEP_KINDS = ['submitted', 'returned', 'approved'] as const
export type StepKind = (typeof STEP_KINDS)[number]

export const PLAN_STATES = ['draft', 'submitted', 'returned', 'approved', 'amended'] as const
export type PlanState = (typeof PLAN_STATES)[number]

export const ITEM_STATES = ['draft', 'approved', 'addition', 'removalAsked'] as const
export type ItemState = (typeof ITEM_STATES)[number]

/** A row of form A as somebody writes it. Budget in whole yuan, hours in 1/100, theory as a fraction. */
export type PlanFields = {
  name: string
  kind: CohortKind
  stratum: string
  audience: string
  host: string
  organiser: string | null
  place: string | null
  runs: number
  size: number
  days: number
  centiCredits: number | null
  months: number[]
  methods: Method[]
  content: string | null
  theoryPart: number
  theoryWhole: number
  budget: number
  fundKind: FundKind
  fundNote: string | null
  contact: string | null
  remark: string | null
  roundId: number | null
}

/** What a sheet says that somebody has to look at: the row is let in, and shown. */
export const PLAN_FLAGS = ['stratum-not-said', 'kind-not-said', 'fund-unknown'] as const
/** Why a row of a sheet is no item. */
export const PLAN_ROWS_REFUSED = [
  'no-audience',
  'no-runs',
  'no-size',
  'no-days',
  'total-differs',
  'no-month',
  'method-unknown',
  'hours-unreadable',
  'no-share',
  'theory-short',
  'budget-unreadable',
  'too-long',
  'name-twice',
  'in-the-plan'
] as const

type Counted = Pick<PlanFields, 'runs' | 'size' | 'days' | 'budget'>

export type PlanSums = { items: number; runs: number; persons: number; personDays: number; budget: number }

export const personsOf = ({ runs, size }: Pick<PlanFields, 'runs' | 'size'>): number => runs * size

export const sumsOf = (items: readonly Counted[]): PlanSums =>
  items.reduce<PlanSums>(
    (sum, item) => ({
      items: sum.items + 1,
      runs: sum.runs + item.runs,
      persons: sum.persons + personsOf(item),
      personDays: sum.personDays + personsOf(item) * item.days,
      budget: sum.budget + item.budget
    }),
    { items: 0, runs: 0, persons: 0, personDays: 0, budget: 0 }
  )

/** Of several plans together. */
export const addedUp = (all: readonly PlanSums[]): PlanSums =>
  all.reduce<PlanSums>(
    (sum, one) => ({
      items: sum.items + one.items,
      runs: sum.runs + one.runs,
      persons: sum.persons + one.persons,
      personDays: sum.personDays + one.personDays,
      budget: sum.budget + one.budget
    }),
    { items: 0, runs: 0, persons: 0, personDays: 0, budget: 0 }
  )

type Shared = Pick<PlanFields, 'theoryPart' | 'theoryWhole'>

/** The same sum as of a timetable: exactly one third is enough. */
export const isThirdPlanned = ({ theoryPart, theoryWhole }: Shared, rule: ShareRule): boolean =>
  balanceOf([{ counts: true, minutes: theoryWhole, categories: [{ category: rule.category, minutes: theoryPart }] }], rule).isMet

const LARGEST_PART = 10_000

/** A share as people write it: `40%`, `40`, `0.4`, `33.34%`, `1/3`, `三分之一`; null where it says none. Never rounded up. */
export const shareIn = (text: string): Shared | null => {
  const plain = text
    .normalize('NFKC')
    .replace(/\s/g, '')
    .replace(/^(不少于|不低于|≥|>=)|(以上)$/g, '')
  if (plain === '三分之一') return { theoryPart: 1, theoryWhole: 3 }
  const fraction = /^(\d{1,5})\/(\d{1,5})$/.exec(plain)
  if (fraction) return fractionOf(Number(fraction[1]), Number(fraction[2]))
  const decimal = /^(\d{1,3})(?:\.(\d{1,20}))?(%?)$/.exec(plain)
  if (!decimal) return null
  const [, whole, part = '', sign] = decimal
  const value = Number(`${whole}.${part || '0'}`)
  const isPercent = sign === '%' || value > 1
  // A cell that was computed carries a third to a dozen places.
  if (!isPercent && part.length > 4) {
    const third = [1, 2].find(times => Math.abs(value - times / 3) < 1e-7)
    if (third) return { theoryPart: third, theoryWhole: 3 }
  }
  const places = isPercent ? 2 : 4
  const digits = Number(whole + part.slice(0, places).padEnd(places, '0'))
  return fractionOf(digits, LARGEST_PART)
}

const fractionOf = (part: number, whole: number): Shared | null => {
  if (whole < 1 || part > whole || whole > LARGEST_PART) return null
  const divisor = commonOf(part, whole)
  return { theoryPart: part / divisor, theoryWhole: whole / divisor }
}

const commonOf = (one: number, other: number): number => (other === 0 ? one : commonOf(other, one % other))

/** `40%`, `33.34%`; what has no two decimals of a percent stays a fraction: `1/3`. */
export const shareWritten = ({ theoryPart, theoryWhole }: Shared): string => {
  const points = (theoryPart * 10_000) / theoryWhole
  return Number.isInteger(points) ? `${points / 100}%` : `${theoryPart}/${theoryWhole}`
}

/** 12.5 万元 is 125,000 yuan; null where it is no such sum, or finer than a yuan. */
export const yuanIn = (text: string): number | null => {
  const found = /^(\d{1,5})(?:\.(\d{1,12}))?(万元?)?$/.exec(text.normalize('NFKC').replace(/[\s,，]/g, ''))
  if (!found) return null
  const part = (found[2] ?? '').replace(/0+$/, '')
  return part.length > 4 ? null : Number(found[1]) * 10_000 + Number(part.padEnd(4, '0'))
}

/** 125,000 yuan is 12.5 万元. */
export const tenThousands = (yuan: number): number => yuan / 10_000

/** 3月、9月 and 3-5月 and 全年; null where a text names no month, or one there is not. */
export const monthsIn = (text: string): number[] | null => {
  const plain = text.normalize('NFKC').replace(/\s|\d{4}年|上旬|中旬|下旬|[初底]/g, '')
  if (/^全年$/.test(plain)) return Array.from({ length: 12 }, (_, at) => at + 1)
  const months = new Set<number>()
  for (const part of plain.split(/[、,，;；和及]/).filter(Boolean)) {
    const found = /^(\d{1,2})月?(?:[-—–~～〜至到]+(\d{1,2}))?月?(?:份)?$/.exec(part)
    if (!found) return null
    const [from, until] = [Number(found[1]), Number(found[2] ?? found[1])]
    if (from < 1 || until > 12 || from > until) return null
    for (let month = from; month <= until; month++) months.add(month)
  }
  return months.size ? [...months].toSorted((one, other) => one - other) : null
}

/** 3月、9月 */
export const monthsWritten = (months: readonly number[]): string =>
  months.length === 12 ? '全年' : months.map(month => `${month}月`).join('、')

export type Mistake = 'theory-short' | 'month-twice' | 'method-twice'

/** The first thing that is wrong with an item, or null, and the field that has to change. */
export const mistakeIn = (fields: PlanFields, rule: ShareRule): { mistake: Mistake; field: keyof PlanFields } | null => {
  if (new Set(fields.months).size < fields.months.length) return { mistake: 'month-twice', field: 'months' }
  if (new Set(fields.methods).size < fields.methods.length) return { mistake: 'method-twice', field: 'methods' }
  return isThirdPlanned(fields, rule) ? null : { mistake: 'theory-short', field: 'theoryPart' }
}

const text = (written: string | null): string | null => written?.trim() || null

/** Nothing but blanks is nothing; months stand in their order. */
export const tidied = (fields: PlanFields): PlanFields => ({
  ...fields,
  name: fields.name.trim(),
  audience: fields.audience.trim(),
  host: fields.host.trim(),
  organiser: text(fields.organiser),
  place: text(fields.place),
  months: fields.months.toSorted((one, other) => one - other),
  methods: METHODS.filter(method => fields.methods.includes(method)),
  content: text(fields.content),
  fundNote: text(fields.fundNote),
  contact: text(fields.contact),
  remark: text(fields.remark)
})

const FIELDS = [
  'name',
  'kind',
  'stratum',
  'audience',
  'host',
  'organiser',
  'place',
  'runs',
  'size',
  'days',
  'centiCredits',
  'months',
  'methods',
  'content',
  'theoryPart',
  'theoryWhole',
  'budget',
  'fundKind',
  'fundNote',
  'contact',
  'remark',
  'roundId'
] as const satisfies readonly (keyof PlanFields)[]

/** The fields in which two versions differ, in the order of the form. */
export const changesBetween = (one: PlanFields, other: PlanFields): (keyof PlanFields)[] =>
  FIELDS.filter(field => String(one[field] ?? '') !== String(other[field] ?? ''))

/** What a plan came to, from its steps, oldest first, and whether anything in it waits for an approval. */
export const stateOf = (steps: readonly { kind: StepKind }[], hasPending: boolean): PlanState => {
  const last = steps.at(-1)
  if (!last) return 'draft'
  if (last.kind === 'submitted') return 'submitted'
  if (last.kind === 'returned') return hasPending || !wasApproved(steps) ? 'returned' : 'approved'
  return hasPending ? 'amended' : 'approved'
}

export const wasApproved = (steps: readonly { kind: StepKind }[]): boolean => steps.some(({ kind }) => kind === 'approved')

export const mayBeWritten = (state: PlanState): boolean => state !== 'submitted'
export const mayBeSubmitted = (state: PlanState, items: number): boolean =>
  items > 0 && (state === 'draft' || state === 'returned' || state === 'amended')
export const mayBeDecided = (state: PlanState): boolean => state === 'submitted'

type Standing = { isApproved: boolean; removalReason: string | null }

/** Where an item stands in a plan that has, or has not, been approved before. */
export const itemStateOf = ({ isApproved, removalReason }: Standing, isPlanApproved: boolean): ItemState => {
  if (isApproved) return removalReason === null ? 'approved' : 'removalAsked'
  return isPlanApproved ? 'addition' : 'draft'
}

/** An approved item stands until its removal is approved as well. */
export const stands = (state: ItemState): boolean => state === 'approved' || state === 'removalAsked'
export const isPending = (state: ItemState): boolean => state === 'addition' || state === 'removalAsked'

/** The items a plan's sums are of. */
export const countedIn = <Item extends { state: ItemState }>(items: readonly Item[], isPlanApproved: boolean): Item[] =>
  isPlanApproved ? items.filter(({ state }) => stands(state)) : [...items]

/** Filing is due on 31 March of the plan's year. */
export const filedBy = (year: number): string => `${year}-03-31`

/** 第2期 before the name of an item, which may say 第n期 itself. */
export const runName = (name: string, run: number): string => `第${run}期${name.replace(/^第[n\d一二三四五六七八九十]+期/i, '')}`

type Run = Pick<PlanFields, 'name' | 'runs' | 'months' | 'days' | 'size'>
export type NextRun = { run: number; name: string; startsOn: string; endsOn: string; capacity: number; isBeyondPlan: boolean }

/** The run after those that are set up, as it would be planned today. */
export const nextRun = (item: Run, year: number, setUp: number, today: string): NextRun => {
  const run = setUp + 1
  const at = Math.min(item.months.length - 1, Math.floor(((run - 1) * item.months.length) / item.runs))
  const month = firstMonday(dayNumber(year, item.months[at]!, 1))
  const [thisYear, thisMonth, thisDay] = today.split('-').map(Number) as [number, number, number]
  const starts = Math.max(month, firstMonday(dayNumber(thisYear, thisMonth, thisDay) + 1))
  return {
    run,
    name: runName(item.name, run),
    startsOn: dayWritten(starts),
    endsOn: dayWritten(starts + item.days - 1),
    capacity: item.size,
    isBeyondPlan: run > item.runs
  }
}

const MS = 86_400_000
/** Days since 1 January 1970, a Thursday. */
const dayNumber = (year: number, month: number, day: number): number => Math.round(Date.UTC(year, month - 1, day) / MS)
const firstMonday = (from: number): number => from + ((4 - (from % 7) + 7) % 7)
const dayWritten = (number: number): string => new Date(number * MS).toISOString().slice(0, 10)
