import { sql, type SQL } from 'drizzle-orm'
import { usableFrom } from '../../curriculum/keeping.ts'
import { rowsOf, type Db } from '../../database/db.ts'
import type { CohortKind } from '../rules.ts'
import type { Lesson } from '../queries.ts'
import type { Kept } from './rules.ts'
import { templateCategories, templateLessons, templates, templateTakings, templateVisibilities } from './schema.ts'

export type Template = {
  id: number
  organisationId: number
  organisationName: string
  path: string
  name: string
  kind: CohortKind
  cohortName: string
  lessons: number
  days: number
  all: number
  madeAt: string
  madeBy: string
  isHidden: boolean
  hiddenAt: string | null
  hiddenBy: string | null
  split: { category: string; minutes: number }[]
}

const iso = (column: SQL): SQL => sql`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`

/** Those of organisations within these parts of the tree or above them; one of them, or all, by name. */
export const templatesFor = (db: Db, paths: readonly string[], templateId: number | null = null): Promise<Template[]> =>
  rowsOf<Template>(
    db,
    sql`select x.id, x.organisation_id as "organisationId", f.name as "organisationName", f.path::text as path, x.name, x.kind,
               c.name as "cohortName", l.lessons, l.days, l."all", ${iso(sql`x.made_at`)} as "madeAt", a.name as "madeBy",
               coalesce(v.is_hidden, false) as "isHidden",
               case when v.is_hidden then ${iso(sql`v.recorded_at`)} end as "hiddenAt", case when v.is_hidden then h.name end as "hiddenBy",
               coalesce((select json_agg(json_build_object('category', s.category, 'minutes', s.minutes)) from (
                 select m.category, sum(m.minutes)::int as minutes from timetable_template_categories m
                 join timetable_template_lessons t on t.id = m.lesson_id where t.template_id = x.id group by m.category) s), '[]') as split
        from (select * from timetable_templates where ${templateId}::bigint is null or id = ${templateId}::bigint) x
        join cohorts c on c.id = x.cohort_id
        join accounts a on a.id = x.made_by
        cross join lateral (
          select count(*)::int as lessons, coalesce(max(day) + 1, 0)::int as days, coalesce(sum(minutes), 0)::int as "all"
          from timetable_template_lessons where template_id = x.id) l
        left join lateral (
          select is_hidden, recorded_at, recorded_by from timetable_template_visibilities
          where template_id = x.id order by id desc limit 1) v on true
        left join accounts h on h.id = v.recorded_by
        ${usableFrom(paths)}
        order by coalesce(v.is_hidden, false), x.name collate "C", x.id`
  )

export type KeptLesson = Kept & {
  day: number
  title: string
  fromMinute: number
  untilMinute: number
  gatherMinute: number | null
  gatherPlace: string | null
  /** The last day of its window, after the first of the cohort. */
  closesDay: number | null
  isElective: boolean
}

export const lessonsIn = (db: Db, templateId: number): Promise<KeptLesson[]> =>
  rowsOf<KeptLesson>(
    db,
    sql`select l.day, l.kind, l.title, l.course_version_id as "courseVersionId", l.from_minute as "fromMinute",
               l.until_minute as "untilMinute", l.minutes, l.teacher_text as "teacherText", l.place_text as "placeText",
               l.base_id as "baseId", g.name as "baseName", l.venue_kind as "venueKind", l.gather_minute as "gatherMinute",
               l.gather_place as "gatherPlace", l.closes_day as "closesDay", l.is_elective as "isElective",
               (select json_build_object('id', n.id, 'kind', n.kind, 'category', n.category, 'minutes', n.minutes)
                from course_versions o join course_versions n on n.course_id = o.course_id
                where o.id = l.course_version_id order by n.number desc limit 1) as latest,
               coalesce((select json_agg(json_build_object('category', m.category, 'minutes', m.minutes) order by k.position)
                 from timetable_template_categories m join categories k on k.code = m.category where m.lesson_id = l.id), '[]') as categories,
               coalesce((select json_agg(json_build_object('id', t.teacher_id, 'name', t.name) order by b.id)
                 from timetable_template_takings b join teacher_facts t on t.teacher_id = b.teacher_id and t.recorded_until is null where b.lesson_id = l.id), '[]') as teachers,
               coalesce((select json_agg(json_build_object('id', v.venue_id, 'name', v.place || ' ' || v.name) order by b.id)
                 from timetable_template_takings b join venue_facts v on v.venue_id = b.venue_id and v.recorded_until is null where b.lesson_id = l.id), '[]') as venues
        from timetable_template_lessons l
        left join teaching_base_facts g on g.base_id = l.base_id and g.recorded_until is null
        where l.template_id = ${templateId}
        order by l.day, l.from_minute, l.id`
  )

type Keeping = { organisationId: number; name: string; kind: CohortKind; cohortId: number; madeAt: Date; madeBy: number }
type Planned = Lesson & { day: number; closesDay: number | null }

/** `withBookings`: who teaches and where goes with it. */
export const keepTemplate = async (
  db: Db,
  template: Keeping,
  lessons: readonly Planned[],
  withBookings: boolean
): Promise<number> => {
  const [kept] = await db.insert(templates).values(template).returning({ id: templates.id })
  for (const lesson of lessons) {
    const { day, kind, title, courseVersionId, fromMinute, untilMinute, minutes } = lesson
    const { baseId, venueKind, gatherMinute, gatherPlace, closesDay, isElective } = lesson
    const texts = withBookings
      ? { teacherText: lesson.teacherText, placeText: lesson.placeText }
      : { teacherText: null, placeText: null }
    const plan = {
      day,
      kind,
      title,
      courseVersionId,
      fromMinute,
      untilMinute,
      minutes,
      baseId,
      venueKind,
      gatherMinute,
      gatherPlace,
      closesDay,
      isElective
    }
    const [row] = await db
      .insert(templateLessons)
      .values({ ...plan, ...texts, templateId: kept!.id })
      .returning({ id: templateLessons.id })
    const lessonId = row!.id
    if (lesson.categories.length)
      await db.insert(templateCategories).values(lesson.categories.map(part => ({ ...part, lessonId })))
    const takings = [
      ...lesson.teachers.map(({ id }) => ({ lessonId, teacherId: id })),
      ...lesson.venues.map(({ id }) => ({ lessonId, venueId: id }))
    ]
    if (withBookings && takings.length) await db.insert(templateTakings).values(takings)
  }
  return kept!.id
}

export const showTemplate = async (
  db: Db,
  templateId: number,
  isHidden: boolean,
  recordedBy: number,
  now: Date
): Promise<void> => {
  await db.insert(templateVisibilities).values({ templateId, isHidden, recordedBy, recordedAt: now })
}
