import { ownPerson } from '../accounts/permissions.ts'
import type { Lesson } from '../cohorts/queries.ts'
import { asHeld, placeOf, teachersOf } from '../cohorts/rules.ts'
import { isOpenOn } from '../cohorts/windows/rules.ts'
import { ownStays } from '../enrolment/arrival/queries.ts'
import { calledOffOf, cohortsOf, ownLessons, type OwnCohort } from '../enrolment/mine.ts'
import { endpoints } from '../http/endpoints.ts'
import { lessonsWithParts, quizzesOfMine, type QuizOfMine } from '../quizzes/mine.ts'
import { mayGoOn, quizStandingOf } from '../quizzes/rules.ts'
import { unitOf } from '../organisations/queries.ts'
import { packOn } from '../policies/queries.ts'
import { onlineCreditOf, type Pack } from '../policies/rules.ts'
import { dayOf, minuteOf, yearOf } from '../time/dates.ts'
import { contract } from './contract.ts'
import { ownOf, type OwnLesson } from './queries.ts'
import { choicesOf } from '../online/choices/queries.ts'
import { beginningTold, electivesOf, isOnes, menusToChooseFrom, openNow, type Studied } from './study.ts'
import { completionsOf, earnedIn, entriesOf, totalsOf } from './record.ts'
import { creditOf, halfDaysOf } from './rules.ts'

type Timetable = { cohort: OwnCohort; lessons: Lesson[] }

const timetablesOf = (cohorts: readonly OwnCohort[], lessons: readonly Lesson[]): Timetable[] => {
  const of = Map.groupBy(lessons, ({ cohortId }) => cohortId)
  return cohorts.map(cohort => ({ cohort, lessons: of.get(cohort.id) ?? [] }))
}

type Own = ReadonlyMap<number, OwnLesson>

const asTold = (lesson: Lesson, own: Own) => ({
  id: lesson.id,
  kind: lesson.kind,
  title: lesson.title,
  heldOn: lesson.heldOn,
  fromMinute: lesson.fromMinute,
  untilMinute: lesson.untilMinute,
  counts: lesson.counts,
  minutes: lesson.minutes,
  teacher: teachersOf(lesson),
  place: placeOf(lesson),
  baseId: lesson.baseId,
  baseName: lesson.baseName,
  gatherMinute: lesson.gatherMinute,
  gatherPlace: lesson.gatherPlace,
  // A timetable that is only drafted is nobody's news.
  combinedWith: lesson.combinedWith.filter(({ isPublished }) => isPublished).map(({ cohortName }) => cohortName),
  bus: own.get(lesson.id)?.bus ?? null
})

type Told = ReturnType<typeof asTold> & { cohortId: number }

/** The journey to a base says where to gather and which bus is one's own: on the day, it is what comes first. */
const onTheWay = <L extends Told>(lessons: readonly L[]): L[] =>
  lessons.map(lesson => {
    if (lesson.kind !== 'travel') return lesson
    const outing = lessons.find(
      other =>
        other.kind === 'onsite' &&
        other.cohortId === lesson.cohortId &&
        other.heldOn === lesson.heldOn &&
        other.gatherMinute !== null &&
        other.fromMinute >= lesson.untilMinute
    )
    return outing ? { ...lesson, ...outingOf(outing) } : lesson
  })

const outingOf = ({ baseId, baseName, gatherMinute, gatherPlace, bus }: Told) => ({
  baseId,
  baseName,
  gatherMinute,
  gatherPlace,
  bus
})

/** What is not over yet, of today and of the next day that has any. Online lessons are watched when it suits, and wait for no hour. */
const comingUp = (timetables: readonly Timetable[], own: Own, today: string, minute: number) => {
  const coming = timetables
    .flatMap(({ cohort, lessons }) =>
      asHeld(lessons).map(lesson => ({
        ...asTold(lesson, own),
        cohortId: cohort.id,
        cohortName: cohort.name,
        supervisorName: cohort.supervisorName
      }))
    )
    .filter(({ kind }) => kind !== 'online')
    .filter(({ heldOn, untilMinute }) => heldOn > today || (heldOn === today && untilMinute > minute))
    .toSorted((a, b) => (a.heldOn === b.heldOn ? a.fromMinute - b.fromMinute : a.heldOn < b.heldOn ? -1 : 1))
  const next = coming.find(({ heldOn }) => heldOn > today)?.heldOn
  return onTheWay(coming.filter(({ heldOn }) => heldOn === today || heldOn === next))
}

/** Quizzes that wait: their lesson has begun, or, online, was watched to its end; not passed, and with an attempt to finish or to begin. */
const quizzesToTake = (
  timetables: readonly Timetable[],
  quizzes: readonly QuizOfMine[],
  studied: Studied,
  today: string,
  minute: number
) => {
  const begun = timetables
    .flatMap(({ lessons }) => asHeld(lessons))
    .filter(lesson => isOnes(lesson, studied) && isOpenOn(lesson, today))
    .filter(({ id, kind, minutes, heldOn, fromMinute }) =>
      kind === 'online'
        ? studied.own.get(id)?.completedAt || minutes === 0
        : heldOn < today || (heldOn === today && fromMinute <= minute)
    )
  const ids = new Set(begun.map(({ id }) => id))
  return quizzes
    .filter(quiz => ids.has(quiz.lessonId) && !quiz.isPassed && mayGoOn(quiz))
    .map(quiz => ({
      lessonId: quiz.lessonId,
      lessonTitle: quiz.lessonTitle,
      materialId: quiz.materialId,
      title: quiz.title,
      questions: quiz.questions,
      standing: quizStandingOf(quiz)
    }))
}

