import { createHash } from 'node:crypto'
import { and, desc, eq, isNull, sql } from 'drizzle-orm'
import { firstOf, type Db } from '../../database/db.ts'
import type { Media } from '../../files/media.ts'
import { allCategories, packOn } from '../../policies/queries.ts'
import { dayOf } from '../../time/dates.ts'
import { BadCourse, courseIn, type CourseFile } from './courseFiles.ts'
import { packageIn, type PackageFolder } from './packages.ts'
import { measuredMinutes } from './rules.ts'
import { courses, courseVersions, materials, packageReadings } from './schema.ts'

/** A course as it is kept; `contentHash` and materials belong to packages. */
type NewVersion = {
  code: string
  title: string
  category: string
  kind: string
  minutes: number
  tags: string[]
  summary: string
  contentHash: string | null
  materials: (Omit<typeof materials.$inferInsert, 'courseVersionId' | 'position'> & { position?: never })[]
}

/**
 * Installs courses from files. A course that changed gets its next version; one that did not is left alone; one mistake installs none.
 * Returns the ids of the versions that were added. The caller brings the transaction.
 */
export const installCourses = async (db: Db, files: readonly CourseFile[], now: Date): Promise<number[]> => {
  const read = files.map(file => ({
    name: file.name,
    course: { ...courseIn(file), contentHash: null, materials: [] } satisfies NewVersion
  }))
  return installAll(db, read, now)
}

/**
 * The same for packages: folders with a course.yaml. Their films are kept in `media` under the hash of their content. A folder whose files
 * are as large and as old as when it was last read is not read again: measuring its films is most of a start.
 */
export const installPackages = async (db: Db, folders: readonly PackageFolder[], media: Media, now: Date): Promise<number[]> => {
  const { reading } = (await packOn(db, dayOf(now))).pack.online
  const changed = []
  for (const folder of folders) {
    const fingerprint = folder.stamp === undefined ? null : fingerprintOf(folder.stamp, reading)
    if (fingerprint === null || !(await isRead(db, folder.name, fingerprint, media))) changed.push({ folder, fingerprint })
  }
  const packages = []
  for (const { folder, fingerprint } of changed)
    packages.push({ name: folder.name, files: folder.files, fingerprint, course: await packageIn(folder) })
  const read = []
  for (const { name, files, fingerprint, course } of packages) {
    const { parts, ...head } = course
    const kept: NewVersion['materials'] = []
    for (const part of parts) kept.push({ ...part, media: part.media && (await media.keep(part.media, files.read)) })
    read.push({
      name,
      fingerprint,
      course: {
        ...head,
        minutes: head.minutes ?? measuredMinutes(parts, reading),
        contentHash: createHash('sha256').update(JSON.stringify(kept)).digest('hex'),
        materials: kept
      }
    })
  }
  return installAll(db, read, now)
}

/** Raised with every change to what is kept of a package, so that each is read once more. */
const READERS = 1

const fingerprintOf = (stamp: string, reading: number): string =>
  createHash('sha256')
    .update(JSON.stringify([READERS, reading, stamp]))
    .digest('hex')

/** Whether a folder was read as it is, what it said then is what holds now, and its films are still kept. */
const isRead = async (db: Db, name: string, fingerprint: string, media: Media): Promise<boolean> => {
  const known = await firstOf<{ media: string[] }>(
    db,
    sql`select array(select m.media from materials m where m.course_version_id = r.course_version_id and m.media is not null) as media
        from package_readings r
        where r.name = ${name} and r.fingerprint = ${fingerprint} and r.course_version_id =
          (select v.id from course_versions v join course_versions own on own.course_id = v.course_id and own.id = r.course_version_id
           order by v.number desc limit 1)`
  )
  if (!known) return false
  for (const hash of known.media) if (!(await media.has(hash))) return false
  return true
}

type Read = { name: string; course: NewVersion; fingerprint?: string | null }

const installAll = async (db: Db, read: readonly Read[], now: Date): Promise<number[]> => {
  const known = new Set((await allCategories(db)).map(category => category.code))
  for (const { name, course } of read)
    if (!known.has(course.category)) throw new BadCourse(`${name}: category ${course.category} is not in any policy pack`)
  const added: number[] = []
  for (const { name, course, fingerprint } of read) {
    const { versionId, isNew } = await installVersion(db, course, now)
    if (isNew) added.push(versionId)
    if (!fingerprint) continue
    const reading = { fingerprint, courseVersionId: versionId, readAt: now }
    await db
      .insert(packageReadings)
      .values({ name, ...reading })
      .onConflictDoUpdate({ target: packageReadings.name, set: reading })
  }
  return added
}

const isSame = (one: unknown, other: unknown): boolean => one === other || JSON.stringify(one) === JSON.stringify(other)

const installVersion = async (
  db: Db,
  { code, materials: kept, ...added }: NewVersion,
  now: Date
): Promise<{ versionId: number; isNew: boolean }> => {
  const fromFiles = isNull(courses.organisationId)
  await db.insert(courses).values({ code }).onConflictDoNothing({ target: courses.code, where: fromFiles })
  const courseId = (
    await db
      .select()
      .from(courses)
      .where(and(eq(courses.code, code), fromFiles))
  )[0]!.id
  const [latest] = await db
    .select()
    .from(courseVersions)
    .where(eq(courseVersions.courseId, courseId))
    .orderBy(desc(courseVersions.number))
    .limit(1)
  if (latest && (Object.keys(added) as (keyof typeof added)[]).every(field => isSame(latest[field], added[field])))
    return { versionId: latest.id, isNew: false }
  const [version] = await db
    .insert(courseVersions)
    .values({ ...added, courseId, number: (latest?.number ?? 0) + 1, recordedAt: now })
    .returning({ id: courseVersions.id })
  const courseVersionId = version!.id
  if (kept.length)
    await db.insert(materials).values(kept.map((material, position) => ({ ...material, courseVersionId, position })))
  return { versionId: courseVersionId, isNew: true }
}
