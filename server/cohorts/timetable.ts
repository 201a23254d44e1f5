import { eq, sql, type SQL } from 'drizzle-orm'
import { rowsOf, type Db } from '../database/db.ts'
import type { Day } from '../time/dates.ts'
import {
  clashesBetween,
  doesCount,
  type CategoryMinutes,
  type Clash,
  type LessonKind,
  type Taking,
  type VenueKind
} from './rules.ts'
import { requireLessons } from './prerequisites/queries.ts'
import { bookings, lessonCategories, lessons } from './schema.ts'

/** A lesson as it is written down; times are minutes after midnight. */
export type Written = {
  kind: LessonKind
  title: string
  courseVersionId: number | null
  heldOn: Day
  fromMinute: number
  untilMinute: number
  minutes: number
  categories: readonly CategoryMinutes[]
  teacherIds: readonly number[]
  teacherText: string | null
  groupIds: readonly number[]
  venueIds: readonly number[]
  placeText: string | null
  baseId: number | null
  venueKind: VenueKind | null
  gatherMinute: number | null
  gatherPlace: string | null
  /** The last day of its window, `heldOn` being the first; null: it has an hour. */
  closesOn: Day | null
  isElective: boolean
  requiresIds: readonly number[]
  /** The mark of lessons that are taught together; null: it is taught alone. */
  combinedId: number | null
}

const rowOf = ({ categories: _categories, teacherIds: _teachers, venueIds: _venues, groupIds: _groups, ...written }: Written) => {
  const { requiresIds: _requires, ...row } = written
  return { ...row, counts: doesCount(row.kind) }
}

/** `isHeld`: the timetable is published, so that the bookings bar others. */
const writeParts = async (db: Db, lessonId: number, written: Written, isHeld: boolean): Promise<void> => {
  const { heldOn, fromMinute, untilMinute, venueIds, teacherIds, groupIds, categories } = written
  if (categories.length) await db.insert(lessonCategories).values(categories.map(split => ({ ...split, lessonId })))
  const during = sql`tsrange(${heldOn}::date + make_interval(mins => ${fromMinute}), ${heldOn}::date + make_interval(mins => ${untilMinute}))`
  const taken = [
    ...venueIds.map(venueId => ({ venueId })),
    ...teacherIds.map(teacherId => ({ teacherId })),
    ...groupIds.map(groupId => ({ groupId }))
  ]
  if (taken.length) await db.insert(bookings).values(taken.map(part => ({ ...part, lessonId, during, isHeld })))
  await requireLessons(db, lessonId, written.requiresIds)
}

export const addLesson = async (db: Db, cohortId: number, written: Written, isHeld: boolean): Promise<number> => {
  const [made] = await db
    .insert(lessons)
    .values({ ...rowOf(written), cohortId })
    .returning({ id: lessons.id })
  await writeParts(db, made!.id, written, isHeld)
  return made!.id
}

export const changeLesson = async (db: Db, lessonId: number, written: Written, isHeld: boolean): Promise<void> => {
  await db.delete(lessonCategories).where(eq(lessonCategories.lessonId, lessonId))
  await db.delete(bookings).where(eq(bookings.lessonId, lessonId))
  await db.update(lessons).set(rowOf(written)).where(eq(lessons.id, lessonId))
  await writeParts(db, lessonId, written, isHeld)
}

export const removeLesson = async (db: Db, lessonId: number): Promise<void> => {
  await db.delete(lessons).where(eq(lessons.id, lessonId))
}

/** Lessons of timetables still in draft go over to these versions of their courses, and online ones to what those were measured to last. */
export const followCourses = async (db: Db, versionIds: readonly number[]): Promise<void> => {
  if (!versionIds.length) return
  const moved = await rowsOf<{ id: number }>(
    db,
    sql`update lessons l set course_version_id = v.id,
               minutes = case when l.kind <> 'online' then l.minutes when v.kind = 'online' then v.minutes else 0 end
        from course_versions v join course_versions before on before.course_id = v.course_id
        where v.id in ${versionIds} and before.id <> v.id and before.id = l.course_version_id
          and not exists (select from publications p where p.cohort_id = l.cohort_id)
        returning l.id`
  )
  if (!moved.length) return
  const online = sql`select l.id from lessons l where l.kind = 'online' and l.id in ${moved.map(({ id }) => id)}`
  await db.execute(sql`delete from lesson_categories where lesson_id in (${online})`)
  await db.execute(
    sql`insert into lesson_categories (lesson_id, category, minutes)
        select l.id, v.category, l.minutes from lessons l join course_versions v on v.id = l.course_version_id
        where l.minutes > 0 and l.id in (${online})`
  )
}

