import { Type } from 'typebox'
import { id, instant, orNull, shape, text } from '../http/contract.ts'

const named = { id, organisationId: id, organisationName: Type.String(), name: Type.String() }

export const contract = {
  'GET /courses': {
    says: 'The courses there are, each in its latest version, by category.',
    permission: 'curriculum.use',
    reply: shape({
      courses: Type.Array(
        shape({
          id,
          versionId: id,
          code: Type.String(),
          title: Type.String(),
          category: Type.String(),
          kind: Type.String(),
          minutes: Type.Integer(),
          summary: Type.String()
        })
      )
    })
  },
  'GET /courses/:courseId': {
    says: 'A course in its latest version with its parts in order: texts as HTML, films with their length as measured.',
    permission: 'curriculum.use',
    params: shape({ courseId: id }),
    reply: shape({
      id,
      versionId: id,
      number: Type.Integer(),
      code: Type.String(),
      title: Type.String(),
      category: Type.String(),
      kind: Type.String(),
      minutes: Type.Integer(),
      summary: Type.String(),
      recordedAt: instant,
      parts: Type.Array(
        shape({
          id,
          kind: Type.String(),
          title: Type.String(),
          /** Of a text. */
          html: orNull(Type.String()),
          lengthMs: Type.Integer({ minimum: 0 }),
          characters: Type.Integer({ minimum: 0 })
        })
      )
    })
  },
  'GET /teachers': {
    says: 'Teachers of the own part of the tree and of the organisations above it.',
    permission: 'curriculum.use',
    reply: shape({ teachers: Type.Array(shape({ ...named, unit: Type.String(), title: Type.String() })) })
  },
  'POST /teachers': {
    says: 'Adds a teacher.',
    permission: 'curriculum.extend',
    body: shape({ organisationId: id, name: text(64), unit: text(120), title: text(120) }),
    reply: shape({ id })
  },
  'GET /venues': {
    says: 'Rooms and bases of the own part of the tree and of the organisations above it.',
    permission: 'curriculum.use',
    reply: shape({ venues: Type.Array(shape({ ...named, place: Type.String(), capacity: Type.Integer() })) })
  },
  'POST /venues': {
    says: 'Adds a room or a base.',
    permission: 'curriculum.extend',
    body: shape({
      organisationId: id,
      name: text(64),
      place: text(120),
      capacity: Type.Integer({ minimum: 1, maximum: 100_000 })
    }),
    reply: shape({ id })
  }
} as const
