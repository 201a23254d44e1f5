import { Type } from 'typebox'
import { bytes, done, id, oneOf, orNull, shape, text } from '../../http/contract.ts'
import {
  calendar,
  calendarDays,
  carriedOut,
  changes,
  choice,
  fileAsked,
  kept,
  line,
  page,
  reading,
  uses,
  visibility,
  words
} from '../contract.ts'
import { BASE_KINDS, BASE_LEVELS } from './rules.ts'

const baseFacts = {
  name: text(64),
  level: oneOf(BASE_LEVELS),
  kind: oneOf(BASE_KINDS),
  location: text(120),
  capacity: orNull(Type.Integer({ minimum: 1, maximum: 100_000 })),
  topics: words(),
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

/** How the list of bases is narrowed. */
export const baseChoice = { ...choice, kind: Type.Optional(oneOf(BASE_KINDS)) }

/** Teaching bases (现场教学基地, form S). */
export const bases = {
  'GET /teaching-bases': {
    says: 'Teaching bases of the own part of the tree and of the organisations above it; hidden ones where they are asked for.',
    permission: 'curriculum.use',
    query: shape(baseChoice),
    reply: shape({ bases: Type.Array(shape(kept(baseFacts))) })
  },
  'POST /teaching-bases': {
    says: 'Adds a teaching base.',
    permission: 'curriculum.extend',
    body: shape({ organisationId: id, ...baseFacts }),
    reply: shape({ id })
  },
  'POST /teaching-bases/reading': {
    says: 'What a sheet of form S would do to the bases of an organisation, row by row. Nothing is written.',
    permission: 'curriculum.extend',
    query: shape(fileAsked),
    body: bytes,
    reply: reading
  },
  'POST /teaching-bases/imports': {
    says: 'Carries out a sheet of form S as it was looked at; refused where something has changed since.',
    permission: 'curriculum.extend',
    query: shape({ ...fileAsked, seal: text(64) }),
    body: bytes,
    reply: carriedOut
  },
  'GET /teaching-bases/:baseId': {
    says: 'A base’s page. Whom to call and what it costs is told to those who plan with it; trainees and class supervisors see the rest.',
    permission: 'curriculum.seeBase',
    params: byBase,
    reply: shape({ ...kept(baseFacts), pictures: Type.Array(shape({ id, caption: Type.String() })) })
  },
  'PUT /teaching-bases/:baseId': {
    says: 'Changes what is known of a base; what was known before stays.',
    permission: 'curriculum.maintain',
    params: byBase,
    body: shape(baseFacts),
    reply: done
  },
  'DELETE /teaching-bases/:baseId': {
    says: 'Deletes a base to which no lesson has gone.',
    permission: 'curriculum.maintain',
    params: byBase,
    reply: done
  },
  'POST /teaching-bases/:baseId/visibility': {
    says: 'Hides a base from new lessons, or offers it again. The lessons it has keep it.',
    permission: 'curriculum.maintain',
    params: byBase,
    body: visibility,
    reply: done
  },
  'GET /teaching-bases/:baseId/changes': {
    says: 'Who changed what of a base, newest first.',
    permission: 'curriculum.maintain',
    params: byBase,
    reply: changes
  },
  'GET /teaching-bases/:baseId/uses': {
    says: 'Which lessons go to a base.',
    permission: 'curriculum.use',
    params: byBase,
    reply: uses
  },
  'GET /teaching-bases/:baseId/calendar': {
    says: 'Who comes to a base when, in four weeks.',
    permission: 'curriculum.use',
    params: byBase,
    query: calendarDays,
    reply: calendar
  },
  'POST /teaching-bases/:baseId/pictures': {
    says: 'Adds a picture; what a camera writes beside it, place and time, is left out.',
    permission: 'curriculum.maintain',
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
    permission: 'curriculum.maintain',
    params: byPicture,
    reply: done
  }
} as const
