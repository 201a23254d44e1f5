import { sql } from 'drizzle-orm'
import { rowsOf, type Db } from '../database/db.ts'
import type { Remote } from '../jobs/thread.ts'
import { pinyinKey } from '../organisations/queries.ts'
import { earliest, keyOfUnit, placesWritten, writtenOf, type NewPost, type PersonWritten } from './changes.ts'
import { detailsOf } from './details.ts'
import { changeOf, indexOf, type Answers, type Comparison, type PersonChange } from './diff.ts'
import { effectsFrom, requiredBefore, type Effect } from './effects.ts'
import { fault } from './faults.ts'
import {
  membershipsOf,
  namesWithoutNumber,
  organisationsIn,
  peopleFor,
  postsHeldBy,
  rosterVersion,
  secretariesOf,
  type KnownMembership,
  type KnownOrganisation,
  type KnownPerson,
  type KnownPost,
  type Names,
  type Secretary
} from './known.ts'
import { leavingOf } from './leaving.ts'
import { heldFrom } from './memberships.ts'
import { keyOfRow, placesOf, placesToAdd, townshipOfKey } from './namedPlaces.ts'
import { organisationKey, unitNamed } from './places.ts'
import type { Corrections, OneImport } from './queries.ts'
import { aside, type Report } from './reading.ts'
import { reserver } from './reserving.ts'
import type { RosterRow } from './rules.ts'
import { rowsStaged, totalsStaged, type Staged } from './staging.ts'
import { clearComparison, keepReading, stagePeople, stagePlaces, type StagedPerson } from './stagedPeople.ts'
import { joinedShown, questionShown, type SheetsRead } from './shown.ts'

const CHUNK = 500
/** So many chunks are looked up before their turn. */
const AHEAD = 2

/** Some rows of the file, and what the roster knows of whom and what they may speak of. */
type Chunk = {
  rows: Staged[]
  people: KnownPerson[]
  posts: KnownPost[]
  memberships: KnownMembership[]
  secretaries: Secretary[]
}