/**
 * What a cohort not yet closed will give: every lesson still unmarked is taken as attended, every online lesson as completed; of those that
 * are, the credit is posted already.
 */
const inReachOf = ({ lessons }: Timetable, studied: Studied, pack: Pack): number => {
  const { own } = studied
  const standing = asHeld(lessons)
    .filter(lesson => isOnes(lesson, studied))
    .map(lesson => ({ ...lesson, wasHeld: true }))
  const expected = halfDaysOf(standing, () => pack.conversion)
  const online = standing
    .filter(({ id, kind }) => kind === 'online' && !own.get(id)?.completedAt)
    .map(({ id, minutes }) => ({ lessonId: id, centiCredits: onlineCreditOf(minutes, pack.online), isCompleted: true }))
  return creditOf(expected, lessonId => own.get(lessonId)?.status ?? 'present', online).sum.earned
}

const toldCalledOff = ({ id, name, startsOn, endsOn, cancelledBecause }: OwnCohort) => ({
  id,
  name,
  startsOn,
  endsOn,
  reason: cancelledBecause!
})

export const routes = endpoints(contract, {
  'GET /my/today': {
    permission: ownPerson,
    answer: async ({ db, found, now }) => {
      const today = dayOf(now)
      const minute = minuteOf(now)
      // None of these waits for another: they are asked together and travel together.
      const [unit, cohorts, calledOff, lessons, own, choices, quizzes, earnedThisYear, { pack }] = await Promise.all([
        unitOf(db, found, today),
        cohortsOf(db, found),
        calledOffOf(db, found),
        ownLessons(db, found, 'open'),
        ownOf(db, found),
        choicesOf(db, found),
        quizzesOfMine(db, found, 'open'),
        earnedIn(db, found, yearOf(today)),
        packOn(db, today)
      ])
      const timetables = timetablesOf(
        cohorts.filter(cohort => !cohort.isClosed),
        lessons
      )
      const studied = { own, choices }
      const coming = comingUp(timetables, own, today, minute)
      // 本期 is one cohort: that of the next lesson; when none comes any more, the newest that waits to be closed.
      const present = timetables.find(({ cohort }) => cohort.id === coming[0]?.cohortId) ?? timetables[0]
      return {
        today,
        minute,
        unit: unit?.name ?? null,
        lessons: coming,
        calledOff: calledOff.filter(({ endsOn }) => endsOn >= today).map(toldCalledOff),
        quizzes: quizzesToTake(timetables, quizzes, studied, today, minute),
        open: openNow(timetables, studied, today),
        menus: menusToChooseFrom(timetables, studied),
        earnedThisYear,
        inReach: present ? inReachOf(present, studied, pack) : 0
      }
    }
  },
  'GET /my/cohorts': {
    permission: ownPerson,
    answer: async ({ db, found, now }) => {
      const [seats, calledOff, stays, lessons, own, choices, quizzes, withParts] = await Promise.all([
        cohortsOf(db, found),
        calledOffOf(db, found),
        ownStays(db, found),
        ownLessons(db, found, 'all'),
        ownOf(db, found),
        choicesOf(db, found),
        quizzesOfMine(db, found, 'all'),
        lessonsWithParts(db, found)
      ])
      const today = dayOf(now)
      const studied = { own, choices }
      const quizzesBy = Map.groupBy(quizzes, ({ lessonId }) => lessonId)
      const stayOf = new Map(stays.map(({ enrolmentId, ...stay }) => [enrolmentId, stay]))
      const cohorts = timetablesOf(seats, lessons).map(
        ({ cohort: { enrolmentId, cancelledBecause: _no, electiveMinutes, ...told }, lessons }) => ({
          ...told,
          electives: electivesOf(lessons, electiveMinutes, studied),
          ...stayOf.get(enrolmentId)!,
          lessons: lessons.map(lesson => ({
            ...asTold(lesson, own),
            ...beginningTold(lesson, studied, today),
            wasHeld: lesson.wasHeld,
            notHeldReason: lesson.notHeldReason,
            status: own.get(lesson.id)?.status ?? null,
            completedAt: own.get(lesson.id)?.completedAt ?? null,
            hasParts: withParts.has(lesson.id),
            quizzes: (quizzesBy.get(lesson.id) ?? []).map(quiz => ({
              materialId: quiz.materialId,
              title: quiz.title,
              standing: quizStandingOf(quiz),
              mayGoOn: mayGoOn(quiz)
            }))
          }))
        })
      )
      return { today, minute: minuteOf(now), cohorts, calledOff: calledOff.map(toldCalledOff) }
    }
  },
  'GET /my/record': {
    permission: ownPerson,
    answer: async ({ db, found, query, now }) => {
      const thisYear = yearOf(dayOf(now))
      const year = query.year ?? thisYear
      const [totals, completions, entries] = await Promise.all([
        totalsOf(db, found),
        completionsOf(db, found),
        entriesOf(db, found, year)
      ])
      const known = [thisYear, ...totals.map(total => total.year), ...completions.map(({ completedOn }) => yearOf(completedOn))]
      return {
        year,
        years: [...new Set(known)].toSorted((a, b) => b - a),
        entries,
        totals,
        completions
      }
    }
  }
})
