import type { Actor } from '../../http/actor.ts'
import { endpoints } from '../../http/endpoints.ts'
import type { ConstraintRefusals } from '../../http/errors.ts'
import { daysAfter, dayOf, minuteOf } from '../../time/dates.ts'
import { mark } from '../combined/queries.ts'
import { lockCohort } from '../life.ts'
import { approves, cohortToApprove, cohortToManage, cohortToRead, manages } from '../permissions.ts'
import { cohortById, lessonsOf, type Cohort } from '../queries.ts'
import { hold } from '../routes.ts'
import { steps } from './contract.ts'
import { addStep, factsFor, moveBy, submitterOf, takenIn } from './queries.ts'
import { BARRIERS, barred, enrolmentClosed, ownSubmission, reasonMissing } from './refusals.ts'
import { barrierTo, checklistOf, firstDayMoves, liesAhead, needsReason, nextStep, stageOf, STEPS, type Step } from './rules.ts'

export const constraints: ConstraintRefusals = {
  cohorts_cancelled: () => barred('cancelled'),
  cohorts_archived: () => barred('archived'),
  cohorts_not_closed: () => barred('not-closed'),
  cohorts_begun: () => barred('begun'),
  cohorts_enrolment_closed: enrolmentClosed
}

const trimmed = (text: string | null): string | null => text?.trim() || null

/** An approver answers; everything else is up to whoever manages the cohort. */
const takes = (actor: Actor, cohort: Cohort, step: Step | 'published'): boolean =>
  step === 'approved' || step === 'returned' ? approves(actor, cohort) : manages(actor, cohort)

export const stepRoutes = endpoints(steps, {
  'GET /cohorts/:cohortId/life': {
    permission: cohortToRead,
    answer: async ({ db, actor, found: cohort, now }) => {
      const { facts, filed } = await factsFor(db, cohort, now)
      const lessons = await lessonsOf(db, cohort.id)
      const today = dayOf(now)
      const next = nextStep(facts, today)
      return {
        stage: stageOf(cohort, today),
        today,
        needsApproval: facts.needsApproval,
        taken: await takenIn(db, cohort.id),
        next: manages(actor, cohort) ? next : null,
        offers: (['published', ...STEPS] as const).map(step => {
          const barrier = barrierTo(step, facts)
          const sentence = barrier && BARRIERS[barrier]
          return {
            step,
            may: barrier === null && takes(actor, cohort, step),
            whyNotZh: sentence?.zh ?? null,
            whyNotEn: sentence?.en ?? null
          }
        }),
        filed: cohort.isClosed
          ? checklistOf(filed, {
              lessons: lessons.length,
              isApproved: cohort.approval === 'approved',
              needsApproval: facts.needsApproval,
              isDerogated: cohort.derogationId !== null
            })
          : []
      }
    }
  },
  'POST /cohorts/:cohortId/steps': {
    permission: cohortToManage,
    answer: async ({ db, actor, found, body, now, note, announce }) => {
      const cohort = await lockCohort(db, found.id)
      const { step } = body
      const barrier = barrierTo(step, (await factsFor(db, cohort, now)).facts)
      if (barrier) throw barred(barrier)
      const [reason, document] = [trimmed(body.reason), trimmed(body.document)]
      if (needsReason(step) && !reason) throw reasonMissing()
      await addStep(db, { cohortId: cohort.id, kind: step, reason, document, accountId: actor.accountId }, now)
      note({ cohortId: cohort.id, step, reason, document }, cohort.organisationId)
      if (step === 'cancelled') await announce('cohortsCancelled', [cohort.id])
      return { stage: stageOf((await cohortById(db, cohort.id))!, dayOf(now)) }
    }
  },
  'POST /cohorts/:cohortId/approval': {
    permission: cohortToApprove,
    answer: async ({ db, actor, found, body, now, note }) => {
      const cohort = await lockCohort(db, found.id)
      const kind = body.isApproved ? 'approved' : 'returned'
      const barrier = barrierTo(kind, (await factsFor(db, cohort, now)).facts)
      if (barrier) throw barred(barrier)
      if ((await submitterOf(db, cohort.id)) === actor.accountId) throw ownSubmission()
      const [reason, document] = [trimmed(body.reason), trimmed(body.document)]
      if (needsReason(kind) && !reason) throw reasonMissing()
      await addStep(db, { cohortId: cohort.id, kind, reason, document, accountId: actor.accountId }, now)
      note({ cohortId: cohort.id, step: kind, reason, document }, cohort.organisationId)
      return { done: true }
    }
  },
  'POST /cohorts/:cohortId/postponement': {
    permission: cohortToManage,
    answer: async ({ db, actor, found, body, now, note, announce }) => {
      const cohort = await lockCohort(db, found.id)
      const barrier = barrierTo('postponed', (await factsFor(db, cohort, now)).facts)
      if (barrier) throw barred(barrier)
      const { days } = body
      const [today, minute] = [dayOf(now), minuteOf(now)]
      const lessons = await lessonsOf(db, cohort.id)
      const ahead = lessons.filter(lesson => liesAhead(lesson, today, minute)).map(({ id }) => id)
      // The cohorts that are not postponed are taught as announced: what was taught together with them is so no more.
      const marked = lessons.filter(({ id, combinedId }) => ahead.includes(id) && combinedId !== null)
      const apart = marked.filter(({ combinedWith }) => combinedWith.length).map(({ id }) => id)
      await mark(
        db,
        marked.map(({ id }) => id),
        null
      )
      const startsOn = firstDayMoves(cohort.startsOn, lessons, today, minute) ? daysAfter(cohort.startsOn, days) : cohort.startsOn
      const endsOn = daysAfter(cohort.endsOn, days)
      await moveBy(db, { cohortId: cohort.id, lessonIds: ahead, days, startsOn, endsOn })
      const step = { cohortId: cohort.id, reason: body.reason.trim(), document: trimmed(body.document), days }
      await addStep(db, { ...step, kind: 'postponed', accountId: actor.accountId }, now)
      note(
        { ...step, moved: ahead.length, apart, startsOn, endsOn, before: { startsOn: cohort.startsOn, endsOn: cohort.endsOn } },
        cohort.organisationId
      )
      await hold(db, { ...cohort, startsOn, endsOn }, cohort.isPublished, now)
      await announce('timetableChanged', [cohort.id])
      return { moved: ahead.length, apart: apart.length, startsOn, endsOn }
    }
  }
})
