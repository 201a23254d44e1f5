import { Type } from 'typebox'
import { done, id, oneOf, orNull, shape, text } from '../../http/contract.ts'
import { STAGES } from '../people/rules.ts'
import { FIELDS } from '../tree/rules.ts'
import { ROLES_SOUGHT, STANDINGS } from './rules.ts'

const criteria = {
  organisationId: orNull(id),
  directly: Type.Boolean(),
  q: orNull(Type.String({ maxLength: 50 })),
  role: orNull(oneOf(ROLES_SOUGHT)),
  stage: orNull(oneOf(STAGES)),
  field: orNull(oneOf(FIELDS)),
  stratum: orNull(Type.String({ maxLength: 60 })),
  requirement: orNull(Type.String({ maxLength: 100 })),
  state: orNull(oneOf(STANDINGS))
}

export const contract = {
  'GET /filters': {
    says: 'The saved choices of people this actor may use.',
    permission: 'organisations.read',
    reply: shape({
      filters: Type.Array(
        shape({
          id,
          name: Type.String(),
          ownerId: id,
          createdBy: Type.String(),
          ...criteria,
          mayRemove: Type.Boolean()
        })
      )
    })
  },
  'POST /filters': {
    says: 'Keeps a choice of people under a name, for everyone who reads the roster of the organisation it belongs to.',
    permission: 'organisations.manage',
    body: shape({ name: text(60), ownerId: id, ...criteria }),
    reply: shape({ id })
  },
  'DELETE /filters/:filterId': {
    says: 'Takes a saved choice away; nothing that was done with it changes.',
    permission: 'organisations.manage',
    params: shape({ filterId: id }),
    reply: done
  }
} as const
