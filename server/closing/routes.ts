import { breachIn, heldVerdicts, judgedBy, type JudgedBy } from '../cohorts/contents/queries.ts'
import { everyonesTime, minutesToComplete } from '../cohorts/electives/rules.ts'
import { cohortToManage, cohortToRead, isAbove, manages } from '../cohorts/permissions.ts'
import { cohortsWithin, factsOf, lessonsOf, type Cohort, type Lesson } from '../cohorts/queries.ts'
import { settleThemselves } from '../cohorts/life.ts'
import { asHeld, balanceOf, mayBeClosed, mayBeDerogated, settledByThemselves, type ShareRule } from '../cohorts/rules.ts'
import { post, reckon, type Reckoning } from '../credits/reckoning.ts'
import { mayBeMissed } from '../credits/rules.ts'
import type { Db } from '../database/db.ts'
import { holdCohort } from '../enrolment/queries.ts'
import { endpoints } from '../http/endpoints.ts'
import type { ConstraintRefusals } from '../http/errors.ts'
import { refuse } from '../http/refusals.ts'
import { choicesIn } from '../online/choices/queries.ts'
import { completionsIn } from '../online/queries.ts'
import { packOn } from '../policies/queries.ts'
import { dayOf, type Day } from '../time/dates.ts'
import { contract } from './contract.ts'
import { derogationsToSee } from './permissions.ts'
import { addClosing, approversAbove, promisedIn } from './queries.ts'
import { alreadyClosed, heldShort, refusalOf, unsettled } from './refusals.ts'
import { needsDerogation, obstaclesTo, openUntilIn, unmarkedIn, whyOf } from './rules.ts'

const named = ({ id, title, heldOn, fromMinute, untilMinute }: Lesson) => ({ id, title, heldOn, fromMinute, untilMinute })

const notHeldAmong = (lessons: readonly Lesson[], { category }: ShareRule) =>
  lessons
    .filter(lesson => lesson.wasHeld === false)
    .map(lesson => ({
      ...named(lesson),
      counts: lesson.counts,
      minutes: lesson.minutes,
      coreMinutes: lesson.categories.find(split => split.category === category)?.minutes ?? 0,
      reason: lesson.notHeldReason
    }))

const balanceTold = (lessons: readonly Lesson[], rule: ShareRule, electiveMinutes: number) => {
  const { isMet, ...sums } = balanceOf(everyonesTime(asHeld(lessons), electiveMinutes), rule)
  return { category: rule.category, part: rule.part, whole: rule.whole, ...sums, isThirdMet: isMet }
}

/** The timetable as the close-out would find it: online lessons held. */
const asSettled = (lessons: readonly Lesson[]): Lesson[] => {
  const online = new Set(settledByThemselves(lessons))
  return lessons.map(lesson => (online.has(lesson) ? { ...lesson, wasHeld: true } : lesson))
}

/** Who completed which online lesson: done or not yet, and never how long anybody watched. */
const onlineTold = async (db: Db, cohortId: number, lessons: readonly Lesson[], { people }: Reckoning) => {
  const online = lessons.filter(lesson => lesson.kind === 'online' && lesson.wasHeld !== false)
  if (!online.length) return []
  const done = new Set((await completionsIn(db, cohortId)).map(({ lessonId, enrolmentId }) => `${lessonId}/${enrolmentId}`))
  const chosen = new Set((await choicesIn(db, cohortId)).map(({ lessonId, enrolmentId }) => `${lessonId}/${enrolmentId}`))
  return online.map(({ id, title, minutes, isElective }) => {
    const theirs = people.filter(({ enrolmentId }) => !isElective || chosen.has(`${id}/${enrolmentId}`))
    const told = theirs.map(({ enrolmentId, number, name }) => ({ number, name, isCompleted: done.has(`${id}/${enrolmentId}`) }))
    return { id, title, minutes, isElective, completed: told.filter(({ isCompleted }) => isCompleted).length, people: told }
  })
}

