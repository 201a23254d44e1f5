import type { Db } from '../database/db.ts'
import { isUnreadable, readSheets } from '../files/sheets.ts'
import type { Keys } from '../http/endpoints.ts'
import { badInput } from '../http/refusals.ts'
import { decryptBytes, matchingHash } from '../organisations/personal.ts'
import { diffOf, type Answers, type Diff, type KeyedRow } from './diff.ts'
import { fault } from './faults.ts'
import { organisationKey, unitNamed } from './places.ts'
import {
  contentOf,
  organisationsIn,
  peopleFor,
  postsHeldBy,
  type Corrections,
  type KnownOrganisation,
  type KnownPerson,
  type KnownPost,
  type OneImport
} from './queries.ts'
import { understand, type RosterRow, type UnderstoodSheet } from './rules.ts'

/** A file as it is understood today, beside the roster it is compared with. */
export type Reading = {
  bytes: Uint8Array
  sheets: UnderstoodSheet[]
  rows: RosterRow[]
  organisations: KnownOrganisation[]
  people: Map<number, KnownPerson>
  posts: KnownPost[]
  diff: Diff
  /** Which organisations of the file a person said are known ones, by their key in the file. */
  sameOrganisations: Map<string, KnownOrganisation>
}

const readFile = async (db: Db, keys: Keys, imported: OneImport) => {
  const bytes = decryptBytes(keys, await contentOf(db, imported.id))
  const sheets = await readSheets(bytes, imported.fileName)
  if (isUnreadable(sheets)) throw badInput(sheets.reason, sheets.zh, sheets.en)
  return { bytes, ...understand(sheets, imported.effectiveOn, imported.corrections.sheets) }
}

/** Reads the stored file anew and compares it with the roster as it is now. */
export const readImport = async (db: Db, keys: Keys, imported: OneImport): Promise<Reading> => {
  const { bytes, sheets, rows: asWritten } = await readFile(db, keys, imported)
  const { corrections, effectiveOn, path } = imported
  const organisations = await organisationsIn(db, path, effectiveOn)
  const sameOrganisations = chosenOrganisations(corrections, organisations)
  const rows = asWritten.map(row => underKnownName(withinUnit(row, unitOf(organisations, path)), sameOrganisations))
  const keyed = rows.map(row => keyedRow(row, keys))
  const people = await peopleFor(db, path, effectiveOn, {
    idHashes: keyed.flatMap(({ idHash }) => idHash ?? []),
    mobileHashes: keyed.flatMap(({ mobileHash }) => mobileHash ?? []),
    staffNumbers: rows.flatMap(({ staffNo }) => staffNo ?? []),
    personIds: Object.values(corrections.people).flatMap(({ personId }) => personId ?? [])
  })
  const posts = await postsHeldBy(
    db,
    people.map(({ id }) => id),
    effectiveOn
  )
  const known = {
    organisations: organisations.map(({ id, name, unitName }) => ({ id, name, township: unitName })),
    people,
    posts
  }
  const diff = diffOf(keyed, known, imported.isCompleteList ? 'complete' : 'additions', answersIn(corrections))
  return {
    bytes,
    sheets,
    rows,
    organisations,
    people: new Map(people.map(person => [person.id, person])),
    posts,
    diff,
    sameOrganisations
  }
}

/** The township into which the file is read, where it is read into one. */
const unitOf = (organisations: KnownOrganisation[], path: string): string | null => {
  const unitName = organisations.find(organisation => organisation.path === path)?.unitName
  return unitName ? unitNamed(unitName) : null
}

/** A file that is read into one township need not name it; a row of another township stays out. */
const withinUnit = (row: RosterRow, unit: string | null): RosterRow => {
  if (unit === null || row.township === unit) return row
  if (row.township === null)
    return {
      ...row,
      township: unit,
      problems: row.problems.filter(({ kind }) => kind !== 'no-organisation' || row.organisation === '')
    }
  return { ...row, problems: [...row.problems, fault('other-unit', null, row.township, unit)] }
}

const chosenOrganisations = (corrections: Corrections, organisations: KnownOrganisation[]): Map<string, KnownOrganisation> => {
  const byId = new Map(organisations.map(organisation => [organisation.id, organisation]))
  const chosen = Object.entries(corrections.organisations).flatMap(([key, { sameAs }]) => {
    const organisation = sameAs === null ? undefined : byId.get(sameAs)
    return organisation ? [[key, organisation] as const] : []
  })
  return new Map(chosen)
}

const underKnownName = (row: RosterRow, chosen: Map<string, KnownOrganisation>): RosterRow => {
  const organisation = chosen.get(organisationKey(row.township, row.organisation))
  return organisation
    ? { ...row, township: organisation.unitName && unitNamed(organisation.unitName), organisation: organisation.name }
    : row
}

const keyedRow = (row: RosterRow, keys: Keys): KeyedRow => ({
  row,
  idHash: row.idNumber && matchingHash(keys, row.idNumber),
  mobileHash: row.mobile && matchingHash(keys, row.mobile)
})

/** 先放着 is no answer: the question stays open, and the row is left out. */
const answersIn = ({ people }: Corrections): Answers =>
  Object.fromEntries(
    Object.entries(people).flatMap(([at, { verdict, personId }]) =>
      verdict === 'later' || (verdict === 'same' && personId === null) ? [] : [[at, verdict === 'same' ? personId : null]]
    )
  )
