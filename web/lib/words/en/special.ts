import type { zh } from '../zh/special.ts'
import { counted } from './counted.ts'

export const en: typeof zh = {
  title: 'Open over days',
  required: 'Required',
  elective: 'Elective',
  dates: (from, until) => `${from} – ${until}`,
  head: {
    days: 'Open',
    title: 'Title',
    kind: 'Required or elective',
    requires: 'After',
    minutes: 'Minutes counted',
    category: 'Category'
  },
  requires: titles => `After ${titles}`,
  and: ', ',
  bar: (from, until) => `Open ${from} – ${until}`,
  sums: required => `${counted(required, 'minute')} required`,
  menu: (menu, demanded) => `The menu holds ${counted(menu, 'minute')}; everybody chooses at least ${demanded}`,
  menuCounted: least => `, which in whole lessons is ${least} at least: counted, and not as core theory`,
  menuFree: menu => `The menu holds ${counted(menu, 'minute')}, of which nothing has to be chosen; it is not counted`,
  menuShort: missing => `The menu is ${counted(missing, 'minute')} short of what has to be chosen and cannot be published`,
  form: {
    when: 'When',
    hour: 'At an hour',
    window: 'Open over days',
    opens: 'Opens',
    closes: 'Last day',
    closesHint: 'This day included; only what is watched while it is open earns',
    teacher: 'Taught by',
    teacherHint: 'It takes up no room and no teacher; a name is enough',
    elective: 'Elective: on the menu, for trainees to choose',
    requires: 'After: may be begun when these are completed',
    requiresNone: 'The timetable has no lesson that could come before it.',
    electiveMinutes: 'Electives everybody chooses (minutes)',
    electiveMinutesHint: '0 without electives. They count as time of the cohort, and not as core theory.'
  },
  mistakes: {
    'window-of-another-kind': 'Only an online lesson is open over days',
    'closes-before-it-opens': 'Before it opens',
    'opens-outside-the-cohort': 'Before the first day of the cohort',
    'closes-outside-the-cohort': 'After the last day of the cohort',
    'window-takes-up': 'It takes up no room, teacher or group'
  },
  choices: {
    title: 'Electives',
    note: demanded => `everybody chooses at least ${counted(demanded, 'minute')}`,
    free: 'nothing has to be chosen',
    lesson: 'Elective',
    minutes: 'Minutes',
    chosen: 'Chosen by',
    completed: 'Completed by',
    people: count => counted(count, 'person', 'people'),
    notEnough: count => `${counted(count, 'person has', 'people have')} not chosen enough`,
    enough: 'Everybody has chosen enough',
    who: 'Who has not chosen enough',
    toChoose: minutes => `${counted(minutes, 'minute')} to choose`
  },
  closing: {
    openUntil: day => `Lessons are open until ${day}; close the cohort after that day`,
    completed: 'Electives completed (minutes)',
    of: (done, demanded) => `${done} / ${demanded}`
  }
}
