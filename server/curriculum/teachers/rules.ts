/**
 * Teachers (师资库, form Q).
 * A teacher is who of that name comes from that unit; an organisation has each once. A unit and a title are what the timetable prints.
 * 授课次数 is counted from lessons that took place, in every cohort; nobody types it. 平均评分 stays blank: nothing has been evaluated yet.
 * Hidden, a teacher is given to no new lesson and stays on those there are; deleted only while no lesson and no course has named them.
 */
export const GENDERS = ['male', 'female'] as const
export const TEACHER_CATEGORIES = ['schoolTeacher', 'leadingCadre', 'scholar', 'roleModel', 'secretary', 'entrepreneur'] as const
export const REVIEW_STATUSES = ['pending', 'passed', 'rejected'] as const
export type Gender = (typeof GENDERS)[number]
export type TeacherCategory = (typeof TEACHER_CATEGORIES)[number]
export type ReviewStatus = (typeof REVIEW_STATUSES)[number]

export type TeacherFacts = {
  name: string
  gender: Gender | null
  /** `1975-03` */
  birthMonth: string | null
  unit: string
  title: string
  category: TeacherCategory | null
  specialty: string | null
  courses: readonly string[]
  contact: string | null
  feeRate: string | null
  reviewStatus: ReviewStatus
  remark: string | null
}

/** In the order of the form. */
export const TEACHER_FIELDS = [
  'name',
  'gender',
  'birthMonth',
  'unit',
  'title',
  'category',
  'specialty',
  'courses',
  'contact',
  'feeRate',
  'reviewStatus',
  'remark'
] as const satisfies readonly (keyof TeacherFacts)[]

/** What is known of a teacher of whom only name, unit and title were said. */
export const NOTHING_MORE: Omit<TeacherFacts, 'name' | 'unit' | 'title'> = {
  gender: null,
  birthMonth: null,
  category: null,
  specialty: null,
  courses: [],
  contact: null,
  feeRate: null,
  reviewStatus: 'passed',
  remark: null
}
