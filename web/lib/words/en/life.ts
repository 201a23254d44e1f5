import type { zh } from '../zh/life.ts'
import { counted } from './counted.ts'

export const en: typeof zh = {
  title: 'Where it stands',
  points: {
    setUp: 'Set up',
    planned: 'Submitted',
    approved: 'Approved',
    published: 'Published',
    enrolmentClosed: 'Enrolment closed',
    running: 'Begins',
    closed: 'Closed',
    archived: 'Archived',
    cancelled: 'Cancelled'
  },
  by: (when, who) => `${when}, ${who}`,
  planned: when => `due ${when}`,
  here: 'now',
  ahead: 'to come',
  nextIs: {
    published: 'Next: publish the timetable (button above)',
    waiting: 'Submitted; an approver has to answer',
    none: ''
  },
  acts: {
    planned: 'Submit for approval',
    recalled: 'Recall the submission',
    returned: 'Return',
    approved: 'Approve',
    enrolmentOpened: 'Open enrolment',
    enrolmentClosed: 'Close enrolment',
    postponed: 'Postpone',
    cancelled: 'Cancel the cohort',
    archived: 'Archive',
    closing: 'Go to close-out'
  },
  what: {
    planned: 'An approver answers; until then it is not published.',
    recalled: 'Takes the submission back, so that planning goes on.',
    enrolmentOpened: 'Seats can be given again.',
    enrolmentClosed: 'No more seats are given; giving one up stays possible.',
    postponed: 'Lessons that have not begun and the days of the cohort move together.',
    cancelled: 'Frees its rooms, teachers, groups and seats; trainees read why. It cannot be taken back.',
    archived: 'Afterwards it can be read and nothing more.'
  },
  others: 'Other steps',
  open: act => `${act}…`,
  reason: {
    planned: 'Note for the approver',
    returned: 'Why it is returned',
    approved: 'Answer',
    postponed: 'Why it is postponed',
    cancelled: 'Why it is cancelled',
    archived: 'Note'
  },
  optional: 'Optional',
  reasonMissing: 'Please give the reason',
  document: 'Document number',
  days: 'Days later',
  daysMissing: 'Between 1 and 366 days',
  moves: (count, from, until) =>
    `${counted(count, 'lesson')} not yet begun will move; the cohort then runs from ${from} to ${until}`,
  confirm: {
    planned: 'Submit',
    returned: 'Return',
    approved: 'Approve',
    postponed: 'Postpone',
    cancelled: 'Cancel the cohort',
    archived: 'Archive'
  },
  notNow: 'Not now',
  history: count => `All that was done (${counted(count, 'step')})`,
  steps: {
    setUp: 'Set up',
    planned: 'Submitted for approval',
    recalled: 'Submission recalled',
    returned: 'Returned',
    approved: 'Approved',
    published: 'Timetable published',
    enrolmentOpened: 'Enrolment opened',
    enrolmentClosed: 'Enrolment closed',
    postponed: 'Postponed',
    derogated: 'Derogation given',
    closed: 'Closed',
    cancelled: 'Cancelled',
    archived: 'Archived'
  },
  postponedBy: days => `${counted(days, 'day')} later`,
  wasPostponed: (days, reason) => `This cohort was postponed by ${counted(days, 'day')}: ${reason}`,
  cancelledTitle: 'This cohort was cancelled',
  cancelledBy: (when, who, reason) => `${when}, by ${who}: ${reason}`,
  toApprove: 'This cohort waits for your answer',
  filed: 'What is filed',
  filedItems: {
    timetable: count => `Timetable, ${counted(count, 'lesson')}`,
    approval: count => (count === '0' ? 'No approval' : 'Approval of the plan'),
    trainees: count => `Trainee list, ${counted(count, 'person', 'people')}`,
    rollCalls: count => counted(count, 'roll-call'),
    marks: count => counted(count, 'mark'),
    completions: count => `Completion decided for ${counted(count, 'person', 'people')}`,
    credits: count => counted(count, 'credit entry', 'credit entries'),
    derogation: () => 'Derogation'
  },
  none: 'none'
}