/** What is known of a cohort before it is closed. */
const checked = (
  cohort: Cohort,
  lessons: readonly Lesson[],
  { people, markOf, version }: Reckoning,
  by: JudgedBy,
  today: Day
) => {
  const marksOf = (lessonId: number) => people.filter(({ enrolmentId }) => markOf(enrolmentId, lessonId)).length
  const open = lessons.filter(lesson => lesson.wasHeld === null)
  const openUntil = openUntilIn(lessons, today)
  const unmarked = unmarkedIn(lessons, people.length, marksOf).map(({ lesson, unmarked }) => ({
    ...named(lesson),
    unmarked,
    isWithoutRollCall: unmarked === people.length
  }))
  const withoutRollCall = unmarked.filter(lesson => lesson.isWithoutRollCall)
  const balance = balanceTold(lessons, version.pack.ratio, cohort.electiveMinutes)
  const verdicts = heldVerdicts(lessons, by)
  const breach = breachIn(verdicts)
  const obstacles = obstaclesTo({
    isPublished: cohort.isPublished,
    isClosed: cohort.isClosed,
    isCancelled: cohort.isCancelled,
    unsettled: open.length,
    isWindowOpen: openUntil !== null,
    withoutRollCall: withoutRollCall.length,
    isThirdMet: balance.isThirdMet,
    areContentsMet: breach === null,
    hasDerogation: cohort.derogationId !== null
  })
  return { open: open.map(named), openUntil, unmarked, withoutRollCall, balance, verdicts, breach, obstacles }
}

/** For a closed cohort what was promised then, otherwise what would be promised now. */
const peopleOf = async (db: Db, cohort: Cohort, { people }: Reckoning) => {
  const told = cohort.isClosed
    ? await promisedIn(db, cohort.id)
    : people.map(({ enrolmentId, number, name, unitAndPost, isCompleted, sum, electives }) => ({
        enrolmentId,
        number,
        name,
        unitAndPost,
        isCompleted,
        electiveMinutes: electives.completed,
        ...sum
      }))
  const within = new Map(people.map(({ enrolmentId, isWithin }) => [enrolmentId, isWithin]))
  return told.map(person => {
    const toComplete = minutesToComplete({ demanded: cohort.electiveMinutes, chosen: 0, completed: person.electiveMinutes })
    const isWithin = within.get(person.enrolmentId) ?? person.isCompleted
    return { ...person, toComplete, why: whyOf({ ...person, missed: person.leave + person.absent, toComplete, isWithin }) }
  })
}

export const constraints: ConstraintRefusals = {
  closings_all_settled: () => unsettled([]),
  closings_core_third: ({ detail }) => {
    const [inCategory, all] = detail.split('/').map(Number)
    return heldShort(inCategory === undefined || all === undefined ? {} : { inCategory, all })
  },
  closings_once: alreadyClosed,
  completions_once: alreadyClosed,
  credit_entries_once: alreadyClosed,
  cohorts_closed: alreadyClosed,
  credit_entries_evidence: () =>
    refuse('credit-without-evidence', '学时没有依据，不能入账。', 'Credit that rests on nothing cannot be posted.')
}

