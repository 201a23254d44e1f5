import { deliveryToRead } from '../closing/delivery/permissions.ts'
import { coverageToRead } from '../coverage/permissions.ts'
import type { Asked } from '../coverage/question.ts'
import type { Db } from '../database/db.ts'
import type { Actor } from '../http/actor.ts'
import { partToRead } from '../organisations/permissions.ts'
import { organisationOn } from '../organisations/queries.ts'
import type { Day } from '../time/dates.ts'

/** What may be read may be taken along; the question stands in the body because the act leaves a line. */
export const coverageToExport = (db: Db, actor: Actor, { body, now }: { body: Asked & { organisationId: number }; now: Date }) =>
  coverageToRead(db, actor, { query: body, now })

/** Lists of a part of the roster are taken along by whoever reads it. */
export const rosterToExport = async (
  db: Db,
  actor: Actor,
  { body, now }: { body: { organisationId: number; asOf: Day }; now: Date }
): Promise<{ id: number; name: string; path: string }> => {
  await partToRead(db, actor, { query: body, now })
  return (await organisationOn(db, body.organisationId, body.asOf))!
}

/** What was planned and what came of it is taken along by whoever reads it. */
export const deliveryToExport = (db: Db, actor: Actor, { body, now }: { body: { organisationId: number }; now: Date }) =>
  deliveryToRead(db, actor, { query: body, now })
