import type { Api } from '../../../../server/api.ts'
import type { BodyOf, ReplyOf } from '../../../../server/http/contract.ts'
import { TAUGHT } from '../../../../server/curriculum/courses/rules.ts'
import { FIELDS } from '../../../../server/organisations/tree/rules.ts'
import type { FormField, Typed } from './form.ts'

export type CourseTyped = BodyOf<Api['PUT /courses/:courseId']>
export type Course = ReplyOf<Api['GET /courses/:courseId']>

export const NEW_COURSE: Typed = {
  code: '',
  title: '',
  category: 'other',
  fields: [],
  audience: null,
  kind: 'classroom',
  teacherId: null,
  teacherText: null,
  minutes: 180,
  summary: '',
  materialsNote: null,
  textbookIds: [],
  tags: []
}

/** What of a course its form holds. */
export const typedOf = ({ textbooks, ...course }: Course): Typed => ({ ...course, textbookIds: textbooks.map(({ id }) => id) })

type Words = { fields: Record<keyof CourseTyped, string>; codeHint: string; everyField: string }
type Choices = {
  categories: { code: string; word: string }[]
  kinds: Record<string, string>
  fieldsOfWork: Record<string, string>
  teachers: { id: number; name: string; unit: string }[]
  textbooks: { id: number; name: string }[]
}

/** Form R, with a choice of what the other catalogues hold. */
export const courseFields = ({ fields, codeHint, everyField }: Words, choices: Choices): FormField[] => [
  { field: 'code', label: fields.code, kind: 'text', hint: codeHint, isRequired: true, longest: 32 },
  {
    field: 'category',
    label: fields.category,
    kind: 'select',
    isRequired: true,
    options: choices.categories.map(({ code, word }) => ({ value: code, word }))
  },
  { field: 'title', label: fields.title, kind: 'text', isRequired: true, longest: 120, isWide: true },
  {
    field: 'kind',
    label: fields.kind,
    kind: 'select',
    isRequired: true,
    options: TAUGHT.map(value => ({ value, word: choices.kinds[value]! }))
  },
  { field: 'minutes', label: fields.minutes, kind: 'number', isRequired: true },
  {
    field: 'teacherId',
    label: fields.teacherId,
    kind: 'select',
    options: choices.teachers.map(({ id, name, unit }) => ({ value: id, word: `${name} ${unit}` }))
  },
  { field: 'teacherText', label: fields.teacherText, kind: 'text', longest: 120 },
  {
    field: 'fields',
    label: fields.fields,
    kind: 'checks',
    hint: everyField,
    options: FIELDS.map(value => ({ value, word: choices.fieldsOfWork[value]! }))
  },
  { field: 'audience', label: fields.audience, kind: 'text', longest: 120, isWide: true },
  { field: 'summary', label: fields.summary, kind: 'area', isRequired: true, longest: 2000 },
  ...(choices.textbooks.length
    ? [
        {
          field: 'textbookIds',
          label: fields.textbookIds,
          kind: 'checks' as const,
          options: choices.textbooks.map(({ id, name }) => ({ value: id, word: name }))
        }
      ]
    : []),
  { field: 'materialsNote', label: fields.materialsNote, kind: 'area', longest: 4000 },
  { field: 'tags', label: fields.tags, kind: 'words', isWide: true }
]
