/**
 * What a file changes in what is required of people, and in the figures of its part of the tree on the effective date: each person's
 * standings before and after, added up to the counts that are kept.
 */
import { withoutCompiling, type Db } from '../database/db.ts'
import { likenessOf, remembering } from '../coverage/alike.ts'
import { countsOf, totalsOf, type States } from '../coverage/counts.ts'
import { factsOf } from '../coverage/facts.ts'
import type { Membership, PersonFacts, Post } from '../coverage/personFacts.ts'
import { requiredOn } from '../coverage/question.ts'
import { standingOn, type State } from '../coverage/rules.ts'
import { Refusal } from '../http/refusals.ts'
import type { Requirement } from '../policies/requirements/rules.ts'
import type { Pack } from '../policies/rules.ts'
import type { Day } from '../time/dates.ts'
import type { PersonWritten } from './changes.ts'

/** `code`: of the requirement, whose words stand with the figures. */
export type Effect = { code: string; was: State | null; becomes: State | null; dueOn: Day | null; isElsewhere: boolean }

export type Figure = { code: string; zh: string; en: string; before: States; after: States }

const NOBODY: PersonFacts = { posts: [], memberships: [], exemptions: [], dueDates: [], credits: [], completions: [], fields: [] }

/** An id that no post has yet. */
const NEW_POST = 2 ** 50

type Before = { pack: Pack | null; figures: Figure[] }

/** What is required on the day, and how a part of the tree stands before; in a transaction, whose statements are not compiled. */
export const requiredBefore = async (db: Db, day: Day, organisationId: number): Promise<Before> => {
  await withoutCompiling(db)
  const pack = await packFor(db, day)
  const figures: Figure[] = []
  for (const requirement of pack?.requirements ?? []) figures.push(await figureOf(db, requirement, day, organisationId))
  return { pack, figures }
}

type Terms = { db: Db; day: Day; isWithin: (organisationId: number) => boolean }

export type Effects = ReturnType<typeof effectsFrom>

export const effectsFrom = ({ pack, figures }: Before, { db, day, isWithin }: Terms) => {
  const requirements = pack?.requirements ?? []
  const move = (figure: Figure, state: State | null, place: number | null, by: 1 | -1) => {
    if (state && place !== null && isWithin(place)) figure.after[state] += by
  }
  const standing = remembering(facts => requirements.map(requirement => standingOn(facts, requirement, day, pack!)))
  const stoodOf = (facts: PersonFacts): Stood[] => {
    const likeness = likenessOf(facts)
    return standing(likeness).map(stood => stood && { ...stood, organisationId: likeness.places[stood.organisationId]! })
  }
  const nobody = stoodOf(NOBODY)
  const effectOf = (before: PersonFacts, after: PersonFacts): Effect[] => {
    const [stood, stands] = [before === NOBODY ? nobody : stoodOf(before), stoodOf(after)]
    return requirements.flatMap(({ code }, at) => {
      const [was, becomes] = [stood[at]!, stands[at]!]
      move(figures[at]!, was?.state ?? null, was?.organisationId ?? null, -1)
      move(figures[at]!, becomes?.state ?? null, becomes?.organisationId ?? null, 1)
      const isElsewhere = was !== null && becomes !== null && was.organisationId !== becomes.organisationId
      if (was?.state === becomes?.state && !isElsewhere) return []
      return [{ code, was: was?.state ?? null, becomes: becomes?.state ?? null, dueOn: becomes?.dueOn ?? null, isElsewhere }]
    })
  }
  return {
    figures,
    /** Of people as they are known, and what is written of each; in the same order. */
    of: async (people: readonly { personId: number | null; written: Written; places: ReadonlyMap<string, number> }[]) => {
      const known = people.flatMap(({ personId }) => personId ?? [])
      const facts = requirements.length && known.length ? await factsOf(db, known, null) : new Map<number, PersonFacts>()
      return people.map(({ personId, written, places }) => {
        const before = (personId !== null && facts.get(personId)) || NOBODY
        return effectOf(before, {
          ...before,
          posts: postsAfter(before.posts, written, places),
          memberships: membershipsAfter(before.memberships, written, places)
        })
      })
    }
  }
}

type Stood = ReturnType<typeof standingOn>
type Written = Pick<PersonWritten, 'added' | 'ended' | 'redated'> & {
  membership: Pick<NonNullable<PersonWritten['membership']>, 'organisationKey' | 'organisationId' | 'stage' | 'from'> | null
  /** The day on which a membership ends and none begins. */
  memberUntil?: Day | null
}

const membershipsAfter = (
  held: readonly Membership[],
  { membership, memberUntil = null }: Written,
  places: ReadonlyMap<string, number>
): readonly Membership[] => {
  const on = membership?.from ?? memberUntil
  if (on === null) return held
  const stay = held.flatMap(each =>
    each.until !== null && each.until <= on ? [each] : each.from < on ? [{ ...each, until: on }] : []
  )
  if (!membership) return stay
  const { stage, organisationKey } = membership
  return [
    ...stay,
    { organisationId: membership.organisationId ?? places.get(organisationKey) ?? 0, stage, from: on, until: null }
  ]
}

const postsAfter = (held: readonly Post[], { added, ended, redated }: Written, places: ReadonlyMap<string, number>): Post[] => {
  const until = new Map(ended.map(({ post, on }) => [post.id, on]))
  const from = new Map(redated.map(({ post, from: day }) => [post.id, day]))
  const stay = held
    .map(post => ({ ...post, from: from.get(post.postId) ?? post.from, until: until.get(post.postId) ?? post.until }))
    .filter(post => post.until === null || post.until > post.from)
  const begin = added.map((post, at) => ({
    postId: NEW_POST + at,
    role: post.role,
    organisationId: post.organisationId ?? places.get(post.organisationKey) ?? 0,
    isMain: post.isMain,
    from: post.from,
    until: null
  }))
  return [...stay, ...begin]
}

/** Where no requirements are in force there is nothing to show. */
const packFor = async (db: Db, day: Day): Promise<Pack | null> => {
  try {
    return (await requiredOn(db, day)).body
  } catch (error) {
    if (error instanceof Refusal) return null
    throw error
  }
}

const figureOf = async (db: Db, requirement: Requirement, day: Day, organisationId: number): Promise<Figure> => {
  const before = totalsOf(await countsOf(db, { requirement, day, known: 'now', organisationId }))
  return { code: requirement.code, zh: requirement.zh, en: requirement.en, before, after: { ...before } }
}
