/** Who is missing from the complete list of some units. */
import { sql } from 'drizzle-orm'
import { rowsOf, type Db } from '../database/db.ts'
import { RANKS } from '../organisations/people/rules.ts'
import { profileOn } from '../policies/queries.ts'
import { isLeavingHeld, REMOVALS_HELD_ABOVE } from './changes.ts'
import { townshipOfKey, type Places } from './namedPlaces.ts'
import type { Effects } from './effects.ts'
import { heldFrom } from './memberships.ts'
import { membershipsOf, postsHeldBy, type KnownOrganisation, type Names } from './known.ts'
import type { OneImport } from './queries.ts'
import { leavingShown } from './shown.ts'
import { stagePeople, type StagedPerson } from './stagedPeople.ts'

type Beside = {
  organisations: readonly KnownOrganisation[]
  places: Places
  townships: ReadonlySet<string>
  /** Places of rows that were refused: who is missing there may be the refused row. */
  refused: ReadonlySet<string>
  names: Names
  effects: Effects
  /** The units in which the file says of somebody that they are a member; of the others it is silent about memberships. */
  memberUnits: ReadonlySet<string>
}

const CHUNK = 500

export const leavingOf = async (
  db: Db,
  imported: OneImport,
  { organisations, places, townships, refused, names, effects, memberUnits }: Beside
): Promise<void> => {
  const inUnits = organisations.flatMap(({ id }) => {
    const key = places.keyOf.get(id) ?? ''
    const unit = townshipOfKey(key)
    return townships.has(unit) ? [{ id, unit, isRefused: refused.has(key), namesMembers: memberUnits.has(unit) }] : []
  })
  const missing = await missingFrom(db, imported, inUnits)
  const holders = new Map((await holdersOf(db, imported, inUnits)).map(({ unit, people }) => [unit, people] as const))
  const leaving = Map.groupBy(
    missing.filter(({ isRefused }) => !isRefused),
    ({ unit }) => unit
  )
  const heldAbove = (await profileOn(db, imported.effectiveOn)).removalsHeldAbove ?? REMOVALS_HELD_ABOVE
  const heldUnits = new Set(
    [...leaving].filter(([unit, people]) => isLeavingHeld(people.length, holders.get(unit) ?? 0, heldAbove)).map(([unit]) => unit)
  )
  const last = await lastNumber(db, imported.id)
  for (let at = 0; at < missing.length; at += CHUNK) {
    const some = missing.slice(at, at + CHUNK)
    const ids = some.map(({ personId }) => personId)
    const posts = await postsHeldBy(db, ids, imported.effectiveOn, names)
    const memberships = heldFrom(await membershipsOf(db, ids, names), imported.effectiveOn)
    const membershipsBy = Map.groupBy(memberships, ({ personId }) => personId)
    const postsOf = Map.groupBy(posts, ({ personId }) => personId)
    const people = some.map(person => {
      const held = postsOf.get(person.personId) ?? []
      const ended = held.filter(({ id }) => person.postIds.includes(id))
      const [membership = null] = membershipsBy.get(person.personId) ?? []
      const leavesAltogether = ended.length === held.length && (membership === null || person.endsMembership)
      return { ...person, held, ended, membership, leavesAltogether, isHeld: !person.isRefused && heldUnits.has(person.unit) }
    })
    const gone = people.filter(({ isRefused, isHeld }) => !isRefused && !isHeld)
    await effects.of(
      gone.map(({ personId, ended, endsMembership }) => ({
        personId,
        written: {
          added: [],
          redated: [],
          ended: ended.map(post => ({ post, on: imported.effectiveOn })),
          membership: null,
          memberUntil: endsMembership ? imported.effectiveOn : null
        },
        places: new Map()
      }))
    )
    await stagePeople(
      db,
      imported.id,
      people.map((person, i): StagedPerson => ({
        number: last + at + i + 1,
        kind: person.isRefused ? 'withheld' : 'left',
        personId: person.personId,
        unit: person.unit,
        isHeld: person.isHeld,
        rows: 0,
        candidates: null,
        flags: null,
        shown: leavingShown(person),
        writes: person.isRefused
          ? null
          : {
              holders: holders.get(person.unit) ?? 0,
              heldAbove,
              posts: [],
              membership: person.endsMembership
                ? {
                    organisationId: null,
                    stage: null,
                    from: imported.effectiveOn,
                    wasAt: person.membership?.organisationId ?? null
                  }
                : null,
              ends: person.ended.map(({ id }) => ({ postId: id, from: null, until: imported.effectiveOn }))
            }
      }))
    )
  }
}

