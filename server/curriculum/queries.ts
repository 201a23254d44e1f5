import { sql, type SQL } from 'drizzle-orm'
import { firstOf, rowsOf, type Db } from '../database/db.ts'
import { venues } from './schema.ts'

export type ListedCourse = {
  id: number
  versionId: number
  code: string
  title: string
  category: string
  kind: string
  minutes: number
  tags: string[]
  summary: string
}

/** Each course in its latest version, by category. */
export const allCourses = (db: Db): Promise<ListedCourse[]> =>
  rowsOf<ListedCourse>(
    db,
    sql`select id, "versionId", code, title, category, kind, minutes, tags, summary from (
          select distinct on (c.id) c.id, v.id as "versionId", c.code, v.title, v.category, v.kind, v.minutes, v.tags, v.summary, k.position
          from courses c join course_versions v on v.course_id = c.id join categories k on k.code = v.category
          order by c.id, v.number desc) latest
        order by position, code collate "C"`
  )

/** A course in its latest version. */
export const latestVersion = (
  db: Db,
  courseId: number
): Promise<(ListedCourse & { number: number; recordedAt: string }) | null> =>
  firstOf(
    db,
    sql`select c.id, v.id as "versionId", v.number, c.code, v.title, v.category, v.kind, v.minutes, v.tags, v.summary,
               to_char(v.recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "recordedAt"
        from courses c join course_versions v on v.course_id = c.id where c.id = ${courseId} order by v.number desc limit 1`
  )

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
