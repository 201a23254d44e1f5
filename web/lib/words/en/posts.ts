import type { zh } from '../zh/posts.ts'

const roles: Record<string, string> = {
  secretary: 'secretary',
  deputySecretary: 'deputy secretary',
  committeeMember: 'committee member',
  firstSecretary: 'first secretary',
  groupLeader: 'group leader',
  orgOfficer: 'organisation officer',
  partyAffairsWorker: 'party affairs worker',
  advisor: 'advisor',
  liaison: 'liaison',
  reserve: 'village reserve',
  leadingCadre: 'leading cadre, county rank and above',
  civilServant: 'civil servant, township rank and below',
  institutionStaff: 'institution staff',
  member: 'member'
}
const portfolios: Record<string, string> = {
  organization: 'organisation',
  publicity: 'publicity',
  discipline: 'discipline',
  youth: 'youth',
  unitedFront: 'united front'
}

export const en: typeof zh = {
  roles,
  title: (role, portfolio) =>
    portfolio && portfolios[portfolio] ? `committee member, ${portfolios[portfolio]}` : (roles[role] ?? role),
  levels: {
    national: 'national',
    province: 'province',
    prefecture: 'prefecture',
    county: 'county',
    township: 'township',
    subdistrict: 'subdistrict',
    village: 'village',
    community: 'community',
    branch: 'branch',
    group: 'group'
  },
  fields: {
    rural: 'countryside',
    urbanCommunity: 'urban community',
    organ: 'organ',
    institution: 'institution',
    soe: 'state-owned enterprise',
    nonPublicEnterprise: 'non-public enterprise',
    socialOrg: 'social organisation',
    newEmployment: 'new forms of employment',
    other: 'other'
  },
  types: {
    '611': 'committee',
    '612': 'leading group',
    '621': 'general branch',
    '631': 'branch',
    '632': 'joint branch',
    '641': 'group',
    '911': 'temporary committee',
    '921': 'temporary general branch',
    '931': 'temporary branch',
    '932': 'temporary joint branch'
  },
  stages: {
    full: 'full member',
    probationary: 'probationary member',
    developmentCandidate: 'candidate for membership',
    activist: 'activist',
    applicant: 'applicant'
  },
  genders: { male: 'male', female: 'female' },
  education: {
    postgraduate: 'postgraduate',
    bachelor: 'bachelor',
    college: 'college',
    secondaryVocational: 'secondary vocational',
    seniorSecondary: 'senior secondary',
    juniorSecondaryOrBelow: 'junior secondary or below'
  },
  place: (unit, organisation) =>
    unit && unit !== organisation && !organisation.startsWith(unit) ? `${unit} ${organisation}` : organisation,
  lastFour: digits => `ending ${digits}`
}
