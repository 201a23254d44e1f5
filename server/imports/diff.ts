/**
 * What a file would change.
 *
 * Only rows without problems speak. A person is known by the ID number, else the staff number, else name and mobile; name and
 * organisation alone only ask: same person? So does an ID number that is on the roster under another name.
 *
 * A list of the roster's own carries the last four of an ID number behind stars. Name, last four and month of birth know the person whose
 * number ends so; where one of them is missing, or two people fit, it asks. Another last four is another person.
 *
 * By default a file brings additions and changes, and nobody leaves: posts that are not yet held are added; a leading post (书记 or
 * 副书记) takes the place of the other leading post that the same person holds in the same organisation; all else stays. As the complete
 * list of its units, posts in those units that the file does not name end, and whoever holds none any more leaves. Where a row of an
 * organisation was refused, nobody of that organisation leaves: the missing person may be the refused row.
 *
 * As the complete list of its units, a file also ends the memberships of people it does not name at all, in the units of which it states any;
 * whoever it names with a post only stays a member, and where it states none they are all left as they are.
 *
 * 村级后备 are a pool beside the Party posts: a list that names none of them is silent about them, like about ranks.
 *
 * A month without a day agrees with any day of it: a post of 15 June 2019 is not begun anew by a file that says 2019.06.
 */
import { detailsChanged, detailsOf, type Details, type KeptDetails } from './details.ts'
import { membershipChanged, type HeldMembership, type StatedBeside, type StatedMembership } from './memberships.ts'
import type { RosterRow } from './people.ts'
import {
  keyOfRow,
  placesOf,
  placesToAdd,
  townshipOfKey,
  type KnownPlace,
  type OrganisationToAdd,
  type Places
} from './namedPlaces.ts'
import { isRank } from '../organisations/people/rules.ts'
import type { Portfolio, Role } from './roles.ts'

/** A row with the keyed hashes under which the roster keeps its ID number and mobile, so that neither is needed in clear. */
export type KeyedRow = { row: RosterRow; idHash: string | null; mobileHash: string | null }

/** The roster on the day of the import, as plain data. `township` is the name of the township above; of a township itself, its own. */
export type Known = {
  organisations: KnownPlace[]
  people: {
    id: number
    name: string
    idHash: string | null
    staffNo: string | null
    mobileHash: string | null
    idLastFour?: string | null
    /** Left out where only posts are compared. */
    details?: KeptDetails
  }[]
  posts: { id: number; personId: number; organisationId: number; role: Role; portfolio: Portfolio | null; from: string | null }[]
  /** Those of the day or later, the earlier ones first; left out where only posts are compared. */
  memberships?: HeldMembership[]
}

/** Additions and changes, or the complete list of the townships that the file names. */
export type Scope = 'additions' | 'complete'

export type MatchedBy = 'id' | 'staffNo' | 'nameAndLastFour' | 'nameAndMobile' | 'answer'

export type PostToAdd = {
  organisationKey: string
  /** Null where the organisation is itself to be added. */
  organisationId: number | null
  role: Role
  portfolio: Portfolio | null
  title: string
  from: string | null
  /** Where it was read. */
  sheet: string
  row: number
  /** Who else holds the post of secretary there. */
  otherSecretaryId: number | null
}

export type PersonChange = {
  kind: 'joined' | 'unchanged' | 'changedPost' | 'changedDetails' | 'samePerson'
  rows: { sheet: string; row: number }[]
  name: string
  personId: number | null
  matchedBy: MatchedBy | null
  /** For samePerson: who it may be, and what is alike. */
  candidates: { personId: number; alike: 'nameAndOrganisation' | 'idUnderOtherName' }[]
  added: PostToAdd[]
  endedPostIds: number[]
  /** Posts whose beginning the file states otherwise. */
  redated: { postId: number; from: string; was: string | null }[]
  /** The membership that takes the place of the one before, if any. */
  membership: StatedMembership | null
  newDetails: ('name' | 'mobile' | 'idNumber' | 'staffNo' | keyof Details)[]
}

export type Leaving = { personId: number; endedPostIds: number[]; endsMembership: boolean; leavesAltogether: boolean }

export type Diff = {
  people: PersonChange[]
  townshipsToAdd: string[]
  organisationsToAdd: OrganisationToAdd[]
  /** Known people whose posts end because a complete list does not name them. */
  left: Leaving[]
  /** Who would leave, but a row of the same organisation was refused. */
  heldBack: Leaving[]
}

/** A person's answers to samePerson, by `sheet!row` of the first row: the id of who it is, or null for somebody new. */
export type Answers = Record<string, number | null>

