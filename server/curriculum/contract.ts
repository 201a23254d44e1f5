import { Type } from 'typebox'
import { bytes, done, id, instant, oneOf, orNull, shape, text } from '../http/contract.ts'
import { BASE_KINDS, BASE_LEVELS } from './rules.ts'

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
          tags: Type.Array(Type.String()),
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
      tags: Type.Array(Type.String()),
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

const line = orNull(Type.String({ maxLength: 120 }))
const page = orNull(Type.String({ maxLength: 4000 }))
const baseFacts = {
  name: text(64),
  level: oneOf(BASE_LEVELS),
  kind: oneOf(BASE_KINDS),
  location: text(120),
  capacity: orNull(Type.Integer({ minimum: 1, maximum: 100_000 })),
  topics: Type.Array(Type.String({ maxLength: 64 }), { maxItems: 20 }),
  guide: line,
  contact: line,
  /** From the department's school, one way. */
  travelMinutes: orNull(Type.Integer({ minimum: 0, maximum: 1440 })),
  openingHours: line,
  cost: line,
  summary: text(1000),
  history: page,
  route: page
}
const byBase = shape({ baseId: id })
const byPicture = shape({ baseId: id, pictureId: id })

/** Teaching bases (现场教学基地, form S). */
export const bases = {
  'GET /teaching-bases': {
    says: 'Teaching bases of the own part of the tree and of the organisations above it, hidden ones last.',
    permission: 'curriculum.use',
    reply: shape({
      bases: Type.Array(shape({ ...named, ...baseFacts, isHidden: Type.Boolean(), mayChange: Type.Boolean() }))
    })
  },
  'POST /teaching-bases': {
    says: 'Adds a teaching base.',
    permission: 'curriculum.extend',
    body: shape({ organisationId: id, ...baseFacts }),
    reply: shape({ id })
  },
  'GET /teaching-bases/:baseId': {
    says: 'A base’s page. Whom to call and what it costs is told to those who plan with it; trainees and class supervisors see the rest.',
    permission: 'curriculum.seeBase',
    params: byBase,
    reply: shape({
      ...named,
      ...baseFacts,
      isHidden: Type.Boolean(),
      mayChange: Type.Boolean(),
      pictures: Type.Array(shape({ id, caption: Type.String() }))
    })
  },
  'PUT /teaching-bases/:baseId': {
    says: 'Changes what is known of a base; what was known before stays.',
    permission: 'curriculum.maintainBase',
    params: byBase,
    body: shape(baseFacts),
    reply: done
  },
  'POST /teaching-bases/:baseId/visibility': {
    says: 'Hides a base from new lessons, or offers it again. The lessons it has keep it.',
    permission: 'curriculum.maintainBase',
    params: byBase,
    body: shape({ isHidden: Type.Boolean() }),
    reply: done
  },
  'GET /teaching-bases/:baseId/changes': {
    says: 'Who changed what of a base, newest first.',
    permission: 'curriculum.maintainBase',
    params: byBase,
    reply: shape({
      changes: Type.Array(
        shape({
          recordedAt: instant,
          recordedBy: Type.String(),
          /** The fields of the form that became different; none for the first row. */
          fields: Type.Array(Type.String()),
          what: oneOf(['added', 'changed', 'hidden', 'shown'])
        })
      )
    })
  },
  'POST /teaching-bases/:baseId/pictures': {
    says: 'Adds a picture; what a camera writes beside it, place and time, is left out.',
    permission: 'curriculum.maintainBase',
    params: byBase,
    query: shape({ caption: text(120) }),
    body: bytes,
    reply: shape({ id })
  },
  'GET /teaching-bases/:baseId/pictures/:pictureId': {
    says: 'A picture of a base, for everyone who may see its page.',
    permission: 'curriculum.seeBase',
    params: byPicture,
    reply: bytes
  },
  'POST /teaching-bases/:baseId/pictures/:pictureId/removal': {
    says: 'Takes a picture off the page; it stays kept.',
    permission: 'curriculum.maintainBase',
    params: byPicture,
    reply: done
  }
} as const
