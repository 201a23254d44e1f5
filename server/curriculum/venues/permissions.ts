import type { Db } from '../../database/db.ts'
import type { Actor } from '../../http/actor.ts'
import { keptToMaintain, keptToUse } from '../permissions.ts'
import { VENUES } from './queries.ts'

type Asked = { params: { venueId: number } }

export const venueToUse = (db: Db, actor: Actor, { params }: Asked) => keptToUse(db, actor, VENUES, params.venueId)
export const venueToMaintain = (db: Db, actor: Actor, { params }: Asked) => keptToMaintain(db, actor, VENUES, params.venueId)
