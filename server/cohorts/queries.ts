import { sql, type SQL } from 'drizzle-orm'
import { firstOf, rowsOf, type Db } from '../database/db.ts'
import type { Day } from '../time/dates.ts'
import type { CategoryMinutes, CohortKind, LessonKind, VenueKind } from './rules.ts'
import { holdings } from './schema.ts'
import type { Life } from './steps/rules.ts'

/** A cohort as permissions find it. `path` is the line of its organisation in the tree. */
export type Cohort = Life & {
  id: number
  organisationId: number
  organisationName: string
  path: string
  name: string
  kind: CohortKind
  organiserLevel: string
  stratum: string
  capacity: number
  startsOn: Day
  endsOn: Day
  supervisorId: number | null
  supervisorName: string | null
  venueKind: VenueKind | null
  planItemId: number | null
  /** Minutes of electives that each learner has to choose. */
  electiveMinutes: number
  derogationId: number | null
}

// The organisation as it was last: a cohort outlives the unit that held it.
const cohortRows = (where: SQL): SQL => sql`
  select c.id, c.organisation_id as "organisationId", f.name as "organisationName", f.path::text as path, c.name, c.kind,
         c.organiser_level as "organiserLevel", c.stratum, c.capacity, c.starts_on::text as "startsOn", c.ends_on::text as "endsOn",
         c.supervisor_id as "supervisorId", a.name as "supervisorName", c.venue_kind as "venueKind", c.plan_item_id as "planItemId",
         c.elective_minutes as "electiveMinutes",
         exists (select from publications p where p.cohort_id = c.id) as "isPublished",
         exists (select from closings l where l.cohort_id = c.id) as "isClosed",
         coalesce(s.is_cancelled, false) as "isCancelled", coalesce(s.is_archived, false) as "isArchived", s.approval, s.enrolment,
         (select d.id from derogations d where d.cohort_id = c.id) as "derogationId"
  from cohorts c
  left join lateral (
    select bool_or(kind = 'cancelled') as is_cancelled, bool_or(kind = 'archived') as is_archived,
           (array_agg(kind order by id desc) filter (where kind in ('planned', 'recalled', 'returned', 'approved')))[1] as approval,
           (array_agg(kind order by id desc) filter (where kind in ('enrolmentOpened', 'enrolmentClosed')))[1] as enrolment
    from cohort_steps where cohort_id = c.id) s on true
  left join accounts a on a.id = c.supervisor_id
  cross join lateral (
    select name, path from organisation_facts where organisation_id = c.organisation_id and recorded_until is null
    order by valid_from desc limit 1) f
  where ${where}
  order by c.starts_on desc, c.id desc`

export const cohortById = (db: Db, id: number): Promise<Cohort | null> => firstOf<Cohort>(db, cohortRows(sql`c.id = ${id}`))

/**
 * Whose cohorts: those of organisations within `paths`, strictly below `above`, those this account supervises, and those within `submitted`
 * that were ever submitted for approval.
 */
export type Reach = {
  paths: readonly string[]
  above: readonly string[]
  supervisorId: number | null
  submitted?: readonly string[]
}

const ltrees = (paths: readonly string[]): SQL =>
  paths.length
    ? sql`array[${sql.join(
        paths.map(path => sql`${path}::ltree`),
        sql`, `
      )}]`
    : sql`'{}'::ltree[]`

/** Newest first. */
export const cohortsWithin = (db: Db, { paths, above, supervisorId, submitted = [] }: Reach): Promise<Cohort[]> =>
  rowsOf<Cohort>(
    db,
    cohortRows(sql`
      f.path <@ any(${ltrees(paths)})
      or exists (select from unnest(${ltrees(above)}) as part where f.path <@ part and f.path <> part)
      or (s.approval is not null and f.path <@ any(${ltrees(submitted)}))
      or c.supervisor_id = ${supervisorId}::bigint`)
  )

export type Named = { id: number; name: string }

/** One row of a timetable. Times are minutes after midnight; `wasHeld` is what was last recorded, null while nothing was. */
export type Lesson = {
  id: number
  cohortId: number
  kind: LessonKind
  title: string
  courseVersionId: number | null
  heldOn: Day
  fromMinute: number
  untilMinute: number
  counts: boolean
  minutes: number
  categories: CategoryMinutes[]
  /** Of its course. */
  tags: string[]
  teachers: Named[]
  teacherText: string | null
  venues: Named[]
  placeText: string | null
  /** Groups of the cohort it is for; none: it is for everybody. */
  groups: Named[]
  baseId: number | null
  /** As it is called now, hidden or not. */
  baseName: string | null
  /** Of the lesson itself; where it says nothing, its cohort's. */
  venueKind: VenueKind | null
  gatherMinute: number | null
  gatherPlace: string | null
  /** The last day of its window, `heldOn` being the first; null: it has an hour. */
  closesOn: Day | null
  isElective: boolean
  /** 先修: lessons to be completed before it is begun. */
  requires: Named[]
  /** The mark of lessons that are taught together, and who else sits in it; a cohort that was called off does not. */
  combinedId: number | null
  combinedWith: Partner[]
  wasHeld: boolean | null
  notHeldReason: string | null
}

/** Another cohort that sits in a lesson. */
export type Partner = { cohortId: number; cohortName: string; isPublished: boolean }

