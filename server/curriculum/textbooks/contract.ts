import { Type } from 'typebox'
import { done, id, oneOf, orNull, shape, text } from '../../http/contract.ts'
import { changes, choice, kept, line, page, visibility } from '../contract.ts'
import { TEXTBOOK_KINDS } from './rules.ts'

const textbookFacts = {
  name: text(120),
  author: line,
  publisher: line,
  year: orNull(Type.Integer({ minimum: 1900, maximum: 2200 })),
  isbn: orNull(Type.String({ maxLength: 24 })),
  kind: oneOf(TEXTBOOK_KINDS),
  keptAt: line,
  remark: page
}
const byTextbook = shape({ textbookId: id })

/** How the list of textbooks is narrowed. */
export const textbookChoice = { ...choice, kind: Type.Optional(oneOf(TEXTBOOK_KINDS)) }

/** Textbooks (教材). */
export const contract = {
  'GET /textbooks': {
    says: 'Textbooks of the own part of the tree and of the organisations above it; hidden ones where they are asked for.',
    permission: 'curriculum.use',
    query: shape(textbookChoice),
    reply: shape({ textbooks: Type.Array(shape(kept(textbookFacts))) })
  },
  'POST /textbooks': {
    says: 'Adds a textbook. Its ISBN is checked and kept with 13 digits.',
    permission: 'curriculum.extend',
    body: shape({ organisationId: id, ...textbookFacts }),
    reply: shape({ id })
  },
  'GET /textbooks/:textbookId': {
    says: 'A textbook, and the courses that are taught with it now.',
    permission: 'curriculum.use',
    params: byTextbook,
    reply: shape({ ...kept(textbookFacts), courses: Type.Array(shape({ id, title: Type.String() })) })
  },
  'PUT /textbooks/:textbookId': {
    says: 'Changes what is known of a textbook; what was known before stays.',
    permission: 'curriculum.maintain',
    params: byTextbook,
    body: shape(textbookFacts),
    reply: done
  },
  'DELETE /textbooks/:textbookId': {
    says: 'Deletes a textbook that no version of a course names.',
    permission: 'curriculum.maintain',
    params: byTextbook,
    reply: done
  },
  'POST /textbooks/:textbookId/visibility': {
    says: 'Hides a textbook from other courses, or offers it again. The courses it has keep it.',
    permission: 'curriculum.maintain',
    params: byTextbook,
    body: visibility,
    reply: done
  },
  'GET /textbooks/:textbookId/changes': {
    says: 'Who changed what of a textbook, newest first.',
    permission: 'curriculum.maintain',
    params: byTextbook,
    reply: changes
  }
} as const
