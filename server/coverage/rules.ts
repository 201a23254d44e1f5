/**
 * 应训状态: where a person stands on a requirement, on any day of its period.
 *
 * The period is the calendar year. Who is on the roster of a requirement, and which training counts there, is said with the roster. Everyone
 * who was on it on any day of the period, up to the day asked about, is counted exactly once, in one of five states; the first that applies:
 *   left         was on the roster in this period and no longer is: stays until the period's end, at the last place; who comes back is
 *                counted as before
 *   exempt       an exemption from this requirement, or from all, covers the day (免训)
 *   covered      every condition is met, each by any of its measures, by what counts up to and including the day (已训)
 *   notYetDue    not met, and the day from which it is due is still to come: strictly later than the day (未到期). That day follows from the
 *                requirement, or was set by hand for this person (个别到期日), whichever is later
 *   outstanding  not met; flagged where the requirement only says "should" (未训)
 * 应训 due = covered + outstanding.
 *
 * Counting place: for members the branch that holds the membership (组织关系); for posts the main post if it carries one of the
 * requirement's roles, else the longest held of those that do. So a person stands in one unit only, and units add up to their parent.
 * The stratum follows from the field of that place on that day and the role held there; for who has left, from those of the last day.
 *
 * 以上, 不少于 include the number. Coverage rate = covered ÷ due, rounded half up at its first decimal; nothing short of everybody is 100.
 */
import type { Measure, Requirement } from '../policies/requirements/rules.ts'
import { stratumOf, type Pack } from '../policies/rules.ts'
import { daysAfter, yearOf, type Day } from '../time/dates.ts'
import { firstDayOf } from './period.ts'
import type { Completion, Credit, DueDate, During, PersonFacts } from './personFacts.ts'
import { dueOnOf, givesTimeOn, setFor } from './roster/dueDates.ts'
import { countedOn, fieldOn, needOf, seatsOf, type Counted, type Seat } from './roster/rules.ts'

/** In the order in which they are added up everywhere. */
export const STATES = ['covered', 'outstanding', 'notYetDue', 'exempt', 'left'] as const
export type State = (typeof STATES)[number]

/** Where no stratum of the pack fits the field and the role. */
export const NO_STRATUM = 'none'

export type Rules = Pick<Pack, 'graceMonths' | 'strata'>

/** What a requirement asks and how far it is met; centi-credits, half-days, or completed cohorts. */
export type Condition = { measure: Measure; have: number; need: number; isMet: boolean }

export type Standing = {
  organisationId: number
  role: string
  /** The first day of that post or membership. */
  heldSince: Day
  stratum: string
  state: State
  isFlagged: boolean
  /** The individual due date, if there is one: derived or set by hand. */
  dueOn: Day | null
  /** From when it is due by the requirement itself; null: from the first day on. */
  dueFrom: Day | null
  /** Which training counts on that day, and which part of the whole is asked. */
  counted: Counted
}

export type Stretch = { organisationId: number; stratum: string; state: State; isFlagged: boolean; from: Day; until: Day }

/** The stretches of one period, from the first day on the roster to the period's end; they break only where something changes. */
export const standingsOf = (person: PersonFacts, requirement: Requirement, period: number, rules: Rules): Stretch[] => {
  const seats = seatsOf(person, requirement, period, rules.graceMonths)
  if (!seats.length) return []
  const set = setFor(person, requirement, period)
  const days = changesOf(person, requirement, seats, set, period)
  const stretches: Stretch[] = []
  days.forEach((from, i) => {
    const standing = standingFrom(person, requirement, seats, set, from, rules)
    if (!standing) return
    const { organisationId, stratum, state, isFlagged } = standing
    const until = days[i + 1] ?? firstDayOf(period + 1)
    const last = stretches.at(-1)
    if (
      last &&
      last.organisationId === organisationId &&
      last.stratum === stratum &&
      last.state === state &&
      last.isFlagged === isFlagged
    )
      last.until = until
    else stretches.push({ organisationId, stratum, state, isFlagged, from, until })
  })
  return stretches
}

/** Where a person stands on one day of the period; null before the first day on the roster. */
export const standingOn = (person: PersonFacts, requirement: Requirement, day: Day, rules: Rules): Standing | null => {
  const period = yearOf(day)
  const seats = seatsOf(person, requirement, period, rules.graceMonths)
  return standingFrom(person, requirement, seats, setFor(person, requirement, period), day, rules)
}

/** Each condition with the measure that is nearest to being met. */
export const conditionsOn = (person: PersonFacts, requirement: Requirement, counted: Counted): Condition[] =>
  requirement.conditions.map(measures =>
    measures
      .map(measure => {
        const [have, need] = [haveOf(person, measure, counted), needOf(measure, counted)]
        return { measure, have, need, isMet: have >= need }
      })
      .reduce((best, next) => (next.have * best.need > best.have * next.need ? next : best))
  )

/** Tenths of a per cent; null where nobody is due. */
export const rateOf = (covered: number, due: number): number | null => {
  if (due === 0) return null
  const rounded = Math.floor((covered * 2000 + due) / (due * 2))
  return covered < due ? Math.min(rounded, 999) : rounded
}

