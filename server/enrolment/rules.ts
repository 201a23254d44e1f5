/**
 * Seats.
 * A seat is held by who was enrolled last and has not given it up since; giving it up frees it at once.
 * People are enrolled together or not at all: either there is a seat for each of them, or nobody gets one. Somebody who already has a
 * seat needs none, and is said to have it.
 * A number is given once in a cohort and never to another person; who comes back gets the old one.
 * 时任单位及职务 is written down on the day of enrolment and does not follow later changes.
 */

/** Who of those asked for needs a seat: each once, and nobody who has one. */
export const askingOf = (personIds: readonly number[], seated: ReadonlySet<number>): number[] =>
  [...new Set(personIds)].filter(personId => !seated.has(personId))

/** Whether there is a seat for each. */
export const roomOf = (seats: number, taken: number, asked: number) => ({
  seats,
  taken,
  asked,
  isEnough: taken + asked <= seats
})

export type Held = { organisation: string; role: string; portfolio: string | null }

const ROLES: Record<string, string> = {
  secretary: '书记',
  deputySecretary: '副书记',
  committeeMember: '委员',
  firstSecretary: '第一书记',
  groupLeader: '党小组组长',
  orgOfficer: '组织员',
  partyAffairsWorker: '党务工作者',
  advisor: '党建指导员',
  liaison: '党建联络员',
  leadingCadre: '县处级以上领导干部',
  civilServant: '乡科级及以下公务员',
  institutionStaff: '事业单位工作人员',
  // Who holds no post stands at the branch with the stage of membership.
  full: '党员',
  probationary: '预备党员',
  developmentCandidate: '发展对象',
  activist: '入党积极分子',
  applicant: '入党申请人'
}

const PORTFOLIOS: Record<string, string> = {
  organization: '组织',
  publicity: '宣传',
  discipline: '纪检',
  youth: '青年',
  unitedFront: '统战'
}

/** 单位及职务 in one line: 柳湾村党支部 组织委员. */
export const unitAndPostOf = ({ organisation, role, portfolio }: Held): string =>
  `${organisation} ${(portfolio && PORTFOLIOS[portfolio]) ?? ''}${ROLES[role] ?? role}`
