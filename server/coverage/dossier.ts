import type { Db } from '../database/db.ts'
import { notFound } from '../http/refusals.ts'
import type { Day } from '../time/dates.ts'
import { askedBy } from './definitions.ts'
import { factsOf } from './facts.ts'
import {
  completionsOf,
  dueDatesOf,
  entriesOf,
  exemptionsOf,
  membershipsOf,
  personNamed,
  postsOf,
  stretchesOf,
  type DueDateLine
} from './person.ts'
import type { Question } from './question.ts'
import { firstDayOf } from './period.ts'
import type { PersonFacts } from './personFacts.ts'
import { deadlineOf } from './roster/rules.ts'
import { conditionsOn, isCompletion, isCredit, standingOn, type Condition, type Standing } from './rules.ts'

/** Where somebody stands on the day on every requirement whose roster holds them, the one asked about first. */
export const standingsOfDay = (
  facts: PersonFacts,
  { requirement, version, day }: Pick<Question, 'requirement' | 'version' | 'day'>
) =>
  [requirement, ...version.body.requirements.filter(({ code }) => code !== requirement.code)].flatMap(wanted => {
    const standing = standingOn(facts, wanted, day, version.body)
    if (!standing) return []
    const conditions = conditionsOn(facts, wanted, standing.counted)
    return { wanted, standing, conditions, dueOn: deadlineOf(wanted, standing, day) }
  })

export const asCondition = ({ measure, have, need, isMet }: Condition) => ({ counts: measure.counts, have, need, isMet })

/** One person with everything the standings rest on, as known at the time asked. */
export const dossierOf = async (db: Db, question: Question, personId: number) => {
  const { day, before, requirement } = question
  const person = await personNamed(db, personId, day, before)
  const facts = (await factsOf(db, [personId], before)).get(personId)
  if (!person || !facts) throw notFound()
  const standings = standingsOfDay(facts, question)
  const entries = await entriesOf(db, personId, ledgerBegins(standings, question), day, before)
  const completions = await completionsOf(db, personId, day, before)
  const stretches = await stretchesOf(db, personId, before)
  const dueDates = await dueDatesOf(db, personId, before)
  const placeFor = (code: string) =>
    stretches.find(stretch => stretch.requirement === code && stretch.from <= day && day < stretch.until)?.organisationName ?? ''
  return {
    person,
    posts: await postsOf(db, personId, before),
    memberships: await membershipsOf(db, personId, before),
    exemptions: await exemptionsOf(db, personId, before),
    dueDates,
    stretches: stretches
      .filter(stretch => stretch.requirement === requirement.code)
      .map(({ requirement: _code, organisationId: _place, ...stretch }) => stretch),
    requirements: standings.map(({ wanted, standing, conditions, dueOn }) => ({
      code: wanted.code,
      zh: wanted.zh,
      en: wanted.en,
      asks: askedBy(wanted),
      organisationName: placeFor(wanted.code),
      state: standing.state,
      isFlagged: standing.isFlagged,
      dueOn,
      dueDateId: givesTime(dueDates, wanted.code, standing, day)?.dueDateId ?? null,
      conditions: conditions.map(condition => ({
        ...asCondition(condition),
        entryIds: entries.filter(entry => isCredit(condition.measure, entry, standing.counted)).map(({ id }) => id),
        completionIds: completions.filter(done => isCompletion(condition.measure, done, standing.counted)).map(({ id }) => id)
      }))
    })),
    entries,
    completions
  }
}

/** The decision because of which somebody is not yet due; null where the requirement itself gives the time. */
const givesTime = (set: readonly DueDateLine[], code: string, { state, dueOn }: Standing, day: Day): DueDateLine | null =>
  (state === 'notYetDue' &&
    set.find(each => each.requirement === code && each.dueOn === dueOn && each.from <= day && day < each.until)) ||
  null

/** The ledger is shown from the first of January, or from the first day before it that counts for anything. */
const ledgerBegins = (standings: ReturnType<typeof standingsOfDay>, { period }: Question): Day =>
  standings.reduce((first, { standing: { counted } }) => (counted.from < first ? counted.from : first), firstDayOf(period))
