import type { ConstraintRefusals } from '../http/errors.ts'
import { badInput, refuse } from '../http/refusals.ts'
import { combinedConstraints } from './combined/refusals.ts'
import { outingConstraints } from './outings.ts'
import { orderConstraints } from './prerequisites/refusals.ts'
import { isClosed, isSettled, menuTooSmall, mistaken, rollCalled, unknownGroup } from './refusals.ts'
import { barred } from './steps/refusals.ts'

/** What the database itself holds of cohorts and lessons, in words, by the names of its constraints. */
export const constraints: ConstraintRefusals = {
  cohorts_core_third: () =>
    refuse(
      'core-third-short',
      '核心理论不到三分之一，课程表保持原样。',
      'Core theory would fall under one third; the timetable stays as it was.'
    ),
  lessons_minutes_split: () => mistaken('categories-differ'),
  lessons_hours: () => mistaken('ends-before-it-begins'),
  lessons_minutes: () => mistaken('more-minutes-than-time'),
  lessons_online_measured: () => mistaken('not-as-measured'),
  lessons_uncounted: () => mistaken('uncounted-with-minutes'),
  lessons_teaching_counts: () => mistaken('uncounted-with-minutes'),
  lesson_categories_minutes: () => mistaken('categories-differ'),
  lesson_categories_pkey: () => mistaken('category-twice'),
  lesson_categories_category_fkey: () =>
    badInput('unknown-category', '没有这个课程类别。', 'There is no such category.', { field: 'categories' }),
  lessons_course_version_id_fkey: () =>
    badInput('unknown-course', '课程库里没有这门课。', 'There is no such course.', { field: 'courseVersionId' }),
  marks_of_lesson: rollCalled,
  roll_calls_of_lesson: rollCalled,
  ...outingConstraints,
  ...combinedConstraints,
  ...orderConstraints,
  lessons_window: () => mistaken('window-of-another-kind'),
  lessons_window_books: () => mistaken('window-takes-up'),
  lessons_elective: () => mistaken('elective-of-another-kind'),
  cohorts_menu: () => menuTooSmall(0, 1),
  holdings_lesson_id_fkey: isSettled,
  bookings_venue_once: () =>
    refuse('venue-taken', '教室刚刚被别的课占用。', 'The room has just been taken by another lesson.', { field: 'venueIds' }),
  bookings_teacher_once: () =>
    refuse('teacher-taken', '老师刚刚被别的课排上。', 'The teacher has just been given another lesson.', { field: 'teacherIds' }),
  bookings_group_once: () =>
    refuse('group-taken', '这个组刚刚被别的课排上。', 'The group has just been given another lesson.', { field: 'groupIds' }),
  bookings_group_of_cohort: unknownGroup,
  cohorts_days: () => endsFirst(),
  cohorts_capacity_taken: ({ detail }) =>
    refuse(
      'seats-taken',
      `已经有人占了名额（${detail}），不能再少。`,
      `Seats are taken already (${detail}); there cannot be fewer.`,
      {
        field: 'capacity'
      }
    ),
  cohorts_closed: isClosed,
  publications_once: () => barred('published-already'),
  derogations_once: () => alreadyDerogated()
}

export const endsFirst = () =>
  badInput('ends-before-it-starts', '结束日期不能早于开始日期。', 'The last day cannot come before the first.', {
    field: 'endsOn'
  })

export const alreadyDerogated = () => refuse('already-derogated', '已经批准过破例。', 'A derogation has been given already.')
