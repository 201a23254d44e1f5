import { bigint, boolean, integer, pgTable, text } from 'drizzle-orm/pg-core'
import { civil, identity, moment, reference } from '../../database/columns.ts'
import type { Standing } from './rules.ts'

const references = (name: string) => bigint(name, { mode: 'number' }).array().notNull()

export const lessonVersions = pgTable('lesson_versions', {
  id: identity(),
  lessonId: reference('lesson_id').notNull(),
  cohortId: reference('cohort_id').notNull(),
  number: reference('number').notNull(),
  standing: text('standing').$type<Standing>().notNull(),
  title: text('title').notNull(),
  heldOn: civil('held_on').notNull(),
  fromMinute: integer('from_minute').notNull(),
  untilMinute: integer('until_minute').notNull(),
  teacherIds: references('teacher_ids'),
  teacherText: text('teacher_text'),
  venueIds: references('venue_ids'),
  placeText: text('place_text'),
  groupIds: references('group_ids'),
  baseId: reference('base_id'),
  gatherMinute: integer('gather_minute'),
  gatherPlace: text('gather_place'),
  at: moment('at').notNull(),
  closesOn: civil('closes_on'),
  isElective: boolean('is_elective').notNull().default(false)
})
