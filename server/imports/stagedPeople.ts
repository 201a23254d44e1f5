import { sql } from 'drizzle-orm'
import { firstOf, rowsOf, type Db } from '../database/db.ts'
import type { NewOrganisation, NewUnit } from './changes.ts'
import { REMOVALS_HELD_ABOVE, unitOf } from './changes.ts'
import type { Figure } from './effects.ts'
import { successorsOf } from './formerNames.ts'
import type { KnownOrganisation } from './known.ts'
import type { OneImport } from './queries.ts'
import type { Reserver } from './reserving.ts'
import type { SheetsRead } from './shown.ts'

export type StagedPerson = {
  number: number
  kind: string
  personId: number | null
  unit: string | null
  isHeld: boolean
  rows: number
  candidates: object[] | null
  flags: object | null
  shown: object | null
  writes: object | null
}

export const clearComparison = async (db: Db, importId: number): Promise<void> => {
  for (const table of ['import_readings', 'import_places', 'import_people'])
    await rowsOf(db, sql`delete from ${sql.raw(table)} where import_id = ${importId}`)
}

/** For who joins, the id that the person will have is reserved. */
export const stagePeople = async (db: Db, importId: number, people: readonly StagedPerson[]): Promise<void> => {
  if (!people.length) return
  await rowsOf(
    db,
    sql`
    insert into import_people (import_id, number, kind, person_id, unit, is_held, rows, candidates, flags, shown, writes)
    select ${importId}, number, kind,
           case when kind = 'joined' then nextval(pg_get_serial_sequence('people', 'id')) else "personId" end,
           unit, "isHeld", rows, candidates, flags, shown, writes
    from json_to_recordset(${JSON.stringify(people)}::json) as p(number int, kind text, "personId" bigint, unit text, "isHeld" boolean,
      rows int, candidates json, flags jsonb, shown json, writes jsonb)`
  )
}

type Beside = {
  organisations: readonly KnownOrganisation[]
  reserved: Reserver
  peopleAt: ReadonlyMap<string, number>
  similar: ReadonlyMap<string, number[]>
}

/** So many places go to the database at once. */
const PLACES = 2000

/** Units first: the others stand below them. */
export const stagePlaces = async (
  db: Db,
  imported: OneImport,
  { units, organisations }: { units: NewUnit[]; organisations: NewOrganisation[] },
  { organisations: known, reserved, peopleAt, similar }: Beside
): Promise<void> => {
  if (!units.length && !organisations.length) return
  await reserved.reserve([...units, ...organisations].map(({ key }) => key))
  const root = { id: imported.organisationId, path: imported.path }
  const newUnits = new Map(units.map(({ name, key }) => [name, reserved.ids.get(key)!]))
  const knownUnits = new Map<string, { id: number; path: string }>()
  const above = (unit: string | null): { id: number; path: string } => {
    if (unit === null) return root
    const made = newUnits.get(unit)
    if (made) return { id: made, path: `${root.path}.${made}` }
    const found = knownUnits.get(unit) ?? unitOf(known, unit) ?? root
    knownUnits.set(unit, found)
    return found
  }
  const byId = new Map(known.map(each => [each.id, each]))
  const former = await successorsOf(db, imported.path, imported.effectiveOn, organisations)
  const likeOf = (key: string) => {
    const successors = former.get(key) ?? []
    const alike = (similar.get(key) ?? []).filter(id => !successors.some(each => each.id === id))
    const named = alike.flatMap(id => {
      const like = byId.get(id)
      return like ? [{ id, name: like.name, unit: like.unitName }] : []
    })
    return [...successors, ...named]
  }
  // First those that are perhaps no new ones at all.
  const inOrder = organisations.toSorted((a, b) => Number(former.has(b.key)) - Number(former.has(a.key)))
  const placed = (key: string, parent: { id: number; path: string }) => {
    const organisationId = reserved.ids.get(key)!
    return { key, organisationId, parentId: parent.id, path: `${parent.path}.${organisationId}` }
  }
  const rows = [
    ...units.map(unit => ({ ...placed(unit.key, root), isUnit: true, shown: unit as object })),
    ...inOrder.map(organisation => ({
      ...placed(organisation.key, above(organisation.unit)),
      isUnit: false,
      shown: {
        ...organisation,
        rows: peopleAt.get(organisation.key) ?? 0,
        similar: likeOf(organisation.key)
      }
    }))
  ].map((row, at) => ({ ...row, number: at + 1 }))
  for (let at = 0; at < rows.length; at += PLACES)
    await rowsOf(
      db,
      sql`insert into import_places (import_id, number, key, is_unit, organisation_id, parent_id, path, shown)
        select ${imported.id}, number, key, "isUnit", "organisationId", "parentId", path::ltree, shown
        from json_to_recordset(${JSON.stringify(rows.slice(at, at + PLACES))}::json) as p(number int, key text, "isUnit" boolean, "organisationId" bigint,
          "parentId" bigint, path text, shown jsonb)`
    )
}

type Sums = {
  version: string
  sheets: SheetsRead
  figures: readonly Figure[]
  same: ReadonlyMap<string, { id: number; name: string }>
  now: Date
}

