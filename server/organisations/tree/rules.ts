/**
 * The tree, and what becomes of an organisation.
 *
 * An organisation stands under one of a higher level, or of its own (a general branch over branches), never under one of a lower level.
 * A change takes effect on a day and never rewrites what was before it. It is not dated before the organisation began, nor before a change
 * that is already known: who corrects the past does so in its order.
 * 合并: the organisations that end on the day go on as one, which stays or is new; their posts, memberships and everything below them pass
 * to it with that day. Someone who held the same post in two of them holds it once.
 * 拆分: those who are named go to the new organisations; the rest stays where it was, or, if the old one ends, goes to the first.
 * 撤销: only what nobody is in and nothing is below may end without a successor.
 * The official twelve unit categories decide the field (领域) except where the department does: a township's community, a collective.
 * A local category is a department's own word for one of the twelve.
 */
import type { Day } from '../../time/dates.ts'

/** 组织类别: 611 党委 … 932 临时联合党支部. */
export const TYPE_CODES = ['611', '612', '621', '631', '632', '641', '911', '921', '931', '932'] as const

export const LEVELS = [
  'national',
  'province',
  'prefecture',
  'county',
  'township',
  'subdistrict',
  'village',
  'community',
  'branch',
  'group'
] as const

/** The official twelve, each with the field it usually lies in; null where the department decides. */
export const FIELD_OF_CATEGORY = {
  citySubdistrict: 'urbanCommunity',
  cityCommunity: 'urbanCommunity',
  town: 'rural',
  townCommunity: null,
  village: 'rural',
  stateControlled: 'soe',
  collectiveControlled: null,
  nonPublicControlled: 'nonPublicEnterprise',
  publicInstitution: 'institution',
  organ: 'organ',
  socialOrg: 'socialOrg',
  other: 'other'
} as const

export const UNIT_CATEGORIES = Object.keys(FIELD_OF_CATEGORY) as (keyof typeof FIELD_OF_CATEGORY)[]

export const FIELDS = [
  'rural',
  'urbanCommunity',
  'organ',
  'institution',
  'soe',
  'nonPublicEnterprise',
  'socialOrg',
  'newEmployment',
  'other'
] as const

const RANK: Record<string, number> = {
  national: 0,
  province: 1,
  prefecture: 2,
  county: 3,
  township: 4,
  subdistrict: 4,
  village: 5,
  community: 5,
  branch: 5,
  group: 6
}

export const mayStandUnder = (level: string, above: string): boolean => (RANK[level] ?? 9) >= (RANK[above] ?? 9)

type Dated = { validFrom: Day; validUntil: Day | null }

/** Why a change cannot take effect on this day; null when it can. `facts` are those of one organisation, as known now. */
export const whyNotOn = (facts: readonly Dated[], on: Day): 'not-there-then' | 'later-change' | null => {
  const last = facts.reduce<Dated | null>((late, fact) => (late === null || fact.validFrom > late.validFrom ? fact : late), null)
  if (!last || (last.validUntil !== null && last.validUntil <= on)) return 'not-there-then'
  if (facts.every(({ validFrom }) => validFrom > on)) return 'not-there-then'
  return last.validFrom > on ? 'later-change' : null
}

/** A post of a role of which a branch has one, held by more than one person after a merger: somebody has to decide. */
export const crowdedRoles = (roles: readonly { role: string; people: number }[]): string[] =>
  roles.filter(({ role, people }) => role === 'secretary' && people > 1).map(({ role }) => role)