export const routes = endpoints(contract, {
  'GET /cohorts/:cohortId/close-out': {
    permission: cohortToRead,
    answer: async ({ db, actor, found: cohort, now }) => {
      const lessons = asSettled(await lessonsOf(db, cohort.id))
      const reckoning = await reckon(db, cohort, lessons)
      const by = await judgedBy(db, cohort, now)
      const { open, openUntil, unmarked, balance, verdicts, breach, obstacles } = checked(
        cohort,
        lessons,
        reckoning,
        by,
        dayOf(now)
      )
      const { id, name, organisationName, startsOn, endsOn, supervisorName, isPublished, isClosed, isCancelled } = cohort
      const total = reckoning.halfDays.reduce((sum, { centiCredits }) => sum + centiCredits, 0) + reckoning.onlineTotal
      return {
        id,
        name,
        organisationName,
        startsOn,
        endsOn,
        supervisorName,
        isPublished,
        isClosed,
        isCancelled,
        ...(await factsOf(db, cohort.id)),
        mayClose: mayBeClosed(cohort) && manages(actor, cohort),
        mayDerogate: mayBeDerogated(cohort) && (!balance.isThirdMet || breach !== null) && isAbove(actor, cohort),
        approvers: await approversAbove(db, cohort.path),
        obstacles,
        openUntil: cohort.isClosed ? null : openUntil,
        lessons: lessons.length,
        held: lessons.filter(lesson => lesson.wasHeld).length,
        notHeld: notHeldAmong(lessons, balance),
        unsettled: open,
        unmarked,
        online: await onlineTold(db, cohort.id, lessons, reckoning),
        ...balance,
        verdicts,
        completionPart: reckoning.rule.part,
        completionWhole: reckoning.rule.whole,
        policyNumber: reckoning.version.number,
        halfDays: reckoning.halfDays.length,
        total,
        mayBeMissed: mayBeMissed(total, reckoning.rule),
        electiveMinutes: cohort.electiveMinutes,
        people: await peopleOf(db, cohort, reckoning)
      }
    }
  },
  'POST /cohorts/:cohortId/closing': {
    permission: cohortToManage,
    answer: async ({ db, actor, found, now, note, announce }) => {
      // Read anew under the lock: somebody may have closed it, marked or signed while this waited.
      const cohort = await holdCohort(db, found.id)
      const timetable = await lessonsOf(db, cohort.id)
      const lessons = asSettled(timetable)
      const reckoning = await reckon(db, cohort, lessons)
      const by = await judgedBy(db, cohort, now)
      const { open, openUntil, withoutRollCall, balance, verdicts, breach, obstacles } = checked(
        cohort,
        lessons,
        reckoning,
        by,
        dayOf(now)
      )
      const [obstacle] = obstacles
      if (obstacle) throw refusalOf(obstacle, { unsettled: open, openUntil, withoutRollCall, balance, breach })
      const isDerogated = needsDerogation({ isThirdMet: balance.isThirdMet, areContentsMet: breach === null })
      const derogationId = isDerogated ? cohort.derogationId : null
      await settleThemselves(
        db,
        settledByThemselves(timetable).map(({ id }) => id),
        actor.accountId,
        now
      )
      const closingId = await addClosing(
        db,
        { cohortId: cohort.id, derogationId, closedBy: actor.accountId, versionId: by.versionId, verdicts },
        now
      )
      const entries = await post(db, reckoning, { ...cohort, closingId }, actor.accountId, now)
      const { people } = reckoning
      const completed = people.filter(({ isCompleted }) => isCompleted).length
      const posted = {
        completed,
        notCompleted: people.length - completed,
        entries,
        centiCredits: people.reduce((sum, person) => sum + person.sum.earned, 0)
      }
      note({ cohortId: cohort.id, closingId, derogationId, ...posted }, cohort.organisationId)
      await announce(
        'peopleChanged',
        people.map(({ personId }) => personId)
      )
      return posted
    }
  },
  'GET /derogations': {
    permission: derogationsToSee,
    answer: async ({ db, found: above, now }) => {
      const cohorts = []
      for (const cohort of await cohortsWithin(db, { paths: [], above, supervisorId: null })) {
        if (!cohort.isPublished || cohort.isCancelled || (cohort.isClosed && cohort.derogationId === null)) continue
        const lessons = await lessonsOf(db, cohort.id)
        const { ratio } = (await packOn(db, cohort.endsOn)).pack
        const balance = balanceTold(lessons, ratio, cohort.electiveMinutes)
        const breach = breachIn(heldVerdicts(lessons, await judgedBy(db, cohort, now)))
        if (balance.isThirdMet && !breach && cohort.derogationId === null) continue
        const { derogationReason, derogationDocument, derogatedAt, derogatedBy } = await factsOf(db, cohort.id)
        cohorts.push({
          cohortId: cohort.id,
          name: cohort.name,
          organisationName: cohort.organisationName,
          startsOn: cohort.startsOn,
          endsOn: cohort.endsOn,
          isClosed: cohort.isClosed,
          unsettled: asSettled(lessons).filter(lesson => lesson.wasHeld === null).length,
          ...balance,
          breach: breach && { zh: breach.zh, en: breach.en },
          derogationReason,
          derogationDocument,
          derogatedAt,
          derogatedBy,
          notHeld: notHeldAmong(lessons, ratio).map(({ counts: _counts, ...lesson }) => lesson)
        })
      }
      return { cohorts }
    }
  }
})
