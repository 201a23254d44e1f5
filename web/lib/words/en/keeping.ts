import type { zh } from '../zh/keeping.ts'
import { counted } from './counted.ts'

export const en: typeof zh = {
  nav: 'Other pages of the roster',
  places: {
    list: 'Roster',
    exemptions: 'Exempt',
    dueDates: 'Due dates',
    duplicates: 'Same person?',
    reserves: 'Village reserves',
    groups: 'Groups',
    categories: 'Local categories'
  },
  asOf: 'As of',
  show: 'Show',
  pages: 'Pages',
  page: (page, pages) => `Page ${page} of ${pages}`,
  previous: 'Previous',
  next: 'Next',
  required: 'Please fill this in',

  exemptions: {
    title: 'Exempt',
    sub: count => `${counted(count, 'line')}; the exempt are not due and stay on this list`,
    kind: 'Kind',
    any: 'any kind',
    soon: 'Only those that end within 30 days',
    soonBadge: 'ends soon',
    export: 'Export to Excel',
    all: 'all requirements',
    open: 'no end',
    empty: 'Nobody is exempt on this day.',
    head: {
      name: 'Name',
      place: 'Organisation',
      kind: 'Kind',
      requirement: 'From what',
      reason: 'Reason',
      approved: 'Decided by',
      from: 'From',
      until: 'Until'
    }
  },
  dueDates: {
    title: 'Individual due dates',
    sub: count => `${counted(count, 'line')}; until that day an unmet requirement is not yet due`,
    any: 'any requirement',
    soon: 'Only those due within 30 days',
    soonBadge: 'due soon',
    export: 'Export to Excel',
    empty: 'On this day nobody has a due date of their own.',
    withdrawn: day => `withdrawn from ${day}`,
    head: {
      name: 'Name',
      place: 'Organisation',
      requirement: 'Requirement',
      dueOn: 'Due on',
      reason: 'Reason',
      approved: 'Decided by',
      from: 'From'
    }
  },
  kinds: {
    longIllness: 'long illness',
    frail: 'frail',
    outOfContact: 'out of contact',
    abroad: 'abroad',
    suspended: 'membership suspended',
    seconded: 'seconded',
    waiver: 'waived by decision',
    other: 'other'
  },

  duplicates: {
    title: 'Same person?',
    sub: count => `${counted(count, 'pair')} of one name; somebody has to decide`,
    empty: 'No two entries look like one person.',
    alike: { birthMonth: 'same month of birth', mobile: 'same mobile', organisation: 'in the same organisation' },
    rows: {
      name: 'Name',
      gender: 'Gender',
      birthMonth: 'Month of birth',
      education: 'Education',
      idNumber: 'ID number',
      mobile: 'Mobile',
      staffNumber: 'Staff number',
      posts: 'Posts'
    },
    none: 'not given',
    since: (post, day) => `${post} (since ${day})`,
    reason: 'Why',
    reasonHint: 'For example: entered twice; or: namesakes, one is the father',
    keep: number => `One person, keep entry ${number}`,
    distinct: 'Two people',
    effect:
      'The posts, membership, exemptions and due dates of the other pass to the one that is kept, credit is read together; it can be taken back.',
    entry: number => `Entry ${number}`,
    mergers: 'Mergers',
    noMergers: 'There was no merger yet.',
    mergerHead: { kept: 'Kept', merged: 'Merged', reason: 'Reason', by: 'Who and when', reversal: 'Taken back' },
    reverse: 'Take back',
    reverseReason: 'Why it is taken back',
    reverseGo: 'Take it back',
    reversed: (day, reason) => `taken back on ${day}: ${reason}`,
    done: { merged: 'Merged.', distinct: 'Noted; not shown again.', reversed: 'Taken back; both are as before.' }
  },

  groups: {
    title: 'Who they are',
    sub: (where: string, people: string) => `${where}, ${counted(people, 'person', 'people')}`,
    everywhere: 'here and below',
    withOthers: 'with those who are not members',
    empty: 'Nobody was here on that day.',
    head: { group: 'Group', people: 'People', share: 'Share' },
    dimensions: {
      gender: 'Gender',
      minority: 'Ethnic group',
      age: 'Age',
      education: 'Education',
      joined: 'Joined',
      occupation: 'Occupation'
    },
    groups: {
      gender: { male: 'male', female: 'female', unknown: 'not given' },
      minority: { han: 'Han', minority: 'minority', unknown: 'not given' },
      age: {
        upTo30: 'up to 30',
        upTo35: '31–35',
        upTo40: '36–40',
        upTo45: '41–45',
        upTo50: '46–50',
        upTo55: '51–55',
        upTo60: '56–60',
        over60: '61 and over',
        unknown: 'not given'
      },
      education: {
        postgraduate: 'postgraduate',
        bachelor: 'bachelor',
        college: 'college',
        secondaryVocational: 'secondary vocational',
        seniorSecondary: 'senior secondary',
        juniorSecondaryOrBelow: 'junior secondary or below',
        unknown: 'not given'
      },
      joined: {
        before1949: 'before October 1949',
        until1978: 'until December 1978',
        until2012: 'until November 2012',
        since2012: 'since November 2012',
        unknown: 'not given'
      },
      occupation: {
        worker: 'workers',
        farmer: 'farmers, herders, fishers',
        professional: 'professionals in enterprises, institutions, social organisations',
        manager: 'managers in enterprises, institutions, social organisations',
        organStaff: 'organ staff',
        student: 'students',
        other: 'other occupations',
        retired: 'retired',
        unknown: 'not given'
      }
    }
  },

  reserves: {
    title: 'Village reserves',
    sub: (wanted, short) =>
      `At least ${wanted} for each village, about 35, upper secondary education or more; ${counted(short, 'village')} short`,
    empty: 'There are no villages here.',
    onlyShort: 'Only where something is missing',
    head: { village: 'Village', reserves: 'Reserves', missing: 'Missing' },
    age: age => `aged ${age}`,
    enough: 'none',
    faults: {
      'too-old': 'over 40',
      'age-unknown': 'month of birth not known',
      education: 'below upper secondary',
      'education-unknown': 'education not known'
    }
  }
}
