/**
 * 应训状态: where a person stands on a requirement, on any day of its period.
 *
 * The period is the calendar year. On the roster of a requirement is everyone who holds one of its roles, or is at one of its stages of
 * membership. Everyone who was on it on any day of the period, up to the day asked about, is counted exactly once, in one of five states;
 * the first that applies:
 *   left         was on the roster in this period and no longer is: stays until the period's end, at the last place; who comes back is
 *                counted as before
 *   exempt       an exemption from this requirement, or from all, covers the day (免训)
 *   covered      every condition is met, each by any of its measures, by what was earned from the first day of the period up to and
 *                including the day (已训)
 *   notYetDue    not met, and an individual due date is still to come: strictly later than the day (未到期)
 *   outstanding  not met; flagged where the requirement only says "should" (未训)
 * 应训 due = covered + outstanding. A requirement of the calendar year is due from its first day; only who takes one of its roles for
 * the first time ever is given the pack's months of grace, counted from that first day in office.
 *
 * A requirement that begins with an appointment (任职后半年内) has a due date for each appointment: its day plus so many months. An appointment
 * is the first day of an unbroken time in the roles; a transfer from one post to the next without a day between is none. The person is
 * on this roster in the calendar years in which the appointment or the due date falls, and training counts from the appointment on.
 *
 * Counting place: for members the branch that holds the membership (组织关系); for posts the main post if it carries one of the
 * requirement's roles, else the longest held of those that do. So a person stands in one unit only, and units add up to their parent.
 * The stratum follows from the field of that place on that day and the role held there; for who has left, from those of the last day.
 * An organisation that is no longer in the tree on a day, or not yet, is taken as it was last known before, else as it was first.
 *
 * 以上, 不少于 include the number. Coverage rate = covered ÷ due, rounded half up at its first decimal; nothing short of everybody is 100.
 */
import { stratumOf, type Measure, type Pack, type Requirement } from '../policies/rules.ts'
import { daysAfter, monthsAfter, yearOf, type Day } from '../time/dates.ts'

/** In the order in which they are added up everywhere. */
export const STATES = ['covered', 'outstanding', 'notYetDue', 'exempt', 'left'] as const
export type State = (typeof STATES)[number]

/** Where no stratum of the pack fits the field and the role. */
export const NO_STRATUM = 'none'

type During = { from: Day; until: Day | null }
export type Post = During & { postId: number; role: string; organisationId: number; isMain: boolean }
export type Membership = During & { organisationId: number; stage: string }
export type Exemption = During & { requirement: string | null }
export type Credit = { earnedOn: Day; source: string; centiCredits: number }
export type Completion = { completedOn: Day; isCompleted: boolean; kind: string; organiserLevel: string }
/** The field of an organisation while it had it. */
export type Field = During & { organisationId: number; field: string }

/** Everything known of a person that a standing rests on. */
export type PersonFacts = {
  posts: readonly Post[]
  memberships: readonly Membership[]
  exemptions: readonly Exemption[]
  credits: readonly Credit[]
  completions: readonly Completion[]
  fields: readonly Field[]
}

export type Rules = Pick<Pack, 'graceMonths' | 'strata'>

/** What a requirement asks and how far it is met; centi-credits, or completed cohorts. */
export type Condition = { measure: Measure; have: number; need: number; isMet: boolean }

export type Standing = {
  organisationId: number
  role: string
  /** The first day of that post or membership. */
  heldSince: Day
  stratum: string
  state: State
  isFlagged: boolean
  /** The individual due date, if there is one. */
  dueOn: Day | null
  /** The first day from which training counts. */
  countsFrom: Day
}

export type Stretch = { organisationId: number; stratum: string; state: State; isFlagged: boolean; from: Day; until: Day }

export const firstDayOf = (period: number): Day => `${period}-01-01`
export const lastDayOf = (period: number): Day => `${period}-12-31`

