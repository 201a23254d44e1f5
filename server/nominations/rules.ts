/**
 * Who comes first on the list from which seats are filled.
 * First those who have not met the requirement (未训), then those whose due date is still to come (未到期), then those who have met it
 * (已训). After them whoever this requirement does not bind, and last the exempt and those who have left: they may come, nobody waits for them.
 * Among equals, who has never completed a cohort comes first, then who completed the last one longest ago; then the order of pinyin,
 * compared by bytes, and for namesakes the older record.
 * A person stands in the list once, at the main post (else the one held longest), if the stratum of that post is the cohort's; who holds no
 * post stands as a member at the branch that holds the membership.
 */
import type { State } from '../coverage/rules.ts'
import type { Requirement } from '../policies/requirements/rules.ts'
import type { Pack } from '../policies/rules.ts'

/** From the first on the list to the last; null: not bound by the requirement. */
export const ORDER: readonly (State | null)[] = ['outstanding', 'notYetDue', 'covered', null, 'exempt', 'left']

export type Placed = { personId: number; standing: State | null; lastCompletedOn: string | null; pinyin: string }

/** Negative when `a` comes before `b`. */
export const compareCandidates = (a: Placed, b: Placed): number =>
  ORDER.indexOf(a.standing) - ORDER.indexOf(b.standing) ||
  byBytes(a.lastCompletedOn ?? '', b.lastCompletedOn ?? '') ||
  byBytes(a.pinyin, b.pinyin) ||
  a.personId - b.personId

// Pinyin keys and civil dates are ASCII, where code units and bytes sort alike.
const byBytes = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** The requirements that bind a stratum, in the pack's order; a cohort's list stands under the first unless another is asked for. */
export const requirementsFor = (pack: Pick<Pack, 'strata' | 'requirements'>, stratum: string): Requirement[] => {
  const found = pack.strata.find(({ code }) => code === stratum)
  if (!found) return []
  const { roles, fields } = found
  const isInField = (wanted: Requirement) =>
    !wanted.fields || !fields.length || wanted.fields.some(field => fields.includes(field))
  // Members go by that name in the strata, who is not yet one by the stage.
  const asked = ({ roles: ofPosts, stages = [] }: Requirement) =>
    ofPosts ?? stages.map(stage => (stage === 'full' || stage === 'probationary' ? 'member' : stage))
  return pack.requirements.filter(wanted => isInField(wanted) && asked(wanted).some(role => roles.includes(role)))
}
