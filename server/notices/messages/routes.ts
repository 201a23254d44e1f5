import { signedIn } from '../../accounts/permissions.ts'
import { endpoints } from '../../http/endpoints.ts'
import { messages } from './contract.ts'
import { inboxOf, readMessages } from './queries.ts'

export const messageRoutes = endpoints(messages, {
  'GET /my/messages': {
    permission: signedIn,
    answer: async ({ db, found }) => {
      const inbox = await inboxOf(db, found)
      return { unread: inbox.filter(({ isRead }) => !isRead).length, messages: inbox }
    }
  },
  'POST /my/messages/readings': {
    permission: signedIn,
    answer: async ({ db, found, body, now, note }) => {
      const read = await readMessages(db, found, body.messageIds, now)
      note({ messageIds: read.map(({ messageId }) => messageId) })
      return { done: true }
    }
  }
})
