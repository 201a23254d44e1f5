import { endpoints } from '../http/endpoints.ts'
import type { ConstraintRefusals } from '../http/errors.ts'
import { violationOf } from '../database/constraints.ts'
import { badInput, notFound, Refusal, refuse } from '../http/refusals.ts'
import { reaches, reachOf, type Actor } from '../http/actor.ts'
import type { Db } from '../database/db.ts'
import { organisationOn } from '../organisations/queries.ts'
import { packOn } from '../policies/queries.ts'
import { BASES } from '../curriculum/bases/queries.ts'
import { keptFor } from '../curriculum/keeping.ts'
import { teachersFor } from '../curriculum/teachers/queries.ts'
import { venuesFor } from '../curriculum/venues/queries.ts'
import { dayOf, minuteOf } from '../time/dates.ts'
import { asOther, changeTogether, type Along } from './combined/joining.ts'
import { invitationsTo } from './combined/queries.ts'
import { combinedConstraints } from './combined/refusals.ts'
import { partnersTold } from './combined/told.ts'
import { breachIn, contentsTold, judgedBy, plannedVerdicts } from './contents/queries.ts'
import { contentsShort } from './contents/refusals.ts'
import { contract } from './contract.ts'
import { addCohort, changeCohort, derogate, publish, settle, sumsOf, supervisorsFor } from './life.ts'
import {
  cohortsToPlan,
  cohortsToSee,
  cohortToDerogate,
  cohortToManage,
  cohortToRead,
  cohortToSupervise,
  isAbove,
  manages,
  supervises
} from './permissions.ts'
import { cohortsWithin, factsOf, lessonOf, lessonsOf, type Cohort, type Lesson } from './queries.ts'
import { planOfCohort, runOf } from './plan/runs.ts'
import { holdMenuAndOrder, specialConstraints } from './electives/refusals.ts'
import { everyonesTime } from './electives/rules.ts'
import { questions } from './questions.ts'
import { groupsOf } from './groups.ts'
import { outingConstraints } from './outings.ts'
import {
  isClosed,
  isSettled,
  mistaken,
  notPublished,
  rollCalled,
  settlesItself,
  taken,
  tooShort,
  unknownGroup
} from './refusals.ts'
import { asHeld, balanceOf, mayBeClosed, mayBeDerogated, mayChange, maySettle, type Balance, type ShareRule } from './rules.ts'
import { needsApproval } from './steps/queries.ts'
import { barred } from './steps/refusals.ts'
import { barrierTo, stageOf } from './steps/rules.ts'
import { addLesson, conflictsOf, removeLesson, teachersTaken, venuesTaken, type Conflict } from './timetable.ts'
import { liesWithin } from './windows/rules.ts'
import { lessonToChange, lessonWritten, toChange } from './writing.ts'

export const constraints: ConstraintRefusals = {
  cohorts_core_third: () =>
    refuse(
      'core-third-short',
      '核心理论不到三分之一，课程表保持原样。',
      'Core theory would fall under one third; the timetable stays as it was.'
    ),
  lessons_minutes_split: () => mistaken('categories-differ'),
  lessons_hours: () => mistaken('ends-before-it-begins'),
  lessons_minutes: () => mistaken('more-minutes-than-time'),
  lessons_online_measured: () => mistaken('not-as-measured'),
  lessons_uncounted: () => mistaken('uncounted-with-minutes'),
  lessons_teaching_counts: () => mistaken('uncounted-with-minutes'),
  lesson_categories_minutes: () => mistaken('categories-differ'),
  lesson_categories_pkey: () => mistaken('category-twice'),
  lesson_categories_category_fkey: () =>
    badInput('unknown-category', '没有这个课程类别。', 'There is no such category.', { field: 'categories' }),
  lessons_course_version_id_fkey: () =>
    badInput('unknown-course', '课程库里没有这门课。', 'There is no such course.', { field: 'courseVersionId' }),
  marks_of_lesson: rollCalled,
  roll_calls_of_lesson: rollCalled,
  ...outingConstraints,
  ...specialConstraints,
  ...combinedConstraints,
  holdings_lesson_id_fkey: isSettled,
  bookings_venue_once: () =>
    refuse('venue-taken', '教室刚刚被别的课占用。', 'The room has just been taken by another lesson.', { field: 'venueIds' }),
  bookings_teacher_once: () =>
    refuse('teacher-taken', '老师刚刚被别的课排上。', 'The teacher has just been given another lesson.', { field: 'teacherIds' }),
  bookings_group_once: () =>
    refuse('group-taken', '这个组刚刚被别的课排上。', 'The group has just been given another lesson.', { field: 'groupIds' }),
  bookings_group_of_cohort: unknownGroup,
  cohorts_days: () => endsFirst(),
  cohorts_capacity_taken: ({ detail }) =>
    refuse(
      'seats-taken',
      `已经有人占了名额（${detail}），不能再少。`,
      `Seats are taken already (${detail}); there cannot be fewer.`,
      {
        field: 'capacity'
      }
    ),
  cohorts_closed: isClosed,
  publications_once: () => barred('published-already'),
  derogations_once: () => alreadyDerogated()
}

