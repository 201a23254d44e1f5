import { sql } from 'drizzle-orm'
import { rowsOf, type Db } from '../../database/db.ts'
import type { Appointment } from '../../files/calendar.ts'
import { fromTo } from '../../time/chineseDates.ts'
import { dayOf, daysAfter } from '../../time/dates.ts'
import { lastVersions, type Version } from '../changes/queries.ts'
import { combiningsOf, type Combining } from '../combined/queries.ts'
import { eachOnce } from '../combined/rules.ts'
import { placeOf, teachersOf } from '../rules.ts'
import type { FeedAsked } from './queries.ts'

const clock = (minute: number): string => `${Math.trunc(minute / 60)}:${String(minute % 60).padStart(2, '0')}`

/**
 * What a calendar is told of a lesson. Calendars that do not know a cancelled appointment still show what it is called. Whoever joins or
 * leaves what is taught together makes it another one, as a change of the lesson does.
 */
export const appointmentOf = (
  version: Version,
  notes: readonly string[],
  isCancelled: boolean,
  combining?: Combining
): Appointment => {
  const teacher = teachersOf(version)
  return {
    uid: `lesson-${version.lessonId}@lunxun`,
    sequence: version.number + (combining?.turns ?? 0),
    day: version.heldOn,
    fromMinute: version.fromMinute,
    untilMinute: version.untilMinute,
    lastDay: version.closesOn,
    title: isCancelled ? `已取消：${version.title}` : version.title,
    place: placeOf(version),
    notes: [
      ...notes,
      ...(version.closesOn
        ? [`开放学习：${fromTo(version.heldOn, version.closesOn)}${version.isElective ? '（选修）' : ''}`]
        : []),
      ...(combining?.with.length ? [`合班：${combining.with.join('、')}`] : []),
      ...(teacher ? [`讲课：${teacher}`] : []),
      ...(version.gatherMinute !== null ? [`集合：${clock(version.gatherMinute)} ${version.gatherPlace}`] : [])
    ],
    isCancelled,
    changedAt: new Date(version.at)
  }
}

/** A calendar as it is fetched. */
export type Calendar = { name: string; appointments: Appointment[] }

/** How far back the calendar of a teacher or a room goes, in days. */
const BACK = 400

/**
 * The calendar of a cohort, a teacher or a room. Of a teacher or room it also holds what was theirs once, as cancelled. What is taught to
 * several cohorts at once is one appointment of theirs; a lesson that calendars knew by itself before is taken back.
 */
export const calendarOf = async (db: Db, { cohortId, teacherId, venueId }: FeedAsked, now: Date): Promise<Calendar> => {
  const since = daysAfter(dayOf(now), -BACK)
  const theirs = teacherId ? sql`teacher_ids @> array[${teacherId}::bigint]` : sql`venue_ids @> array[${venueId}::bigint]`
  const versions = await lastVersions(
    db,
    cohortId
      ? sql`v.cohort_id = ${cohortId}`
      : sql`v.held_on >= ${since}::date and v.lesson_id in (select lesson_id from lesson_versions where ${theirs})`
  )
  const names = new Map(
    (
      await rowsOf<{ id: number; name: string }>(
        db,
        sql`select id, name from cohorts where id in (select value::bigint from jsonb_array_elements_text(${JSON.stringify([
          ...(cohortId ? [cohortId] : []),
          ...new Set(versions.map(version => version.cohortId))
        ])}::jsonb))`
      )
    ).map(({ id, name }) => [id, name])
  )
  const isTheirs = (version: Version) =>
    teacherId ? version.teacherIds.includes(teacherId) : venueId ? version.venueIds.includes(venueId) : true
  const [named] = cohortId
    ? [{ name: names.get(cohortId)! }]
    : await rowsOf<{ name: string }>(
        db,
        teacherId
          ? sql`select name from teacher_facts where teacher_id = ${teacherId} and recorded_until is null`
          : sql`select place || ' ' || name as name from venue_facts where venue_id = ${venueId} and recorded_until is null`
      )
  const combinings = await combiningsOf(
    db,
    versions.map(({ lessonId }) => lessonId)
  )
  const isOff = (version: Version) => version.standing !== 'planned' || !isTheirs(version)
  const taught = versions
    .filter(version => !isOff(version))
    .map(({ lessonId }) => ({ lessonId, combinedId: combinings.get(lessonId)?.combinedId ?? null }))
  const toldBy = new Set((cohortId ? taught.map(one => ({ entry: one })) : eachOnce(taught)).map(({ entry }) => entry.lessonId))
  return {
    name: `${named?.name ?? ''} 课程表`.trim(),
    appointments: versions.flatMap(version => {
      const combining = combinings.get(version.lessonId)
      const isOneWithAnother = !isOff(version) && !toldBy.has(version.lessonId)
      if (isOneWithAnother && !combining!.wasAlone) return []
      return [appointmentOf(version, [names.get(version.cohortId)!], isOff(version) || isOneWithAnother, combining)]
    })
  }
}
