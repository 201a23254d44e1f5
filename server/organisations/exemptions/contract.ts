import { Type } from 'typebox'
import { day, done, id, oneOf, orNull, shape, text } from '../../http/contract.ts'
import { KINDS } from './rules.ts'

export const contract = {
  'GET /exemptions': {
    says: 'Who is exempt from what on a day in a part of the tree, with reason, decision and last day, by name; 50 to a page.',
    permission: 'organisations.read',
    query: shape({
      organisationId: Type.Optional(id),
      asOf: Type.Optional(day),
      kind: Type.Optional(oneOf(KINDS)),
      endingSoon: Type.Optional(Type.Boolean({ description: 'only those that end within thirty days' })),
      page: Type.Optional(Type.Integer({ minimum: 1, maximum: 100_000 }))
    }),
    reply: shape({
      asOf: day,
      page: Type.Integer(),
      pageSize: Type.Integer(),
      total: Type.Integer(),
      exemptions: Type.Array(
        shape({
          exemptionId: id,
          personId: id,
          name: Type.String(),
          organisationId: id,
          organisationName: Type.String(),
          unitName: orNull(Type.String()),
          role: Type.String(),
          portfolio: orNull(Type.String()),
          requirement: orNull(Type.String()),
          kind: Type.String(),
          reason: Type.String(),
          approvedBy: Type.String(),
          decidedOn: orNull(day),
          document: orNull(Type.String()),
          validFrom: day,
          validUntil: orNull(day),
          endsSoon: Type.Boolean()
        })
      )
    })
  },
  'POST /people/:personId/exemptions/:exemptionId/end': {
    says: 'An exemption ends earlier than was known: the first day on which it no longer holds.',
    permission: 'organisations.manage',
    params: shape({ personId: id, exemptionId: id }),
    body: shape({ on: day, reason: text(500) }),
    reply: done
  }
} as const
