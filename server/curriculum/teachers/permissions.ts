import type { Db } from '../../database/db.ts'
import type { Actor } from '../../http/actor.ts'
import { keptToMaintain, keptToUse } from '../permissions.ts'
import { TEACHERS } from './queries.ts'

type Asked = { params: { teacherId: number } }

export const teacherToUse = (db: Db, actor: Actor, { params }: Asked) => keptToUse(db, actor, TEACHERS, params.teacherId)
export const teacherToMaintain = (db: Db, actor: Actor, { params }: Asked) =>
  keptToMaintain(db, actor, TEACHERS, params.teacherId)
