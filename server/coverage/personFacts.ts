import type { Day } from '../time/dates.ts'

export type During = { from: Day; until: Day | null }
export type Post = During & { postId: number; role: string; organisationId: number; isMain: boolean }
export type Membership = During & { organisationId: number; stage: string }
export type Exemption = During & { requirement: string | null }
export type Credit = { earnedOn: Day; source: string; centiCredits: number; halfDays: number }
export type Completion = { completedOn: Day; isCompleted: boolean; kind: string; organiserLevel: string }
/** The field of an organisation while it had it. */
export type Field = During & { organisationId: number; field: string }

/** Everything known of a person that a standing rests on. */
export type PersonFacts = {
  posts: readonly Post[]
  memberships: readonly Membership[]
  exemptions: readonly Exemption[]
  credits: readonly Credit[]
  completions: readonly Completion[]
  fields: readonly Field[]
}
