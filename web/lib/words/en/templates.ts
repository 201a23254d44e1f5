import type { zh } from '../zh/templates.ts'

export const en: typeof zh = {
  title: 'Timetable templates',
  note: 'A timetable kept as a template can be put into other cohorts of this organisation and of those below it, as a whole, and changed from there.',
  link: 'Timetable templates',
  empty: 'There is no template yet. “Keep as a template” on the timetable of a cohort makes the first.',
  toCohorts: 'See the cohorts',
  head: { name: 'Template', size: 'Days and lessons', share: 'Core theory', made: 'Kept from', state: 'In use' },
  size: (days, lessons) => `${days} days, ${lessons} lessons`,
  share: (part, all, percent) => `${part} ÷ ${all} minutes = ${percent}`,
  made: (cohort, who, when) => `by ${who}, ${when}, from “${cohort}”`,
  inUse: 'In use',
  hidden: 'Hidden',
  hiddenBy: (who, when) => `hidden by ${who}, ${when}`,
  hide: 'Hide',
  show: 'Offer again',
  hideOne: name => `Hide “${name}”`,
  showOne: name => `Offer “${name}” again`,
  hideDone: name => `“${name}” is no longer offered; lessons put in from it stay`,
  showDone: name => `“${name}” is offered again`,
  keep: {
    title: 'Keep as a template',
    name: 'Name of the template',
    nameMissing: 'Give the template a name',
    withBookings: 'With teachers and places',
    withBookingsHint:
      'Without, it keeps times, titles, kinds, categories, courses and bases; who teaches and where is said when it is used.',
    save: 'Keep as a template',
    cancel: 'Do not keep it',
    done: name => `Kept as the template “${name}”`
  },
  use: {
    source: 'Template',
    choose: 'Which template',
    hint: 'Days count from the first day of the cohort; courses are those of the latest version. First look at what would go in and at the share, then put it in as one act.',
    none: 'There is no template to use yet.',
    all: 'All templates',
    option: (name, organisation, days, lessons) => `${name} · ${organisation} · ${days} days, ${lessons} lessons`,
    day: (day, title) => `“${title}” of day ${day}`,
    atSetUp: 'Begin the timetable with a template',
    atSetUpNone: 'No template',
    atSetUpHint: 'Once the cohort is set up you are shown what would go in; nothing goes in before you say so.',
    onEmpty: 'Use a template'
  }
}