/** Adds up what was staged and says that the file is ready to be looked over. */
export const keepReading = async (db: Db, importId: number, { version, sheets, figures, same, now }: Sums): Promise<void> => {
  const kept = { ...sheets, same: [...same].map(([key, { id, name }]) => ({ key, organisationId: id, name })) }
  const counts = await countsStaged(db, importId, sheets)
  const { digest } = (await firstOf<{ digest: string }>(
    db,
    sql`select count(*) || ' ' || coalesce(sum(hashtextextended(shown::text || is_held, number)), 0) as digest
        from import_people where import_id = ${importId} and shown is not null`
  ))!
  await rowsOf(
    db,
    sql`insert into import_readings (import_id, read_at, roster_version, digest, sheets, counts, effects)
        values (${importId}, ${now.toISOString()}, ${version}, ${digest}, ${JSON.stringify(kept)}::jsonb, ${JSON.stringify(counts)}::jsonb,
                ${JSON.stringify(figures)}::jsonb)`
  )
}

export type Counts = {
  rows: Record<'total' | 'joined' | 'changed' | 'unchanged' | 'samePerson' | 'refused', number> & { agrees: boolean }
  adds: Record<
    'people' | 'posts' | 'endedPosts' | 'memberships' | 'endedMemberships' | 'changedPeople' | 'units' | 'organisations' | 'left',
    number
  >
  lists: Record<
    'joined' | 'changed' | 'samePerson' | 'refused' | 'flagged' | 'remarks' | 'left' | 'held' | 'withheld' | 'places',
    number
  >
  /** By unit: who is held, and of how many. */
  held: { unit: string; people: number; holders: number; heldAbove: number }[]
}

const countsStaged = async (db: Db, importId: number, { sheets }: SheetsRead): Promise<Counts> => {
  const kinds = await rowsOf<{
    kind: string
    isHeld: boolean
    people: number
    rows: number
    posts: number
    ended: number
    members: number
  }>(
    db,
    sql`select kind, is_held as "isHeld", count(*)::int as people, sum(rows)::int as rows,
               coalesce(sum(jsonb_array_length(writes->'posts')), 0)::int as posts,
               coalesce(sum(json_array_length(shown->'ended')), 0)::int as ended,
               count(*) filter (where jsonb_typeof(writes->'membership') = 'object')::int as members
        from import_people where import_id = ${importId} group by kind, is_held`
  )
  const of = (what: 'people' | 'rows' | 'posts' | 'ended' | 'members', names: string[], isHeld = false): number =>
    kinds.filter(each => names.includes(each.kind) && each.isHeld === isHeld).reduce((sum, each) => sum + each[what], 0)
  const sums = (await firstOf<{ refused: number; flagged: number; remarks: number; places: number; units: number }>(
    db,
    sql`select (select count(*) from import_rows where import_id = ${importId} and problems is not null)::int as refused,
               ((select coalesce(sum(jsonb_array_length(flags)), 0) from import_rows where import_id = ${importId} and flags is not null)
                + (select coalesce(sum(jsonb_array_length(flags)), 0) from import_people where import_id = ${importId} and flags is not null))::int as flagged,
               (select count(*) from import_rows where import_id = ${importId} and remarks is not null)::int as remarks,
               (select count(*) from import_places where import_id = ${importId})::int as places,
               (select count(*) from import_places where import_id = ${importId} and is_unit)::int as units`
  ))!
  const held = await rowsOf<{ unit: string; people: number; holders: number; heldAbove: number }>(
    db,
    sql`select unit, count(*)::int as people, max((writes->>'holders')::int) as holders,
               coalesce(max((writes->>'heldAbove')::int), ${REMOVALS_HELD_ABOVE}) as "heldAbove" from import_people
        where import_id = ${importId} and is_held group by unit order by unit`
  )
  const total = sheets.reduce((sum, sheet) => sum + sheet.rows, 0)
  const rows = {
    joined: of('rows', ['joined']),
    changed: of('rows', ['changedPost', 'changedDetails']),
    unchanged: of('rows', ['unchanged']),
    samePerson: of('rows', ['samePerson']),
    refused: sums.refused
  }
  const changed = ['changedPost', 'changedDetails']
  return {
    rows: { total, ...rows, agrees: Object.values(rows).reduce((sum, count) => sum + count, 0) === total },
    adds: {
      people: of('people', ['joined']),
      posts: of('posts', ['joined', ...changed]),
      endedPosts: of('ended', [...changed, 'left']),
      memberships: of('members', ['joined', ...changed]),
      endedMemberships: of('members', ['left']),
      changedPeople: of('people', changed),
      left: of('people', ['left']),
      units: sums.units,
      organisations: sums.places - sums.units
    },
    lists: {
      joined: of('people', ['joined']),
      changed: of('people', changed),
      samePerson: of('people', ['samePerson']),
      refused: sums.refused,
      flagged: sums.flagged,
      remarks: sums.remarks,
      left: of('people', ['left']),
      held: of('people', ['left'], true),
      withheld: of('people', ['withheld']),
      places: sums.places
    },
    held
  }
}
