import { lessonsOf, type Lesson } from '../cohorts/queries.ts'
import { asHeld } from '../cohorts/rules.ts'
import type { Db } from '../database/db.ts'
import { cohortsOf, type OwnCohort } from '../enrolment/mine.ts'
import { endpoints } from '../http/endpoints.ts'
import { organisationOn, placeOf } from '../organisations/queries.ts'
import { packOn } from '../policies/queries.ts'
import { dayOf, minuteOf, yearOf } from '../time/dates.ts'
import { contract } from './contract.ts'
import { ownPerson } from './permissions.ts'
import { ownMarksIn } from './queries.ts'
import { completionsOf, entriesOf, totalsOf } from './record.ts'
import { creditOf, halfDaysOf } from './rules.ts'

type Timetable = { cohort: OwnCohort; lessons: Lesson[] }

const timetablesOf = async (db: Db, cohorts: readonly OwnCohort[]): Promise<Timetable[]> => {
  const timetables: Timetable[] = []
  for (const cohort of cohorts) timetables.push({ cohort, lessons: await lessonsOf(db, cohort.id) })
  return timetables
}

const asTold = (lesson: Lesson) => ({
  id: lesson.id,
  kind: lesson.kind,
  title: lesson.title,
  heldOn: lesson.heldOn,
  fromMinute: lesson.fromMinute,
  untilMinute: lesson.untilMinute,
  counts: lesson.counts,
  minutes: lesson.minutes,
  teacher: lesson.teacherName ?? lesson.teacherText,
  place: lesson.venueName ?? lesson.placeText
})

/** What is not over yet, of today and of the next day that has any. */
const comingUp = (timetables: readonly Timetable[], today: string, minute: number) => {
  const coming = timetables
    .flatMap(({ cohort, lessons }) =>
      asHeld(lessons).map(lesson => ({
        ...asTold(lesson),
        cohortId: cohort.id,
        cohortName: cohort.name,
        supervisorName: cohort.supervisorName
      }))
    )
    .filter(({ heldOn, untilMinute }) => heldOn > today || (heldOn === today && untilMinute > minute))
    .toSorted((a, b) => (a.heldOn === b.heldOn ? a.fromMinute - b.fromMinute : a.heldOn < b.heldOn ? -1 : 1))
  const next = coming.find(({ heldOn }) => heldOn > today)?.heldOn
  return coming.filter(({ heldOn }) => heldOn === today || heldOn === next)
}

/** What cohorts not yet closed will give: every lesson still unmarked is taken as attended. */
const inReachOf = async (db: Db, timetables: readonly Timetable[], today: string): Promise<number> => {
  if (!timetables.length) return 0
  const { conversion } = (await packOn(db, today)).pack
  let sum = 0
  for (const { cohort, lessons } of timetables) {
    const marks = await ownMarksIn(db, cohort.enrolmentId)
    const expected = halfDaysOf(
      asHeld(lessons).map(lesson => ({ ...lesson, wasHeld: true })),
      () => conversion
    )
    sum += creditOf(expected, lessonId => marks.get(lessonId) ?? 'present').sum.earned
  }
  return sum
}

export const routes = endpoints(contract, {
  'GET /my/today': {
    permission: ownPerson,
    answer: async ({ db, found, now }) => {
      const today = dayOf(now)
      const minute = minuteOf(now)
      const place = await placeOf(db, found, today)
      const unit = place && (await organisationOn(db, place.organisationId, today))
      const timetables = await timetablesOf(
        db,
        (await cohortsOf(db, found)).filter(cohort => !cohort.isClosed)
      )
      const totals = (await totalsOf(db, found)).filter(({ year }) => year === yearOf(today))
      return {
        today,
        minute,
        unit: unit?.name ?? null,
        lessons: comingUp(timetables, today, minute),
        earnedThisYear: totals.reduce((sum, { centiCredits }) => sum + centiCredits, 0),
        inReach: await inReachOf(db, timetables, today)
      }
    }
  },
  'GET /my/cohorts': {
    permission: ownPerson,
    answer: async ({ db, found, now }) => {
      const cohorts = []
      for (const { cohort, lessons } of await timetablesOf(db, await cohortsOf(db, found))) {
        const marks = await ownMarksIn(db, cohort.enrolmentId)
        const { enrolmentId: _own, ...told } = cohort
        cohorts.push({
          ...told,
          lessons: lessons.map(lesson => ({
            ...asTold(lesson),
            wasHeld: lesson.wasHeld,
            notHeldReason: lesson.notHeldReason,
            status: marks.get(lesson.id) ?? null
          }))
        })
      }
      return { today: dayOf(now), minute: minuteOf(now), cohorts }
    }
  },
  'GET /my/record': {
    permission: ownPerson,
    answer: async ({ db, found, query, now }) => {
      const thisYear = yearOf(dayOf(now))
      const year = query.year ?? thisYear
      const [totals, completions] = [await totalsOf(db, found), await completionsOf(db, found)]
      const known = [thisYear, ...totals.map(total => total.year), ...completions.map(({ completedOn }) => yearOf(completedOn))]
      return {
        year,
        years: [...new Set(known)].toSorted((a, b) => b - a),
        entries: await entriesOf(db, found, year),
        totals,
        completions
      }
    }
  }
})
