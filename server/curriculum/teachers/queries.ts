import type { Db } from '../../database/db.ts'
import { keptFor, type Kept, type Noun } from '../keeping.ts'
import { isNamed, isShown, type Shown } from '../rules.ts'
import { TEACHER_FIELDS, type TeacherCategory, type TeacherFacts } from './rules.ts'
import { teacherFacts, teachers } from './schema.ts'

export const TEACHERS: Noun<TeacherFacts> = {
  things: teachers,
  facts: teacherFacts,
  thing: 'teacherId',
  fields: TEACHER_FIELDS,
  order: 'x.unit collate "C", x.name collate "C"'
}

export type Teacher = Kept<TeacherFacts>

export type TeacherChoice = { q?: string; shown?: Shown; category?: TeacherCategory }

/** Teachers of these parts and above them, as a list is narrowed. */
export const teachersListed = async (
  db: Db,
  paths: readonly string[],
  { q = '', shown, category }: TeacherChoice
): Promise<Teacher[]> =>
  (await keptFor(db, TEACHERS, paths)).filter(
    teacher =>
      isShown(shown, teacher.isHidden) &&
      (!category || teacher.category === category) &&
      isNamed(q, [teacher.name, teacher.unit, teacher.title, teacher.specialty, ...teacher.courses])
  )

/** Those who are offered to a timetable. */
export const teachersFor = (db: Db, paths: readonly string[]): Promise<Teacher[]> => teachersListed(db, paths, {})
