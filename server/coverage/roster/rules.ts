/**
 * 应训名册: who is on the roster of a requirement in a year, where, and which training counts there.
 *
 * On it is who holds one of its roles, or is at one of its stages of membership; where it names fields, only while that post or membership is
 * in an organisation of one of them. An organisation that is no longer in the tree on a day, or not yet, has the field it was last known by
 * before, else its first. Whether an appointment or a time at a stage is unbroken does not depend on the field.
 *
 * What counts, how much of it is asked, and from when it is due:
 *   a calendar year      from 1 January; due from 1 January, but who takes one of the roles for the first time ever is given the pack's
 *                        months of grace from that first day
 *   每 5 年, fixed        from the first day of the cycle; asked is the whole × the years begun ÷ the years of the cycle, rounded up, in the third
 *                        year of five 550 × 3 ÷ 5 = 330; due as in a calendar year
 *   每 5 年, rolling      from the first day of the fourth year before this one; asked is the whole; due as in a calendar year
 *   任职后 N 个月内        from the appointment, or so many months before it; due N months after it. An appointment is the first day of an
 *                        unbroken time in the roles: a transfer from one post to the next without a day between is none. On the roster in
 *                        the years in which the appointment or the due date falls
 *   春训、冬训             from the first day of the season to its last, both included; due from the first, to be met by the last. A season over
 *                        New Year is the year's in which it ends. Who was nowhere on the roster on any day of it is not on the year's; who
 *                        was, stays on it however often they move
 *   自成为发展对象起        from the first day of the unbroken time at the stages, in whatever branch; due from that day
 *   转正后 N 个月内         from the first day of probation; due N months after the day of full membership, and as long as that day is not known,
 *                        a probation of one year is assumed. Full members are on it until the year in which it falls due is over; of whom no
 *                        probation is known, that is long past
 *
 * A due date set by hand (个别到期日) gives a person more time. It belongs to the appointment, or the probation, that was the last to begin when
 * it was set, and keeps that one on the roster of every year it reaches into; of a season, what is earned up to that day counts.
 */
import { hasOwnDate, type Measure, type Requirement } from '../../policies/requirements/rules.ts'
import { monthsAfter, yearOf, type Day } from '../../time/dates.ts'
import { firstDayOf, lastDayOf } from '../period.ts'
import type { DueDate, During, Field, Membership, PersonFacts, Post } from '../personFacts.ts'
import { countsUntilOf, setFor } from './dueDates.ts'

/** Which training counts, which part of the whole is asked, and from when. */
export type Term = {
  countsFrom: Day
  /** The last day on which training counts; null while it goes on. */
  countsUntil: Day | null
  part: number
  whole: number
  /** Before this day nobody is outstanding; null: from the first day on. */
  dueFrom: Day | null
  /** The individual due date, if there is one. */
  dueOn: Day | null
}

/** What counts on a day: both days included, and the part of the whole that is asked. */
export type Counted = { from: Day; until: Day; part: number; whole: number }

/** A time on the roster, at one place. */
export type Seat = During & {
  id: number
  organisationId: number
  role: string
  isMain: boolean
  /** The first day of that post or membership. */
  heldSince: Day
  term: Term
}

export const seatsOf = (person: PersonFacts, requirement: Requirement, period: number, graceMonths: number): Seat[] => {
  const set = setFor(person, requirement, period)
  const held = requirement.stages
    ? memberSeats(person, requirement.stages, requirement, set, period)
    : postSeats(person, requirement, set, period, graceMonths)
  const seats = requirement.fields ? held.flatMap(seat => within(requirement.fields!, person.fields, seat)) : held
  if (!takesPart(seats, requirement, period)) return []
  const [first, next] = [firstDayOf(period), firstDayOf(period + 1)]
  return seats.filter(({ from, until }) => from < next && (until === null || until > first))
}

export const countedOn = ({ countsFrom, countsUntil, part, whole }: Term, day: Day): Counted => ({
  from: countsFrom,
  until: countsUntil !== null && countsUntil < day ? countsUntil : day,
  part,
  whole
})

