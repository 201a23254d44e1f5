import { sql, type SQL } from 'drizzle-orm'
import { alongIndexes, rowsOf, type Db } from '../database/db.ts'
import type { Pack } from '../policies/rules.ts'
import { dayOf, yearOf, type Day } from '../time/dates.ts'
import { likenessOf, remembering, type Stood } from './alike.ts'
import { factsOf } from './facts.ts'
import { instant, listed } from './known.ts'
import { lastDayOf } from './period.ts'
import type { PersonFacts } from './personFacts.ts'
import { withoutStanding } from './roster/queries.ts'
import { standingsOf, type State } from './rules.ts'

const BATCH = 2000
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
 * new ones are added, the rest stay. Six statements for each two thousand people.
 */
export const rewriteStandings = async (db: Db, personIds: readonly number[], now: Date): Promise<void> => {
  const sorted = [...new Set(personIds)].toSorted((a, b) => a - b)
  // Of a whole roster the tables have no statistics yet, and must not be gone through once for each batch.
  if (sorted.length > BATCH) await alongIndexes(db)
  let rule: ReturnType<typeof ruleOf> | null = null
  for (let at = 0; at < sorted.length; at += BATCH) {
    const batch = sorted.slice(at, at + BATCH)
    const versions = await lock(db, batch)
    rule ??= ruleOf(versions, now)
    const { closed, added, lastTouched } = await differencesOf(db, batch, rule)
    // Of two transactions the later one may have the earlier clock; what is known never overlaps for all that.
    const recorded = instant(new Date(Math.max(now.getTime(), lastTouched)))
    if (closed.length)
      await db.execute(
        sql`update standings set recorded_until = ${recorded} where id = any(${listed(closed.map(row => row.id))})`
      )
    if (added.length) await addStandings(db, added, recorded)
  }
}

/** The first stretch that is kept and should not be, or should be and is not; null when the standings say what the facts say. */
export const verify = async (db: Db, now: Date): Promise<{ kept: Kept | null; wanted: Kept | null } | null> => {
  const rule = ruleOf(await versionsOf(db), now)
  for (let after = 0; ;) {
    const people = await rowsOf<{ id: number }>(db, sql`select id from people where id > ${after} order by id limit ${BATCH}`)
    if (!people.length) return null
    const { closed, added } = await differencesOf(
      db,
      people.map(row => row.id),
      rule
    )
    if (closed.length || added.length) return { kept: closed[0] ?? null, wanted: added[0] ? firstAdded(added[0]) : null }
    after = people.at(-1)!.id
  }
}

const firstAdded = ({ personId, places, stood: [first] }: Added): Kept => ({
  ...first!,
  personId,
  organisationId: places[first!.organisationId]!
})

/**
 * Standings reach to the end of next year. When a year has begun, or a new version of the pack is there, those who are not up to date
 * are written anew, a batch at a time. Returns how many.
 */
export const extendHorizon = async (db: Db, now: Date): Promise<number> => {
  const versions = await versionsOf(db)
  const periods = periodsOf(versions, now)
  const next = periods.at(-1)
  if (next !== yearOf(dayOf(now)) + 1) return 0
  const stale = await standingByAnother(
    db,
    periods.map(period => ({ period, version: versionFor(versions, period)!.id }))
  )
  const lacking = new Set<number>()
  // Whom a new version binds in a year that has begun may never have been bound before. Who is stale goes last: a run that is broken off
  // finds them again, and begins anew.
  for (const period of stale.length ? periods : [next])
    for (const requirement of versionFor(versions, period)!.body.requirements)
      for (const id of await withoutStanding(db, requirement, period)) lacking.add(id)
  const behind = [...lacking.difference(new Set(stale)), ...stale]
  for (let at = 0; at < behind.length; at += BATCH)
    await db.transaction(tx => rewriteStandings(tx as unknown as Db, behind.slice(at, at + BATCH), now))
  return behind.length
}

/** Whose standings follow another version than the one in force for their year. */
const standingByAnother = async (db: Db, inForce: readonly { period: number; version: number }[]): Promise<number[]> => {
  const stale = await rowsOf<{ id: number }>(
    db,
    sql`select distinct s.person_id as id from standings s
        join json_to_recordset(${JSON.stringify(inForce)}::json) as f(period int, version bigint) on f.period = s.period
        where s.recorded_until is null and s.version_id <> f.version`
  )
  return stale.map(({ id }) => id)
}

/**
 * Every version of the pack, and nobody else writes these people's standings until we have. Versions never change, people's facts are read
 * after. Who was written in this very transaction is out of everybody's reach as it is.
 */