/** The stretches of one period, from the first day on the roster to the period's end; they break only where something changes. */
export const standingsOf = (person: PersonFacts, requirement: Requirement, period: number, rules: Rules): Stretch[] => {
  const seats = seatsOf(person, requirement, period, rules)
  if (!seats.length) return []
  const days = changesOf(person, requirement, seats, period)
  const stretches: Stretch[] = []
  days.forEach((from, i) => {
    const standing = standingFrom(person, requirement, seats, from, rules)
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
export const standingOn = (person: PersonFacts, requirement: Requirement, day: Day, rules: Rules): Standing | null =>
  standingFrom(person, requirement, seatsOf(person, requirement, yearOf(day), rules), day, rules)

/** Each condition with the measure that is nearest to being met. */
export const conditionsOn = (person: PersonFacts, requirement: Requirement, countsFrom: Day, day: Day): Condition[] =>
  requirement.conditions.map(measures =>
    measures
      .map(measure => {
        const have = haveOf(person, measure, countsFrom, day)
        return { measure, have, need: measure.atLeast, isMet: have >= measure.atLeast }
      })
      .reduce((best, next) => (next.have * best.need > best.have * next.need ? next : best))
  )

/** By when it has to be met: the individual due date as long as it lies ahead or is the only one, else the end of the period. */
export const deadlineOf = (requirement: Requirement, standing: Standing, day: Day): Day =>
  standing.dueOn && (requirement.monthsAfterAppointment || standing.dueOn > day) ? standing.dueOn : lastDayOf(yearOf(day))

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

/** A time on the roster, at one place. */
type Seat = During & {
  id: number
  organisationId: number
  role: string
  isMain: boolean
  heldSince: Day
  countsFrom: Day
  dueOn: Day | null
}

const seatsOf = (person: PersonFacts, requirement: Requirement, period: number, rules: Rules): Seat[] => {
  const first = firstDayOf(period)
  const next = firstDayOf(period + 1)
  const seats = requirement.stages
    ? memberSeats(person, requirement.stages, first)
    : postSeats(person, requirement, period, rules)
  return seats.filter(({ from, until }) => from < next && (until === null || until > first))
}

const memberSeats = ({ memberships }: PersonFacts, stages: readonly string[], first: Day): Seat[] =>
  memberships
    .filter(({ stage }) => stages.includes(stage))
    .map(({ organisationId, from, until }) => ({
      id: 0,
      organisationId,
      role: 'member',
      isMain: true,
      heldSince: from,
      countsFrom: first,
      dueOn: null,
      from,
      until
    }))

const postSeats = ({ posts }: PersonFacts, requirement: Requirement, period: number, { graceMonths }: Rules): Seat[] => {
  const held = posts.filter(({ role }) => requirement.roles!.includes(role)).toSorted((a, b) => compare(a.from, b.from))
  if (!held.length) return []
  const months = requirement.monthsAfterAppointment
  const graceEnds = months ? null : monthsAfter(held[0]!.from, graceMonths)
  const appointments = months ? appointmentsOf(held) : []
  return held.flatMap(({ postId, organisationId, role, isMain, from, until }) => {
    const seat = { id: postId, organisationId, role, isMain, heldSince: sinceOf(held, postId), from, until }
    if (!months) return { ...seat, countsFrom: firstDayOf(period), dueOn: graceEnds }
    const appointedOn = appointments.findLast(appointment => appointment <= from)!
    const dueOn = monthsAfter(appointedOn, months)
    return yearOf(appointedOn) === period || yearOf(dueOn) === period ? { ...seat, countsFrom: appointedOn, dueOn } : []
  })
}

/** A post keeps its age when only a detail of it changed: its facts carry one id. */
const sinceOf = (held: readonly Post[], postId: number): Day => held.find(post => post.postId === postId)!.from

/** The first day of each unbroken time in office; `held` begins with the earliest. */
const appointmentsOf = (held: readonly Post[]): Day[] => {
  const appointments: Day[] = []
  let until: Day | null = ''
  for (const post of held) {
    if (until !== null && post.from > until) appointments.push(post.from)
    if (until !== null && (post.until === null || post.until > until)) until = post.until
  }
  return appointments
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
  day: Day,
  rules: Rules
): Standing | null => {
  const seat = placeOn(seats, day)
  if (!seat) return null
  const { organisationId, role, heldSince, dueOn, countsFrom, until } = seat
  const hasLeft = until !== null && until <= day
  const state = hasLeft ? 'left' : stateOn(person, requirement, seat, day)
  return {
    organisationId,
    role,
    heldSince,
    stratum: stratumOf(rules.strata, fieldOn(person, organisationId, hasLeft ? daysAfter(until, -1) : day), role) ?? NO_STRATUM,
    state,
    isFlagged: state === 'outstanding' && requirement.severity === 'should',
    dueOn,
    countsFrom
  }
}

const stateOn = (person: PersonFacts, requirement: Requirement, { countsFrom, dueOn }: Seat, day: Day): State => {
  if (isExempt(person, requirement, day)) return 'exempt'
  if (isMet(person, requirement, countsFrom, day)) return 'covered'
  return dueOn !== null && dueOn > day ? 'notYetDue' : 'outstanding'
}

const isExempt = ({ exemptions }: PersonFacts, { code }: Requirement, day: Day): boolean =>
  exemptions.some(exemption => (exemption.requirement ?? code) === code && contains(exemption, day))

const isMet = (person: PersonFacts, requirement: Requirement, from: Day, day: Day): boolean =>
  requirement.conditions.every(measures => measures.some(measure => haveOf(person, measure, from, day) >= measure.atLeast))

const haveOf = (person: PersonFacts, measure: Measure, from: Day, day: Day): number =>
  measure.counts === 'credit'
    ? person.credits
        .filter(credit => isCredit(measure, credit, from, day))
        .reduce((sum, { centiCredits }) => sum + centiCredits, 0)
    : person.completions.filter(completion => isCompletion(measure, completion, from, day)).length

/** Whether an entry of the ledger counts towards a measure, both days included. */
export const isCredit = (
  measure: Measure,
  { earnedOn, source }: Pick<Credit, 'earnedOn' | 'source'>,
  from: Day,
  day: Day
): boolean => measure.counts === 'credit' && earnedOn >= from && earnedOn <= day && isAmong(measure.sources, source)

/** Whether a cohort counts towards a measure, both days included. */
export const isCompletion = (
  measure: Measure,
  { completedOn, isCompleted, kind, organiserLevel }: Completion,
  from: Day,
  day: Day
): boolean =>
  measure.counts === 'completions' &&
  isCompleted &&
  completedOn >= from &&
  completedOn <= day &&
  isAmong(measure.kinds, kind) &&
  isAmong(measure.organiserLevels, organiserLevel)

const isAmong = (wanted: readonly string[] | undefined, word: string): boolean => !wanted || wanted.includes(word)

/** An organisation keeps the field it had last when it is gone, and has its first one before it is there. */
const fieldOn = ({ fields }: PersonFacts, organisationId: number, day: Day): string => {
  const known = fields.filter(fact => fact.organisationId === organisationId).toSorted((a, b) => compare(a.from, b.from))
  return (known.findLast(({ from }) => from <= day) ?? known[0])?.field ?? ''
}

/** The days of the period on which anything can change, the first day included. */
const changesOf = (person: PersonFacts, requirement: Requirement, seats: readonly Seat[], period: number): Day[] => {
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
    add(seat.dueOn)
  }
  for (const exemption of person.exemptions)
    if ((exemption.requirement ?? requirement.code) === requirement.code) addBoth(exemption)
  for (const { earnedOn } of person.credits) add(earnedOn)
  for (const { completedOn } of person.completions) add(completedOn)
  for (const field of person.fields) add(field.from)
  return [...days].toSorted()
}

const contains = ({ from, until }: During, day: Day): boolean => from <= day && (until === null || until > day)

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0)
