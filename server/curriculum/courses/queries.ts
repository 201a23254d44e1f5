import { sql, type SQL } from 'drizzle-orm'
import { firstOf, rowsOf, type Db } from '../../database/db.ts'
import { isUsableFrom } from '../keeping.ts'
import { isNamed, isShown, type Shown } from '../rules.ts'
import { isAsking, type CourseFacts, type Mark } from './rules.ts'
import { coreTheoryMarks, courses, courseVersions, courseVersionTextbooks, courseVisibilities } from './schema.ts'

/** A course in its latest version. `path` is the line of its organisation in the tree; null for one that comes from a file. */
export type Course = Omit<CourseFacts, 'fields' | 'tags' | 'textbookIds'> & {
  id: number
  versionId: number
  number: number
  fields: string[]
  tags: string[]
  textbooks: { id: number; name: string }[]
  teacherName: string | null
  organisationId: number | null
  organisationName: string | null
  path: string | null
  recordedAt: string
  isHidden: boolean
  lastMark: Mark | null
}

const iso = (column: SQL): SQL => sql`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`

const columns = sql`
  v.course_id as id, v.id as "versionId", v.number, v.title, v.category, v.kind, v.minutes, v.summary, to_json(v.tags) as tags,
  to_json(v.fields) as fields, v.audience, v.teacher_id as "teacherId", t.name as "teacherName", v.teacher_text as "teacherText",
  v.materials_note as "materialsNote", ${iso(sql`v.recorded_at`)} as "recordedAt",
  coalesce((select json_agg(json_build_object('id', b.textbook_id, 'name', b.name) order by b.name collate "C")
    from course_version_textbooks vb join textbook_facts b on b.textbook_id = vb.textbook_id and b.recorded_until is null
    where vb.course_version_id = v.id), '[]') as textbooks`

/** Courses in their latest version, by category. */
const latest = (where: SQL): SQL => sql`
  select ${columns}, c.code, c.organisation_id as "organisationId", f.name as "organisationName", f.path::text as path,
         coalesce((select is_hidden from course_visibilities where course_id = c.id order by id desc limit 1), false) as "isHidden",
         (select what from core_theory_marks where course_id = c.id order by id desc limit 1) as "lastMark"
  from courses c
  join lateral (select * from course_versions where course_id = c.id order by number desc limit 1) v on true
  join categories k on k.code = v.category
  left join teacher_facts t on t.teacher_id = v.teacher_id and t.recorded_until is null
  left join lateral (select name, path from organisation_facts
    where organisation_id = c.organisation_id and recorded_until is null order by valid_from desc limit 1) f on true
  where ${where}
  order by k.position, c.code collate "C", c.id`

export type CourseChoice = { q?: string; shown?: Shown; category?: string; kind?: string; from?: 'files' | 'hand' }

/** Courses of these parts and above them and those from files, as a list is narrowed. */
export const coursesListed = async (
  db: Db,
  paths: readonly string[],
  { q = '', shown, category, kind, from }: CourseChoice = {}
): Promise<Course[]> =>
  (await rowsOf<Course>(db, latest(sql`true`))).filter(
    course =>
      isOpenTo(course, paths) &&
      isShown(shown, course.isHidden) &&
      (!category || course.category === category) &&
      (!kind || course.kind === kind) &&
      (!from || (course.path === null) === (from === 'files')) &&
      isNamed(q, [
        course.code,
        course.title,
        course.summary,
        course.teacherName,
        course.teacherText,
        course.audience,
        ...course.tags
      ])
  )

export const isOpenTo = ({ path }: Pick<Course, 'path'>, paths: readonly string[]): boolean =>
  path === null || isUsableFrom(path, paths)

export const courseById = (db: Db, courseId: number): Promise<Course | null> =>
  firstOf<Course>(db, latest(sql`c.id = ${courseId}`))

export const holdCourse = async (db: Db, courseId: number): Promise<Course> => {
  await db.execute(sql`select from courses where id = ${courseId} for update`)
  return (await courseById(db, courseId))!
}

export const factsOf = ({ textbooks, ...course }: Course): CourseFacts => {
  const { code, title, category, fields, audience, kind, teacherId, teacherText, minutes, summary, materialsNote, tags } = course
  const textbookIds = textbooks.map(({ id }) => id)
  return {
    code,
    title,
    category,
    fields,
    audience,
    kind,
    teacherId,
    teacherText,
    minutes,
    summary,
    materialsNote,
    textbookIds,
    tags
  }
}

export type Material = {
  id: number
  kind: string
  title: string
  body: Record<string, unknown>
  lengthMs: number
  characters: number
}

/** What a version of a course consists of, in order. */
export const materialsOf = (db: Db, versionId: number): Promise<Material[]> =>
  rowsOf<Material>(
    db,
    sql`select id, kind, title, body, length_ms as "lengthMs", characters from materials
        where course_version_id = ${versionId} order by position`
  )