const endsFirst = () =>
  badInput('ends-before-it-starts', '结束日期不能早于开始日期。', 'The last day cannot come before the first.', {
    field: 'endsOn'
  })

const alreadyDerogated = () => refuse('already-derogated', '已经批准过破例。', 'A derogation has been given already.')

const ratioOn = async (db: Db, now: Date): Promise<ShareRule> => (await packOn(db, dayOf(now))).pack.ratio

type Judged = { planned: Balance; held: Balance; conflicts: Conflict[] }

const judge = async (db: Db, cohort: Cohort, lessons: readonly Lesson[], now: Date): Promise<Judged & { ratio: ShareRule }> => {
  const ratio = await ratioOn(db, now)
  return {
    ratio,
    planned: balanceOf(everyonesTime(lessons, cohort.electiveMinutes), ratio),
    held: balanceOf(everyonesTime(asHeld(lessons), cohort.electiveMinutes), ratio),
    conflicts: await conflictsOf(db, cohort.id)
  }
}

const heldNow = async (db: Db, { id, electiveMinutes }: Cohort, now: Date): Promise<Balance> =>
  balanceOf(everyonesTime(asHeld(await lessonsOf(db, id)), electiveMinutes), await ratioOn(db, now))

/** What a draft may be and a published timetable may not: short, empty, or in a room that another has. */
export const hold = async (db: Db, cohort: Cohort, isPublished: boolean, now: Date): Promise<Judged> => {
  const lessons = await lessonsOf(db, cohort.id)
  holdMenuAndOrder(lessons, cohort.electiveMinutes, isPublished)
  const { ratio, ...judged } = await judge(db, cohort, lessons, now)
  if (!isPublished) return judged
  if (!judged.planned.isMet) throw tooShort(judged.planned, ratio)
  const breach = breachIn(plannedVerdicts(lessons, await judgedBy(db, cohort, now)))
  if (breach) throw contentsShort(breach)
  const first = judged.conflicts.find(conflict => conflict.isHeld || conflict.otherCohortId === cohort.id)
  if (first) throw taken(first)
  return judged
}

/** What an error means to whoever changes a timetable; null: nothing foreseen. */
export const meaningOf = (error: unknown): Refusal | null => {
  if (error instanceof Refusal) return error
  const violation = violationOf(error)
  return (violation?.constraint && constraints[violation.constraint]?.(violation)) || null
}

/** The same, for a cohort and for those whose lessons changed along with it. */
export const holdAll = async (db: Db, cohort: Cohort, along: readonly Along[], now: Date): Promise<Judged> => {
  const judged = await hold(db, cohort, cohort.isPublished, now)
  for (const { cohort: other } of along) await asOther(other, meaningOf, () => hold(db, other, other.isPublished, now))
  return judged
}

/** For the audit line: the lessons of other cohorts that changed along. */
export const alsoNoted = (along: readonly Along[]) =>
  along.length ? { also: along.map(({ cohort: { id }, lessonId }) => ({ cohortId: id, lessonId })) } : {}

const checkSupervisor = async (db: Db, actor: Actor, supervisorId: number | null): Promise<void> => {
  if (supervisorId === null) return
  const known = await supervisorsFor(db, reachOf(actor, ['trainingAdministrator']))
  if (!known.some(supervisor => supervisor.id === supervisorId))
    throw badInput('unknown-supervisor', '没有这位班主任。', 'There is no such class supervisor.', { field: 'supervisorId' })
}