export function diffOf(rows: KeyedRow[], known: Known, scope: Scope = 'additions', answers: Answers = {}): Diff {
  const places = placesOf(known.organisations)
  const index = indexOf(places, known)
  const speaking = rows.filter(({ row }) => row.problems.length === 0)
  const terms = { scope, townships: townshipsIn(rows), answers }
  const people = peopleOf(speaking).map(person => changeOf(person, index, terms))
  const absent = scope === 'complete' ? absentFrom(rows, people, index) : []
  const refused = new Set(rows.filter(({ row }) => row.problems.length > 0).map(({ row }) => keyOfRow(row)))
  const isHeld = (leaving: Leaving) =>
    leaving.endedPostIds.some(id => refused.has(index.keyOfPost(id))) ||
    (leaving.endsMembership &&
      index.membershipsOf(leaving.personId).some(({ organisationId }) => refused.has(index.keyOfPlace(organisationId))))
  const toAdd = placesToAdd(places)
  for (const { row } of speaking) toAdd.see(row)
  return {
    people,
    ...toAdd.all(),
    left: absent.filter(leaving => !isHeld(leaving)),
    heldBack: absent.filter(isHeld)
  }
}

type KnownPerson = Known['people'][number]
type KnownPost = Known['posts'][number]
export type Index = ReturnType<typeof indexOf>

/** What is known of the people that some rows of a file may speak of. `secretaries`: who holds that post, by organisation. */
export function indexOf(
  places: Places,
  known: Pick<Known, 'people' | 'posts' | 'memberships'>,
  secretaries: ReadonlyMap<number, number> = new Map(
    known.posts.filter(({ role }) => role === 'secretary').map(({ organisationId, personId }) => [organisationId, personId])
  )
) {
  const postById = new Map(known.posts.map(post => [post.id, post]))
  const personById = new Map(known.people.map(person => [person.id, person]))
  const postsOf = Map.groupBy(known.posts, post => post.personId)
  const membershipsOf = Map.groupBy(known.memberships ?? [], ({ personId }) => personId)
  const keyOfPlace = (id: number): string => places.keyOf.get(id) ?? ''
  const keyOfPost = (id: number): string => places.keyOf.get(postById.get(id)?.organisationId ?? 0) ?? ''
  return {
    known,
    places,
    personById,
    keyOfPost,
    keyOfPlace,
    membershipsOf: (personId: number): HeldMembership[] => membershipsOf.get(personId) ?? [],
    postsOf: (personId: number): KnownPost[] => postsOf.get(personId) ?? [],
    byId: new Map(known.people.flatMap(person => (person.idHash ? [[person.idHash, person] as const] : []))),
    byStaffNo: new Map(known.people.flatMap(person => (person.staffNo ? [[person.staffNo, person] as const] : []))),
    byNameAndMobile: Map.groupBy(known.people, person => `${person.name}|${person.mobileHash ?? ''}`),
    byNameAndLastFour: Map.groupBy(known.people, person => `${person.name}|${person.idLastFour ?? ''}`),
    byNameAndPlace: Map.groupBy(
      [...known.posts, ...(known.memberships ?? [])].flatMap(held => {
        const person = personById.get(held.personId)
        return person ? [{ person, held }] : []
      }),
      ({ person, held }) => `${person.name}|${keyOfPlace(held.organisationId)}`
    ),
    secretaryAt: (key: string) => secretaries.get(places.byKey.get(key)?.id ?? 0)
  }
}

/** The rows of one person. Rows that share no number are one person where name and organisation agree: the file itself says both. */
function peopleOf(rows: KeyedRow[]): KeyedRow[][] {
  const keyOf = ({ row, idHash, mobileHash }: KeyedRow): string => {
    if (idHash) return `id ${idHash}`
    if (row.staffNo) return `no ${row.staffNo}`
    if (row.idLastFour) return `last ${row.name} ${row.idLastFour} ${row.birthMonth}`
    return mobileHash ? `mobile ${row.name} ${mobileHash}` : `at ${row.name} ${keyOfRow(row)}`
  }
  return [...Map.groupBy(rows, keyOf).values()]
}

type Match = { person: KnownPerson | null; matchedBy: MatchedBy | null; candidates: PersonChange['candidates'] }

