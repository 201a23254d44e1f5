/**
 * What the application of a file writes, reckoned before anything is written: the page shows it, the application does it.
 *
 * A post begins when the file says, else on the effective date. New organisations and people begin with the earliest post the file gives
 * them, so that an earlier date shows nobody in a place that was not there; an organisation never begins before the unit above it.
 * What a new organisation is follows from its name, else from the file, and a person may correct its field; what nobody says is put in as
 * 其他 and shown as assumed.
 * A post that gives way to another leading post in the same organisation ends when that one begins. The main post passes to the post that
 * takes its place; of several posts of a newcomer none is main, and the one held longest counts.
 * From a complete list people leave on the effective date; if more than one in twenty of those who hold posts in its units would, nobody does.
 */
import type { Day } from '../time/dates.ts'
import type { Leaving, OrganisationToAdd, PersonChange, PostToAdd } from './diff.ts'
import { organisationKindOf, TYPE_CODES, unitNamed, type OrganisationKind } from './places.ts'
import type { Corrections, KnownOrganisation, KnownPerson, KnownPost } from './queries.ts'
import type { RosterRow } from './rules.ts'
import type { Reading } from './reading.ts'

export type Kind = { typeCode: string; level: string; unitCategory: string; field: string; assumed: string[] }

export type NewUnit = Kind & { name: string; validFrom: Day }

export type NewOrganisation = Kind & {
  key: string
  name: string
  unit: string | null
  fieldFrom: 'name' | 'file' | 'byHand' | 'assumed'
  validFrom: Day
  rows: number
  similar: KnownOrganisation[]
}

export type NewPost = PostToAdd & { from: Day; dateFrom: 'file' | 'effectiveDate'; isMain: boolean }

export type PersonWritten = {
  change: PersonChange
  rows: RosterRow[]
  person: KnownPerson | null
  validFrom: Day
  before: KnownPost[]
  added: NewPost[]
  ended: { post: KnownPost; on: Day }[]
  redated: { post: KnownPost; from: Day }[]
}

export type Left = { leaving: Leaving; person: KnownPerson; ended: KnownPost[] }

export type Changes = {
  units: NewUnit[]
  organisations: NewOrganisation[]
  joined: PersonWritten[]
  changed: PersonWritten[]
  left: Left[]
  heldBack: Left[]
  isLeavingHeld: boolean
}

type Terms = { effectiveOn: Day; path: string; corrections: Corrections }

export const changesOf = (reading: Reading, { effectiveOn, path, corrections }: Terms): Changes => {
  const rowAt = new Map(reading.rows.map(row => [`${row.sheet}!${row.row}`, row]))
  const postById = new Map(reading.posts.map(post => [post.id, post]))
  const written = reading.diff.people
    .filter(change => change.kind !== 'samePerson' && change.kind !== 'unchanged')
    .map(change => writtenOf(change, reading, rowAt, postById, effectiveOn))
  const root = reading.organisations.find(organisation => organisation.path === path)
  const notBefore = (day: Day, unit: string | null): Day =>
    latest(day, unitOf(reading.organisations, unit)?.validFrom ?? root?.validFrom ?? day)
  const beginOf = (key: string): Day => beginning(written, effectiveOn, key)
  const unnamed = reading.diff.organisationsToAdd.filter(({ key, township }) => key !== `${township}|${township}`)
  const organisations = unnamed.map(added => ({
    ...newOrganisation(added, corrections, reading),
    validFrom: notBefore(beginOf(added.key), added.township)
  }))
  const units = reading.diff.townshipsToAdd.map(name => {
    const begins = organisations.filter(({ unit }) => unit === name).map(({ validFrom }) => validFrom)
    return {
      name,
      ...unitKindOf(name),
      validFrom: notBefore(earliest([beginOf(`${name}|${name}`), ...begins]), null)
    }
  })
  const { left, heldBack, isLeavingHeld } = leavingOf(reading, postById)
  return {
    units,
    organisations,
    joined: written.filter(({ change }) => change.kind === 'joined'),
    changed: written.filter(({ change }) => change.kind !== 'joined'),
    left,
    heldBack,
    isLeavingHeld
  }
}

