import { groupsOf } from '../cohorts/groups.ts'
import { cohortToSupervise } from '../cohorts/permissions.ts'
import { cohortsWithin, lessonOf, recordHolding, type Cohort } from '../cohorts/queries.ts'
import { placeOf } from '../cohorts/rules.ts'
import { barred } from '../cohorts/steps/refusals.ts'
import { holdCohort, isEnrolmentOf, seatsOf, seatsTaken } from '../enrolment/queries.ts'
import type { LessonKind } from '../cohorts/rules.ts'
import { endpoints } from '../http/endpoints.ts'
import { badInput, refuse, type Refusal } from '../http/refusals.ts'
import { dayOf } from '../time/dates.ts'
import { contract } from './contract.ts'
import { cohortsToTeach, lessonToCall } from './permissions.ts'
import { addMark, callRoll, callWith, lastCallOf, lessonsToTeach, markOf, peopleAt, type TaughtLesson } from './queries.ts'
import { callingOf, countsOf, needsReason, type Calling } from './rules.ts'

const isCancelled = ({ wasHeld }: { wasHeld: boolean | null }): boolean => wasHeld === false

export const callingAt = (
  now: Date,
  cohort: Pick<Cohort, 'isPublished' | 'isClosed' | 'isCancelled'>,
  lesson: { kind: LessonKind; heldOn: string; wasHeld: boolean | null }
): Calling =>
  callingOf({
    isPublished: cohort.isPublished,
    isClosed: cohort.isClosed,
    isCalledOff: cohort.isCancelled,
    kind: lesson.kind,
    heldOn: lesson.heldOn,
    isCancelled: isCancelled(lesson),
    today: dayOf(now)
  })

export const REFUSALS: Record<Exclude<Calling, 'open'>, () => Refusal> = {
  online: () =>
    refuse('online', '网络课不点名，看完自动记录。', 'An online lesson has no roll-call; who watched it is known without one.'),
  unpublished: () =>
    refuse('unpublished', '这个班的课程表还没有发布，不能点名。', 'The timetable of this cohort is not published yet.'),
  closed: () => refuse('cohort-closed', '这个班已经结班，考勤不再改动。', 'This cohort is closed; its marks no longer change.'),
  calledOff: () => barred('cancelled'),
  cancelled: () => refuse('cancelled', '这个单元记为没有上，不能点名。', 'This lesson is recorded as not held.'),
  notYet: () => refuse('not-yet', '还没到这一天，不能点名。', 'The day of this lesson has not begun.')
}

export const notCallable = (calling: Calling): void => {
  if (calling !== 'open') throw REFUSALS[calling]()
}

const trimmed = (reason: string | null | undefined): string | null => reason?.trim() || null

type Shown = Pick<
  TaughtLesson,
  'id' | 'kind' | 'title' | 'heldOn' | 'fromMinute' | 'untilMinute' | 'baseName' | 'venues' | 'placeText'
>

const asLesson = ({ id, kind, title, heldOn, fromMinute, untilMinute, ...placed }: Shown) => ({
  id,
  kind,
  title,
  heldOn,
  fromMinute,
  untilMinute,
  place: placeOf(placed)
})

