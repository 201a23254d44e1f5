import { boolean, pgTable, text } from 'drizzle-orm/pg-core'
import { identity, moment, reference } from '../../database/columns.ts'
import type { Gender, ReviewStatus, TeacherCategory } from './rules.ts'

export const teachers = pgTable('teachers', { id: identity() })

export const teacherFacts = pgTable('teacher_facts', {
  id: identity(),
  teacherId: reference('teacher_id').notNull(),
  organisationId: reference('organisation_id').notNull(),
  name: text('name').notNull(),
  gender: text('gender').$type<Gender>(),
  birthMonth: text('birth_month'),
  unit: text('unit').notNull(),
  title: text('title').notNull(),
  category: text('category').$type<TeacherCategory>(),
  specialty: text('specialty'),
  courses: text('courses').array().notNull(),
  contact: text('contact'),
  feeRate: text('fee_rate'),
  reviewStatus: text('review_status').$type<ReviewStatus>().notNull(),
  remark: text('remark'),
  isHidden: boolean('is_hidden').notNull(),
  recordedFrom: moment('recorded_from').notNull(),
  recordedBy: reference('recorded_by'),
  recordedUntil: moment('recorded_until')
})
