import { createHash } from 'node:crypto'
import { desc, eq } from 'drizzle-orm'
import type { Db } from '../database/db.ts'
import type { Media } from '../files/media.ts'
import { allCategories, packOn } from '../policies/queries.ts'
import { dayOf } from '../time/dates.ts'
import { BadCourse, courseIn, type CourseFile } from './courseFiles.ts'
import { packageIn, type PackageFolder } from './packages.ts'
import { measuredMinutes } from './rules.ts'
import { courses, courseVersions, materials } from './schema.ts'

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

/** The same for packages: folders with a course.yaml. Their films are kept in `media` under the hash of their content. */
export const installPackages = async (db: Db, folders: readonly PackageFolder[], media: Media, now: Date): Promise<number[]> => {
  const packages = []
  for (const folder of folders) packages.push({ name: folder.name, files: folder.files, course: await packageIn(folder) })
  const { reading } = (await packOn(db, dayOf(now))).pack.online
  const read = []
  for (const { name, files, course } of packages) {
    const { parts, ...head } = course
    const kept: NewVersion['materials'] = []
    for (const part of parts) kept.push({ ...part, media: part.media && (await media.keep(part.media, files.read)) })
    read.push({
      name,
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

const installAll = async (db: Db, read: readonly { name: string; course: NewVersion }[], now: Date): Promise<number[]> => {
  const known = new Set((await allCategories(db)).map(category => category.code))
  for (const { name, course } of read)
    if (!known.has(course.category)) throw new BadCourse(`${name}: category ${course.category} is not in any policy pack`)
  const added: number[] = []
  for (const { course } of read) {
    const versionId = await installVersion(db, course, now)
    if (versionId !== null) added.push(versionId)
  }
  return added
}

const isSame = (one: unknown, other: unknown): boolean => one === other || JSON.stringify(one) === JSON.stringify(other)

const installVersion = async (db: Db, { code, materials: kept, ...added }: NewVersion, now: Date): Promise<number | null> => {
  await db.insert(courses).values({ code }).onConflictDoNothing({ target: courses.code })
  const courseId = (await db.select().from(courses).where(eq(courses.code, code)))[0]!.id
  const [latest] = await db
    .select()
    .from(courseVersions)
    .where(eq(courseVersions.courseId, courseId))
    .orderBy(desc(courseVersions.number))
    .limit(1)
  if (latest && (Object.keys(added) as (keyof typeof added)[]).every(field => isSame(latest[field], added[field]))) return null
  const [version] = await db
    .insert(courseVersions)
    .values({ ...added, courseId, number: (latest?.number ?? 0) + 1, recordedAt: now })
    .returning({ id: courseVersions.id })
  const courseVersionId = version!.id
  if (kept.length)
    await db.insert(materials).values(kept.map((material, position) => ({ ...material, courseVersionId, position })))
  return courseVersionId
}
