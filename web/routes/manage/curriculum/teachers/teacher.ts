import type { Api } from '../../../../../server/api.ts'
import type { BodyOf } from '../../../../../server/http/contract.ts'
import { GENDERS, NOTHING_MORE, REVIEW_STATUSES, TEACHER_CATEGORIES } from '../../../../../server/curriculum/teachers/rules.ts'
import type { FormField } from '../form.ts'

export type TeacherTyped = BodyOf<Api['PUT /teachers/:teacherId']>

export const NEW_TEACHER = { name: '', unit: '', title: '', ...NOTHING_MORE }

type Words = {
  fields: Record<keyof TeacherTyped, string>
  birthHint: string
  genders: Record<string, string>
  categories: Record<string, string>
  reviews: Record<string, string>
}

/** Form Q, without what the system reckons. */
export const teacherFields = ({ fields, birthHint, genders, categories, reviews }: Words): FormField[] => {
  const of = (codes: readonly string[], words: Record<string, string>) => codes.map(value => ({ value, word: words[value]! }))
  return [
    { field: 'name', label: fields.name, kind: 'text', isRequired: true, longest: 64 },
    { field: 'category', label: fields.category, kind: 'select', options: of(TEACHER_CATEGORIES, categories) },
    { field: 'unit', label: fields.unit, kind: 'text', isRequired: true, longest: 120 },
    { field: 'title', label: fields.title, kind: 'text', isRequired: true, longest: 120 },
    { field: 'gender', label: fields.gender, kind: 'select', options: of(GENDERS, genders) },
    { field: 'birthMonth', label: fields.birthMonth, kind: 'text', hint: birthHint, longest: 7 },
    { field: 'specialty', label: fields.specialty, kind: 'text', longest: 120, isWide: true },
    { field: 'courses', label: fields.courses, kind: 'words', isWide: true },
    { field: 'contact', label: fields.contact, kind: 'text', longest: 120 },
    { field: 'feeRate', label: fields.feeRate, kind: 'text', longest: 120 },
    {
      field: 'reviewStatus',
      label: fields.reviewStatus,
      kind: 'select',
      isRequired: true,
      options: of(REVIEW_STATUSES, reviews)
    },
    { field: 'remark', label: fields.remark, kind: 'area', longest: 4000 }
  ]
}