/** Compares the staged rows with the roster as it is now, some hundred people at a time, and stages what would change. */
export const compareStaged = async (
  remote: Remote,
  imported: OneImport,
  sheets: SheetsRead,
  report: Report,
  now: Date
): Promise<void> => {
  const { db } = remote
  const { corrections, effectiveOn, path } = imported
  const version = await rosterVersion(db)
  await clearComparison(db, imported.id)
  const organisations = await organisationsIn(db, path, effectiveOn)
  const names: Names = new Map(organisations.map(each => [each.id, each]))
  const places = placesOf(organisations.map(({ id, name, unitName }) => ({ id, name, township: unitName })))
  const same = chosenOrganisations(corrections, organisations)
  const totals = await totalsStaged(db, imported.id)
  const keyOf = (row: Pick<RosterRow, 'township' | 'organisation'>) => keyOfRow(underKnownName(row as RosterRow, same))
  const refused = new Set(totals.places.filter(place => place.isRefused).map(place => keyOf(place as unknown as RosterRow)))
  const townships = new Set(
    totals.places.map(place => townshipOfKey(keyOf(place as unknown as RosterRow))).filter(name => name !== '')
  )
  const scope = imported.isCompleteList ? 'complete' : 'additions'
  const terms: Comparison = { scope, townships, answers: answersIn(corrections) }
  const toAdd = placesToAdd(places)
  const reserved = reserver(db)
  const begins = new Map<string, string>()
  const peopleAt = new Map<string, number>()
  const gaveWay = new Set<string>()
  const others: OtherSecretary[] = []
  const memberUnits = new Set<string>()
  const effects = effectsFrom(await remote.transaction(tx => requiredBefore(tx, effectiveOn, imported.organisationId)), {
    db,
    day: effectiveOn,
    isWithin: id => names.get(id)?.path !== undefined || reserved.has(id)
  })
  const withoutNumber = await namesWithoutNumber(db)

  const chunkFrom = async (first: number): Promise<Chunk> => {
    const staged = await rowsStaged(db, imported.id, first, first + CHUNK)
    const rows = staged.map(each => ({ ...each, row: underKnownName(each.row, same) }))
    const newSecretariesAt = rows.flatMap(({ row }) =>
      row.posts.some(({ role }) => role === 'secretary') ? (places.byKey.get(keyOfRow(row))?.id ?? []) : []
    )
    const [people, secretaries] = await Promise.all([
      rows.length ? peopleFor(db, path, effectiveOn, soughtBy(rows, corrections, withoutNumber)) : [],
      secretariesOf(db, newSecretariesAt, effectiveOn)
    ])
    const ids = people.map(({ id }) => id)
    const [posts, memberships] = ids.length
      ? await Promise.all([postsHeldBy(db, ids, effectiveOn, names), membershipsOf(db, ids, names)])
      : [[], []]
    return { rows, people, posts, memberships, secretaries }
  }

  let staging: Promise<void> = Promise.resolve()
  // While one chunk is compared, the database looks up what it knows of the next ones.
  const ahead = Array.from({ length: AHEAD }, (_, at) => aside(chunkFrom(1 + at * CHUNK)))
  for (let first = 1; first <= totals.rows; first += CHUNK) {
    ahead.push(aside(chunkFrom(first + AHEAD * CHUNK)))
    const { rows, people, secretaries, posts, memberships } = await ahead.shift()!
    if (!rows.length) continue
    for (const { row } of rows) toAdd.see(row)
    for (const { row } of rows) if (row.stage) memberUnits.add(townshipOfKey(keyOfRow(row)))
    const index = indexOf(
      places,
      { people, posts, memberships: heldFrom(memberships, effectiveOn) },
      new Map(secretaries.map(({ organisationId, personId }) => [organisationId, personId]))
    )
    const known = new Map(people.map(person => [person.id, person]))
    const postsOf = Map.groupBy(posts, ({ personId }) => personId)
    const membershipsBy = Map.groupBy(memberships, ({ personId }) => personId)
    const groups = [...Map.groupBy(rows, ({ person }) => person).values()].map(group => {
      const change = changeOf(group, index, terms)
      // A question that was answered can be asked again.
      const isAnswered = terms.answers[`${group[0]!.row.sheet}!${group[0]!.row.row}`] !== undefined
      const candidates = isAnswered ? changeOf(group, index, { ...terms, answers: {} }).candidates : change.candidates
      const known = change.personId ?? 0
      const written = writtenOf(change, postsOf.get(known) ?? [], effectiveOn, membershipsBy.get(known))
      return { group, change, candidates, written }
    })
    const changing = groups.filter(({ change }) => change.kind !== 'unchanged' && change.kind !== 'samePerson')
    const newKeys = changing.flatMap(({ written }) =>
      beginningsOf(written)
        .filter(isElsewhereNew)
        .map(({ organisationKey: key }) => key)
    )
    await reserved.reserve([...[...toAdd.units()].map(keyOfUnit), ...newKeys])
    const changed = await effects.of(
      changing.map(({ change, written }) => ({ personId: change.personId, written, places: reserved.ids }))
    )
    const effectOf = new Map(changing.map(({ group }, at) => [group, changed[at]!]))
    for (const { written } of changing)
      for (const post of beginningsOf(written)) {
        const begun = begins.get(post.organisationKey)
        begins.set(post.organisationKey, begun === undefined ? post.from : earliest([begun, post.from]))
        if (post.organisationId === null && isFirstThere(post, written))
          peopleAt.set(post.organisationKey, (peopleAt.get(post.organisationKey) ?? 0) + 1)
      }
    for (const { change, written } of changing)
      for (const { post } of written.ended) gaveWay.add(`${change.personId} ${post.organisationId} ${post.role}`)
    for (const { group, change, written } of changing) others.push(...otherSecretaries(group, change, written.added, secretaries))
    await staging
    staging = aside(
      stagePeople(
        db,
        imported.id,
        groups.map(({ group, change, candidates, written }) =>
          stagedPerson(group, change, written, {
            knownLastFour: known.get(change.personId ?? 0)?.idLastFour ?? null,
            effects: effectOf.get(group) ?? [],
            places: reserved.ids,
            candidates: candidates.length ? candidates : null,
            question: () => questionShown(group, change, known, { posts, memberships: heldFrom(memberships, effectiveOn) }, names)
          })
        )
      )
    )
    report(Math.min(first + CHUNK - 1, totals.rows), totals.rows)
  }

  await staging
  await flagOtherSecretaries(
    db,
    imported.id,
    others.filter(({ key }) => !gaveWay.has(key))
  )
  if (scope === 'complete')
    await leavingOf(db, imported, { organisations, places, townships, refused, names, effects, memberUnits })
  const added = placesWritten(toAdd.all(), begins, organisations, { effectiveOn, path, corrections })
  const parts = toAdd.all().organisationsToAdd
  await stagePlaces(db, imported, added, {
    organisations,
    reserved,
    peopleAt,
    similar: new Map(parts.map(({ key, similarIds }) => [key, similarIds]))
  })
  await keepReading(db, imported.id, { version, sheets, figures: effects.figures, same, now })
}

