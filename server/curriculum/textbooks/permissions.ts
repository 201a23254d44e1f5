import type { Db } from '../../database/db.ts'
import type { Actor } from '../../http/actor.ts'
import { keptToMaintain, keptToUse } from '../permissions.ts'
import { TEXTBOOKS } from './queries.ts'

type Asked = { params: { textbookId: number } }

export const textbookToUse = (db: Db, actor: Actor, { params }: Asked) => keptToUse(db, actor, TEXTBOOKS, params.textbookId)
export const textbookToMaintain = (db: Db, actor: Actor, { params }: Asked) =>
  keptToMaintain(db, actor, TEXTBOOKS, params.textbookId)
