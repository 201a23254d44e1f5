import { sql } from 'drizzle-orm'
import { rowsOf, type Db } from '../database/db.ts'
import type { Pack } from '../policies/rules.ts'
import { dayOf, yearOf, type Day } from '../time/dates.ts'
import { factColumns } from './facts.ts'
import { ids, instant } from './known.ts'
import { firstDayOf, lastDayOf, standingsOf, type PersonFacts, type State } from './rules.ts'

const BATCH = 500
/** How many years before this one are kept up. */
const YEARS_BACK = 3

export type Version = { id: number; number: number; effectiveFrom: Day; effectiveUntil: Day | null; body: Pack }

/** A stretch as it is kept. */
export type Kept = {
  personId: number
  requirement: string
  period: number
  organisationId: number
  stratum: string
  state: State
  isFlagged: boolean
  versionId: number
  from: Day
  until: Day
}

/**
 * Writes the standings of these people anew, in the transaction of what changed: stretches that no longer hold are closed as knowledge,
 * new ones are added, the rest stay. Four statements for each five hundred people.
 */
export const rewriteStandings = async (db: Db, personIds: readonly number[], now: Date): Promise<void> => {
  const sorted = [...new Set(personIds)].toSorted((a, b) => a - b)
  for (let at = 0; at < sorted.length; at += BATCH) {
    const batch = sorted.slice(at, at + BATCH)
    const versions = await lock(db, batch)
    const { closed, added, lastTouched } = await differencesOf(db, batch, versions, now)
    // Of two transactions the later one may have the earlier clock; what is known never overlaps for all that.
    const recorded = instant(new Date(Math.max(now.getTime(), lastTouched)))
    if (closed.length)
      await db.execute(sql`update standings set recorded_until = ${recorded} where id in ${ids(closed.map(row => row.id))}`)
    if (added.length)
      await db.execute(sql`
        insert into standings (person_id, requirement, period, organisation_id, stratum, state, is_flagged, version_id,
                               valid_from, valid_until, recorded_from)
        select "personId", requirement, period, "organisationId", stratum, state, "isFlagged", "versionId", "from", until, ${recorded}
        from json_to_recordset(${JSON.stringify(added)}::json) as added(
          "personId" bigint, requirement text, period int, "organisationId" bigint, stratum text, state text, "isFlagged" boolean,
          "versionId" bigint, "from" date, until date)`)
  }
}

/** The first stretch that is kept and should not be, or should be and is not; null when the standings say what the facts say. */
export const verify = async (db: Db, now: Date): Promise<{ kept: Kept | null; wanted: Kept | null } | null> => {
  const versions = await versionsOf(db)
  for (let after = 0; ;) {
    const people = await rowsOf<{ id: number }>(db, sql`select id from people where id > ${after} order by id limit ${BATCH}`)
    if (!people.length) return null
    const { closed, added } = await differencesOf(
      db,
      people.map(row => row.id),
      versions,
      now
    )
    if (closed.length || added.length) return { kept: closed[0] ?? null, wanted: added[0] ?? null }
    after = people.at(-1)!.id
  }
}

/**
 * Standings reach to the end of next year. When a year has begun, or a new version of the pack is there, those who are not up to date
 * are written anew, a batch at a time. Returns how many.
 */
export const extendHorizon = async (db: Db, now: Date): Promise<number> => {
  const versions = await versionsOf(db)
  const next = yearOf(dayOf(now)) + 1
  const newest = versionFor(versions, next)
  if (!newest) return 0
  const { requirements } = newest.body
  const roles = requirements.filter(wanted => !wanted.monthsAfterAppointment).flatMap(wanted => wanted.roles ?? [])
  const stages = requirements.flatMap(wanted => wanted.stages ?? [])
  const beginning = requirements.filter(wanted => wanted.monthsAfterAppointment).flatMap(wanted => wanted.roles ?? [])
  const inForce = periodsOf(versions, now).map(period => ({ period, version: versionFor(versions, period)!.id }))
  const texts = (words: readonly string[]) => sql`(select value from json_array_elements_text(${JSON.stringify(words)}::json))`
  const isLacking = sql`not exists (
    select from standings s where s.person_id = h.person_id and s.period = ${next} and s.recorded_until is null)`
  const lacking = await rowsOf<{ id: number }>(
    db,
    sql`select h.person_id as id from posts h where h.recorded_until is null and ${isLacking}
          and (h.role in ${texts(roles)} and (h.valid_until is null or h.valid_until > ${firstDayOf(next)})
            or h.role in ${texts(beginning)} and h.valid_from >= ${firstDayOf(next - 1)})
        union select h.person_id from memberships h where h.recorded_until is null and ${isLacking}
          and h.stage in ${texts(stages)} and (h.valid_until is null or h.valid_until > ${firstDayOf(next)})
        union select s.person_id from standings s
          join json_to_recordset(${JSON.stringify(inForce)}::json) as f(period int, version bigint) on f.period = s.period
          where s.recorded_until is null and s.version_id <> f.version`
  )
  for (let at = 0; at < lacking.length; at += BATCH)
    await db.transaction(tx =>
      rewriteStandings(
        tx as unknown as Db,
        lacking.slice(at, at + BATCH).map(row => row.id),
        now
      )
    )
  return lacking.length
}

