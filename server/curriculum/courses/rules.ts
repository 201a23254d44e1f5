/**
 * Courses (课程库, form R) and their packages.
 * A course is one file, or a package of parts in order: texts, films, quizzes; or a department writes it by hand. A course that changed
 * gets its next version; a version is never changed, so a lesson keeps what it was published with. A timetable still in draft follows the
 * latest version. Courses from files are read from their files, and changed there.
 *
 * The counted minutes of an online course are the length of its films, as the server measured it, in whole minutes begun and ended, plus
 * the pack's allowance for reading: so many minutes for every 1,000 characters of text, rounded up. While there is no film they are 0.
 * Nobody types them. Letters and digits are characters; spaces, punctuation and marks of the layout are not. A course written by hand has
 * no film, so it is never an online one.
 *
 * A course written by hand belongs to an organisation and is seen there, above and below. Its code is that organisation's own.
 *
 * 核心理论. A course is core theory because the department at the root of the tree marked it so: the one third is reckoned by it. Others
 * write it as another category and ask. What was marked is the course as it was then: its title, method, minutes and summary are changed
 * by whoever may mark, the rest by its own organisation. Marking, unmarking, asking and declining each leave who, when and why.
 *
 * 学时 in form R: 45 minutes are one 学时, the common habit; a sheet that also says minutes is read by its minutes.
 */
export type Measured = { lengthMs: number; characters: number }

/** `reading`: minutes per 1,000 characters, of the policy pack. */
export const measuredMinutes = (parts: readonly Measured[], reading: number): number => {
  const filmMs = parts.reduce((sum, part) => sum + part.lengthMs, 0)
  const characters = parts.reduce((sum, part) => sum + part.characters, 0)
  return filmMs === 0 ? 0 : Math.floor(filmMs / 60_000) + Math.ceil((reading * characters) / 1000)
}

export const charactersIn = (text: string): number => text.match(/[\p{L}\p{N}]/gu)?.length ?? 0

export const CORE_THEORY = 'coreTheory'

/** Of a course before it is marked, and after it is unmarked: the pack's 其他, or the last one it has. */
export const unmarkedCategory = (codes: readonly string[]): string =>
  codes.find(code => code === 'other') ?? codes.findLast(code => code !== CORE_THEORY)!

export const MARKS = ['asked', 'marked', 'unmarked', 'declined'] as const
export type Mark = (typeof MARKS)[number]

/** Ways of teaching of a course written by hand. */
export const TAUGHT = ['classroom', 'onsite', 'discussion', 'practice', 'selfStudy'] as const

export type CourseFacts = {
  code: string
  title: string
  category: string
  /** 适用领域; none means every one. */
  fields: readonly string[]
  audience: string | null
  kind: string
  teacherId: number | null
  teacherText: string | null
  minutes: number
  summary: string
  materialsNote: string | null
  textbookIds: readonly number[]
  tags: readonly string[]
}

/** In the order of the form. */
export const COURSE_FIELDS = [
  'code',
  'title',
  'category',
  'fields',
  'audience',
  'kind',
  'teacherId',
  'teacherText',
  'minutes',
  'summary',
  'materialsNote',
  'textbookIds',
  'tags'
] as const satisfies readonly (keyof CourseFacts)[]
export type CourseField = (typeof COURSE_FIELDS)[number]

/** What was looked at when a course was marked. */
const MARKED_BY = ['title', 'kind', 'minutes', 'summary'] as const satisfies readonly CourseField[]

export type MarkingFault = 'category' | (typeof MARKED_BY)[number]

/** The field that only those may change who mark core theory; null where none is touched. `before` is null for a new course. */
export const markedAmiss = (before: CourseFacts | null, after: CourseFacts, mayMark: boolean): MarkingFault | null => {
  if (mayMark) return null
  const [was, is] = [before?.category === CORE_THEORY, after.category === CORE_THEORY]
  if (was !== is) return 'category'
  return was ? (MARKED_BY.find(field => before![field] !== after[field]) ?? null) : null
}

/** Whether a request still waits for an answer, seen by the last thing that happened. */
export const isAsking = (category: string, last: Mark | null): boolean => category !== CORE_THEORY && last === 'asked'

const MINUTES_PER_CREDIT = 45

/** 学时 with two decimals. */
export const creditsOf = (minutes: number): number => Math.round((minutes * 100) / MINUTES_PER_CREDIT) / 100
export const minutesOfCredits = (credits: number): number => Math.round(credits * MINUTES_PER_CREDIT)