type Beginning = Pick<NewPost, 'organisationKey' | 'organisationId' | 'from'>

/** The posts and the membership that begin. */
const beginningsOf = ({ added, membership }: PersonWritten): Beginning[] => [...added, ...(membership ? [membership] : [])]

/** A membership beside a post in the same place is no second person. */
const isFirstThere = (each: Beginning, { added, membership }: PersonWritten): boolean =>
  each !== membership || !added.some(post => post.organisationKey === each.organisationKey)

const isElsewhereNew = ({ organisationId }: Beginning): boolean => organisationId === null

const soughtBy = (rows: readonly Staged[], corrections: Corrections, withoutNumber: ReadonlySet<string> | null) => ({
  idHashes: rows.flatMap(({ idHash }) => idHash ?? []),
  mobileHashes: rows.flatMap(({ mobileHash }) => mobileHash ?? []),
  staffNumbers: rows.flatMap(({ row }) => row.staffNo ?? []),
  names: rows.flatMap(({ row, idHash }) => (idHash !== null && withoutNumber?.has(row.name) !== false ? row.name : [])),
  namesWithoutId: rows.flatMap(({ row, idHash }) => (idHash === null ? row.name : [])),
  personIds: rows.flatMap(({ row }) => corrections.people[`${row.sheet}!${row.row}`]?.personId ?? [])
})

const chosenOrganisations = (corrections: Corrections, organisations: KnownOrganisation[]): Map<string, KnownOrganisation> => {
  const byId = new Map(organisations.map(organisation => [organisation.id, organisation]))
  const chosen = Object.entries(corrections.organisations).flatMap(([key, { sameAs }]) => {
    const organisation = sameAs === null ? undefined : byId.get(sameAs)
    return organisation ? [[key, organisation] as const] : []
  })
  return new Map(chosen)
}

const underKnownName = (row: RosterRow, chosen: Map<string, KnownOrganisation>): RosterRow => {
  if (!chosen.size) return row
  const organisation = chosen.get(organisationKey(row.township, row.organisation))
  return organisation
    ? { ...row, township: organisation.unitName && unitNamed(organisation.unitName), organisation: organisation.name }
    : row
}

/** 先放着 is no answer: the question stays open, and the row is left out. */
const answersIn = ({ people }: Corrections): Answers =>
  Object.fromEntries(
    Object.entries(people).flatMap(([at, { verdict, personId }]) =>
      verdict === 'later' || (verdict === 'same' && personId === null) ? [] : [[at, verdict === 'same' ? personId : null]]
    )
  )

type Context = {
  knownLastFour: string | null
  effects: Effect[]
  places: ReadonlyMap<string, number>
  candidates: object[] | null
  question: () => object
}

const stagedPerson = (group: Staged[], change: PersonChange, written: PersonWritten, context: Context): StagedPerson => {
  const number = group[0]!.number
  const { kind } = change
  const { candidates } = context
  const plain = {
    number,
    kind,
    personId: change.personId,
    rows: group.length,
    unit: null,
    isHeld: false,
    candidates,
    flags: null
  }
  if (kind === 'unchanged') return { ...plain, shown: null, writes: null }
  if (kind === 'samePerson') return { ...plain, shown: context.question(), writes: null }
  return {
    ...plain,
    shown: joinedShown(group, change, written, context.knownLastFour, context.effects),
    writes: writesOf(group, change, written, context.places)
  }
}

