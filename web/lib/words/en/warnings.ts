import type { zh } from '../zh/warnings.ts'

export const en: typeof zh = {
  title: 'To consider',
  note: 'Only a reminder; saving and publishing go on',
  kinds: { rooms: 'Too few places', travel: 'No time for the way', learners: 'Learners are elsewhere' },
  rooms: count => `The rooms of this lesson have ${count} places fewer than people expected.`,
  travel: (other, minutes, needed) => `Between it and “${other}” there are only ${minutes}; the way takes ${needed}.`,
  travelOf: (who, other, minutes, needed) => `${who} has only ${minutes} between it and “${other}”; the way takes ${needed}.`,
  more: count => `${count} more`,
  ofCohort: (cohort, title) => `${cohort} ${title}`,
  learners: (count, cohort, title, at) => `At the same time ${count} learners have “${title}” in ${cohort} (${at}).`,
  affects: (learners, teachers) =>
    `Saving this concerns ${learners} and ${teachers}; learners and the class supervisor find the change in their messages.`,
  learnersAll: count => `${count} learners`,
  learnersIn: (cohort, count) => `${count} learners of ${cohort}, taught together`,
  learnersOf: groups => `the learners of ${groups}`,
  teachers: count => `${count} teachers`,
  and: ', ',
  enrolled: count => `Of those enrolled, ${count} lessons are at the same time as one of another cohort`
}
