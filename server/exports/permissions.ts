import { coverageToRead } from '../coverage/permissions.ts'
import type { Asked } from '../coverage/question.ts'
import type { Db } from '../database/db.ts'
import type { Actor } from '../http/actor.ts'

/** What may be read may be taken along; the question stands in the body because the act leaves a line. */
export const coverageToExport = (db: Db, actor: Actor, { body, now }: { body: Asked & { organisationId: number }; now: Date }) =>
  coverageToRead(db, actor, { query: body, now })
