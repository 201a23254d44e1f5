import type { ReplyOf } from '../http/contract.ts'
import { changesOf, type Changes, type Left, type NewPost, type PersonWritten } from './changes.ts'
import type { contract } from './contract.ts'
import { fault, type Fault } from './faults.ts'
import type { OneImport, KnownPost } from './queries.ts'
import type { Reading } from './reading.ts'
import { isRefused, type RosterRow, type UnderstoodSheet } from './rules.ts'

export type View = ReplyOf<(typeof contract)['GET /imports/:importId']>
type AddedView = View['joined'][number]['added'][number]
type PostView = View['joined'][number]['before'][number]

/** What a file would change, as a person reads it. Nothing in it gives an ID number or a mobile number away. */
export const viewOf = (imported: OneImport, reading: Reading): View => {
  const changes = changesOf(reading, imported)
  const rows = rowsCounted(reading)
  const adds = addsOf(changes)
  return {
    ...headOf(imported),
    mayApply: imported.appliedAt === null && Object.values(adds).some(count => count > 0),
    sheets: reading.sheets.map(sheetView),
    rows,
    adds,
    units: changes.units.map(({ name, level, validFrom, assumed }) => ({
      name,
      level,
      validFrom,
      assumed,
      organisationId: null
    })),
    organisations: changes.organisations.map(({ similar, ...added }) => ({
      ...added,
      organisationId: null,
      similar: similar.map(({ id, name, unitName }) => ({ id, name, unit: unitName }))
    })),
    sameOrganisations: [...reading.sameOrganisations].map(([key, { id, name }]) => ({ key, organisationId: id, name })),
    joined: changes.joined.map(personView),
    changed: changes.changed.map(personView),
    samePerson: questionsOf(imported, reading),
    verdicts: verdictsOf(imported, reading),
    refused: reading.rows
      .filter(isRefused)
      .map(({ sheet, row, name, problems }) => ({ sheet, row, name, reasons: problems.map(reason) })),
    flagged: inFileOrder(reading, [
      ...letIn(reading).flatMap(row => row.flags.map(flag => shown(row, flag))),
      ...otherSecretaries(changes, reading)
    ]),
    remarks: letIn(reading).flatMap(row => row.remarks.map(remark => shown(row, remark))),
    dropped: reading.sheets.flatMap(({ name, dropped }) =>
      dropped.map(each => ({ sheet: name, ...each, text: masked(each.text).slice(0, 200) }))
    ),
    left: changes.left.map(leavingView),
    heldBack: changes.heldBack.map(leavingView),
    isLeavingHeld: changes.isLeavingHeld
  }
}

export const headOf = ({ corrections: _by, summary: _kept, path: _line, ...head }: OneImport) => head

const inFileOrder = (reading: Reading, faults: View['flagged']): View['flagged'] => {
  const place = new Map(reading.rows.map((row, at) => [`${row.sheet}!${row.row}`, at]))
  return faults.toSorted((one, other) => place.get(`${one.sheet}!${one.row}`)! - place.get(`${other.sheet}!${other.row}`)!)
}

const letIn = (reading: Reading): RosterRow[] => reading.rows.filter(row => !isRefused(row))

const addsOf = ({ joined, changed, units, organisations, left, isLeavingHeld }: Changes): View['adds'] => ({
  people: joined.length,
  posts: [...joined, ...changed].reduce((sum, { added }) => sum + added.length, 0),
  endedPosts: [...changed, ...(isLeavingHeld ? [] : left)].reduce((sum, { ended }) => sum + ended.length, 0),
  changedPeople: changed.length,
  units: units.length,
  organisations: organisations.length
})

const rowsCounted = ({ sheets, rows, diff }: Reading): View['rows'] => {
  const of = (...kinds: string[]) =>
    diff.people.filter(({ kind }) => kinds.includes(kind)).reduce((sum, change) => sum + change.rows.length, 0)
  const counted = {
    joined: of('joined'),
    changed: of('changedPost', 'changedDetails'),
    unchanged: of('unchanged'),
    samePerson: of('samePerson'),
    refused: rows.filter(isRefused).length
  }
  const total = sheets.reduce((sum, sheet) => sum + sheet.rowCount, 0)
  return { total, ...counted, agrees: Object.values(counted).reduce((sum, count) => sum + count, 0) === total }
}

const sheetView = (sheet: UnderstoodSheet): View['sheets'][number] => ({
  name: sheet.name,
  state: sheet.state,
  headerFirst: sheet.header?.first ?? null,
  headerLast: sheet.header?.last ?? null,
  missing: sheet.missing,
  unit: sheet.township?.text ?? null,
  unitFrom: sheet.township?.from ?? null,
  rows: sheet.rowCount,
  columns: sheet.columns.map(column => ({ ...column, samples: column.samples.map(masked) }))
})

/** Whatever column it stands in: an ID number shows its last four, a mobile number too. */
const masked = (text: string): string =>
  text
    .replaceAll(/\d{11,14}(?=\d{3}[\dXx])/g, digits => '*'.repeat(digits.length))
    .replaceAll(/(?<!\d)1[3-9]\d{5}(?=\d{4}(?!\d))/g, '*******')