/** Every version of the pack, and nobody else writes these people's standings until we have. Versions never change, people's facts are read after. */
const lock = (db: Db, personIds: readonly number[]): Promise<Version[]> =>
  rowsOf<Version>(
    db,
    sql`with locked as materialized (select id from people where id in ${ids(personIds)} order by id for no key update)
        select ${versionColumns} from policy_versions where (select count(*) from locked) >= 0`
  )

const versionsOf = (db: Db): Promise<Version[]> => rowsOf<Version>(db, sql`select ${versionColumns} from policy_versions`)

const versionColumns = sql`id, number, effective_from as "effectiveFrom", effective_until as "effectiveUntil", body`

/** A year follows one version: the one in force on its last day. */
export const versionFor = (versions: readonly Version[], period: number): Version | null =>
  versions
    .filter(
      ({ effectiveFrom, effectiveUntil }) =>
        effectiveFrom <= lastDayOf(period) && (effectiveUntil === null || effectiveUntil > lastDayOf(period))
    )
    .toSorted((a, b) =>
      a.effectiveFrom < b.effectiveFrom ? 1 : a.effectiveFrom > b.effectiveFrom ? -1 : b.number - a.number
    )[0] ?? null

/** The years whose standings are kept up: with a pack, at most three back, and the next one. */
const periodsOf = (versions: readonly Version[], now: Date): number[] => {
  const year = yearOf(dayOf(now))
  const periods = Array.from({ length: YEARS_BACK + 2 }, (_, i) => year - YEARS_BACK + i)
  return periods.filter(period => versionFor(versions, period))
}

type Loaded = PersonFacts & { id: number; kept: (Kept & { id: number })[]; lastTouched: number | null }
type Differences = { closed: (Kept & { id: number })[]; added: Kept[]; lastTouched: number }

const differencesOf = async (
  db: Db,
  personIds: readonly number[],
  versions: readonly Version[],
  now: Date
): Promise<Differences> => {
  const periods = periodsOf(versions, now)
  const differences: Differences = { closed: [], added: [], lastTouched: 0 }
  if (!periods.length) return differences
  for (const person of await load(db, personIds, periods)) {
    const wanted = new Map(
      periods.flatMap(period => standingsIn(person, period, versionFor(versions, period)!)).map(row => [keyOf(row), row])
    )
    // Whatever is left of the wanted ones after those that are kept have been crossed off is new.
    for (const row of person.kept) if (!wanted.delete(keyOf(row))) differences.closed.push(row)
    differences.added.push(...wanted.values())
    differences.lastTouched = Math.max(differences.lastTouched, person.lastTouched ?? 0)
  }
  return differences
}

const standingsIn = (person: Loaded, period: number, { id: versionId, body }: Version): Kept[] =>
  body.requirements.flatMap(requirement =>
    standingsOf(person, requirement, period, body).map(stretch => ({
      personId: person.id,
      requirement: requirement.code,
      period,
      versionId,
      ...stretch
    }))
  )

const keyOf = (row: Kept): string =>
  [
    row.requirement,
    row.period,
    row.organisationId,
    row.stratum,
    row.state,
    row.isFlagged,
    row.versionId,
    row.from,
    row.until
  ].join('|')

const load = (db: Db, personIds: readonly number[], periods: readonly number[]): Promise<Loaded[]> =>
  rowsOf<Loaded>(
    db,
    sql`select p.id, ${factColumns(null)},
          (select coalesce(json_agg(json_build_object('id', s.id, 'personId', s.person_id, 'requirement', s.requirement, 'period', s.period,
             'organisationId', s.organisation_id, 'stratum', s.stratum, 'state', s.state, 'isFlagged', s.is_flagged,
             'versionId', s.version_id, 'from', s.valid_from, 'until', s.valid_until) order by s.requirement, s.valid_from), '[]')
           from standings s where s.person_id = p.id and s.recorded_until is null
             and s.period between ${periods[0]!} and ${periods.at(-1)!}) as kept,
          (select (extract(epoch from max(greatest(s.recorded_from, s.recorded_until))) * 1000)::bigint
           from standings s where s.person_id = p.id) as "lastTouched"
        from people p where p.id in ${ids(personIds)} order by p.id`
  )
