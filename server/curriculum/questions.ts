import type { Db } from '../database/db.ts'
import type { Actor } from '../http/actor.ts'

/** Whether somebody is taken to a base by a lesson: as its trainee, or as the class supervisor. */
export type IsTakenTo = (db: Db, actor: Actor, baseId: number) => Promise<boolean>

/** What the curriculum has to know of slices below it. The one that knows answers; server/api.ts registers who that is. */
export const questions: { isTakenTo: IsTakenTo } = { isTakenTo: async () => false }
