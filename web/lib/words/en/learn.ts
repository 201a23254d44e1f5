import type { zh } from '../zh/learn.ts'
import { counted } from './counted.ts'

export const en: typeof zh = {
  today: {
    title: 'Today',
    nextLesson: 'Next lesson',
    now: 'Now',
    after: duration => `in ${duration}`,
    tomorrow: 'Tomorrow',
    beginsAt: when => `Next lesson begins at ${when}`,
    goingOn: until => `Going on until ${until}`,
    time: 'Time',
    place: 'Place',
    teacher: 'Teacher',
    supervisor: 'Supervisor',
    seeTimetable: 'See the timetable',
    then: 'After that',
    none: 'No lesson soon',
    noneSentence: 'Once you have a seat in a cohort, its timetable appears here.',
    required: 'Required this year',
    allMet: 'Every requirement is met',
    nothingRequired: 'Nothing required',
    nothingRequiredSentence: 'Your present posts and membership carry no requirement this year.',
    all: count => `All ${counted(count, 'requirement')}`,
    myCredit: 'My credit',
    myCohorts: 'My cohorts',
    me: 'Me'
  },
  missing: {
    credit: figure => `${counted(figure, 'credit hour')} missing`,
    completions: count => counted(count, 'cohort to complete', 'cohorts to complete')
  },
  met: {
    credit: 'Enough credit',
    completions: 'Enough cohorts completed'
  },
  have: {
    credit: (have, need) => `${have} of ${counted(need, 'credit hour')}`,
    completions: (have, need) => `${have} of ${counted(need, 'cohort completed', 'cohorts completed')}`
  },
  inReach: figure => `The present cohort will add ${figure}.`,
  or: ' or ',
  stop: '. ',
  dueOn: day => `Due by ${day}`,
  isShould: 'Recommended',
  cohorts: {
    title: 'My cohorts',
    number: number => `No. ${number}`,
    supervisor: name => `Supervisor ${name}`,
    days: (from, until) => (from === until ? from : `${from} to ${until}`),
    open: 'Open',
    closed: 'Closed',
    timetable: 'Timetable',
    today: 'Today',
    notHeld: 'Not held',
    notHeldBecause: reason => `Not held: ${reason}`,
    uncounted: 'No credit',
    none: 'You have no seat in a cohort yet. The training administrator makes the lists; the timetable will appear here.',
    older: count => counted(count, 'closed cohort')
  },
  record: {
    title: 'My credit',
    year: 'Year',
    yearName: year => `${year}`,
    total: 'Posted',
    halfDays: count => counted(count, 'half-day'),
    sources: { concentrated: 'Concentrated', collective: 'Collective study', selfStudy: 'Self-study', online: 'Online' },
    slots: { am: 'morning', pm: 'afternoon', eve: 'evening' },
    requirements: 'Requirements',
    requirementsNote: 'As of today',
    completions: 'Cohorts',
    completed: 'Completed',
    notCompleted: 'Not completed',
    sums: (earned, total) => `${earned} of ${counted(total, 'credit hour')}`,
    missed: (leave, absent) => `leave ${leave}, absent ${absent}`,
    ledger: 'Credit ledger',
    ledgerNote: 'Only ever added to; open a line for its evidence',
    rests: 'Rests on',
    marked: (who, when) => `marked by ${who}, ${when}`,
    watched: (seen, length, when) => `${seen} of ${length} seen, done ${when}`,
    posted: (who, when) => `Posted by ${who}, ${when}`,
    policy: number => `conversion rule version ${number}`,
    reverses: number => `Takes back entry ${number}`,
    entry: number => `Entry ${number}`,
    other: 'Other',
    noEntries: year => `No credit posted for ${year} yet. Credit is posted when a cohort is closed.`,
    noStandings: 'No requirements.'
  },
  me: {
    title: 'Me',
    unit: 'Unit',
    language: 'Language',
    senior: 'Senior mode',
    seniorSentence: 'Large text, large buttons, one column. Leave it at any time.',
    turnOn: 'Turn on senior mode',
    larger: 'Larger text',
    smaller: 'Smaller text',
    turnOff: 'Leave senior mode',
    sizes: 'Text size',
    signedInAs: 'Account',
    signOutSentence: 'On a phone or computer others use, sign out when you are done.'
  }
}