/** What hangs on the lessons is gathered once for all of them: a lookup for each would cost more than the lessons themselves. */
const lessonRows = (where: SQL): SQL => sql`
  with shown as materialized (select * from lessons l where ${where})
  select l.id, l.cohort_id as "cohortId", l.kind, l.title, l.course_version_id as "courseVersionId", l.held_on::text as "heldOn",
         l.from_minute as "fromMinute", l.until_minute as "untilMinute", l.counts, l.minutes, coalesce(s.categories, '[]') as categories,
         coalesce((select v.tags from course_versions v where v.id = l.course_version_id), '{}') as tags,
         coalesce(b.teachers, '[]') as teachers, l.teacher_text as "teacherText",
         coalesce(b.venues, '[]') as venues, l.place_text as "placeText", coalesce(b.groups, '[]') as groups,
         l.base_id as "baseId", g.name as "baseName", l.venue_kind as "venueKind", l.gather_minute as "gatherMinute",
         l.gather_place as "gatherPlace", l.closes_on::text as "closesOn", l.is_elective as "isElective",
         coalesce(r.requires, '[]') as requires, l.combined_id as "combinedId", coalesce(w.partners, '[]') as "combinedWith",
         h.was_held as "wasHeld", case when h.was_held then null else h.reason end as "notHeldReason"
  from shown l
  left join (select distinct on (lesson_id) lesson_id, was_held, reason from holdings
             where lesson_id in (select id from shown) order by lesson_id, id desc) h on h.lesson_id = l.id
  left join (select k.lesson_id,
                    json_agg(json_build_object('id', t.teacher_id, 'name', t.name) order by k.id) filter (where t.id is not null) as teachers,
                    json_agg(json_build_object('id', v.venue_id, 'name', v.place || ' ' || v.name) order by k.id)
                      filter (where v.id is not null) as venues,
                    json_agg(json_build_object('id', g.id, 'name', g.name) order by k.id) filter (where g.id is not null) as groups
             from bookings k left join teacher_facts t on t.teacher_id = k.teacher_id and t.recorded_until is null
             left join venue_facts v on v.venue_id = k.venue_id and v.recorded_until is null
             left join cohort_groups g on g.id = k.group_id
             where k.lesson_id in (select id from shown) group by k.lesson_id) b on b.lesson_id = l.id
  left join (select m.lesson_id, json_agg(json_build_object('category', m.category, 'minutes', m.minutes) order by k.position) as categories
             from lesson_categories m join categories k on k.code = m.category
             where m.lesson_id in (select id from shown) group by m.lesson_id) s on s.lesson_id = l.id
  left join (select p.lesson_id, json_agg(json_build_object('id', o.id, 'name', o.title) order by o.held_on, o.from_minute, o.id) as requires
             from lesson_prerequisites p join lessons o on o.id = p.requires_id
             where p.lesson_id in (select id from shown) group by p.lesson_id) r on r.lesson_id = l.id
  left join (select p.id, json_agg(json_build_object('cohortId', c.id, 'cohortName', c.name,
                      'isPublished', exists (select from publications x where x.cohort_id = c.id)) order by c.id) as partners
             from shown p join lessons o on o.combined_id = p.combined_id and o.id <> p.id join cohorts c on c.id = o.cohort_id
             where p.combined_id is not null and not exists (select from cohort_steps x where x.cohort_id = c.id and x.kind = 'cancelled')
               and coalesce((select x.was_held from holdings x where x.lesson_id = o.id order by x.id desc limit 1), true)
             group by p.id) w on w.id = l.id
  left join teaching_base_facts g on g.base_id = l.base_id and g.recorded_until is null
  order by l.held_on, l.from_minute, l.id`

/** The timetable, in the order of the days. */
export const lessonsOf = (db: Db, cohortId: number): Promise<Lesson[]> =>
  rowsOf<Lesson>(db, lessonRows(sql`l.cohort_id = ${cohortId}`))

/** The timetables of several cohorts, each in the order of its days; `cohorts` selects their ids. */
export const lessonsOfThese = (db: Db, cohorts: SQL): Promise<Lesson[]> =>
  rowsOf<Lesson>(db, lessonRows(sql`l.cohort_id in (${cohorts})`))

export const lessonOf = (db: Db, cohortId: number, lessonId: number): Promise<Lesson | null> =>
  firstOf<Lesson>(db, lessonRows(sql`l.cohort_id = ${cohortId} and l.id = ${lessonId}`))

/** The steps of a cohort's life, with who and when. Instants as ISO text. */
export type CohortFacts = {
  publishedAt: string | null
  publishedBy: string | null
  closedAt: string | null
  closedBy: string | null
  derogationReason: string | null
  derogationDocument: string | null
  derogatedAt: string | null
  derogatedBy: string | null
}

const iso = (column: SQL): SQL => sql`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`

export const factsOf = async (db: Db, cohortId: number): Promise<CohortFacts> =>
  (await firstOf<CohortFacts>(
    db,
    sql`select ${iso(sql`p.published_at`)} as "publishedAt", pa.name as "publishedBy",
               ${iso(sql`l.closed_at`)} as "closedAt", la.name as "closedBy",
               d.reason as "derogationReason", d.document as "derogationDocument",
               ${iso(sql`d.approved_at`)} as "derogatedAt", da.name as "derogatedBy"
        from cohorts c
        left join publications p on p.cohort_id = c.id left join accounts pa on pa.id = p.published_by
        left join closings l on l.cohort_id = c.id left join accounts la on la.id = l.closed_by
        left join derogations d on d.cohort_id = c.id left join accounts da on da.id = d.approved_by
        where c.id = ${cohortId}`
  ))!

export type NewHolding = { lessonId: number; wasHeld: boolean; reason: string | null; recordedBy: number }

/** Whether a lesson took place; the last row speaks. */
export const recordHolding = async (db: Db, holding: NewHolding, now: Date): Promise<void> => {
  await db.insert(holdings).values({ ...holding, recordedAt: now })
}
