import { Type } from 'typebox'
import { day, done, id, instant, oneOf, orNull, shape, text } from '../../http/contract.ts'

const entry = shape({
  personId: id,
  name: Type.String(),
  gender: orNull(Type.String()),
  birthMonth: orNull(Type.String()),
  education: orNull(Type.String()),
  staffNumber: orNull(Type.String()),
  idNumber: Type.String({ description: 'masked' }),
  mobile: Type.String({ description: 'masked' }),
  posts: Type.Array(shape({ organisationName: Type.String(), role: Type.String(), portfolio: orNull(Type.String()), from: day }))
})

export const contract = {
  'GET /duplicates': {
    says: 'Pairs of people who may be one, side by side, with what speaks for it; and the mergers so far.',
    permission: 'organisations.manage',
    query: shape({
      organisationId: Type.Optional(id),
      page: Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000 }))
    }),
    reply: shape({
      page: Type.Integer(),
      pageSize: Type.Integer(),
      total: Type.Integer(),
      pairs: Type.Array(
        shape({ alike: Type.Array(oneOf(['birthMonth', 'mobile', 'organisation'] as const)), one: entry, other: entry })
      ),
      mergers: Type.Array(
        shape({
          id,
          keptId: id,
          keptName: Type.String(),
          mergedId: id,
          mergedName: Type.String(),
          reason: Type.String(),
          mergedBy: orNull(Type.String()),
          mergedAt: instant,
          reversedAt: orNull(instant),
          reversalReason: orNull(Type.String())
        })
      )
    })
  },
  'POST /people/:personId/mergers': {
    says: 'Another entry turns out to be this person: its posts, membership, exemptions and due dates pass to this one, its credit is read with it.',
    permission: 'organisations.manage',
    params: shape({ personId: id }),
    body: shape({ mergedId: id, reason: text(500) }),
    reply: shape({ id })
  },
  'POST /people/:personId/distinctions': {
    says: 'This person and another are two, and are not shown as a pair again.',
    permission: 'organisations.manage',
    params: shape({ personId: id }),
    body: shape({ otherId: id, reason: text(500) }),
    reply: done
  },
  'POST /person-mergers/:mergerId/reversal': {
    says: 'Takes a merger back: both entries are as they were before it.',
    permission: 'organisations.manage',
    params: shape({ mergerId: id }),
    body: shape({ reason: text(500) }),
    reply: done
  }
} as const
