import type { zh } from '../zh/combined.ts'

export const en: typeof zh = {
  title: 'Taught together',
  short: 'together',
  with: names => `Together with ${names}`,
  and: ', ',
  partner: (name, people) => `${name} (${people})`,
  people: seats => `${seats} people`,
  oneThing:
    'Time, teachers, rooms and content are one thing: saving changes the lesson of every cohort, and the learners of all are told. Groups and gathering are each cohort’s own.',
  notYours: names =>
    `You do not manage ${names}, so time, teachers, rooms and content are not yours alone to change. Take this lesson out first.`,
  leave: 'Take it out',
  leaving:
    'Saving takes it out: it is then a lesson of this cohort alone, and like any other cannot have the same teacher or room at the same time.',
  stay: 'Leave it in',
  begin: 'Teach it together with…',
  saveFirst: 'Save the changes above first.',
  to: 'Together with which cohort',
  toManaged: name => name,
  toOther: name => `${name} (not yours, will be invited)`,
  insteadOf: 'In that cohort’s timetable',
  asNew: 'As one more lesson',
  inPlaceOf: (title, times) => `In the place of ${times} "${title}"`,
  none: 'No cohort can share this lesson: one that you manage has to have this day, another has to be after the same teacher or room.',
  join: 'Teach together',
  invite: 'Invite',
  cancel: 'Not now',
  joined: (title, name) => `"${title}" is taught together with "${name}"`,
  invited: (title, name) => `"${name}" is invited to "${title}" and will answer`,
  waiting: name => `"${name}" is invited and has not answered yet.`,
  withdraw: 'Take the invitation back',
  withdrawn: name => `The invitation to "${name}" is taken back`,
  mayShare:
    'Lessons with one teacher, in one room, at one time can be taught together: choose the other cohort under "Taught together" when changing the lesson.',
  offers: {
    title: (names, who) => `${names} invites this cohort to be taught together (${who})`,
    what: (when, title) => `${when} "${title}"`,
    rest: 'Time, teachers, rooms and content are then one thing for both; minutes, roll and credit stay each cohort’s own.',
    place: 'In the timetable of this cohort',
    accept: 'Join',
    decline: 'Decline',
    taken: title => `"${title}" is in the timetable of this cohort`,
    declined: title => `"${title}" was not joined`
  },
  apart: lessons =>
    `${lessons} of them taught together: after the postponement by this cohort alone; the other cohorts’ lessons stay.`,
  along: names => `; ${names} along with it`
}
