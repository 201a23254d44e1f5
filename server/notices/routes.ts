import type { Db } from '../database/db.ts'
import { signedIn } from '../accounts/permissions.ts'
import type { Actor } from '../http/actor.ts'
import { endpoints } from '../http/endpoints.ts'
import { rootOf, unitOf } from '../organisations/queries.ts'
import { refuse } from '../http/refusals.ts'
import { dayOf } from '../time/dates.ts'
import { contract } from './contract.ts'
import { complaintsToAnswer, complaintToAnswer } from './permissions.ts'
import { addAnswer, addComplaint, complaintsBy, complaintsFor, waitingFor } from './queries.ts'
import { pageOf } from './rules.ts'

/** Where a complaint belongs: the unit of the person, else that of the account's first role, else the root of the tree. */
const placeOf = async (db: Db, actor: Actor | null, now: Date): Promise<number> => {
  const unit = actor?.personId ? await unitOf(db, actor.personId, dayOf(now)) : null
  const place = unit?.id ?? actor?.roles[0]?.organisationId ?? (await rootOf(db))?.id
  if (!place)
    throw refuse('nobody-there', '系统还没有设好，没有人能收到。', 'Nothing has been set up yet; nobody would receive it.')
  return place
}

export const routes = endpoints(contract, {
  'POST /complaints': {
    permission: () => null,
    answer: async ({ db, actor, body, now, note }) => {
      const organisationId = await placeOf(db, actor, now)
      const id = await addComplaint(
        db,
        {
          accountId: actor?.accountId ?? null,
          organisationId,
          page: pageOf(body.page),
          text: body.text.trim(),
          contact: actor ? null : body.contact?.trim() || null,
          clientKey: body.clientKey
        },
        now
      )
      note({ complaintId: id }, organisationId)
      return { id }
    }
  },
  'GET /my/complaints': {
    permission: signedIn,
    answer: async ({ db, found }) => ({ complaints: await complaintsBy(db, found.accountId) })
  },
  'GET /complaints': {
    permission: complaintsToAnswer,
    answer: async ({ db, found, query, now }) => {
      const [waiting, complaints] = await Promise.all([
        waitingFor(db, found, now),
        complaintsFor(db, found, now, { isAnswered: query.state === 'answered' })
      ])
      return { ...waiting, complaints: complaints.map(({ organisationId: _place, ...complaint }) => complaint) }
    }
  },
  'POST /complaints/:complaintId/answers': {
    permission: complaintToAnswer,
    answer: async ({ db, actor, found, body, now, note }) => {
      const id = await addAnswer(db, { complaintId: found.id, text: body.text.trim(), answeredBy: actor.accountId }, now)
      note({ complaintId: found.id, answerId: id }, found.organisationId)
      return { id }
    }
  }
})
