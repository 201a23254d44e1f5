import { Type } from 'typebox'
import { day, done, id, instant, oneOf, orNull, shape, text } from '../../http/contract.ts'
import { FILED, STAGES, STEPS } from './rules.ts'

const byCohort = shape({ cohortId: id })
const why = orNull(Type.String({ maxLength: 500 }))
const document = orNull(Type.String({ maxLength: 120 }))

export const stage = oneOf(STAGES)

export const steps = {
  'GET /cohorts/:cohortId/life': {
    says: 'The life of a cohort: the steps taken with who, when and why, the step that comes next, and for each other step whether it can be taken or why not.',
    permission: 'cohorts.read',
    params: byCohort,
    reply: shape({
      stage,
      today: day,
      /** Whether the policy pack wants approval before publication. */
      needsApproval: Type.Boolean(),
      taken: Type.Array(
        shape({
          step: oneOf(['setUp', 'published', 'derogated', 'closed', ...STEPS] as const),
          at: instant,
          by: orNull(Type.String()),
          reason: orNull(Type.String()),
          document: orNull(Type.String()),
          /** Of a postponement. */
          days: orNull(Type.Integer())
        })
      ),
      /** What whoever manages it does next; null: nothing but days, or an approver, brings it on. */
      next: orNull(oneOf(['published', 'closing', ...STEPS] as const)),
      offers: Type.Array(
        shape({
          step: oneOf(['published', ...STEPS] as const),
          /** Whether the asker may take it now. */
          may: Type.Boolean(),
          /** Why nobody can take it now; null where it can be taken. */
          whyNotZh: orNull(Type.String()),
          whyNotEn: orNull(Type.String())
        })
      ),
      /** What is filed with it; asked for once it is closed. */
      filed: Type.Array(shape({ what: oneOf(FILED), count: Type.Integer({ minimum: 0 }) }))
    })
  },
  'POST /cohorts/:cohortId/steps': {
    says: 'Takes a step: submits for approval or recalls that, opens or closes enrolment, calls the cohort off, archives it.',
    permission: 'cohorts.manage',
    params: byCohort,
    body: shape({
      step: oneOf(['planned', 'recalled', 'enrolmentOpened', 'enrolmentClosed', 'cancelled', 'archived'] as const),
      reason: why,
      document
    }),
    reply: shape({ stage })
  },
  'POST /cohorts/:cohortId/approval': {
    says: 'Approves a cohort that was submitted, or returns it with a reason; by an approver of its level or above, not by whoever submitted it.',
    permission: 'cohorts.approve',
    params: byCohort,
    body: shape({ isApproved: Type.Boolean(), reason: why, document }),
    reply: done
  },
  'POST /cohorts/:cohortId/postponement': {
    says: 'Moves what lies ahead, and the days of the cohort, by whole days in one act; conflicts are refused as anywhere.',
    permission: 'cohorts.manage',
    params: byCohort,
    body: shape({ days: Type.Integer({ minimum: 1, maximum: 366 }), reason: text(500), document }),
    /** `apart`: of the lessons moved, those that were taught together with other cohorts and are taught alone from now on. */
    reply: shape({ moved: Type.Integer({ minimum: 0 }), apart: Type.Integer({ minimum: 0 }), startsOn: day, endsOn: day })
  }
} as const