/** How a version of a course was measured; null where there is none. */
export const measuredCourse = (db: Db, versionId: number): Promise<{ kind: string; category: string; minutes: number } | null> =>
  firstOf(db, sql`select kind, category, minutes from course_versions where id = ${versionId}`)

export const addCourse = async (
  db: Db,
  organisationId: number,
  facts: CourseFacts,
  by: number,
  now: Date
): Promise<{ id: number; versionId: number }> => {
  const [made] = await db.insert(courses).values({ code: facts.code, organisationId }).returning({ id: courses.id })
  return { id: made!.id, versionId: await writeVersion(db, { courseId: made!.id, number: 1 }, facts, by, now) }
}

/** A version is never changed: what is different is the next one. The code is the course's own. */
export const nextVersion = async (db: Db, course: Course, facts: CourseFacts, by: number, now: Date): Promise<number> => {
  if (facts.code !== course.code) await db.execute(sql`update courses set code = ${facts.code} where id = ${course.id}`)
  return writeVersion(db, { courseId: course.id, number: course.number + 1 }, facts, by, now)
}

const writeVersion = async (
  db: Db,
  of: { courseId: number; number: number },
  { code: _code, textbookIds, fields, tags, ...facts }: CourseFacts,
  recordedBy: number,
  recordedAt: Date
): Promise<number> => {
  const [version] = await db
    .insert(courseVersions)
    .values({ ...of, ...facts, fields: [...fields], tags: [...tags], recordedAt, recordedBy })
    .returning({ id: courseVersions.id })
  const courseVersionId = version!.id
  if (textbookIds.length)
    await db.insert(courseVersionTextbooks).values(textbookIds.map(textbookId => ({ courseVersionId, textbookId })))
  return courseVersionId
}

export const turnCourse = async (db: Db, courseId: number, isHidden: boolean, recordedBy: number, recordedAt: Date) => {
  await db.insert(courseVisibilities).values({ courseId, isHidden, recordedBy, recordedAt })
}

export const markCourse = async (
  db: Db,
  mark: { courseId: number; what: Mark; reason: string; recordedBy: number; recordedAt: Date }
) => {
  await db.insert(coreTheoryMarks).values(mark)
}

export const removeCourse = async (db: Db, courseId: number): Promise<void> => {
  await db.execute(sql`delete from courses where id = ${courseId}`)
}

export type MarkMade = { courseId: number; what: Mark; reason: string; recordedAt: string; recordedBy: string }

/** What happened to courses as core theory, newest first. */
export const marksOf = (db: Db, courseIds: readonly number[]): Promise<MarkMade[]> =>
  courseIds.length
    ? rowsOf<MarkMade>(
        db,
        sql`select m.course_id as "courseId", m.what, m.reason, ${iso(sql`m.recorded_at`)} as "recordedAt", a.name as "recordedBy"
            from core_theory_marks m join accounts a on a.id = m.recorded_by
            where m.course_id = any(array[${sql.join(
              courseIds.map(id => sql`${id}::bigint`),
              sql`, `
            )}]) order by m.id desc`
      )
    : Promise.resolve([])

export type PastVersion = Omit<CourseFacts, 'code'> & { recordedAt: string; recordedBy: string | null }

/** Every version of a course, newest first. */
export const versionsOf = (db: Db, courseId: number): Promise<PastVersion[]> =>
  rowsOf<PastVersion>(
    db,
    sql`select ${columns}, a.name as "recordedBy",
               coalesce((select json_agg(textbook_id order by textbook_id) from course_version_textbooks where course_version_id = v.id), '[]')
                 as "textbookIds"
        from course_versions v left join teacher_facts t on t.teacher_id = v.teacher_id and t.recorded_until is null
        left join accounts a on a.id = v.recorded_by
        where v.course_id = ${courseId} order by v.number desc`
  )

export const visibilitiesOf = (
  db: Db,
  courseId: number
): Promise<{ isHidden: boolean; recordedAt: string; recordedBy: string }[]> =>
  rowsOf(
    db,
    sql`select x.is_hidden as "isHidden", ${iso(sql`x.recorded_at`)} as "recordedAt", a.name as "recordedBy"
        from course_visibilities x join accounts a on a.id = x.recorded_by where x.course_id = ${courseId} order by x.id desc`
  )

/** Courses written by hand that are core theory or ask to be. */
export const coursesToMark = async (db: Db): Promise<Course[]> =>
  (
    await rowsOf<Course>(
      db,
      latest(sql`c.organisation_id is not null and (v.category = 'coreTheory' or exists (
      select from core_theory_marks m where m.course_id = c.id))`)
    )
  ).toSorted((one, other) => Number(asks(other)) - Number(asks(one)))

export const asks = ({ category, lastMark }: Course): boolean => isAsking(category, lastMark)
