import { desc, eq, sql, type SQL } from 'drizzle-orm'
import { firstOf, rowsOf, type Db } from '../database/db.ts'
import { BadCourse, courseIn, type CourseFile, type NewCourse } from './courseFiles.ts'
import { courses, courseVersions, venues } from './schema.ts'
import { allCategories } from '../policies/queries.ts'

/** Installs courses from files. A course that changed gets its next version; one that did not is left alone; one mistake installs none. */
export const installCourses = async (db: Db, files: readonly CourseFile[], now: Date): Promise<void> => {
  const read = files.map(file => ({ name: file.name, course: courseIn(file) }))
  await db.transaction(async tx => {
    const known = new Set((await allCategories(tx)).map(category => category.code))
    for (const { name, course } of read) {
      if (!known.has(course.category)) throw new BadCourse(`${name}: category ${course.category} is not in any policy pack`)
      await installCourse(tx, course, now)
    }
  })
}

const installCourse = async (db: Db, { code, ...added }: NewCourse, now: Date): Promise<void> => {
  await db.insert(courses).values({ code }).onConflictDoNothing({ target: courses.code })
  const courseId = (await db.select().from(courses).where(eq(courses.code, code)))[0]!.id
  const [latest] = await db
    .select()
    .from(courseVersions)
    .where(eq(courseVersions.courseId, courseId))
    .orderBy(desc(courseVersions.number))
    .limit(1)
  const isSame = latest && (Object.keys(added) as (keyof typeof added)[]).every(field => latest[field] === added[field])
  if (!isSame) await db.insert(courseVersions).values({ ...added, courseId, number: (latest?.number ?? 0) + 1, recordedAt: now })
}

export type ListedCourse = {
  id: number
  versionId: number
  code: string
  title: string
  category: string
  kind: string
  minutes: number
  summary: string
}

/** Each course in its latest version, by category. */
export const allCourses = (db: Db): Promise<ListedCourse[]> =>
  rowsOf<ListedCourse>(
    db,
    sql`select id, "versionId", code, title, category, kind, minutes, summary from (
          select distinct on (c.id) c.id, v.id as "versionId", c.code, v.title, v.category, v.kind, v.minutes, v.summary, k.position
          from courses c join course_versions v on v.course_id = c.id join categories k on k.code = v.category
          order by c.id, v.number desc) latest
        order by position, code collate "C"`
  )

export const partsOf = (paths: readonly string[]): SQL =>
  sql`array[${sql.join(
    paths.map(path => sql`${path}::ltree`),
    sql`, `
  )}]`

// A township teaches in the county's rooms as well: what belongs to an organisation above is there to be used.
export const usableFrom = (paths: readonly string[]): SQL =>
  sql`cross join lateral (select name, path from organisation_facts
        where organisation_id = x.organisation_id and recorded_until is null order by valid_from desc limit 1) f
      where f.path <@ any(${partsOf(paths)}) or f.path @> any(${partsOf(paths)})`

export type Teacher = { id: number; organisationId: number; organisationName: string; name: string; unit: string; title: string }

export const teachersFor = (db: Db, paths: readonly string[]): Promise<Teacher[]> =>
  rowsOf<Teacher>(
    db,
    sql`select x.id, x.organisation_id as "organisationId", f.name as "organisationName", x.name, x.unit, x.title
        from teachers x ${usableFrom(paths)} order by x.unit collate "C", x.name collate "C", x.id`
  )

export type Venue = {
  id: number
  organisationId: number
  organisationName: string
  name: string
  place: string
  capacity: number
}

export const venuesFor = (db: Db, paths: readonly string[]): Promise<Venue[]> =>
  rowsOf<Venue>(
    db,
    sql`select x.id, x.organisation_id as "organisationId", f.name as "organisationName", x.name, x.place, x.capacity
        from venues x ${usableFrom(paths)} order by x.place collate "C", x.name collate "C", x.id`
  )

export const addTeacher = async (db: Db, added: Omit<Teacher, 'id' | 'organisationName'>): Promise<number> =>
  (await firstOf<{ id: number }>(
    db,
    sql`insert into teachers (organisation_id, name, unit, title)
        values (${added.organisationId}, ${added.name}, ${added.unit}, ${added.title}) returning id`
  ))!.id

export const addVenue = async (db: Db, added: Omit<Venue, 'id' | 'organisationName'>): Promise<number> =>
  (await db.insert(venues).values(added).returning({ id: venues.id }))[0]!.id