const earliest = (days: readonly Day[]): Day => days.reduce((first, day) => (day < first ? day : first))
const latest = (one: Day, other: Day): Day => (one > other ? one : other)

const beginning = (written: PersonWritten[], effectiveOn: Day, key: string): Day =>
  earliest([
    effectiveOn,
    ...written.flatMap(({ added }) => added.filter(post => post.organisationKey === key).map(post => post.from))
  ])

/** The known organisation that a file names as a unit; townships before others of the name. */
export const unitOf = (organisations: readonly KnownOrganisation[], unit: string | null): KnownOrganisation | undefined => {
  const named = unit === null ? [] : organisations.filter(({ name }) => unitNamed(name) === unit)
  return named.find(({ level }) => level === 'township' || level === 'subdistrict') ?? named[0]
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

const newOrganisation = (
  added: OrganisationToAdd,
  corrections: Corrections,
  reading: Reading
): Omit<NewOrganisation, 'validFrom'> => {
  const byHand = corrections.organisations[added.key]?.field ?? null
  const ofName = organisationKindOf(added.name, added.township).field
  return {
    key: added.key,
    name: added.name,
    unit: added.township,
    ...kindOf(added, byHand ?? added.field, 'branch'),
    fieldFrom: byHand ? 'byHand' : ofName ? 'name' : added.field ? 'file' : 'assumed',
    rows: reading.diff.people.filter(change => change.added.some(post => post.organisationKey === added.key)).length,
    similar: reading.organisations.filter(({ id }) => added.similarIds.includes(id))
  }
}

const writtenOf = (
  change: PersonChange,
  reading: Reading,
  rowAt: Map<string, RosterRow>,
  postById: Map<number, KnownPost>,
  effectiveOn: Day
): PersonWritten => {
  const before = change.personId === null ? [] : reading.posts.filter(post => post.personId === change.personId)
  const added = change.added.map(post => ({
    ...post,
    from: post.from ?? effectiveOn,
    dateFrom: post.from === null ? ('effectiveDate' as const) : ('file' as const),
    isMain: false
  }))
  const ended = change.endedPostIds.map(id => postById.get(id)!).map(post => ({ post, on: endOf(post, added, effectiveOn) }))
  markMain(before, added, ended)
  return {
    change,
    rows: change.rows.map(({ sheet, row }) => rowAt.get(`${sheet}!${row}`)!),
    person: change.personId === null ? null : (reading.people.get(change.personId) ?? null),
    validFrom: earliest([effectiveOn, ...added.map(post => post.from)]),
    before,
    added,
    ended,
    redated: change.redated.map(({ postId, from }) => ({ post: postById.get(postId)!, from }))
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
  const isOnly = stays.length === 0 && added.length === 1
  if (stays.some(post => post.isMain) || !(gaveWay || isOnly)) return
  const heir = added.find(post => post.organisationId === gaveWay?.organisationId) ?? added[0]
  if (heir) heir.isMain = true
}

/** One in twenty of those who hold posts in the units of the file. */
const HELD_ABOVE = 20

const leavingOf = ({ diff, people, posts, organisations, rows }: Reading, postById: Map<number, KnownPost>) => {
  const named = (leaving: Leaving): Left => ({
    leaving,
    person: people.get(leaving.personId)!,
    ended: leaving.endedPostIds.map(id => postById.get(id)!)
  })
  const units = new Set(rows.flatMap(({ township }) => township ?? []))
  const inUnits = new Set(organisations.filter(({ unitName }) => unitName && units.has(unitNamed(unitName))).map(({ id }) => id))
  const holders = new Set(posts.filter(post => inUnits.has(post.organisationId)).map(post => post.personId))
  const left = diff.left.map(named)
  const isLeavingHeld = left.length * HELD_ABOVE > holders.size
  return { left, heldBack: diff.heldBack.map(named), isLeavingHeld }
}
