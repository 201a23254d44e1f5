/** What a file would change, as a person reads it. Nothing in it gives an ID number or a mobile number away. */
import type { ReplyOf } from '../http/contract.ts'
import type { NewPost, PersonWritten } from './changes.ts'
import type { contract } from './contract.ts'
import type { PersonChange } from './diff.ts'
import type { Effect } from './effects.ts'
import type { KnownMembership, KnownPerson, KnownPost } from './known.ts'
import type { UnderstoodSheet } from './rules.ts'
import type { Staged } from './staging.ts'

export type View = ReplyOf<(typeof contract)['GET /imports/:importId']>
type AddedView = View['joined'][number]['added'][number]
export type PostView = View['joined'][number]['before'][number]
/** As it is kept; the words of the requirements come to it when it is shown. */
export type ShownPerson = Omit<View['changed'][number], 'effects'> & { effects: Effect[] }

export const heldShown = ({ organisationId, organisationName, unitName, role, portfolio, from }: KnownPost): PostView => ({
  organisationId,
  organisation: organisationName,
  unit: unitName,
  role,
  portfolio,
  title: '',
  from
})

type MembershipView = NonNullable<View['left'][number]['membership']>

export const membershipShown = ({
  organisationId,
  organisationName,
  unitName,
  stage,
  from
}: KnownMembership): MembershipView => ({
  organisationId,
  organisation: organisationName,
  unit: unitName,
  stage,
  from
})

type Leaver = {
  personId: number
  name: string
  idLastFour: string | null
  ended: readonly KnownPost[]
  membership: KnownMembership | null
  endsMembership: boolean
  leavesAltogether: boolean
}

/** Who is missing from a complete list, and what ends. */
export const leavingShown = (person: Leaver): Omit<View['left'][number], 'unit' | 'standing'> => ({
  personId: person.personId,
  name: person.name,
  idLastFour: person.idLastFour,
  ended: person.ended.map(heldShown),
  membership: person.endsMembership && person.membership ? membershipShown(person.membership) : null,
  leavesAltogether: person.leavesAltogether
})

/** Where a person is a member from then on; a place of the roster has its name there, another one that of the file. */
const newMembershipShown = (
  membership: NonNullable<PersonWritten['membership']>,
  group: readonly Staged[]
): NonNullable<View['changed'][number]['membership']> => {
  const { was, organisationId, organisationKey, stage, from, dateFrom, sheet } = membership
  const row = group.find(each => each.row.sheet === sheet && each.row.row === membership.row)?.row
  const isSame = was !== null && was.organisationId === organisationId
  return {
    was: was && membershipShown(was),
    becomes: {
      organisationId,
      organisation: isSame ? was.organisationName : (row?.organisation ?? organisationKey),
      unit: isSame ? was.unitName : (row?.township ?? null),
      stage,
      from,
      dateFrom
    }
  }
}

const addedShown = (post: NewPost, group: readonly Staged[]): AddedView => {
  const row = group.find(each => each.row.sheet === post.sheet && each.row.row === post.row)?.row
  const { organisationId, role, portfolio, title, from, dateFrom } = post
  return {
    organisationId,
    organisation: row?.organisation ?? '',
    unit: row?.township ?? null,
    role,
    portfolio,
    title,
    from,
    dateFrom
  }
}

export const joinedShown = (
  group: readonly Staged[],
  change: PersonChange,
  { before, added, ended, redated, membership }: PersonWritten,
  knownLastFour: string | null,
  effects: Effect[]
): ShownPerson => ({
  sheet: change.rows[0]!.sheet,
  row: change.rows[0]!.row,
  name: change.name,
  idLastFour: group.find(({ numbers }) => numbers.idLastFour)?.numbers.idLastFour ?? knownLastFour,
  personId: change.personId,
  kind: change.kind,
  matchedBy: change.matchedBy,
  before: before.map(heldShown),
  added: added.map(post => addedShown(post, group)),
  ended: ended.map(({ post }) => heldShown(post)),
  redated: redated.map(({ post, from }) => ({ organisation: post.organisationName, role: post.role, was: post.from, from })),
  membership: membership && newMembershipShown(membership, group),
  details: change.newDetails,
  fromId: [...new Set(group.flatMap(({ row }) => row.fromId))],
  effects
})

