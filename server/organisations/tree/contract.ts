import { Type } from 'typebox'
import { day, done, id, instant, oneOf, orNull, shape, text } from '../../http/contract.ts'
import { FIELDS, LEVELS, TYPE_CODES, UNIT_CATEGORIES } from './rules.ts'

const byOrganisation = shape({ organisationId: id })
const idList = Type.String({ pattern: '^\\d{1,15}(,\\d{1,15}){0,49}$', description: 'ids, separated by commas' })
const code = Type.String({ minLength: 1, maxLength: 40, pattern: '^[0-9A-Za-z-]+$' })
const divisionCode = Type.String({ pattern: '^\\d{6}(\\d{3}(\\d{3})?)?$', description: '行政区划代码: 6, 9 or 12 digits' })
const name = text(100)
const reason = text(500)

const kind = {
  typeCode: oneOf(TYPE_CODES),
  level: oneOf(LEVELS),
  unitCategory: oneOf(UNIT_CATEGORIES),
  field: oneOf(FIELDS),
  divisionCode: orNull(divisionCode),
  localCategory: orNull(text(60))
}
const shown = {
  name: Type.String(),
  typeCode: Type.String(),
  level: Type.String(),
  unitCategory: Type.String(),
  field: Type.String(),
  divisionCode: orNull(Type.String()),
  localCategory: orNull(Type.String()),
  validFrom: day,
  validUntil: orNull(day)
}
const made = shape({ id })

export const contract = {
  'GET /organisations/found': {
    says: 'Organisations whose name or code holds a few letters, each with the number of people at and below it; 20 at most.',
    permission: 'organisations.read',
    query: shape({
      q: text(50),
      asOf: Type.Optional(day),
      near: Type.Optional(Type.Integer({ minimum: 1, description: 'an organisation: its neighbours come first' }))
    }),
    reply: shape({
      organisations: Type.Array(
        shape({
          id,
          name: Type.String(),
          unitName: orNull(Type.String()),
          level: Type.String(),
          typeCode: Type.String(),
          people: Type.Integer()
        })
      )
    })
  },
  'GET /organisations/:organisationId': {
    says: 'An organisation on a day, what it was before and what became of it.',
    permission: 'organisations.read',
    params: byOrganisation,
    query: shape({ asOf: Type.Optional(day) }),
    reply: shape({
      id,
      asOf: day,
      isThere: Type.Boolean(),
      code: orNull(Type.String()),
      parentId: orNull(id),
      ...shown,
      people: Type.Integer({ description: 'at and below it' }),
      posts: Type.Integer({ description: 'held in it alone' }),
      members: Type.Integer({ description: 'whose membership it holds itself' }),
      below: Type.Integer({ description: 'organisations below it' }),
      history: Type.Array(shape({ ...shown, parentId: orNull(id), parentName: orNull(Type.String()), recordedAt: instant })),
      successions: Type.Array(
        shape({
          kind: Type.String(),
          fromId: id,
          fromName: Type.String(),
          toId: orNull(id),
          toName: orNull(Type.String()),
          onDay: day,
          reason: Type.String(),
          recordedBy: orNull(Type.String())
        })
      ),
      mayChange: Type.Boolean(),
      mayManage: Type.Boolean()
    })
  },
  'GET /organisations/:organisationId/effects': {
    says: 'Whom a change of the tree would concern, and which figures, before anything is done.',
    permission: 'organisations.manage',
    params: byOrganisation,
    query: shape({
      kind: oneOf(['facts', 'move', 'merge', 'split', 'end'] as const),
      on: day,
      others: Type.Optional(idList),
      toId: Type.Optional(id)
    }),
    reply: shape({
      people: Type.Integer(),
      posts: Type.Integer(),
      members: Type.Integer(),
      below: Type.Integer(),
      figures: Type.Array(
        shape({
          requirement: Type.String(),
          zh: Type.String(),
          en: Type.String(),
          covered: Type.Integer(),
          due: Type.Integer()
        })
      ),
      fromUnit: orNull(Type.String({ description: 'the unit whose figures lose them' })),
      toUnit: orNull(Type.String({ description: 'the unit whose figures gain them' })),
      crowded: Type.Array(Type.String({ description: 'a role that more than one person would hold' }))
    })
  },
  'POST /organisations/:organisationId/children': {
    says: 'Founds an organisation below this one, from a day on.',
    permission: 'organisations.manage',
    params: byOrganisation,
    body: shape({ on: day, name, code: orNull(code), ...kind }),
    reply: made
  },
  'POST /organisations/:organisationId/facts': {
    says: 'From a day on an organisation has this name and is of this kind; what it was before is kept.',
    permission: 'organisations.manage',
    params: byOrganisation,
    body: shape({ on: day, name, code: orNull(code), ...kind, reason }),
    reply: done
  },
  'POST /organisations/:organisationId/move': {
    says: 'From a day on an organisation, with everything below it, stands under another.',
    permission: 'organisations.manage',
    params: byOrganisation,
    body: shape({ on: day, toId: id, reason }),
    reply: done
  },
  'POST /organisations/:organisationId/merger': {
    says: 'On a day other organisations go into this one; with a new name all of them, this one too, go into a new one.',
    permission: 'organisations.manage',
    params: byOrganisation,
    body: shape({
      on: day,
      organisationIds: Type.Array(id, { minItems: 1, maxItems: 50, uniqueItems: true }),
      newName: orNull(name),
      newCode: orNull(code),
      reason
    }),
    reply: made
  },
  'POST /organisations/:organisationId/split': {
    says: 'On a day an organisation is divided; who is not named stays, or, where the old one ends, goes to the first part.',
    permission: 'organisations.manage',
    params: byOrganisation,
    body: shape({
      on: day,
      stays: Type.Boolean({ description: 'the old organisation goes on beside the new ones' }),
      parts: Type.Array(shape({ name, code: orNull(code), personIds: Type.Array(id, { maxItems: 20_000, uniqueItems: true }) }), {
        minItems: 1,
        maxItems: 20
      }),
      reason
    }),
    reply: shape({ ids: Type.Array(id) })
  },
  'POST /organisations/:organisationId/end': {
    says: 'An organisation ends on a day: only where nobody is in it and nothing is below.',
    permission: 'organisations.manage',
    params: byOrganisation,
    body: shape({ on: day, reason }),
    reply: done
  },
  'GET /organisations/:organisationId/categories': {
    says: 'The local categories of a department, and which of the official twelve each is.',
    permission: 'organisations.manage',
    params: byOrganisation,
    reply: shape({
      name: Type.String(),
      categories: Type.Array(
        shape({ id, name: Type.String(), unitCategory: Type.String(), field: Type.String(), organisations: Type.Integer() })
      )
    })
  },
  'POST /organisations/:organisationId/categories': {
    says: 'A local category means one of the official twelve, for the organisations below that go by it, from a day on.',
    permission: 'organisations.manage',
    params: byOrganisation,
    body: shape({ name: text(60), unitCategory: oneOf(UNIT_CATEGORIES), field: oneOf(FIELDS), on: day }),
    reply: shape({ organisations: Type.Integer(), people: Type.Integer() })
  }
} as const
