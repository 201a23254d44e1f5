import type { ConstraintRefusals } from '../../http/errors.ts'
import { refuse, type Refusal } from '../../http/refusals.ts'
import { holdOrder, orderConstraints } from '../prerequisites/refusals.ts'
import type { Ordered } from '../prerequisites/rules.ts'
import { mistaken } from '../refusals.ts'
import { isMenuEnough, menuMinutes, type Elective } from './rules.ts'

/** Who has to choose so much finds less to choose from. */
const menuTooSmall = (menu: number, demanded: number): Refusal =>
  refuse(
    'menu-too-small',
    `选修课一共 ${menu} 分钟，每人要选 ${demanded} 分钟，不够选。请增加选修课，或减少要选的分钟数。`,
    `The electives come to ${menu} minutes, and everybody has to choose ${demanded}. Add electives, or demand fewer minutes.`,
    { facts: { menu, demanded }, field: 'electiveMinutes' }
  )

/** Throws where the order of a timetable is impossible, or, once it is published, nobody can choose as much as everybody has to. */
export const holdMenuAndOrder = (lessons: readonly (Elective & Ordered)[], demanded: number, isPublished: boolean): void => {
  holdOrder(lessons)
  if (isPublished && !isMenuEnough(lessons, demanded)) throw menuTooSmall(menuMinutes(lessons), demanded)
}

/** What the database holds of windows, electives and their order. */
export const specialConstraints: ConstraintRefusals = {
  ...orderConstraints,
  lessons_window: () => mistaken('window-of-another-kind'),
  lessons_window_books: () => mistaken('window-takes-up'),
  lessons_elective: () => mistaken('elective-of-another-kind'),
  cohorts_menu: () =>
    refuse(
      'menu-too-small',
      '选修课刚刚少了，不够每人要选的分钟数。',
      'There are fewer electives now than everybody has to choose.',
      { field: 'electiveMinutes' }
    )
}
