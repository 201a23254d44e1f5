/**
 * What the application of a file writes, reckoned before anything is written: the page shows it, the application does it.
 *
 * A post begins when the file says, else on the effective date. New organisations and people begin with the earliest post the file gives
 * them, so that an earlier date shows nobody in a place that was not there; an organisation never begins before the unit above it.
 * What a new organisation is follows from its name, else from the file, and a person may correct its field; what nobody says is put in as
 * 其他 and shown as assumed.
 * A post that gives way to another leading post in the same organisation ends when that one begins. The main post passes to the post that
 * takes its place; of several posts of a newcomer none is main, and the one held longest counts.
 * From a complete list people leave on the effective date. Where more than one in twenty of those who hold posts in a unit would leave it,
 * those of that unit are held until a second person has decided; everything else is applied.
 */
import { isRank } from '../organisations/people/rules.ts'
import type { Day } from '../time/dates.ts'
import type { PersonChange, PostToAdd } from './diff.ts'
import type { OrganisationToAdd } from './namedPlaces.ts'
import { membershipWritten, type MembershipWritten } from './memberships.ts'
import { organisationKindOf, TYPE_CODES, unitNamed, type OrganisationKind } from './places.ts'
import type { KnownMembership, KnownOrganisation, KnownPost } from './known.ts'
import type { Corrections } from './queries.ts'

export type Kind = { typeCode: string; level: string; unitCategory: string; field: string; assumed: string[] }

export type NewUnit = Kind & { key: string; name: string; validFrom: Day }

export type NewOrganisation = Kind & {
  key: string
  name: string
  unit: string | null
  fieldFrom: 'name' | 'file' | 'byHand' | 'assumed'
  validFrom: Day
}

export type NewPost = PostToAdd & { from: Day; dateFrom: 'file' | 'effectiveDate'; isMain: boolean }

export type PersonWritten = {
  validFrom: Day
  before: KnownPost[]
  added: NewPost[]
  ended: { post: KnownPost; on: Day }[]
  redated: { post: KnownPost; from: Day }[]
  membership: MembershipWritten<KnownMembership> | null
}

/** What the change of one person writes; `before`: the posts held; `memberships`: all there have been. */
export const writtenOf = (
  change: PersonChange,
  before: KnownPost[],
  effectiveOn: Day,
  memberships: readonly KnownMembership[] = []
): PersonWritten => {
  const postById = new Map(before.map(post => [post.id, post]))
  const added = change.added.map(post => ({
    ...post,
    from: post.from ?? effectiveOn,
    dateFrom: post.from === null ? ('effectiveDate' as const) : ('file' as const),
    isMain: false
  }))
  const ended = change.endedPostIds.map(id => postById.get(id)!).map(post => ({ post, on: endOf(post, added, effectiveOn) }))
  markMain(before, added, ended)
  const membership = change.membership && membershipWritten(change.membership, memberships, effectiveOn)
  return {
    validFrom: earliest([effectiveOn, ...added.map(post => post.from), ...(membership ? [membership.from] : [])]),
    before,
    added,
    ended,
    redated: change.redated.map(({ postId, from }) => ({ post: postById.get(postId)!, from })),
    membership
  }
}

export const earliest = (days: readonly Day[]): Day => days.reduce((first, day) => (day < first ? day : first))
const latest = (one: Day, other: Day): Day => (one > other ? one : other)

/** The known organisation that a file names as a unit; townships before others of the name. */
export const unitOf = (organisations: readonly KnownOrganisation[], unit: string | null): KnownOrganisation | undefined => {
  const named = unit === null ? [] : organisations.filter(({ name }) => unitNamed(name) === unit)
  return named.find(({ level }) => level === 'township' || level === 'subdistrict') ?? named[0]
}

type ToAdd = { townshipsToAdd: string[]; organisationsToAdd: OrganisationToAdd[] }
type Terms = { effectiveOn: Day; path: string; corrections: Corrections }

/** The key of a unit's own committee. */
export const keyOfUnit = (name: string): string => `${name}|${name}`

