import { Type } from 'typebox'
import { verdict } from '../cohorts/contents/contract.ts'
import { WHYS } from './rules.ts'
import { centiCredits, day, id, instant, minuteOfDay, minutes, oneOf, orNull, shape } from '../http/contract.ts'

const byCohort = shape({ cohortId: id })
const count = Type.Integer({ minimum: 0 })

const lesson = {
  id,
  title: Type.String(),
  heldOn: day,
  fromMinute: minuteOfDay,
  untilMinute: minuteOfDay
}

/** The share of core theory in the counted minutes as they were held, and the cheapest repairs. */
const balance = {
  category: Type.String(),
  part: Type.Integer(),
  whole: Type.Integer(),
  inCategory: minutes,
  all: minutes,
  isThirdMet: Type.Boolean(),
  minutesToConvert: minutes,
  minutesToAdd: minutes
}

const derogation = {
  derogationReason: orNull(Type.String()),
  derogationDocument: orNull(Type.String()),
  derogatedAt: orNull(instant),
  derogatedBy: orNull(Type.String())
}

const person = shape({
  enrolmentId: id,
  number: count,
  name: Type.String(),
  unitAndPost: Type.String(),
  total: centiCredits,
  earned: centiCredits,
  leave: centiCredits,
  absent: centiCredits,
  isCompleted: Type.Boolean(),
  /** Of electives, in minutes: completed, and still to be completed. */
  electiveMinutes: minutes,
  toComplete: minutes,
  why: oneOf(WHYS)
})

export const contract = {
  'GET /cohorts/:cohortId/close-out': {
    says: 'What a close-out would rest on and what stands in its way; for a closed cohort, what it came to.',
    permission: 'cohorts.read',
    params: byCohort,
    reply: shape({
      id,
      name: Type.String(),
      organisationName: Type.String(),
      startsOn: day,
      endsOn: day,
      supervisorName: orNull(Type.String()),
      isPublished: Type.Boolean(),
      publishedAt: orNull(instant),
      publishedBy: orNull(Type.String()),
      isClosed: Type.Boolean(),
      isCancelled: Type.Boolean(),
      closedAt: orNull(instant),
      closedBy: orNull(Type.String()),
      mayClose: Type.Boolean(),
      mayDerogate: Type.Boolean(),
      /** Who of the levels above may sign a derogation. */
      approvers: Type.Array(shape({ name: Type.String(), organisationName: Type.String() })),
      obstacles: Type.Array(
        oneOf([
          'cancelled',
          'not-published',
          'already-closed',
          'lessons-unsettled',
          'window-open',
          'roll-call-missing',
          'held-core-third-short',
          'held-contents-short'
        ])
      ),
      /** The last day on which a lesson is still open for studying. */
      openUntil: orNull(day),
      lessons: count,
      held: count,
      notHeld: Type.Array(
        shape({
          ...lesson,
          counts: Type.Boolean(),
          minutes,
          coreMinutes: minutes,
          reason: orNull(Type.String())
        })
      ),
      unsettled: Type.Array(shape(lesson)),
      /** Counted lessons that were held, for which somebody with a seat has no mark; all of them: the roll was not called. */
      unmarked: Type.Array(shape({ ...lesson, unmarked: count, isWithoutRollCall: Type.Boolean() })),
      /** Online lessons: who completed them and who has not yet. */
      online: Type.Array(
        shape({
          id,
          title: Type.String(),
          minutes,
          /** Then only those who chose it are named. */
          isElective: Type.Boolean(),
          completed: count,
          people: Type.Array(shape({ number: count, name: Type.String(), isCompleted: Type.Boolean() }))
        })
      ),
      ...balance,
      /** What the other rules of the pack say of what was held. */
      verdicts: Type.Array(verdict),
      ...derogation,
      /** Absence and leave together may come to this part of the total. */
      completionPart: Type.Integer(),
      completionWhole: Type.Integer(),
      policyNumber: Type.Integer(),
      /** Half-days with a counted lesson that was held. */
      halfDays: count,
      total: centiCredits,
      mayBeMissed: centiCredits,
      /** Minutes of electives each of them has to complete. */
      electiveMinutes: minutes,
      people: Type.Array(person)
    })
  },
  'POST /cohorts/:cohortId/closing': {
    says: 'Closes a cohort: posts credit with its evidence and who completed, in one transaction.',
    permission: 'cohorts.close',
    params: byCohort,
    reply: shape({ completed: count, notCompleted: count, entries: count, centiCredits })
  },
  'GET /derogations': {
    says: 'Cohorts of the levels below that are short of core theory as held and not closed, and those with a derogation.',
    permission: 'cohorts.derogate',
    reply: shape({
      cohorts: Type.Array(
        shape({
          cohortId: id,
          name: Type.String(),
          organisationName: Type.String(),
          startsOn: day,
          endsOn: day,
          isClosed: Type.Boolean(),
          unsettled: count,
          ...balance,
          /** Another rule of the pack that must be kept and was not. */
          breach: orNull(shape({ zh: Type.String(), en: Type.String() })),
          ...derogation,
          notHeld: Type.Array(shape({ ...lesson, minutes, coreMinutes: minutes, reason: orNull(Type.String()) }))
        })
      )
    })
  }
} as const