const ranks = sql.raw(`(${RANKS.map(rank => `'${rank}'`).join()})`)

type InUnit = { id: number; unit: string; isRefused: boolean; namesMembers: boolean }
type Missing = {
  personId: number
  name: string
  idLastFour: string | null
  unit: string
  isRefused: boolean
  postIds: number[]
  endsMembership: boolean
}

const placesIn = (inUnits: readonly InUnit[]) =>
  sql`jsonb_to_recordset(${JSON.stringify(inUnits)}::jsonb) as u(id bigint, unit text, "isRefused" boolean, "namesMembers" boolean)`

/** Ranks of cadres are not what a list of Party posts is about; nor are 村级后备, unless the file names some. */
const isHeld = (imported: OneImport) =>
  sql`p.recorded_until is null and p.role not in ${ranks} and (p.role <> 'reserve' or ${namesReserves(imported)}) and (p.valid_until is null or p.valid_until > ${imported.effectiveOn})`

const namesReserves = ({ id }: OneImport) =>
  sql`exists (select from import_rows r where r.import_id = ${id} and r.understood::text like '%"role":"reserve"%')`

/** The memberships in these places that a list of members is about; `m`. */
const isMember = ({ effectiveOn }: OneImport) =>
  sql`u."namesMembers" and m.recorded_until is null and (m.valid_until is null or m.valid_until > ${effectiveOn})`

/** Who holds a post in these places, or is a member there, and is neither in the file nor in question there. */
const missingFrom = (db: Db, imported: OneImport, inUnits: readonly InUnit[]): Promise<Missing[]> =>
  rowsOf<Missing>(
    db,
    sql`
    with there as (
      select person_id from import_people where import_id = ${imported.id} and person_id is not null
      union select (c->>'personId')::bigint from import_people, json_array_elements(candidates) c where import_id = ${imported.id} and kind = 'samePerson'),
    missing as (
      select h.person_id, min(h.unit) as unit, bool_or(h."isRefused") as is_refused, bool_or(h.post_id is null) as ends_membership,
             coalesce(jsonb_agg(distinct h.post_id) filter (where h.post_id is not null), '[]') as post_ids
      from (
        select p.person_id, p.post_id, u.unit, u."isRefused" from ${placesIn(inUnits)} join posts p on p.organisation_id = u.id and ${isHeld(imported)}
        union all
        select m.person_id, null, u.unit, u."isRefused" from ${placesIn(inUnits)} join memberships m on m.organisation_id = u.id
        where ${isMember(imported)}) h
      where not exists (select from there where there.person_id = h.person_id)
      group by h.person_id)
    select m.person_id as "personId", n.name, d.id_last_four as "idLastFour", m.unit, m.is_refused as "isRefused", m.post_ids as "postIds",
           m.ends_membership as "endsMembership"
    from missing m
    join lateral (select name from person_facts n where n.person_id = m.person_id and n.recorded_until is null order by n.valid_from desc limit 1) n on true
    left join personal_data d on d.person_id = m.person_id
    order by m.person_id`
  )

const holdersOf = (db: Db, imported: OneImport, inUnits: readonly InUnit[]): Promise<{ unit: string; people: number }[]> =>
  rowsOf(
    db,
    sql`select unit, count(distinct person_id)::int as people from (
          select u.unit, p.person_id from ${placesIn(inUnits)} join posts p on p.organisation_id = u.id and ${isHeld(imported)}
          union all
          select u.unit, m.person_id from ${placesIn(inUnits)} join memberships m on m.organisation_id = u.id
          where ${isMember(imported)}) h group by unit`
  )

const lastNumber = async (db: Db, importId: number): Promise<number> =>
  (
    await rowsOf<{ last: number }>(
      db,
      sql`select coalesce(max(number), 0) as last from import_rows where import_id = ${importId}`
    )
  )[0]!.last
