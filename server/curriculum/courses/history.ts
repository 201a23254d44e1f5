import type { Db } from '../../database/db.ts'
import { changesBetween, type Turn } from '../rules.ts'
import { marksOf, versionsOf, visibilitiesOf } from './queries.ts'
import { COURSE_FIELDS, type Mark } from './rules.ts'

type Change = { recordedAt: string; recordedBy: string | null; fields: string[]; what: Turn | Mark; reason: string | null }

/** Versions, hidings and marks of a course in one line of time, newest first. */
export const historyOfCourse = async (db: Db, courseId: number): Promise<Change[]> => {
  const [versions, turns, marks] = [
    await versionsOf(db, courseId),
    await visibilitiesOf(db, courseId),
    await marksOf(db, [courseId])
  ]
  const marked = new Set(marks.filter(({ what }) => what === 'marked' || what === 'unmarked').map(({ recordedAt }) => recordedAt))
  const written = versions.map(({ recordedAt, recordedBy, ...version }, at): Change => {
    const before = versions[at + 1]
    const fields = before ? changesBetween(COURSE_FIELDS, before as never, version as never) : []
    return { recordedAt, recordedBy, fields, what: before ? 'changed' : 'added', reason: null }
  })
  const all: Change[] = [
    ...marks.map(({ recordedAt, recordedBy, what, reason }) => ({ recordedAt, recordedBy, what, reason, fields: [] })),
    ...turns.map(({ recordedAt, recordedBy, isHidden }) => ({
      recordedAt,
      recordedBy,
      what: isHidden ? ('hidden' as const) : ('shown' as const),
      reason: null,
      fields: []
    })),
    // A mark makes a version of which nothing else is different; it is told once.
    ...written.filter(
      ({ what, fields, recordedAt }) => what === 'added' || fields.join() !== 'category' || !marked.has(recordedAt)
    )
  ]
  return all.toSorted((one, other) => (one.recordedAt < other.recordedAt ? 1 : one.recordedAt > other.recordedAt ? -1 : 0))
}
