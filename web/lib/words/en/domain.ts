import type { zh } from '../zh/domain.ts'
import { counted } from './counted.ts'

export const en: typeof zh = {
  standings: { covered: 'Covered', outstanding: 'Outstanding', notYetDue: 'Not yet due', exempt: 'Exempt', left: 'Left' },
  due: 'Due',
  onRoster: 'Roster',
  coverageRate: 'Coverage rate',
  people: count => counted(count, 'person', 'people'),
  creditHour: 'credit hours',
  creditHours: figure => counted(figure, 'credit hour'),
  minutes: 'min',
  lessonKinds: {
    classroom: 'Classroom',
    onsite: 'On site',
    online: 'Online',
    discussion: 'Discussion',
    practice: 'Practice',
    selfStudy: 'Self-study',
    ceremony: 'Ceremony',
    travel: 'Travel',
    meal: 'Meal'
  },
  venueKinds: {
    enterprise: 'In an enterprise',
    village: 'In a village',
    organ: 'In an organ',
    campus: 'On a campus',
    community: 'In a community',
    website: 'On a website'
  },
  marks: { present: 'Present', late: 'Late', leftEarly: 'Left early', leave: 'On leave', absent: 'Absent' },
  marksShort: { present: 'P', late: 'L', leftEarly: 'E', leave: 'Lv', absent: 'A' },
  roles: {
    trainee: 'Trainee',
    classSupervisor: 'Class supervisor',
    unitLiaison: 'Unit liaison',
    trainingAdministrator: 'Training administrator',
    reporter: 'Reporter',
    approver: 'Approver',
    systemAdministrator: 'System administrator'
  },
  categories: { coreTheory: 'Core theory', partySpirit: 'Party spirit', competency: 'Competency' },
  fields: {
    village: 'Village',
    community: 'Community',
    organ: 'Public body',
    institution: 'Public institution',
    stateEnterprise: 'State enterprise',
    nonPublicEnterprise: 'Private enterprise',
    socialOrg: 'Social organisation'
  },
  share: {
    label: 'Share of core theory',
    category: 'Core theory',
    all: 'all',
    unit: 'min',
    limit: (part, whole, figure) => `${part}/${whole} = ${figure} min`,
    over: figure => `Met, ${figure} min over`,
    exact: (part, whole) => `Met, exactly ${part}/${whole}`,
    short: figure => `${figure} min short`,
    none: 'No teaching counted yet'
  },
  sumCheck: {
    title: 'Sum check',
    label: 'People by standing',
    agrees: (from, until) => `It adds up: everyone on the roster from ${from} to ${until} is counted once.`,
    differs: 'It does not add up. Please tell the system administrator.'
  }
}