function matchOf(rows: KeyedRow[], index: Index, answers: Answers): Match {
  const first = rows[0]
  if (!first) return { person: null, matchedBy: null, candidates: [] }
  const answer = answers[`${first.row.sheet}!${first.row.row}`]
  if (answer !== undefined)
    return {
      person: answer === null ? null : (index.personById.get(answer) ?? null),
      matchedBy: answer === null ? null : 'answer',
      candidates: []
    }
  const { row, idHash } = first
  const byId = idHash ? index.byId.get(idHash) : undefined
  if (byId && byId.name !== row.name) {
    return { person: null, matchedBy: null, candidates: [{ personId: byId.id, alike: 'idUnderOtherName' }] }
  }
  if (byId) return { person: byId, matchedBy: 'id', candidates: [] }
  // Two different ID numbers are two people, whatever else agrees.
  const mayBe = (person: KnownPerson) =>
    (idHash === null || person.idHash === null) &&
    (row.idLastFour == null || person.idLastFour == null || row.idLastFour === person.idLastFour)
  const byStaffNo = row.staffNo ? index.byStaffNo.get(row.staffNo) : undefined
  if (byStaffNo && mayBe(byStaffNo)) return { person: byStaffNo, matchedBy: 'staffNo', candidates: [] }
  const byLastFour = row.idLastFour ? (index.byNameAndLastFour.get(`${row.name}|${row.idLastFour}`) ?? []) : []
  const isSureOf = ({ details }: KnownPerson) => row.birthMonth !== null && details?.birthMonth === row.birthMonth
  if (byLastFour.length === 1 && isSureOf(byLastFour[0]!))
    return { person: byLastFour[0]!, matchedBy: 'nameAndLastFour', candidates: [] }
  const mobiles = rows.flatMap(each => each.mobileHash ?? [])
  const byMobile = mobiles.flatMap(mobile => index.byNameAndMobile.get(`${row.name}|${mobile}`) ?? []).filter(mayBe)
  if (byMobile[0] && byMobile.every(each => each.id === byMobile[0]?.id)) {
    return { person: byMobile[0], matchedBy: 'nameAndMobile', candidates: [] }
  }
  const alike = rows
    .flatMap(each => index.byNameAndPlace.get(`${row.name}|${keyOfRow(each.row)}`) ?? [])
    .filter(each => mayBe(each.person))
  const ids = new Set([...byLastFour, ...byMobile, ...alike.map(each => each.person)].map(each => each.id))
  return { person: null, matchedBy: null, candidates: [...ids].map(personId => ({ personId, alike: 'nameAndOrganisation' })) }
}

/** `townships`: those the whole file names. */
export type Comparison = { scope: Scope; townships: ReadonlySet<string>; answers: Answers }

/** What the rows of one person change. */
export function changeOf(rows: KeyedRow[], index: Index, { scope, townships, answers }: Comparison): PersonChange {
  const { person, matchedBy, candidates } = matchOf(rows, index, answers)
  const held = person ? index.postsOf(person.id) : []
  const stated = statedPosts(rows, index)
  const isSame = (a: { organisationKey: string; role: Role; portfolio: Portfolio | null }, post: KnownPost) =>
    a.organisationKey === index.keyOfPost(post.id) &&
    a.role === post.role &&
    (a.portfolio ?? 'general') === (post.portfolio ?? 'general')
  const added = stated.filter(post => !held.some(each => isSame(post, each)))
  const ended = held.filter(post => !stated.some(each => isSame(each, post)) && ends(post, stated, index, scope, townships))
  const redated = held.flatMap(post => {
    const from = stated.find(each => isSame(each, post))?.from
    return from && !beginsTogether(from, post.from) ? [{ postId: post.id, from, was: post.from }] : []
  })
  const newDetails = person ? newDetailsOf(rows, person) : []
  const membership = membershipChanged(
    statedMemberships(rows, added, held, index),
    person ? index.membershipsOf(person.id) : [],
    {
      keyOf: index.keyOfPlace,
      hasPostAt: place => held.some(post => post.organisationId === place && !ended.includes(post))
    }
  )
  const kind =
    candidates.length > 0
      ? 'samePerson'
      : person === null
        ? 'joined'
        : added.length > 0 || ended.length > 0 || membership !== null
          ? 'changedPost'
          : redated.length > 0 || newDetails.length > 0
            ? 'changedDetails'
            : 'unchanged'
  return {
    kind,
    rows: rows.map(({ row }) => ({ sheet: row.sheet, row: row.row })),
    name: rows[0]?.row.name ?? '',
    personId: person?.id ?? null,
    matchedBy,
    candidates,
    added: added.map(post => ({ ...post, otherSecretaryId: otherSecretary(post, person, index) })),
    endedPostIds: ended.map(post => post.id),
    redated,
    membership,
    newDetails
  }
}

/** A file that gives only a month is read as its first day. */
const beginsTogether = (stated: string, held: string | null): boolean =>
  stated === held || (stated.endsWith('-01') && stated.slice(0, 7) === held?.slice(0, 7))