/** Another lesson that takes up the same room, teacher or group at the same time. `isHeld`: it is published and has come first. */
export type Conflict = {
  lessonId: number
  what: Clash
  name: string
  otherLessonId: number
  otherTitle: string
  otherCohortId: number
  otherCohortName: string
  heldOn: Day
  fromMinute: number
  untilMinute: number
  isHeld: boolean
}

// A booking that is not held is a draft's wish, or was freed by a lesson that did not take place.
const isWanted = sql`(o.is_held or not exists (select from publications p where p.cohort_id = ol.cohort_id))
  and not exists (select from cohort_steps s where s.cohort_id = ol.cohort_id and s.kind = 'cancelled')`

type Candidate = Omit<Conflict, 'what' | 'name'> & {
  mine: Taking
  other: Taking
  venueName: string | null
  teacherName: string | null
  groupName: string | null
}

/** Conflicts of a cohort's lessons with any other lesson, published or drafted. SQL brings who shares a day, the rule decides. */
export const conflictsOf = async (db: Db, cohortId: number): Promise<Conflict[]> => {
  const candidates = await rowsOf<Candidate>(
    db,
    sql`select l.id as "lessonId", ol.id as "otherLessonId", ol.title as "otherTitle", oc.id as "otherCohortId",
               oc.name as "otherCohortName", ol.held_on::text as "heldOn", ol.from_minute as "fromMinute",
               ol.until_minute as "untilMinute", o.is_held as "isHeld",
               v.place || ' ' || v.name as "venueName", t.name as "teacherName", g.name as "groupName",
               ${taking(sql`l`, sql`b`)} as mine, ${taking(sql`ol`, sql`o`)} as other
        from lessons l
        join bookings b on b.lesson_id = l.id
        join bookings o on (o.venue_id = b.venue_id or o.teacher_id = b.teacher_id or o.group_id = b.group_id) and o.lesson_id <> b.lesson_id
          and (o.combined_id is null or o.combined_id is distinct from b.combined_id)
          and o.during && tsrange(l.held_on, l.held_on + 1)
        join lessons ol on ol.id = o.lesson_id
        join cohorts oc on oc.id = ol.cohort_id
        left join venue_facts v on v.venue_id = o.venue_id and v.recorded_until is null
        left join teacher_facts t on t.teacher_id = o.teacher_id and t.recorded_until is null
        left join cohort_groups g on g.id = o.group_id
        where l.cohort_id = ${cohortId} and ${isWanted} and not exists (select from holdings h where h.lesson_id = l.id)
        order by l.held_on, l.from_minute, l.id, o.venue_id, ol.id`
  )
  return candidates.flatMap(({ mine, other, venueName, teacherName, groupName, ...rest }) =>
    clashesBetween(mine, other).map(what => ({
      ...rest,
      what,
      name: { venue: venueName, teacher: teacherName, group: groupName }[what]!
    }))
  )
}

const taking = (lesson: SQL, booking: SQL): SQL =>
  sql`json_build_object('heldOn', ${lesson}.held_on, 'fromMinute', ${lesson}.from_minute, 'untilMinute', ${lesson}.until_minute,
        'venueId', ${booking}.venue_id, 'teacherId', ${booking}.teacher_id, 'groupId', ${booking}.group_id)`

export type Taken = { id: number; lesson: string; cohort: string }

/** Not that lesson, nor, unless it is to be taught alone, those it is taught together with. */
type Except = { lessonId: number | null; isAlone: boolean }

/** Which lessons take up rooms or teachers at a time, the first of each. */
const takenDuring = (db: Db, column: SQL, heldOn: Day, fromMinute: number, untilMinute: number, except: Except) =>
  rowsOf<Taken>(
    db,
    sql`select distinct on (${column}) ${column} as id, ol.title as lesson, oc.name as cohort
        from bookings o join lessons ol on ol.id = o.lesson_id join cohorts oc on oc.id = ol.cohort_id
        where ${column} is not null and ${isWanted} and ol.id is distinct from ${except.lessonId}::bigint
          and (${except.isAlone} or not exists (select from lessons e where e.id = ${except.lessonId}::bigint and e.combined_id = ol.combined_id))
          and o.during && tsrange(${heldOn}::date + make_interval(mins => ${fromMinute}), ${heldOn}::date + make_interval(mins => ${untilMinute}))
        order by ${column}, o.is_held desc, ol.id`
  )

export const venuesTaken = (db: Db, day: Day, from: number, until: number, except: Except): Promise<Taken[]> =>
  takenDuring(db, sql`o.venue_id`, day, from, until, except)

export const teachersTaken = (db: Db, day: Day, from: number, until: number, except: Except): Promise<Taken[]> =>
  takenDuring(db, sql`o.teacher_id`, day, from, until, except)
