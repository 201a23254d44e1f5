import { Type } from 'typebox'
import { day, done, id, oneOf, orNull, shape, text } from '../../http/contract.ts'
import { EDUCATIONS, GENDERS, OCCUPATIONS, PORTFOLIOS, ROLES, STAGES } from './rules.ts'

const byPerson = shape({ personId: id })
const month = Type.String({ pattern: '^\\d{4}-(0[1-9]|1[0-2])$', description: 'YYYY-MM' })

const facts = {
  name: text(50),
  gender: orNull(oneOf(GENDERS)),
  birthMonth: orNull(month),
  ethnicGroup: orNull(text(20)),
  education: orNull(oneOf(EDUCATIONS)),
  joinedMonth: orNull(month),
  occupation: orNull(oneOf(OCCUPATIONS))
}
const numbers = {
  idNumber: orNull(Type.String({ minLength: 1, maxLength: 18 })),
  mobile: orNull(Type.String({ pattern: '^1[3-9]\\d{9}$' })),
  staffNumber: orNull(text(40))
}
const group = shape({ value: Type.String(), people: Type.Integer() })

export const contract = {
  'POST /organisations/:organisationId/people': {
    says: 'Puts a person on the roster: with a post, with a membership, or with both, from a day on.',
    permission: 'organisations.manage',
    params: shape({ organisationId: id }),
    body: shape({
      on: day,
      ...facts,
      ...numbers,
      role: orNull(oneOf(ROLES)),
      portfolio: orNull(oneOf(PORTFOLIOS)),
      isMain: Type.Boolean(),
      stage: orNull(oneOf(STAGES))
    }),
    reply: shape({ id })
  },
  'POST /people/:personId/facts': {
    says: 'From a day on this is known of a person; what was known before is kept.',
    permission: 'organisations.manage',
    params: byPerson,
    body: shape({ from: day, ...facts }),
    reply: done
  },
  'POST /people/:personId/numbers': {
    says: 'Numbers of a person; one that is null stays as it is.',
    permission: 'organisations.manage',
    params: byPerson,
    body: shape(numbers),
    reply: done
  },
  'POST /people/:personId/posts': {
    says: 'A post from a day on; as the main post it takes that place from another.',
    permission: 'organisations.manage',
    params: byPerson,
    body: shape({
      organisationId: id,
      role: oneOf(ROLES),
      portfolio: orNull(oneOf(PORTFOLIOS)),
      isMain: Type.Boolean(),
      from: day,
      until: orNull(day)
    }),
    reply: done
  },
  'POST /people/:personId/posts/:postId/main': {
    says: 'From a day on this is the main post.',
    permission: 'organisations.manage',
    params: shape({ personId: id, postId: id }),
    body: shape({ on: day }),
    reply: done
  },
  'POST /people/:personId/membership': {
    says: 'From a day on the membership is held there, at this stage; without an organisation it ends.',
    permission: 'organisations.manage',
    params: byPerson,
    body: shape({ organisationId: orNull(id), stage: oneOf(STAGES), from: day }),
    reply: done
  },
  'GET /people-groups': {
    says: 'How many people of a part of the tree belong to which group of the national bulletin, on a day.',
    permission: 'organisations.read',
    query: shape({ organisationId: Type.Optional(id), asOf: Type.Optional(day), members: Type.Optional(Type.Boolean()) }),
    reply: shape({
      asOf: day,
      total: Type.Integer(),
      gender: Type.Array(group),
      minority: Type.Array(group),
      education: Type.Array(group),
      age: Type.Array(group),
      joined: Type.Array(group),
      occupation: Type.Array(group)
    })
  },
  'GET /reserves': {
    says: 'The reserve of every village on a day, and what is short of two people about 35 with upper secondary education.',
    permission: 'organisations.read',
    query: shape({ organisationId: Type.Optional(id), asOf: Type.Optional(day) }),
    reply: shape({
      asOf: day,
      wanted: Type.Integer({ description: 'reserves for each village, at least' }),
      villages: Type.Array(
        shape({
          organisationId: id,
          organisationName: Type.String(),
          unitName: orNull(Type.String()),
          missing: Type.Integer(),
          reserves: Type.Array(
            shape({
              personId: id,
              name: Type.String(),
              age: orNull(Type.Integer()),
              education: orNull(Type.String()),
              faults: Type.Array(Type.String())
            })
          )
        })
      )
    })
  }
} as const
