import { Type } from 'typebox'
import { day, done, id, instant, orNull, shape, text } from '../../http/contract.ts'

const dueDate = {
  dueDateId: id,
  requirement: Type.String(),
  dueOn: day,
  reason: Type.String(),
  approvedBy: Type.String(),
  decidedOn: orNull(day),
  document: orNull(Type.String()),
  validFrom: day,
  /** The due day; an earlier one where it was withdrawn from that day on. */
  validUntil: day
}

/** As it stands with the person. */
export const heldDueDate = shape({ ...dueDate, recordedAt: instant })

export const contract = {
  'GET /due-dates': {
    says: 'Who has more time for what on a day in a part of the tree, with due date, reason and decision, by name; 50 to a page.',
    permission: 'organisations.read',
    query: shape({
      organisationId: Type.Optional(id),
      asOf: Type.Optional(day),
      requirement: Type.Optional(Type.String({ maxLength: 100 })),
      endingSoon: Type.Optional(Type.Boolean({ description: 'only those that are due within thirty days' })),
      page: Type.Optional(Type.Integer({ minimum: 1, maximum: 100_000 }))
    }),
    reply: shape({
      asOf: day,
      page: Type.Integer(),
      pageSize: Type.Integer(),
      total: Type.Integer(),
      dueDates: Type.Array(
        shape({
          ...dueDate,
          personId: id,
          name: Type.String(),
          organisationId: id,
          organisationName: Type.String(),
          unitName: orNull(Type.String()),
          role: Type.String(),
          portfolio: orNull(Type.String()),
          endsSoon: Type.Boolean()
        })
      )
    })
  },
  'POST /people/:personId/due-dates': {
    says: 'Gives a person more time for one requirement: from when, until which day, why and on whose decision.',
    permission: 'organisations.manage',
    params: shape({ personId: id }),
    body: shape({
      requirement: text(100),
      dueOn: day,
      reason: text(500),
      approvedBy: text(200),
      decidedOn: Type.Optional(orNull(day)),
      document: Type.Optional(orNull(text(200))),
      validFrom: day
    }),
    reply: done
  },
  'POST /people/:personId/due-dates/:dueDateId/withdrawal': {
    says: 'A due date set by hand no longer holds from a day on; from its first day: it never did.',
    permission: 'organisations.manage',
    params: shape({ personId: id, dueDateId: id }),
    body: shape({ on: day, reason: text(500) }),
    reply: done
  }
} as const