/** The order of units: the lowest rate first, of equal ones the one with more people missing; where nobody is due, last. */
export const worstFirst = (
  one: { covered: number; outstanding: number },
  other: { covered: number; outstanding: number }
): number => {
  const [due, otherDue] = [one.covered + one.outstanding, other.covered + other.outstanding]
  if (due === 0 || otherDue === 0) return Number(due === 0) - Number(otherDue === 0)
  return one.covered * otherDue - other.covered * due || other.outstanding - one.outstanding
}

/** The counting place on a day, or the last one; null before the first. */
const placeOn = (seats: readonly Seat[], day: Day): Seat | null => {
  const started = seats.filter(({ from }) => from <= day)
  return started.length ? started.reduce((best, seat) => (comesBefore(seat, best, day) ? seat : best)) : null
}

const comesBefore = (one: Seat, other: Seat, day: Day): boolean =>
  (compare(endOn(other, day), endOn(one, day)) ||
    Number(other.isMain) - Number(one.isMain) ||
    compare(one.heldSince, other.heldSince) ||
    one.id - other.id) < 0

/** All who still hold their seat end alike; of those gone, who left last was there last. */
const endOn = ({ until }: Seat, day: Day): Day => (until === null || until > day ? '9999' : until)

const standingFrom = (
  person: PersonFacts,
  requirement: Requirement,
  seats: readonly Seat[],
  set: readonly DueDate[],
  day: Day,
  rules: Rules
): Standing | null => {
  const seat = placeOn(seats, day)
  if (!seat) return null
  const { organisationId, role, heldSince, term, until } = seat
  const counted = countedOn(term, day)
  const hasLeft = until !== null && until <= day
  const state = hasLeft ? 'left' : stateOn(person, requirement, seat, set, counted, day)
  return {
    organisationId,
    role,
    heldSince,
    stratum: stratumOf(rules.strata, fieldOn(person, organisationId, hasLeft ? daysAfter(until, -1) : day), role) ?? NO_STRATUM,
    state,
    isFlagged: state === 'outstanding' && requirement.severity === 'should',
    dueOn: dueOnOf(term.dueOn, set, day),
    dueFrom: term.dueFrom,
    counted
  }
}

const stateOn = (
  person: PersonFacts,
  requirement: Requirement,
  { term }: Seat,
  set: readonly DueDate[],
  counted: Counted,
  day: Day
): State => {
  if (isExempt(person, requirement, day)) return 'exempt'
  if (isMet(person, requirement, counted)) return 'covered'
  return (term.dueFrom !== null && term.dueFrom > day) || givesTimeOn(set, day) ? 'notYetDue' : 'outstanding'
}

const isExempt = ({ exemptions }: PersonFacts, { code }: Requirement, day: Day): boolean =>
  exemptions.some(exemption => (exemption.requirement ?? code) === code && contains(exemption, day))

const isMet = (person: PersonFacts, requirement: Requirement, counted: Counted): boolean =>
  requirement.conditions.every(measures => measures.some(measure => haveOf(person, measure, counted) >= needOf(measure, counted)))

const haveOf = ({ credits, completions }: PersonFacts, measure: Measure, counted: Counted): number =>
  measure.counts === 'completions'
    ? completions.filter(completion => isCompletion(measure, completion, counted)).length
    : credits.filter(credit => isCredit(measure, credit, counted)).reduce((sum, credit) => sum + amountOf(measure, credit), 0)

const amountOf = ({ counts }: Measure, { centiCredits, halfDays }: Credit): number =>
  counts === 'halfDays' ? halfDays : centiCredits

/** Whether an entry of the ledger counts towards a measure, both days included. */
export const isCredit = (
  { counts, sources }: Measure,
  { earnedOn, source }: Pick<Credit, 'earnedOn' | 'source'>,
  { from, until }: Counted
): boolean => counts !== 'completions' && earnedOn >= from && earnedOn <= until && isAmong(sources, source)

/** Whether a cohort counts towards a measure, both days included. */
export const isCompletion = (
  { counts, kinds, organiserLevels }: Measure,
  { completedOn, isCompleted, kind, organiserLevel }: Completion,
  { from, until }: Counted
): boolean =>
  counts === 'completions' &&
  isCompleted &&
  completedOn >= from &&
  completedOn <= until &&
  isAmong(kinds, kind) &&
  isAmong(organiserLevels, organiserLevel)

const isAmong = (wanted: readonly string[] | undefined, word: string): boolean => !wanted || wanted.includes(word)

/** The days of the period on which anything can change, the first day included. */
const changesOf = (
  person: PersonFacts,
  requirement: Requirement,
  seats: readonly Seat[],
  set: readonly DueDate[],
  period: number
): Day[] => {
  const first = firstDayOf(period)
  const next = firstDayOf(period + 1)
  const days = new Set([first])
  const add = (day: Day | null) => {
    if (day !== null && day > first && day < next) days.add(day)
  }
  const addBoth = ({ from, until }: During) => {
    add(from)
    add(until)
  }
  for (const seat of seats) {
    addBoth(seat)
    add(seat.term.dueFrom)
  }
  for (const exemption of person.exemptions)
    if ((exemption.requirement ?? requirement.code) === requirement.code) addBoth(exemption)
  for (const dueDate of set) addBoth(dueDate)
  for (const { earnedOn } of person.credits) add(earnedOn)
  for (const { completedOn } of person.completions) add(completedOn)
  for (const field of person.fields) add(field.from)
  return [...days].toSorted()
}

const contains = ({ from, until }: During, day: Day): boolean => from <= day && (until === null || until > day)

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0)