const reason = ({ kind, column, zh, en }: Fault<string>) => ({ kind, column, zh, en })
const shown = ({ sheet, row, name }: RosterRow, found: Fault<string>) => ({ sheet, row, name, ...reason(found) })

const heldView = ({ organisationId, organisationName, unitName, role, portfolio, from }: KnownPost): PostView => ({
  organisationId,
  organisation: organisationName,
  unit: unitName,
  role,
  portfolio,
  title: '',
  from
})

const rowOf = (reading: Reading, at: { sheet: string; row: number }): RosterRow | undefined =>
  reading.rows.find(({ sheet, row }) => sheet === at.sheet && row === at.row)

const addedView = (post: NewPost, rows: RosterRow[]): AddedView => {
  const row = rows.find(each => each.sheet === post.sheet && each.row === post.row)
  const { organisationId, role, portfolio, title, from, dateFrom } = post
  const place = { organisationId, organisation: row?.organisation ?? '', unit: row?.township ?? null }
  return { ...place, role, portfolio, title, from, dateFrom }
}

const lastFour = (number: string | null | undefined): string | null => number?.slice(-4) ?? null

const personView = ({ change, rows, person, before, added, ended, redated }: PersonWritten): View['changed'][number] => ({
  sheet: change.rows[0]!.sheet,
  row: change.rows[0]!.row,
  name: change.name,
  idLastFour: lastFour(rows.find(({ idNumber }) => idNumber)?.idNumber) ?? person?.idLastFour ?? null,
  personId: change.personId,
  kind: change.kind,
  matchedBy: change.matchedBy,
  before: before.map(heldView),
  added: added.map(post => addedView(post, rows)),
  ended: ended.map(({ post }) => heldView(post)),
  redated: redated.map(({ post, from }) => ({ organisation: post.organisationName, role: post.role, was: post.from, from })),
  details: change.newDetails,
  fromId: [...new Set(rows.flatMap(({ fromId }) => fromId))]
})

const leavingView = ({ leaving, person, ended }: Left): View['left'][number] => ({
  personId: person.id,
  name: person.name,
  idLastFour: person.idLastFour,
  ended: ended.map(heldView),
  leavesAltogether: leaving.leavesAltogether
})

/** Who takes another post in the same file is no second secretary any more. */
const otherSecretaries = ({ joined, changed }: Changes, reading: Reading): View['flagged'] => {
  const gaveWay = new Set(
    changed.flatMap(({ ended }) => ended.map(({ post }) => `${post.personId} ${post.organisationId} ${post.role}`))
  )
  return [...joined, ...changed].flatMap(({ added, rows }) =>
    added.flatMap(post => {
      const other = post.otherSecretaryId === null ? undefined : reading.people.get(post.otherSecretaryId)
      const row = rows.find(each => each.sheet === post.sheet && each.row === post.row)
      if (!other || !row || gaveWay.has(`${other.id} ${post.organisationId} secretary`)) return []
      return [shown(row, fault('other-secretary', null, row.organisation, other.name))]
    })
  )
}

const questionsOf = ({ corrections }: OneImport, reading: Reading): View['samePerson'] => {
  const within = new Set(reading.organisations.map(({ id }) => id))
  return reading.diff.people
    .filter(({ kind }) => kind === 'samePerson')
    .map(change => {
      const first = change.rows[0]!
      const row = rowOf(reading, first)!
      return {
        ...first,
        name: change.name,
        idLastFour: lastFour(row.idNumber),
        mobileLastFour: lastFour(row.mobile),
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
        verdict: corrections.people[`${first.sheet}!${first.row}`]?.verdict === 'later' ? ('later' as const) : null,
        candidates: change.candidates.map(({ personId, alike }) => candidateView(personId, alike, reading, within))
      }
    })
}

/** Of somebody outside the part only that there is somebody: the rest is not this administrator's to read. */
const candidateView = (
  personId: number,
  alike: string,
  reading: Reading,
  within: Set<number>
): View['samePerson'][number]['candidates'][number] => {
  const person = reading.people.get(personId)!
  const posts = reading.posts.filter(post => post.personId === personId)
  const isWithin = posts.length === 0 || posts.some(post => within.has(post.organisationId))
  return {
    personId,
    name: isWithin ? person.name : person.name.slice(0, 1) + '*',
    idLastFour: person.idLastFour,
    mobileLastFour: isWithin ? person.mobileLastFour : null,
    birthMonth: isWithin ? person.details.birthMonth : null,
    posts: isWithin ? posts.map(heldView) : [],
    alike,
    isWithin
  }
}

const verdictsOf = ({ corrections }: OneImport, reading: Reading): View['verdicts'] =>
  Object.entries(corrections.people).flatMap(([at, { verdict, personId }]) => {
    const split = at.lastIndexOf('!')
    const place = { sheet: at.slice(0, split), row: Number(at.slice(split + 1)) }
    const row = rowOf(reading, place)
    return row && verdict !== 'later' ? [{ ...place, name: row.name, verdict, personId }] : []
  })