type Question = Omit<View['samePerson'][number], 'verdict'>

export const questionShown = (
  group: readonly Staged[],
  change: PersonChange,
  people: ReadonlyMap<number, KnownPerson>,
  held: { posts: readonly KnownPost[]; memberships: readonly KnownMembership[] },
  within: ReadonlyMap<number, { path?: string }>
): Question => {
  const [first] = group
  const { row, numbers } = first!
  return {
    sheet: row.sheet,
    row: row.row,
    name: change.name,
    idLastFour: numbers.idLastFour,
    mobileLastFour: numbers.mobileLastFour,
    birthMonth: row.birthMonth,
    posts: row.posts.map(({ role, portfolio, title }) => ({
      organisationId: null,
      organisation: row.organisation,
      unit: row.township,
      role,
      portfolio,
      title,
      from: row.roleStart
    })),
    stage: row.stage ?? null,
    candidates: change.candidates.map(({ personId, alike }) =>
      candidateShown(
        people.get(personId)!,
        alike,
        {
          posts: held.posts.filter(post => post.personId === personId),
          memberships: held.memberships.filter(each => each.personId === personId)
        },
        within
      )
    )
  }
}

/** Of somebody outside the part only that there is somebody: the rest is not this administrator's to read. */
const candidateShown = (
  person: KnownPerson,
  alike: string,
  { posts, memberships }: { posts: readonly KnownPost[]; memberships: readonly KnownMembership[] },
  within: ReadonlyMap<number, { path?: string }>
): Question['candidates'][number] => {
  const places = [...posts, ...memberships]
  const isWithin = places.length === 0 || places.some(post => within.get(post.organisationId)?.path !== undefined)
  return {
    personId: person.id,
    name: isWithin ? person.name : person.name.slice(0, 1) + '*',
    idLastFour: person.idLastFour,
    mobileLastFour: isWithin ? person.mobileLastFour : null,
    birthMonth: isWithin ? person.details.birthMonth : null,
    posts: isWithin ? posts.map(heldShown) : [],
    membership: isWithin && memberships[0] ? membershipShown(memberships[0]) : null,
    alike,
    isWithin
  }
}

/** How the sheets were understood: all that is kept of it. */
export type SheetsRead = { sheets: View['sheets']; dropped: View['dropped'] }

export const sheetsShown = (sheets: readonly UnderstoodSheet[]): SheetsRead => ({
  sheets: sheets.map(sheet => ({
    name: sheet.name,
    worksheet: sheet.sheet,
    state: sheet.state,
    headerFirst: sheet.header?.first ?? null,
    headerLast: sheet.header?.last ?? null,
    missing: sheet.missing,
    unit: sheet.township?.text ?? null,
    unitFrom: sheet.township?.from ?? null,
    role: sheet.role,
    rows: sheet.rowCount,
    beginning: sheet.beginning.map(({ row, cells }) => ({ row, cells: cells.map(masked) })),
    columns: sheet.columns.map(column => ({ ...column, samples: column.samples.map(masked) }))
  })),
  dropped: sheets.flatMap(({ name, dropped }) =>
    dropped.map(each => ({ sheet: name, ...each, text: masked(each.text).slice(0, 200) }))
  )
})

/** Whatever column it stands in: an ID number shows its last four, a mobile number too. */
const masked = (text: string): string =>
  text
    .replaceAll(/\d{11,14}(?=\d{3}[\dXx])/g, digits => '*'.repeat(digits.length))
    .replaceAll(/(?<!\d)1[3-9]\d{5}(?=\d{4}(?!\d))/g, '*******')
