/** Due dates set by hand for one requirement, as far as they reach into a year. */
import type { Requirement } from '../../policies/requirements/rules.ts'
import type { Day } from '../../time/dates.ts'
import { firstDayOf } from '../period.ts'
import type { DueDate, PersonFacts } from '../personFacts.ts'

/** Those of which a day, or the end, falls in the year. */
export const setFor = ({ dueDates }: PersonFacts, { code }: Requirement, period: number): DueDate[] =>
  dueDates.filter(
    ({ requirement, from, until }) => requirement === code && from < firstDayOf(period + 1) && until >= firstDayOf(period)
  )

/** Whether one of them gives time on a day. */
export const givesTimeOn = (set: readonly DueDate[], day: Day): boolean =>
  set.some(({ from, until }) => from <= day && day < until)

/** The individual due date on a day: the latest of the derived one and of those that were set by then and not withdrawn. */
export const dueOnOf = (derived: Day | null, set: readonly DueDate[], day: Day): Day | null =>
  latestOf(
    derived,
    set.flatMap(({ from, until, dueOn }) => (from <= day && (day < until || until === dueOn) ? dueOn : []))
  )

/** What is earned up to the day that was set counts, where otherwise less would. */
export const countsUntilOf = (last: Day, set: readonly DueDate[]): Day =>
  latestOf(
    last,
    set.map(({ until }) => until)
  )!

const latestOf = (first: Day | null, others: readonly Day[]): Day | null =>
  others.reduce<Day | null>((latest, day) => (latest === null || day > latest ? day : latest), first)