/** What is asked of a measure by now. */
export const needOf = ({ atLeast }: Measure, { part, whole }: Pick<Term, 'part' | 'whole'>): number =>
  Math.ceil((atLeast * part) / whole)

/** By when it has to be met: the individual due date as long as it lies ahead or is the only one, else the end of the period. */
export const deadlineOf = (requirement: Requirement, { dueOn }: { dueOn: Day | null }, day: Day): Day =>
  dueOn && (hasOwnDate(requirement) || dueOn > day) ? dueOn : lastDayOf(yearOf(day))

/** The day by which everyone on the roster of the year is to have met it; null where each has a day of their own, or it is due at once. */
export const closesOn = (
  { monthsAfterAppointment, monthsAfterFullMembership, sinceStage, season }: Requirement,
  period: number
) =>
  monthsAfterAppointment || monthsAfterFullMembership || sinceStage
    ? null
    : season
      ? seasonOf(season, period).last
      : lastDayOf(period)

/** The first and the last year that count for a cycle, with this one in it. */
export const yearsOf = ({ years, from }: NonNullable<Requirement['cycle']>, period: number): { first: number; last: number } => {
  const first = from === undefined ? period - years + 1 : period - ((((period - from) % years) + years) % years)
  return { first, last: first + years - 1 }
}

/** The first and the last day of the season that is this year's. */
export const seasonOf = ({ from, until }: NonNullable<Requirement['season']>, period: number): { first: Day; last: Day } => ({
  first: `${from > until ? period - 1 : period}-${from}`,
  last: `${period}-${until}`
})

/** The term that is alike for all. */
const termOf = ({ cycle, season }: Requirement, set: readonly DueDate[], period: number, graceEnds: Day | null): Term => {
  const all = { part: 1, whole: 1 }
  if (season) {
    const { first, last } = seasonOf(season, period)
    return { countsFrom: first, countsUntil: countsUntilOf(last, set), ...all, dueFrom: first, dueOn: last }
  }
  const term = { countsUntil: null, dueFrom: graceEnds, dueOn: graceEnds }
  if (!cycle) return { countsFrom: firstDayOf(period), ...all, ...term }
  const { first } = yearsOf(cycle, period)
  const asked = cycle.from === undefined ? all : { part: period - first + 1, whole: cycle.years }
  return { countsFrom: firstDayOf(first), ...asked, ...term }
}

const termFrom = (countsFrom: Day, dueOn: Day | null): Term => ({
  countsFrom,
  countsUntil: null,
  part: 1,
  whole: 1,
  dueFrom: dueOn,
  dueOn
})

const memberSeats = (
  { memberships }: PersonFacts,
  stages: readonly string[],
  wanted: Requirement,
  set: readonly DueDate[],
  period: number
): Seat[] => {
  const held = memberships.filter(({ stage }) => stages.includes(stage)).toSorted(byFirstDay)
  const termsOf = wanted.sinceStage
    ? sinceStage(held)
    : wanted.monthsAfterFullMembership
      ? afterFullMembership(held, wanted.monthsAfterFullMembership, set, period)
      : () => termOf(wanted, set, period, null)
  return held.flatMap(membership => {
    const term = termsOf(membership)
    const { organisationId, stage, from, until } = membership
    return term ? { id: 0, organisationId, role: roleAt(stage), isMain: true, heldSince: from, term, from, until } : []
  })
}

/** Members are members; whoever is not yet one goes by the stage. */
const roleAt = (stage: string): string => (stage === 'full' || stage === 'probationary' ? 'member' : stage)

const sinceStage = (held: readonly Membership[]) => {
  const begun = spellsOf(held)
  return ({ from }: Membership): Term =>
    termFrom(
      begun.findLast(first => first <= from)!,
      null
    )
}