function statedPosts(rows: KeyedRow[], index: Index): PostToAdd[] {
  const stated: PostToAdd[] = []
  for (const { row } of rows) {
    const key = keyOfRow(row)
    for (const { role, portfolio, title } of row.posts) {
      if (stated.some(each => each.organisationKey === key && each.role === role && each.portfolio === portfolio)) continue
      const organisationId = index.places.byKey.get(key)?.id ?? null
      const place = { sheet: row.sheet, row: row.row }
      stated.push({
        organisationKey: key,
        organisationId,
        role,
        portfolio,
        title,
        from: row.roleStart,
        ...place,
        otherSecretaryId: null
      })
    }
  }
  return stated
}

/**
 * `added`: the posts of these rows that are new; `held`: those of the person. Beside the rank of a cadre a list of Party posts names none: such
 * a row says no more of the place than one with a post that is held.
 */
function statedMemberships(rows: KeyedRow[], added: PostToAdd[], held: KnownPost[], index: Index): StatedBeside[] {
  return rows.flatMap(({ row }) => {
    if (!row.stage) return []
    const organisationKey = keyOfRow(row)
    const hasRank = held.some(post => isRank(post.role) && index.keyOfPost(post.id) === organisationKey)
    const isNew = row.posts.some(({ role }) => added.some(each => each.organisationKey === organisationKey && each.role === role))
    return [
      {
        organisationKey,
        organisationId: index.places.byKey.get(organisationKey)?.id ?? null,
        stage: row.stage,
        fullSince: row.fullSince,
        sheet: row.sheet,
        row: row.row,
        besidePost: isNew ? 'new' : row.posts.length > 0 || hasRank ? 'held' : 'none'
      }
    ]
  })
}

const LEADING: ReadonlySet<Role> = new Set(['secretary', 'deputySecretary'])

function ends(post: KnownPost, stated: PostToAdd[], index: Index, scope: Scope, townships: ReadonlySet<string>): boolean {
  const key = index.keyOfPost(post.id)
  // A list of Party posts is silent about ranks; one that names a rank says it in place of the one before.
  if (isRank(post.role)) return stated.some(each => each.organisationKey === key && isRank(each.role))
  if (post.role === 'reserve') return false
  if (scope === 'complete' && townships.has(townshipOfKey(key))) return true
  return LEADING.has(post.role) && stated.some(each => each.organisationKey === key && LEADING.has(each.role))
}

function otherSecretary(post: PostToAdd, person: KnownPerson | null, index: Index): number | null {
  const holder = post.role === 'secretary' ? index.secretaryAt(post.organisationKey) : undefined
  return holder !== undefined && holder !== person?.id ? holder : null
}

function newDetailsOf(rows: KeyedRow[], person: KnownPerson): PersonChange['newDetails'] {
  const details: PersonChange['newDetails'] = []
  const last = rows.at(-1)
  if (!last) return details
  if (last.row.name !== person.name) details.push('name')
  if (rows.some(each => each.mobileHash !== null) && !rows.some(each => each.mobileHash === person.mobileHash))
    details.push('mobile')
  if (person.idHash === null && last.idHash !== null) details.push('idNumber')
  if (last.row.staffNo !== null && last.row.staffNo !== person.staffNo) details.push('staffNo')
  if (person.details) details.push(...detailsChanged(detailsOf(rows.map(({ row }) => row)), person.details))
  return details
}

/** The townships a file names, refused rows included: they are in the file too. */
const townshipsIn = (rows: KeyedRow[]): Set<string> =>
  new Set(rows.map(({ row }) => townshipOfKey(keyOfRow(row))).filter(name => name !== ''))

function absentFrom(rows: KeyedRow[], people: PersonChange[], index: Index): Leaving[] {
  const townships = townshipsIn(rows)
  const isSilentAbout = (role: Role) =>
    isRank(role) || (role === 'reserve' && !rows.some(({ row }) => row.posts.some(post => post.role === role)))
  const ofMembers = townshipsIn(rows.filter(({ row }) => row.stage !== null && row.problems.length === 0))
  const isListed = (organisationId: number) => ofMembers.has(townshipOfKey(index.keyOfPlace(organisationId)))
  const present = new Set(people.flatMap(change => [change.personId, ...change.candidates.map(each => each.personId)]))
  return index.known.people.flatMap(person => {
    if (present.has(person.id)) return []
    const held = index.postsOf(person.id)
    const ended = held.filter(post => !isSilentAbout(post.role) && townships.has(townshipOfKey(index.keyOfPost(post.id))))
    const memberships = index.membershipsOf(person.id)
    const endsMembership = memberships.some(({ organisationId }) => isListed(organisationId))
    if (ended.length === 0 && !endsMembership) return []
    const leavesAltogether = ended.length === held.length && (endsMembership || memberships.length === 0)
    return [{ personId: person.id, endedPostIds: ended.map(post => post.id), endsMembership, leavesAltogether }]
  })
}
