import type { zh } from '../zh/desk.ts'
import { counted } from './counted.ts'

export const en: typeof zh = {
  title: 'Work queue',
  sub: day => `as of ${day}`,
  clear: 'Nothing waits today.',
  waiting: 'Waiting',
  head: { what: 'What', count: 'How many', cost: 'What waiting costs' },
  items: {
    short: { what: 'Draft cohorts short of core theory', cost: 'Publication is refused and nobody gets a timetable' },
    closing: {
      what: 'Cohorts past their end and not closed',
      cost: 'No credit is posted; those who came still count as outstanding'
    },
    heldShort: {
      what: 'Cohorts held with less than a third of core theory',
      cost: 'They cannot be closed without a make-up lesson or a derogation'
    },
    invited: {
      what: 'Invitations to be taught together, to be answered',
      cost: 'Two cohorts after one teacher or room cannot both be published'
    },
    imports: {
      what: 'Roster files uploaded and not applied',
      cost: 'The roster is out of date, and with it the number of those due'
    },
    refused: { what: 'Rows refused by an import', cost: 'These people are not on the roster and are not due' },
    complaints: {
      what: 'Suggestions and complaints not answered',
      cost: days => (days > 0 ? `The first has waited ${counted(days, 'day')}` : 'Of today, not answered yet')
    },
    plansToDecide: { what: 'Annual plans that wait for my approval', cost: 'Until then their cohorts do not count as planned' },
    planReturned: {
      what: 'Annual plans that were returned',
      cost: 'Until it is submitted again, the level above adds up without it'
    },
    planMissing: {
      what: year => `Annual plan of ${year} not begun`,
      cost: 'The level above adds up without it, and nothing can be compared with it'
    },
    approved: {
      what: 'Cohorts approved and not published',
      cost: 'Nobody gets a timetable; rooms and teachers are not booked'
    },
    undecided: { what: 'Rows of an import left undecided', cost: 'They were not imported' }
  },
  doors: 'Where to go',
  places: {
    plan: 'Which cohorts a year has, approved by the level above, and what came of it',
    cohorts: 'Set up cohorts, timetables and seats; close out',
    roster: 'Organisations, people, posts and exemptions, on any day',
    imports: 'Read the tables that come in; look at the changes, then apply',
    courses: 'Courses, teachers and rooms',
    coverage: 'Who is covered, who is not, and how we know',
    complaints: 'From trainees and colleagues; answered here'
  }
}
