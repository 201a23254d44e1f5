import { Type } from 'typebox'
import { day, done, id, instant, oneOf, orNull, shape, text } from '../http/contract.ts'
import { heldDueDate } from './dueDates/contract.ts'
import { KINDS } from './exemptions/rules.ts'
import { STANDINGS } from './filters/rules.ts'
import { EDUCATIONS, GENDERS, OCCUPATIONS, STAGES } from './people/rules.ts'
import { FIELDS } from './tree/rules.ts'

const byPerson = shape({ personId: id })
const post = {
  postId: id,
  organisationId: id,
  organisationName: Type.String(),
  unitName: orNull(Type.String()),
  role: Type.String(),
  portfolio: orNull(Type.String()),
  isMain: Type.Boolean(),
  validFrom: day,
  validUntil: orNull(day)
}

/** Which people of a part of the tree. */
export const peopleChoice = {
  directly: Type.Optional(Type.Boolean({ description: 'without the organisations below' })),
  q: Type.Optional(
    Type.String({
      maxLength: 50,
      description:
        'a name or a part of it, its beginning in pinyin or initials, the last four of an ID number or mobile, either of them whole, a part of an organisation’s name, a post; words must all fit'
    })
  ),
  role: Type.Optional(Type.String({ maxLength: 40 })),
  stage: Type.Optional(oneOf(STAGES)),
  field: Type.Optional(oneOf(FIELDS)),
  stratum: Type.Optional(Type.String({ maxLength: 60, description: 'of the policy pack in force on the day' })),
  requirement: Type.Optional(Type.String({ maxLength: 100, description: 'with `state`: who stands like that on the day' })),
  state: Type.Optional(oneOf(STANDINGS))
}

export const contract = {
  'GET /organisations': {
    says: 'The tree below the parts the actor looks after, on a day, with the number of people at and below each organisation.',
    permission: 'organisations.read',
    query: shape({
      asOf: Type.Optional(day),
      unfolded: Type.Optional(
        Type.Boolean({ description: 'only the tops, and what is directly below each organisation on the way down to `downTo`' })
      ),
      downTo: Type.Optional(id)
    }),
    reply: shape({
      asOf: day,
      organisations: Type.Array(
        shape({
          id,
          parentId: orNull(id),
          name: Type.String(),
          level: Type.String(),
          field: Type.String(),
          typeCode: Type.String(),
          people: Type.Integer(),
          hasMore: Type.Boolean({ description: 'there are organisations below it' }),
          mayManage: Type.Boolean()
        })
      )
    })
  },
  'GET /people': {
    says: 'People with a post or a membership on a day in an organisation and below it, by the order of their names; 50 to a page.',
    permission: 'organisations.read',
    query: shape({
      organisationId: Type.Optional(id),
      ...peopleChoice,
      asOf: Type.Optional(day),
      page: Type.Optional(Type.Integer({ minimum: 1, maximum: 100_000 }))
    }),
    reply: shape({
      asOf: day,
      page: Type.Integer(),
      pageSize: Type.Integer(),
      total: Type.Integer(),
      isMore: Type.Boolean({ description: 'there are more than `total`; they are not counted in a large part of the tree' }),
      people: Type.Array(
        shape({
          id,
          name: Type.String(),
          idNumber: Type.String({ description: 'masked' }),
          organisationId: id,
          organisationName: Type.String(),
          unitName: orNull(Type.String()),
          role: Type.String(),
          portfolio: orNull(Type.String()),
          since: day,
          otherPosts: Type.Integer()
        })
      )
    })
  },
  'GET /people/:personId': {
    says: 'A person: facts, the history of posts and memberships, exemptions and due dates set by hand.',
    permission: 'organisations.readPerson',
    params: byPerson,
    reply: shape({
      id,
      name: Type.String(),
      gender: orNull(oneOf(GENDERS)),
      birthMonth: orNull(Type.String()),
      ethnicGroup: orNull(Type.String()),
      education: orNull(oneOf(EDUCATIONS)),
      joinedMonth: orNull(Type.String()),
      occupation: orNull(oneOf(OCCUPATIONS)),
      /** Since when these facts have been true. */
      factsFrom: day,
      staffNumber: orNull(Type.String()),
      idNumber: Type.String({ description: 'masked' }),
      mobile: Type.String({ description: 'masked' }),
      keptId: orNull(Type.Integer({ description: 'the person this entry turned out to be' })),
      posts: Type.Array(shape({ ...post, recordedAt: instant })),
      memberships: Type.Array(
        shape({
          organisationId: id,
          organisationName: Type.String(),
          unitName: orNull(Type.String()),
          stage: Type.String(),
          validFrom: day,
          validUntil: orNull(day),
          recordedAt: instant
        })
      ),
      exemptions: Type.Array(
        shape({
          exemptionId: id,
          requirement: orNull(Type.String()),
          kind: Type.String(),
          reason: Type.String(),
          approvedBy: Type.String(),
          decidedOn: orNull(day),
          document: orNull(Type.String()),
          validFrom: day,
          validUntil: orNull(day),
          recordedAt: instant
        })
      ),
      dueDates: Type.Array(heldDueDate),
      mayManage: Type.Boolean()
    })
  },
  'POST /people/:personId/exemptions': {
    says: 'Records an exemption with its reason and who approved it; without a requirement it exempts from all.',
    permission: 'organisations.manage',
    params: byPerson,
    body: shape({
      requirement: orNull(text(100)),
      kind: Type.Optional(oneOf(KINDS)),
      reason: text(500),
      approvedBy: text(200),
      decidedOn: Type.Optional(orNull(day)),
      document: Type.Optional(orNull(text(200))),
      validFrom: day,
      /** The day it no longer holds: whatever goes on is decided anew. */
      validUntil: day
    }),
    reply: done
  },
  'POST /people/:personId/posts/:postId/end': {
    says: 'A post ends on a day: the first day on which it is no longer held.',
    permission: 'organisations.manage',
    params: shape({ personId: id, postId: id }),
    body: shape({ on: day }),
    reply: done
  },
  'POST /people/:personId/id-reveal': {
    says: 'The ID number in clear. Asks a reason and leaves a line in the audit log.',
    permission: 'organisations.manage',
    params: byPerson,
    body: shape({ reason: text(500) }),
    reply: shape({ idNumber: Type.String() })
  }
} as const
