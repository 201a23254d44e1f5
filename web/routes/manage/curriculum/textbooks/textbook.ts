import type { Api } from '../../../../../server/api.ts'
import type { BodyOf } from '../../../../../server/http/contract.ts'
import { TEXTBOOK_KINDS } from '../../../../../server/curriculum/textbooks/rules.ts'
import type { FormField } from '../form.ts'

export type TextbookTyped = BodyOf<Api['PUT /textbooks/:textbookId']>

export const NEW_TEXTBOOK = {
  name: '',
  author: null,
  publisher: null,
  year: null,
  isbn: null,
  kind: 'local',
  keptAt: null,
  remark: null
}

type Words = { fields: Record<keyof TextbookTyped, string>; kinds: Record<string, string>; isbnHint: string }

export const textbookFields = ({ fields, kinds, isbnHint }: Words): FormField[] => [
  { field: 'name', label: fields.name, kind: 'text', isRequired: true, longest: 120, isWide: true },
  { field: 'author', label: fields.author, kind: 'text', longest: 120 },
  { field: 'publisher', label: fields.publisher, kind: 'text', longest: 120 },
  { field: 'year', label: fields.year, kind: 'number' },
  { field: 'isbn', label: fields.isbn, kind: 'text', hint: isbnHint, longest: 24 },
  {
    field: 'kind',
    label: fields.kind,
    kind: 'select',
    isRequired: true,
    options: TEXTBOOK_KINDS.map(value => ({ value, word: kinds[value]! }))
  },
  { field: 'keptAt', label: fields.keptAt, kind: 'text', longest: 120 },
  { field: 'remark', label: fields.remark, kind: 'area', longest: 4000 }
]
