/**
 * 组织关系: what a file says of where somebody is a member, and at which stage.
 *
 * A column 党员类别, or a post cell that names no post but 党员, 正式党员 or 预备党员, states the stage; the column goes before the cell.
 * 党员 alone is a full member. A file that states no stage is silent about memberships.
 *
 * A person has one membership at a time. A row that names no post says where it is held. A row that names a post as well says so of
 * somebody who has no membership yet; of somebody who is a member elsewhere only where the post is a new one and none is left in the old
 * place: a secretary who helps out in a second village, or who sits on a committee above, stays a member of the own branch.
 *
 * It begins on the effective date, and the one before ends; the day of 转正 begins a full membership where nothing known stands against it:
 * that of a newcomer, or after probation in the same place. What is already known to come need not be said again.
 */
import { STAGES } from '../organisations/people/rules.ts'
import type { Day } from '../time/dates.ts'

export type Stage = (typeof STAGES)[number]

const STAGE_WORDS: readonly (readonly [RegExp, Stage])[] = [
  [/^(中共|中国共产党)?(正式|普通)?党员$|^正式$/, 'full'],
  [/^(中共|中国共产党)?预备党员$|^预备(期)?$/, 'probationary'],
  [/^(党员)?发展对象$/, 'developmentCandidate'],
  [/^(入党)?积极分子$/, 'activist'],
  [/^(入党)?申请人$|^入党申请者$/, 'applicant']
]

/** The stage that a text without spaces names as a whole, or null. */
export const stageOf = (text: string): Stage | null => STAGE_WORDS.find(([written]) => written.test(text))?.[1] ?? null

/** A membership on the roster on the day of the import or later. */
export type HeldMembership = { personId: number; organisationId: number; stage: string; from: Day; until: Day | null }

export type StatedMembership = {
  organisationKey: string
  /** Null where the organisation is itself to be added. */
  organisationId: number | null
  stage: Stage
  fullSince: Day | null
  /** Where it was read. */
  sheet: string
  row: number
}

/** `besidePost`: whether the row names a post as well, and whether that one is new. */
export type StatedBeside = StatedMembership & { besidePost: 'none' | 'held' | 'new' }

/** What of the membership changes, or null. `held`: in the order of their beginnings. */
export const membershipChanged = (
  stated: readonly StatedBeside[],
  held: readonly HeldMembership[],
  { keyOf, hasPostAt }: { keyOf: (organisationId: number) => string; hasPostAt: (organisationId: number) => boolean }
): StatedMembership | null => {
  const now = held[0]
  if (!stated.length) return null
  const alone = stated.findLast(({ besidePost }) => besidePost === 'none')
  if (!now) return plain(alone ?? stated[0]!)
  const isAt = (each: StatedMembership) => held.some(({ organisationId }) => keyOf(organisationId) === each.organisationKey)
  const moving = alone ?? (hasPostAt(now.organisationId) ? undefined : stated.find(({ besidePost }) => besidePost === 'new'))
  const meant = stated.find(isAt) ??
    moving ?? { ...stated.at(-1)!, organisationKey: keyOf(now.organisationId), organisationId: now.organisationId }
  const isKnown = held.some(each => keyOf(each.organisationId) === meant.organisationKey && each.stage === meant.stage)
  return isKnown ? null : plain(meant)
}

const plain = ({ besidePost: _how, ...stated }: StatedMembership & { besidePost?: string }): StatedMembership => stated

/** `was`: what gives way to it. */
export type MembershipWritten<Held extends HeldMembership = HeldMembership> = StatedMembership & {
  from: Day
  dateFrom: 'file' | 'effectiveDate'
  was: Held | null
}

/** `known`: all memberships of the person, those that have ended too. */
export const membershipWritten = <Held extends HeldMembership>(
  stated: StatedMembership,
  known: readonly Held[],
  effectiveOn: Day
): MembershipWritten<Held> => {
  const was = heldFrom(known, effectiveOn)[0] ?? null
  const { fullSince } = stated
  const mayBegin = (day: Day) =>
    known.every(
      each =>
        (each.until !== null && each.until <= day) ||
        (each === was && each.organisationId === stated.organisationId && each.from < day)
    )
  const isOnFile = stated.stage === 'full' && fullSince !== null && mayBegin(fullSince)
  return { ...stated, from: isOnFile ? fullSince : effectiveOn, dateFrom: isOnFile ? 'file' : 'effectiveDate', was }
}

/** Those held on a day or later. */
export const heldFrom = <Held extends { until: Day | null }>(known: readonly Held[], day: Day): Held[] =>
  known.filter(({ until }) => until === null || until > day)
