import { Type } from 'typebox'
import { done, id, instant, oneOf, shape } from '../../http/contract.ts'

export const messages = {
  'GET /my/messages': {
    says: 'The inbox of the signed-in account and of its person, newest first; what was replaced is left out.',
    permission: 'notices.readOwn',
    reply: shape({
      unread: Type.Integer({ minimum: 0 }),
      messages: Type.Array(
        shape({
          id,
          kind: oneOf(['timetablePublished', 'timetableChanged'] as const),
          cohortId: id,
          titleZh: Type.String(),
          titleEn: Type.String(),
          lines: Type.Array(shape({ zh: Type.String(), en: Type.String() })),
          sentAt: instant,
          isRead: Type.Boolean()
        })
      )
    })
  },
  'POST /my/messages/readings': {
    says: 'Says that these messages have been read; those that are not the asker’s, or were read before, stay as they are.',
    permission: 'notices.readOwn',
    body: shape({ messageIds: Type.Array(id, { maxItems: 100, uniqueItems: true }) }),
    reply: done
  }
} as const
