/** Who would leave by a complete list, and who decides on those that are held. */
import { Type } from 'typebox'
import { day, done, id, instant, oneOf, orNull, shape } from '../../http/contract.ts'
import { leaving } from '../people/contract.ts'

export const byImport = shape({ importId: id })
export const count = Type.Integer({ minimum: 0 })
export const name = Type.String()

/** `heldAbove`: in percent, when the file was compared. */
export const held = shape({ unit: name, people: count, holders: count, heldAbove: count })

export const removals = {
  'GET /removals': {
    says: 'Imports whose removals are held and wait for a second person.',
    permission: 'imports.decide',
    reply: shape({
      imports: Type.Array(
        shape({
          id,
          fileName: name,
          organisationName: name,
          effectiveOn: day,
          appliedBy: name,
          appliedAt: instant,
          people: count,
          mayDecide: Type.Boolean()
        })
      )
    })
  },
  'GET /imports/:importId/removals': {
    says: 'Who would leave by a complete list and is held, unit by unit.',
    permission: 'imports.decide',
    params: byImport,
    query: shape({ page: Type.Optional(Type.Integer({ minimum: 1, maximum: 100_000 })) }),
    reply: shape({
      id,
      fileName: name,
      organisationName: name,
      effectiveOn: day,
      uploadedBy: name,
      appliedBy: name,
      appliedAt: instant,
      mayDecide: Type.Boolean(),
      decision: orNull(shape({ isConfirmed: Type.Boolean(), decidedAt: instant, decidedBy: name })),
      held: Type.Array(held),
      total: count,
      page: Type.Integer(),
      pageSize: Type.Integer(),
      people: Type.Array(leaving)
    })
  },
  'POST /imports/:importId/removals': {
    says: 'A second person lets the held people go, or keeps them; decided once.',
    permission: 'imports.decide',
    params: byImport,
    body: shape({ verdict: oneOf(['confirm', 'drop']) }),
    reply: done
  }
}
