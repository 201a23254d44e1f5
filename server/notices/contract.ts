import { Type } from 'typebox'
import { id, instant, oneOf, orNull, shape, text } from '../http/contract.ts'

const answer = shape({ text: Type.String(), answeredAt: instant, answeredBy: Type.String() })
const complaint = { id, page: Type.String(), text: Type.String(), sentAt: instant, answers: Type.Array(answer) }
const count = Type.Integer({ minimum: 0 })

export const contract = {
  'POST /complaints': {
    says: 'Makes a complaint or a suggestion, signed in or not. Sent again with the same client key it stays one.',
    permission: 'open',
    perHour: { account: 30, address: 60 },
    body: shape({
      clientKey: Type.String({ format: 'uuid' }),
      /** The address of the page on which it was made; what follows ? or # is not kept. */
      page: text(2000),
      text: text(2000),
      /** How somebody who is not signed in can be answered, if that is wanted. */
      contact: orNull(Type.String({ maxLength: 100 }))
    }),
    reply: shape({ id })
  },
  'GET /my/complaints': {
    says: 'What the signed-in account has complained about, with the answers; newest first.',
    permission: 'notices.readOwn',
    reply: shape({ complaints: Type.Array(shape(complaint)) })
  },
  'GET /complaints': {
    says: 'Complaints that go to the asker: the open ones, longest waiting first, or those answered, newest first.',
    permission: 'notices.read',
    query: shape({ state: Type.Optional(oneOf(['open', 'answered'])) }),
    reply: shape({
      open: count,
      answered: count,
      /** Of the one that has waited longest. */
      oldestOpenAt: orNull(instant),
      /** At most 200. */
      complaints: Type.Array(
        shape({
          ...complaint,
          /** Null: somebody who was not signed in. */
          name: orNull(Type.String()),
          organisationName: Type.String(),
          contact: orNull(Type.String())
        })
      )
    })
  },
  'POST /complaints/:complaintId/answers': {
    says: 'Answers a complaint; whoever made it signed in reads the answer where the complaint was made.',
    permission: 'notices.answer',
    params: shape({ complaintId: id }),
    body: shape({ text: text(2000) }),
    reply: shape({ id })
  }
} as const
