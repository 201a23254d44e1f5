/**
 * People whose facts differ only in who they are and where they are stand alike. Of three hundred thousand newcomers a few hundred are
 * different; the rules are asked once for each of those.
 */
import type { PersonFacts, Post } from './personFacts.ts'
import type { Stretch } from './rules.ts'

/** Facts with places and posts named by numbers of their own, and which places those are. */
export type Likeness = { key: string; facts: PersonFacts; places: number[] }

export const likenessOf = (person: PersonFacts): Likeness => {
  const posts = person.posts.length > 1 ? person.posts.toSorted(byNumber) : person.posts
  const places: number[] = []
  const placeOf = (organisationId: number): number => {
    const known = places.indexOf(organisationId)
    return known >= 0 ? known : places.push(organisationId) - 1
  }
  const numbers: number[] = []
  const numberOf = (postId: number): number => {
    const known = numbers.indexOf(postId)
    return known >= 0 ? known : numbers.push(postId) - 1
  }
  const facts: PersonFacts = {
    posts: posts.map(({ postId, role, organisationId, isMain, from, until }) => ({
      postId: numberOf(postId),
      role,
      organisationId: placeOf(organisationId),
      isMain,
      from,
      until
    })),
    memberships: person.memberships.map(each => ({ ...each, organisationId: placeOf(each.organisationId) })),
    exemptions: person.exemptions,
    dueDates: person.dueDates,
    credits: person.credits,
    completions: person.completions,
    fields: person.fields.map(each => ({ ...each, organisationId: placeOf(each.organisationId) }))
  }
  return { key: JSON.stringify(facts), facts, places }
}

/** Between posts that are alike the older number decides, so their order is kept. */
const byNumber = (one: Post, other: Post): number => one.postId - other.postId || (one.from < other.from ? -1 : 1)

export type Stood = Stretch & { requirement: string; period: number; versionId: number }

/** So many are remembered; after that anew, so that a roster in which nobody is like another takes no more room. */
const REMEMBERED = 5000

/** Asks the rules once for all who are alike; what is answered names places by their number among `places`. */
export const remembering = <Answer extends object>(rule: (facts: PersonFacts) => Answer) => {
  const known = new Map<string, Answer>()
  return ({ key, facts }: Likeness): Answer => {
    const remembered = known.get(key)
    if (remembered) return remembered
    if (known.size === REMEMBERED) known.clear()
    const answer = rule(facts)
    known.set(key, answer)
    return answer
  }
}