export const routes = endpoints(contract, {
  'GET /cohorts': {
    permission: cohortsToSee,
    answer: async ({ db, actor, found, now }) => {
      const { pack } = await packOn(db, dayOf(now))
      const { ratio } = pack
      const seen = await cohortsWithin(db, found)
      const ids = seen.map(cohort => cohort.id)
      const sums = new Map((await sumsOf(db, ids, ratio.category)).map(sum => [sum.cohortId, sum]))
      const seats = await questions.seatsTaken(db, ids)
      const theirs = seen.filter(cohort => manages(actor, cohort) && mayChange(cohort))
      const invitations = await invitationsTo(
        db,
        theirs.map(({ id }) => id)
      )
      const inOne = (all: number, minutes: number) =>
        balanceOf([{ counts: true, minutes: all, categories: [{ category: ratio.category, minutes }] }], ratio)
      return {
        ratio,
        mayAdd: reachOf(actor, ['trainingAdministrator']).length > 0,
        cohorts: seen.map(cohort => {
          const { id, name, organisationName, kind, startsOn, endsOn, capacity, supervisorName } = cohort
          const sum = sums.get(id)
          return {
            id,
            name,
            organisationName,
            kind,
            ...stratumNamed(pack.strata, cohort.stratum),
            startsOn,
            endsOn,
            capacity,
            seatsTaken: seats.get(id) ?? 0,
            invitations: invitations.get(id) ?? 0,
            supervisorName,
            stage: stageOf(cohort, dayOf(now)),
            isDerogated: cohort.derogationId !== null,
            planned: inOne(sum?.all ?? 0, sum?.inCategory ?? 0),
            held: inOne(sum?.heldAll ?? 0, sum?.heldInCategory ?? 0)
          }
        })
      }
    }
  },
  'POST /cohorts': {
    permission: cohortsToPlan,
    answer: async ({ db, actor, body, now, note }) => {
      const organisation = await organisationOn(db, body.organisationId, dayOf(now))
      if (!organisation || !reaches(actor, ['trainingAdministrator'], organisation.path)) throw notFound()
      const { pack } = await packOn(db, dayOf(now))
      if (!pack.strata.some(stratum => stratum.code === body.stratum))
        throw badInput('unknown-stratum', '没有这个分层。', 'There is no such stratum.', { field: 'stratum' })
      if (body.endsOn < body.startsOn) throw endsFirst()
      await checkSupervisor(db, actor, body.supervisorId)
      const name = body.name.trim()
      const { venueKind = null, planItemId = null, electiveMinutes = 0 } = body
      const run = await runOf(db, planItemId, organisation.id)
      const id = await addCohort(
        db,
        { ...body, venueKind, planItemId, electiveMinutes, name, organiserLevel: organisation.level },
        now
      )
      note({ cohortId: id, name, stratum: body.stratum, capacity: body.capacity, ...run }, organisation.id)
      return { id, isBeyondPlan: run?.isBeyondPlan ?? false }
    }
  },
  'GET /cohorts/supervisors': {
    permission: cohortsToPlan,
    answer: async ({ db, found }) => ({ supervisors: await supervisorsFor(db, found) })
  },
  'GET /cohorts/:cohortId': {
    permission: cohortToRead,
    answer: async ({ db, actor, found, now }) => {
      const { pack } = await packOn(db, dayOf(now))
      const lessons = await lessonsOf(db, found.id)
      const isManager = manages(actor, found)
      const { path: _path, isClosed: _closed, derogationId: _derogation, isCancelled, isArchived: _archived, ...plain } = found
      const { approval: _approval, enrolment: _enrolment, ...cohort } = plain
      return {
        ...cohort,
        ...stratumNamed(pack.strata, found.stratum),
        ...(await planOfCohort(db, found)),
        ...(await factsOf(db, found.id)),
        ...(await judge(db, found, lessons, now)),
        ...(await contentsTold(db, found, lessons, now)),
        lessons: await partnersTold(db, actor, lessons),
        seatsTaken: (await questions.seatsTaken(db, [found.id])).get(found.id) ?? 0,
        isCancelled,
        groups: await groupsOf(db, found.id),
        stage: stageOf(found, dayOf(now)),
        today: dayOf(now),
        nowMinute: minuteOf(now),
        mayEdit: isManager && mayChange(found),
        mayPublish:
          isManager && !barrierTo('published', { ...found, hasBegun: false, needsApproval: await needsApproval(db, now) }),
        maySettle: (isManager || supervises(actor, found)) && maySettle(found),
        mayClose: isManager && mayBeClosed(found),
        mayDerogate: isAbove(actor, found) && mayBeDerogated(found)
      }
    }
  },
  'PUT /cohorts/:cohortId': {
    permission: cohortToManage,
    answer: async ({ db, actor, found, body, now, note }) => {
      const cohort = await toChange(db, found)
      if (body.endsOn < body.startsOn) throw endsFirst()
      if (body.supervisorId !== cohort.supervisorId) await checkSupervisor(db, actor, body.supervisorId)
      const outside = (await lessonsOf(db, cohort.id)).find(lesson => !liesWithin(lesson, body, cohort.isPublished))
      if (outside)
        throw refuse(
          'lesson-outside',
          `${outside.heldOn} 的“${outside.title}”会落在起止日期之外，请先移动它。`,
          `"${outside.title}" on ${outside.heldOn} would fall outside these days; move it first.`,
          { facts: { lessonId: outside.id }, field: outside.heldOn < body.startsOn ? 'startsOn' : 'endsOn' }
        )
      const { venueKind = null, electiveMinutes = cohort.electiveMinutes, planItemId = cohort.planItemId } = body
      if (planItemId !== cohort.planItemId) await runOf(db, planItemId, cohort.organisationId)
      await changeCohort(db, cohort.id, { ...body, venueKind, electiveMinutes, planItemId, name: body.name.trim() })
      if (electiveMinutes !== cohort.electiveMinutes) await hold(db, { ...cohort, electiveMinutes }, cohort.isPublished, now)
      note({ cohortId: cohort.id, ...body }, cohort.organisationId)
      return { done: true }
    }
  },
  'GET /cohorts/:cohortId/availability': {
    permission: cohortToManage,
    answer: async ({ db, actor, query }) => {
      const paths = reachOf(actor, ['trainingAdministrator'])
      const { heldOn, fromMinute, untilMinute, exceptLessonId, isAlone = false } = query
      const except = { lessonId: exceptLessonId ?? null, isAlone }
      const during = [heldOn, fromMinute, Math.max(fromMinute, untilMinute), except] as const
      const venuesGone = new Map((await venuesTaken(db, ...during)).map(taken => [taken.id, taken]))
      const teachersGone = new Map((await teachersTaken(db, ...during)).map(taken => [taken.id, taken]))
      const by = (taken: { lesson: string; cohort: string } | undefined) => ({
        takenByLesson: taken?.lesson ?? null,
        takenByCohort: taken?.cohort ?? null
      })
      return {
        venues: (await venuesFor(db, paths)).map(({ id, place, name, capacity }) => ({
          id,
          name: `${place} ${name}`,
          capacity,
          ...by(venuesGone.get(id))
        })),
        teachers: (await teachersFor(db, paths)).map(({ id, name, unit }) => ({ id, name, unit, ...by(teachersGone.get(id)) })),
        bases: (await keptFor(db, BASES, paths))
          .filter(({ isHidden }) => !isHidden)
          .map(({ id, name, capacity, travelMinutes }) => ({ id, name, capacity, travelMinutes }))
      }
    }
  },
  'POST /cohorts/:cohortId/lessons': {
    permission: cohortToManage,
    answer: async ({ db, actor, found, body, now, note, announce }) => {
      const cohort = await toChange(db, found)
      const written = await lessonWritten(db, actor, cohort, body, null)
      const lessonId = await addLesson(db, cohort.id, written, cohort.isPublished)
      note({ cohortId: cohort.id, lessonId, lesson: written }, cohort.organisationId)
      const judged = await hold(db, cohort, cohort.isPublished, now)
      await announce('timetableChanged', [cohort.id])
      return { lessonId, ...judged }
    }
  },
  'PUT /cohorts/:cohortId/lessons/:lessonId': {
    permission: cohortToManage,
    answer: async ({ db, actor, found, params, body, now, note, announce }) => {
      const cohort = await toChange(db, found, [params.lessonId])
      const before = await lessonToChange(db, cohort, params.lessonId)
      const written = await lessonWritten(db, actor, cohort, body, before)
      const along = await changeTogether(db, { actor, cohort, before, written, now, means: meaningOf })
      note({ cohortId: cohort.id, lessonId: before.id, before, lesson: written, ...alsoNoted(along) }, cohort.organisationId)
      const judged = await holdAll(db, cohort, along, now)
      await announce('timetableChanged', [cohort.id, ...along.map(one => one.cohort.id)])
      return { lessonId: before.id, ...judged }
    }
  },
  'DELETE /cohorts/:cohortId/lessons/:lessonId': {
    permission: cohortToManage,
    answer: async ({ db, found, params, now, note, announce }) => {
      const cohort = await toChange(db, found)
      const before = await lessonToChange(db, cohort, params.lessonId)
      await removeLesson(db, before.id)
      note({ cohortId: cohort.id, lessonId: before.id, before }, cohort.organisationId)
      const judged = await hold(db, cohort, cohort.isPublished, now)
      await announce('timetableChanged', [cohort.id])
      return { lessonId: before.id, ...judged }
    }
  },
  'POST /cohorts/:cohortId/publication': {
    permission: cohortToManage,
    answer: async ({ db, actor, found, now, note, announce }) => {
      const cohort = await toChange(db, found)
      const barrier = barrierTo('published', { ...cohort, hasBegun: false, needsApproval: await needsApproval(db, now) })
      if (barrier) throw barred(barrier)
      const { planned } = await hold(db, cohort, true, now)
      const by = await judgedBy(db, cohort, now)
      const verdicts = plannedVerdicts(await lessonsOf(db, cohort.id), by)
      await publish(db, { cohortId: cohort.id, publishedBy: actor.accountId, versionId: by.versionId, verdicts }, now)
      note(
        { cohortId: cohort.id, all: planned.all, inCategory: planned.inCategory, versionId: by.versionId },
        cohort.organisationId
      )
      await announce('timetablePublished', [cohort.id])
      return { planned }
    }
  },
  'POST /cohorts/:cohortId/holdings': {
    permission: cohortToSupervise,
    answer: async ({ db, actor, found, body, now, note, announce }) => {
      const cohort = await toChange(db, found)
      if (!maySettle(cohort)) throw notPublished()
      const lesson = await lessonOf(db, cohort.id, body.lessonId)
      if (!lesson) throw notFound()
      if (lesson.kind === 'online') throw settlesItself()
      const reason = body.reason?.trim() || null
      if (!body.wasHeld && !reason)
        throw badInput('reason-missing', '没上的课请写明原因。', 'Say why the lesson did not take place.', { field: 'reason' })
      // From its day on, as the roll-call, which says the same: people sign in before the bell.
      if (body.wasHeld && dayOf(now) < lesson.heldOn)
        throw refuse(
          'not-yet',
          '还没到上课那天，不能记为已上。',
          'The day of this lesson has not begun; it cannot be recorded as held.'
        )
      await settle(db, { lessonId: lesson.id, wasHeld: body.wasHeld, reason: body.wasHeld ? null : reason }, actor.accountId, now)
      note({ cohortId: cohort.id, lessonId: lesson.id, wasHeld: body.wasHeld, reason }, cohort.organisationId)
      await announce('timetableChanged', [cohort.id])
      return { held: await heldNow(db, cohort, now) }
    }
  },
  'POST /cohorts/:cohortId/derogation': {
    permission: cohortToDerogate,
    answer: async ({ db, actor, found, body, now, note }) => {
      const cohort = await toChange(db, found)
      if (!maySettle(cohort)) throw notPublished()
      if (!mayBeDerogated(cohort)) throw alreadyDerogated()
      const held = await heldNow(db, cohort, now)
      if (held.isMet)
        throw refuse('not-short', '实际上课已达到要求，不需要破例。', 'The cohort is not short as held; no derogation is needed.')
      const given = { cohortId: cohort.id, reason: body.reason.trim(), document: body.document.trim() }
      await derogate(db, given, actor.accountId, now)
      note({ ...given, all: held.all, inCategory: held.inCategory }, cohort.organisationId)
      return { done: true }
    }
  }
})

const stratumNamed = (strata: readonly { code: string; zh: string; en: string }[], code: string) => {
  const known = strata.find(stratum => stratum.code === code)
  return { stratum: code, stratumZh: known?.zh ?? code, stratumEn: known?.en ?? code }
}