const afterFullMembership = (held: readonly Membership[], months: number, set: readonly DueDate[], period: number) => {
  const begun = spellsOf(held.filter(({ stage }) => stage === 'probationary'))
  return ({ stage, from }: Membership): Term | null => {
    const at = begun.findLastIndex(first => first <= from)
    if (at < 0) return null
    const [first, next] = [begun[at]!, begun[at + 1] ?? '9999']
    const full = held.find(each => each.stage === 'full' && each.from >= first && each.from < next)
    const dueOn = monthsAfter(full?.from ?? monthsAfter(first, 12), months)
    return stage === 'full' && period > yearOf(dueOn) && !belongsTo(set, begun, first) ? null : termFrom(first, dueOn)
  }
}

const postSeats = (
  { posts }: PersonFacts,
  wanted: Requirement,
  set: readonly DueDate[],
  period: number,
  graceMonths: number
): Seat[] => {
  const held = posts.filter(({ role }) => wanted.roles!.includes(role)).toSorted(byFirstDay)
  if (!held.length) return []
  const term = wanted.monthsAfterAppointment ? null : termOf(wanted, set, period, monthsAfter(held[0]!.from, graceMonths))
  const appointments = term ? [] : spellsOf(held)
  return held.flatMap(({ postId, organisationId, role, isMain, from, until }) => {
    const seat = { id: postId, organisationId, role, isMain, heldSince: sinceOf(held, postId), from, until }
    if (term) return { ...seat, term }
    const appointedOn = appointments.findLast(appointment => appointment <= from)!
    const dueOn = monthsAfter(appointedOn, wanted.monthsAfterAppointment!)
    const countsFrom = wanted.monthsBefore ? monthsAfter(appointedOn, -wanted.monthsBefore) : appointedOn
    const isAsked = yearOf(appointedOn) === period || yearOf(dueOn) === period || belongsTo(set, appointments, appointedOn)
    return isAsked ? { ...seat, term: termFrom(countsFrom, dueOn) } : []
  })
}

/** Whether one of these due dates was set for the time that began on a day. */
const belongsTo = (set: readonly DueDate[], begun: readonly Day[], first: Day): boolean =>
  set.some(({ from }) => begun.findLast(day => day <= from) === first)

/** A post keeps its age when only a detail of it changed: its facts carry one id. */
const sinceOf = (held: readonly Post[], postId: number): Day => held.find(post => post.postId === postId)!.from

/** The first day of each unbroken time; `held` begins with the earliest. */
const spellsOf = (held: readonly During[]): Day[] => {
  const spells: Day[] = []
  let until: Day | null = ''
  for (const each of held) {
    if (until !== null && each.from > until) spells.push(each.from)
    if (until !== null && (each.until === null || each.until > until)) until = each.until
  }
  return spells
}

/** The parts of a seat during which its place had one of the fields. */
const within = (fields: readonly string[], known: readonly Field[], seat: Seat): Seat[] => {
  const facts = fieldsOf(known, seat.organisationId)
  return facts.flatMap(({ field }, i) => {
    if (!fields.includes(field)) return []
    const from = i > 0 && facts[i]!.from > seat.from ? facts[i]!.from : seat.from
    const next = facts[i + 1]?.from ?? null
    const until = next !== null && (seat.until === null || next < seat.until) ? next : seat.until
    return until === null || from < until ? { ...seat, from, until } : []
  })
}

const fieldsOf = (known: readonly Field[], organisationId: number): Field[] =>
  known.filter(fact => fact.organisationId === organisationId).toSorted(byFirstDay)

/** An organisation keeps the field it had last when it is gone, and has its first one before it is there. */
export const fieldOn = ({ fields }: PersonFacts, organisationId: number, day: Day): string => {
  const known = fieldsOf(fields, organisationId)
  return (known.findLast(({ from }) => from <= day) ?? known[0])?.field ?? ''
}

/** Whether a season concerns somebody at all. */
const takesPart = (seats: readonly Seat[], { season }: Requirement, period: number): boolean => {
  if (!season) return true
  const { first, last } = seasonOf(season, period)
  return seats.some(({ from, until }) => from <= last && (until === null || until > first))
}

const byFirstDay = (one: { from: Day }, other: { from: Day }): number =>
  one.from < other.from ? -1 : one.from > other.from ? 1 : 0