const lock = (db: Db, personIds: readonly number[]): Promise<Version[]> =>
  rowsOf<Version>(
    db,
    sql`with locked as materialized (
          select p.id from unnest(${listed(personIds)}) w(id) cross join lateral (
            select p.id from people p where p.id = w.id and p.xmin <> pg_current_xact_id()::xid for no key update) p)
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

/** What is new for a person; `stood` is one and the same list for all who are alike. */
type Added = { personId: number; places: readonly number[]; stood: readonly Stood[] }
type Differences = { closed: (Kept & { id: number })[]; added: Added[]; lastTouched: number }
type Rule = ReturnType<typeof remembering<Stood[]>>

const differencesOf = async (
  db: Db,
  personIds: readonly number[],
  { periods, rule }: { periods: readonly number[]; rule: Rule }
): Promise<Differences> => {
  const differences: Differences = { closed: [], added: [], lastTouched: 0 }
  if (!periods.length) return differences
  const kept = await keptOf(db, personIds, periods)
  for (const [personId, facts] of await factsOf(db, personIds, null)) {
    const likeness = likenessOf(facts)
    const stood = rule(likeness)
    const before = kept.get(personId)
    differences.lastTouched = Math.max(differences.lastTouched, before?.lastTouched ?? 0)
    if (!before?.rows.length) {
      if (stood.length) differences.added.push({ personId, places: likeness.places, stood })
      continue
    }
    const wanted = new Map(stood.map(row => [keyOf(row, likeness.places[row.organisationId]!), row]))
    // Whatever is left of the wanted ones after those that are kept have been crossed off is new.
    for (const row of before.rows) if (!wanted.delete(keyOf(row, row.organisationId))) differences.closed.push(row)
    if (wanted.size) differences.added.push({ personId, places: likeness.places, stood: [...wanted.values()] })
  }
  return differences
}

/** The rules of these versions, asked once for all who are alike. */
const ruleOf = (versions: readonly Version[], now: Date): { periods: number[]; rule: Rule } => {
  const periods = periodsOf(versions, now)
  const rule = remembering(facts => periods.flatMap(period => standingsIn(facts, period, versionFor(versions, period)!)))
  return { periods, rule }
}

const standingsIn = (facts: PersonFacts, period: number, { id: versionId, body }: Version): Stood[] =>
  body.requirements.flatMap(requirement =>
    standingsOf(facts, requirement, period, body).map(stretch => ({
      requirement: requirement.code,
      period,
      versionId,
      ...stretch
    }))
  )

const keyOf = (row: Stood, place: number): string =>
  [row.requirement, row.period, place, row.stratum, row.state, row.isFlagged, row.versionId, row.from, row.until].join('|')

type KeptOnes = { personId: number; rows: (Kept & { id: number })[]; lastTouched: number }

/** What is kept of these people, and when anything of it was last written. */
const keptOf = async (db: Db, personIds: readonly number[], periods: readonly number[]): Promise<Map<number, KeptOnes>> => {
  const kept = await rowsOf<KeptOnes>(
    db,
    sql`select s.person_id as "personId",
          coalesce(json_agg(json_build_object('id', s.id, 'personId', s.person_id, 'requirement', s.requirement, 'period', s.period,
             'organisationId', s.organisation_id, 'stratum', s.stratum, 'state', s.state, 'isFlagged', s.is_flagged,
             'versionId', s.version_id, 'from', s.valid_from, 'until', s.valid_until) order by s.requirement, s.valid_from)
           filter (where s.recorded_until is null and s.period between ${periods[0]!} and ${periods.at(-1)!}), '[]') as rows,
          (extract(epoch from max(greatest(s.recorded_from, s.recorded_until))) * 1000)::bigint as "lastTouched"
        from standings s where s.person_id = any(${listed(personIds)}) group by s.person_id`
  )
  return new Map(kept.map(each => [each.personId, each]))
}

/** Each kind of stretches goes once to the database, and for each person which kind it is. */
const addStandings = async (db: Db, added: readonly Added[], recorded: SQL): Promise<void> => {
  const kinds = new Map<readonly Stood[], number>()
  for (const { stood } of added) if (!kinds.has(stood)) kinds.set(stood, kinds.size)
  const stretches = [...kinds].flatMap(([stood, kind]) => stood.map(row => ({ kind, ...row })))
  await rowsOf(
    db,
    sql`
    insert into standings (person_id, requirement, period, organisation_id, stratum, state, is_flagged, version_id,
                           valid_from, valid_until, recorded_from)
    select p.person_id, k.requirement, k.period, p.places[k."organisationId" + 1], k.stratum, k.state, k."isFlagged", k."versionId",
           k."from", k.until, ${recorded}
    from (select person_id, kind, places::bigint[] as places from unnest(${listed(added.map(({ personId }) => personId))},
            ${listed(added.map(({ stood }) => kinds.get(stood)!))}, ${textsOf(added.map(({ places }) => `{${places.join()}}`))})
            as p(person_id, kind, places)) p
    join json_to_recordset(${JSON.stringify(stretches)}::json) as k(kind bigint, requirement text, period int, "organisationId" int, stratum text,
      state text, "isFlagged" boolean, "versionId" bigint, "from" date, until date) on k.kind = p.kind`
  )
}

const textsOf = (texts: readonly string[]): SQL => sql`${`{${texts.map(text => `"${text}"`).join()}}`}::text[]`
