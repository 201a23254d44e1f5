/**
 * Two entries of one person.
 *
 * Looked at together are people of one name who also share the month of birth, the mobile number or the organisation. Two who each have an
 * ID number of their own are two people, unless the mobile number is one as well: then somebody has to look. Who was once said to be
 * somebody else is not shown again.
 * A merger keeps one of the two. The other's posts, membership, exemptions and due dates set by hand pass to the one that is kept, posts
 * and membership as far as that one did not already hold the same; credit and completed cohorts are read together. It needs a reason, and can
 * be taken back: then everything is where it was, except what was changed since in a post, an exemption or a due date that came from the
 * other, which goes back as it is now.
 */
export type Alike = 'birthMonth' | 'mobile' | 'organisation'

type Entry = { birthMonth: string | null; mobileHash: string | null; hasIdNumber: boolean; organisationIds: readonly number[] }

/** In what two people of one name are alike; empty: they are not looked at. */
export const alikeIn = (one: Entry, other: Entry): Alike[] => {
  const mobile = one.mobileHash !== null && one.mobileHash === other.mobileHash
  if (one.hasIdNumber && other.hasIdNumber && !mobile) return []
  const birth = one.birthMonth !== null && one.birthMonth === other.birthMonth
  // Another month of birth is another person, unless there is more than the place in common.
  const contradicts = one.birthMonth !== null && other.birthMonth !== null && !birth
  const place = one.organisationIds.some(id => other.organisationIds.includes(id))
  return [
    ...(birth ? (['birthMonth'] as const) : []),
    ...(mobile ? (['mobile'] as const) : []),
    ...(place && (!contradicts || mobile) ? (['organisation'] as const) : [])
  ]
}