/** What of a person is written, in the words of the tables. */
const writesOf = (
  group: Staged[],
  { kind, newDetails }: PersonChange,
  written: PersonWritten,
  places: ReadonlyMap<string, number>
) => {
  const stated = detailsOf(group.map(({ row }) => row))
  const last = <T>(of: (row: Staged) => T | null): T | null => group.map(of).findLast(value => value !== null) ?? null
  const name = group.at(-1)!.row.name
  const isNew = (detail: PersonChange['newDetails'][number]) => kind === 'joined' || newDetails.includes(detail)
  const only = <T>(detail: PersonChange['newDetails'][number], value: T | null): T | null => (isNew(detail) ? value : null)
  const id = isNew('idNumber') ? group.findLast(({ numbers }) => numbers.idHash !== null)?.numbers : undefined
  const mobile = isNew('mobile') ? group.findLast(({ numbers }) => numbers.mobileHash !== null)?.numbers : undefined
  return {
    name: only('name', name),
    pinyin: isNew('name') ? pinyinKey(name) : null,
    gender: only('gender', stated.gender),
    birthMonth: only('birthMonth', stated.birthMonth),
    ethnicGroup: only('ethnicGroup', stated.ethnicGroup),
    education: only('education', stated.education),
    joinedMonth: only('joinedMonth', stated.joinedMonth),
    occupation: only('occupation', stated.occupation),
    staffNumber: only(
      'staffNo',
      last(({ row }) => row.staffNo)
    ),
    idCipher: id?.idCipher ?? null,
    idHash: id?.idHash ?? null,
    idLastFour: id?.idLastFour ?? null,
    mobileCipher: mobile?.mobileCipher ?? null,
    mobileHash: mobile?.mobileHash ?? null,
    mobileLastFour: mobile?.mobileLastFour ?? null,
    validFrom: written.validFrom,
    posts: written.added.map(post => ({
      organisationId: post.organisationId ?? places.get(post.organisationKey)!,
      role: post.role,
      portfolio: post.portfolio,
      isMain: post.isMain,
      from: post.from
    })),
    membership: written.membership && {
      organisationId: written.membership.organisationId ?? places.get(written.membership.organisationKey)!,
      stage: written.membership.stage,
      from: written.membership.from
    },
    ends: [
      ...written.ended.map(({ post, on }) => ({ postId: post.id, from: null, until: on })),
      ...written.redated.map(({ post, from }) => ({ postId: post.id, from, until: null }))
    ]
  }
}

/** Who takes another post in the same file is no second secretary any more; that is known at the end. */
type OtherSecretary = { number: number; key: string; flag: object }

const otherSecretaries = (
  group: Staged[],
  change: PersonChange,
  added: NewPost[],
  secretaries: readonly Secretary[]
): OtherSecretary[] =>
  added.flatMap(post => {
    const other = secretaries.find(({ personId }) => personId === post.otherSecretaryId)
    const row = group.find(each => each.row.sheet === post.sheet && each.row.row === post.row)?.row
    if (post.otherSecretaryId === null || !row) return []
    const { kind, column, zh, en } = fault('other-secretary', null, row.organisation, other?.name ?? '')
    const flag = { sheet: row.sheet, row: row.row, name: change.name, kind, column, zh, en }
    return [{ number: group[0]!.number, key: `${post.otherSecretaryId} ${post.organisationId} secretary`, flag }]
  })

const flagOtherSecretaries = async (db: Db, importId: number, others: readonly OtherSecretary[]): Promise<void> => {
  if (!others.length) return
  await rowsOf(
    db,
    sql`update import_people p set flags = o.flags
        from (select (f->>'number')::int as number, jsonb_agg(f->'flag') as flags from jsonb_array_elements(${JSON.stringify(others)}::jsonb) f group by 1) o
        where p.import_id = ${importId} and p.number = o.number`
  )
}
