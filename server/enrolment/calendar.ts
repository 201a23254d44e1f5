import type { Lesson } from '../cohorts/queries.ts'
import { placeOf, teachersOf } from '../cohorts/rules.ts'
import type { Appointment } from '../files/calendar.ts'
import type { OwnCohort } from './mine.ts'

/** The timetables of these cohorts as appointments; a lesson that fell out stays, as cancelled, so that a calendar takes it back. */
export const appointmentsOf = (
  cohorts: readonly OwnCohort[],
  lessons: readonly Lesson[],
  changes: ReadonlyMap<number, number>
): Appointment[] => {
  const of = new Map(cohorts.map(cohort => [cohort.id, cohort]))
  return lessons.flatMap(lesson => {
    const cohort = of.get(lesson.cohortId)
    if (!cohort) return []
    const teacher = teachersOf(lesson)
    return {
      uid: `lesson-${lesson.id}@lunxun`,
      sequence: changes.get(cohort.id) ?? 0,
      day: lesson.heldOn,
      fromMinute: lesson.fromMinute,
      untilMinute: lesson.untilMinute,
      title: lesson.title,
      place: placeOf(lesson),
      notes: [
        cohort.name,
        ...(teacher ? [`讲课：${teacher}`] : []),
        ...(lesson.gatherMinute !== null ? [`集合：${clock(lesson.gatherMinute)} ${lesson.gatherPlace}`] : []),
        ...(cohort.supervisorName ? [`班主任：${cohort.supervisorName}`] : [])
      ],
      isCancelled: lesson.wasHeld === false || cohort.cancelledBecause !== null
    }
  })
}

const clock = (minute: number): string => `${Math.trunc(minute / 60)}:${String(minute % 60).padStart(2, '0')}`
