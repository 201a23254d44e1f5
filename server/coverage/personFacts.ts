import type { Day } from '../time/dates.ts'

export type During = { from: Day; until: Day | null }
export type Post = During & { postId: number; role: string; organisationId: number; isMain: boolean }
export type Membership = During & { organisationId: number; stage: string }
export type Exemption = During & { requirement: string | null }
/** More time for one requirement: until the day before it is due, or before it was withdrawn. */
export type DueDate = { requirement: string; dueOn: Day; from: Day; until: Day }
export type Credit = { earnedOn: Day; source: string; centiCredits: number; halfDays: number }
export type Completion = { completedOn: Day; isCompleted: boolean; kind: string; organiserLevel: string }
/** The field of an organisation while it had it. */
export type Field = During & { organisationId: number; field: string }

/** Everything known of a person that a standing rests on. */
export type PersonFacts = {
  posts: readonly Post[]
  memberships: readonly Membership[]
  exemptions: readonly Exemption[]
  dueDates: readonly DueDate[]
  credits: readonly Credit[]
  completions: readonly Completion[]
  fields: readonly Field[]
}
