import type { Db } from '../database/db.ts'
import type { Actor } from '../http/actor.ts'
import type { Day } from '../time/dates.ts'

/** Whether somebody is taken to a base by a lesson: as its trainee, or as the class supervisor. */
export type IsTakenTo = (db: Db, actor: Actor, baseId: number) => Promise<boolean>

/** One thing of a catalogue that lessons use. */
export type Used = { teacherId: number } | { venueId: number } | { baseId: number } | { courseId: number }

/** A lesson that uses a thing. `path` is the line of its cohort's organisation. */
export type LessonWith = {
  /** The same for lessons that are taught together; null: it is taught alone. */
  combinedId: number | null
  cohortId: number
  cohortName: string
  path: string
  title: string
  heldOn: Day
  fromMinute: number
  untilMinute: number
  isDraft: boolean
  wasHeld: boolean | null
}

/** What the curriculum has to know of slices below it. The one that knows answers; server/api.ts registers who that is. */
export const questions: {
  isTakenTo: IsTakenTo
  /** In the order of the days; `until` is not included. */
  lessonsWith: (db: Db, used: Used, between: { from: Day; until: Day } | null) => Promise<LessonWith[]>
  /** 授课次数: how many lessons of these teachers took place. Teachers without any may be missing. */
  lecturesOf: (db: Db, teacherIds: readonly number[]) => Promise<ReadonlyMap<number, number>>
} = { isTakenTo: async () => false, lessonsWith: async () => [], lecturesOf: async () => new Map() }
