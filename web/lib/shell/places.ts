/**
 * Which doors the bar shows to whom. It only spares people doors that would be refused: what may be seen or done is decided by the
 * server at every call.
 */
export type Me = {
  accountId: number
  name: string
  personId: number | null
  helpPhone: string | null
  roles: { role: string; organisationId: number; organisationName: string }[]
}

export type DeskPlace =
  | 'queue'
  | 'plan'
  | 'cohorts'
  | 'roster'
  | 'imports'
  | 'courses'
  | 'policies'
  | 'coverage'
  | 'derogations'
  | 'removals'
  | 'coreTheory'
  | 'accounts'
  | 'complaints'

export const hrefOf: Record<DeskPlace, string> = {
  queue: '/manage',
  plan: '/manage/plan',
  cohorts: '/manage/cohorts',
  roster: '/manage/roster',
  imports: '/manage/imports',
  courses: '/manage/curriculum',
  policies: '/manage/policies',
  coverage: '/coverage',
  derogations: '/manage/derogations',
  removals: '/manage/removals',
  coreTheory: '/manage/core-theory',
  accounts: '/admin',
  complaints: '/manage/complaints'
}

const doors: Record<string, DeskPlace[]> = {
  trainingAdministrator: ['queue', 'plan', 'cohorts', 'roster', 'imports', 'courses', 'coverage'],
  approver: ['derogations', 'plan', 'cohorts', 'removals', 'coreTheory', 'policies'],
  reporter: ['coverage'],
  unitLiaison: ['roster', 'coverage'],
  systemAdministrator: ['accounts']
}

/** The desk doors of everything this person is, in the order of the bar. */
export function deskPlacesOf(me: Me | null) {
  const open = new Set((me?.roles ?? []).flatMap(held => doors[held.role] ?? []))
  return (Object.keys(hrefOf) as DeskPlace[]).filter(place => open.has(place))
}

const homes: [role: string, href: string][] = [
  ['trainingAdministrator', '/manage'],
  ['approver', '/manage/derogations'],
  ['reporter', '/coverage'],
  ['unitLiaison', '/manage/roster'],
  ['systemAdministrator', '/admin'],
  ['classSupervisor', '/teach'],
  ['trainee', '/learn']
]

/** Where somebody's day begins. */
export function homeOf(me: Me | null) {
  if (!me) return '/sign-in'
  return homes.find(([role]) => me.roles.some(held => held.role === role))?.[1] ?? '/learn'
}

/** The queue stands at the root of its folder, so only its own address is it; elsewhere a deeper page is still the same place. */
export function isAt(path: string, href: string) {
  const isRoot = href.lastIndexOf('/') === 0 && href !== '/coverage'
  return path === href || (!isRoot && path.startsWith(`${href}/`))
}