export const routes = endpoints(contract, {
  'GET /teach/cohorts': {
    permission: cohortsToTeach,
    answer: async ({ db, found: supervisorId, now }) => {
      const today = dayOf(now)
      const cohorts = await cohortsWithin(db, { paths: [], above: [], supervisorId })
      const ids = cohorts.map(({ id }) => id)
      const [lessons, enrolled] = [await lessonsToTeach(db, ids), await seatsTaken(db, ids)]
      return {
        today,
        cohorts: cohorts.map(cohort => {
          const { id, name, startsOn, endsOn, isPublished, isClosed, isCancelled } = cohort
          const own = lessons.filter(lesson => lesson.cohortId === id)
          return {
            id,
            name,
            startsOn,
            endsOn,
            isPublished,
            isClosed,
            isCancelled,
            enrolled: enrolled.get(id) ?? 0,
            nextOn: isCancelled ? null : (own.find(({ heldOn }) => heldOn > today)?.heldOn ?? null),
            lessons: own
              .filter(({ heldOn }) => heldOn <= today)
              .map(({ wasHeld, statuses, ...lesson }) => ({
                ...asLesson(lesson),
                calledAt: lesson.calledAt,
                calling: callingAt(now, cohort, { ...lesson, wasHeld }),
                ...countsOf(statuses)
              })),
            outings: own
              .filter(({ kind, heldOn, wasHeld }) => !isCancelled && kind === 'onsite' && heldOn > today && wasHeld !== false)
              .map(({ id, title, heldOn }) => ({ id, title, heldOn }))
          }
        })
      }
    }
  },
  'GET /cohorts/:cohortId/lessons/:lessonId/roll-call': {
    permission: lessonToCall,
    answer: async ({ db, found: { cohort, lesson }, now }) => {
      const call = await lastCallOf(db, lesson.id)
      return {
        cohort: { id: cohort.id, name: cohort.name },
        lesson: { ...asLesson(lesson), calling: callingAt(now, cohort, lesson), calledAt: call?.calledAt ?? null },
        calledBy: call?.calledBy ?? null,
        groups: lesson.groups.length ? lesson.groups : await groupsOf(db, cohort.id),
        people: await peopleAt(db, cohort.id, lesson.id)
      }
    }
  },
  'POST /cohorts/:cohortId/lessons/:lessonId/roll-call': {
    permission: lessonToCall,
    answer: async ({ db, actor, found, body, now, note }) => {
      const cohort = await holdCohort(db, found.cohort.id)
      const lesson = (await lessonOf(db, cohort.id, found.lesson.id))!
      const known = await callWith(db, lesson.id, body.clientKey)
      note({ cohortId: cohort.id, lessonId: lesson.id }, cohort.organisationId)
      if (known) {
        note({ sentAgain: true })
        return { calledAt: known.calledAt.toISOString(), changed: known.changed }
      }
      notCallable(callingAt(now, cohort, lesson))

      const seats = await seatsOf(db, cohort.id)
      const seated = new Set(seats.filter(({ state }) => state === 'enrolled').map(({ id }) => id))
      const exceptions = body.exceptions.map(({ reason, ...exception }) => ({ ...exception, reason: trimmed(reason) }))
      const named = new Set<number>()
      for (const [at, { enrolmentId, status, reason }] of exceptions.entries()) {
        const field = `exceptions.${at}.enrolmentId`
        if (!seated.has(enrolmentId))
          throw refuse(
            'not-in-cohort',
            '有人不在这个班的名单里，请重新打开点名。',
            'Somebody named is not on the list of this cohort. Please open the roll-call anew.',
            { field, facts: { enrolmentId } }
          )
        if (named.has(enrolmentId))
          throw badInput('named-twice', '同一个人写了两次。', 'The same person is named twice.', {
            field,
            facts: { enrolmentId }
          })
        if (needsReason(status) && !reason)
          throw badInput('reason-needed', '请假要写事由。', 'Leave needs a reason.', {
            field: `exceptions.${at}.reason`,
            facts: { enrolmentId }
          })
        named.add(enrolmentId)
      }

      const call = { cohortId: cohort.id, lessonId: lesson.id, clientKey: body.clientKey, accountId: actor.accountId }
      const changed = await callRoll(db, call, exceptions, now)
      // Who calls a roll says that there was a lesson.
      if (lesson.wasHeld === null)
        await recordHolding(db, { lessonId: lesson.id, wasHeld: true, reason: null, recordedBy: actor.accountId }, now)
      note({ changed, exceptions: exceptions.length })
      return { calledAt: now.toISOString(), changed }
    }
  },
  'POST /cohorts/:cohortId/marks/corrections': {
    permission: cohortToSupervise,
    answer: async ({ db, actor, found, body, now, note }) => {
      const { enrolmentId, lessonId, status } = body
      const cohort = await holdCohort(db, found.id)
      const lesson = await lessonOf(db, cohort.id, lessonId)
      if (!lesson || !(await isEnrolmentOf(db, cohort.id, enrolmentId)))
        throw refuse('not-in-cohort', '这个人或这个单元不在这个班里。', 'This person or this lesson is not of this cohort.', {
          field: lesson ? 'enrolmentId' : 'lessonId'
        })
      notCallable(callingAt(now, cohort, lesson))
      const mark = await markOf(db, lessonId, enrolmentId)
      if (!mark)
        throw refuse(
          'not-called',
          '这个单元还没有点过他的名，不用更正。',
          'The roll has not been called for this person; there is nothing to correct.'
        )
      const reason = body.reason.trim()
      if (mark.status === status && mark.reason === reason)
        throw refuse('same-mark', '和现在的记录一样。', 'This is what the record already says.', { field: 'status' })
      await addMark(db, { cohortId: cohort.id, lessonId, enrolmentId, status, reason, markedBy: actor.accountId }, now)
      note({ cohortId: cohort.id, lessonId, enrolmentId, from: mark.status, to: status, reason }, cohort.organisationId)
      return { markedAt: now.toISOString() }
    }
  }
})
