import type { Mistake, OutingMistake } from '../../../../../server/cohorts/rules.ts'
import type { WindowMistake } from '../../../../../server/cohorts/windows/rules.ts'

/** Which field of the form of a lesson a mistake is said beside. */
export const FIELD_OF: Record<Mistake, string> = {
  'ends-before-it-begins': 'untilMinute',
  'outside-the-cohort': 'heldOn',
  'uncounted-with-minutes': 'minutes',
  'no-minutes': 'minutes',
  'more-minutes-than-time': 'minutes',
  'not-as-measured': 'courseVersionId',
  'category-twice': 'categories',
  'categories-differ': 'categories'
}

export const FIELD_OF_OUTING: Record<OutingMistake, string> = {
  'outing-of-another-kind': 'baseId',
  'gathering-incomplete': 'gatherPlace',
  'gathers-too-late': 'gatherMinute'
}

export const FIELD_OF_WINDOW: Record<WindowMistake, string> = {
  'window-of-another-kind': 'closesOn',
  'closes-before-it-opens': 'closesOn',
  'opens-outside-the-cohort': 'heldOn',
  'closes-outside-the-cohort': 'closesOn',
  'window-takes-up': 'teacherText'
}