/** What is added to the tree; `begins`: the earliest post in each place, by its key. */
export const placesWritten = (
  { townshipsToAdd, organisationsToAdd }: ToAdd,
  begins: ReadonlyMap<string, Day>,
  known: readonly KnownOrganisation[],
  { effectiveOn, path, corrections }: Terms
): { units: NewUnit[]; organisations: NewOrganisation[] } => {
  const root = known.find(organisation => organisation.path === path)
  const knownUnits = new Map<string, KnownOrganisation | undefined>()
  const knownUnit = (unit: string): KnownOrganisation | undefined => {
    if (!knownUnits.has(unit)) knownUnits.set(unit, unitOf(known, unit))
    return knownUnits.get(unit)
  }
  const notBefore = (day: Day, unit: string | null): Day =>
    latest(day, (unit === null ? undefined : knownUnit(unit))?.validFrom ?? root?.validFrom ?? day)
  const beginOf = (key: string): Day => earliest([effectiveOn, begins.get(key) ?? effectiveOn])
  const organisations = organisationsToAdd
    .filter(({ key, township }) => township === null || key !== keyOfUnit(township))
    .map(added => ({
      ...newOrganisation(added, corrections),
      validFrom: notBefore(beginOf(added.key), added.township)
    }))
  const ofUnit = Map.groupBy(organisations, ({ unit }) => unit)
  const units = townshipsToAdd.map(name => ({
    key: keyOfUnit(name),
    name,
    ...unitKindOf(name),
    validFrom: notBefore(
      earliest([beginOf(keyOfUnit(name)), ...(ofUnit.get(name) ?? []).map(({ validFrom }) => validFrom)]),
      null
    )
  }))
  return { units, organisations }
}

const kindOf = (kind: OrganisationKind, field: string | null, level: string): Kind => {
  const said = {
    typeCode: kind.type && TYPE_CODES[kind.type],
    level: kind.level,
    unitCategory: kind.unitCategory,
    field: field ?? kind.field
  }
  return {
    typeCode: said.typeCode ?? TYPE_CODES.branch,
    level: said.level ?? level,
    unitCategory: said.unitCategory ?? 'other',
    field: said.field ?? 'other',
    assumed: Object.entries(said)
      .filter(([, value]) => value === null)
      .map(([what]) => what)
  }
}

/** What stands over branches is a committee. */
const unitKindOf = (name: string): Kind => {
  const kind = organisationKindOf(name)
  return kindOf({ ...kind, type: kind.type ?? 'committee' }, null, 'township')
}

const newOrganisation = (added: OrganisationToAdd, corrections: Corrections): Omit<NewOrganisation, 'validFrom'> => {
  const byHand = corrections.organisations[added.key]?.field ?? null
  const ofName = organisationKindOf(added.name, added.township).field
  return {
    key: added.key,
    name: added.name,
    unit: added.township,
    ...kindOf(added, byHand ?? added.field, 'branch'),
    fieldFrom: byHand ? 'byHand' : ofName ? 'name' : added.field ? 'file' : 'assumed'
  }
}

/** The day on which the post that takes its place begins; the effective date where that would be before the post itself. */
const endOf = (post: KnownPost, added: NewPost[], effectiveOn: Day): Day => {
  const instead = added.find(
    each => each.organisationId === post.organisationId && (each.role === 'secretary' || each.role === 'deputySecretary')
  )
  return instead && (post.from === null || instead.from > post.from) ? instead.from : effectiveOn
}

const markMain = (before: KnownPost[], added: NewPost[], ended: PersonWritten['ended']): void => {
  const stays = before.filter(post => !ended.some(each => each.post.id === post.id))
  const gaveWay = ended.find(({ post }) => post.isMain)?.post
  // A rank beside it does not keep the one Party post from being the main one.
  const ofParty = added.filter(post => !isRank(post.role))
  const isOnly = stays.length === 0 && (ofParty.length || added.length) === 1
  if (stays.some(post => post.isMain) || !(gaveWay || isOnly)) return
  const heirs = ofParty.length ? ofParty : added
  const heir = heirs.find(post => post.organisationId === gaveWay?.organisationId) ?? heirs[0]
  if (heir) heir.isMain = true
}

/** In percent of those who hold a post in a unit, where the pack says nothing else; 超过 excludes the number. */
export const REMOVALS_HELD_ABOVE = 5

/** Of imports from before the limit could be set, it was this one. */
export const heldAsTold = <Unit extends object>(unit: Unit & { heldAbove?: number }): Unit & { heldAbove: number } => ({
  ...unit,
  heldAbove: unit.heldAbove ?? REMOVALS_HELD_ABOVE
})

export const isLeavingHeld = (leaving: number, holders: number, percent: number): boolean => leaving * 100 > holders * percent
