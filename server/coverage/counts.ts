import { sql, type SQL } from 'drizzle-orm'
import { firstOf, rowsOf, type Db } from '../database/db.ts'
import type { Requirement } from '../policies/requirements/rules.ts'
import { yearOf, type Day } from '../time/dates.ts'
import { firstDayOf } from './period.ts'
import { heldFor } from './roster/queries.ts'
import { worstFirst, type State } from './rules.ts'
import { asked, here, isKnownOnDay, tree } from './tree.ts'

/** One requirement on one day in one part of the tree; `now`: as known now, `then`: as known at the end of that day. */
export type Scope = { requirement: Requirement; day: Day; known: 'now' | 'then'; organisationId: number }

export type Count = { unitId: number; unitName: string; isThere: boolean; stratum: string; state: State; people: number }

/** How many people stand in which state, unit by unit and stratum by stratum: each person in one cell. */
export const countsOf = (db: Db, { requirement, day, known, organisationId }: Scope): Promise<Count[]> =>
  rowsOf<Count>(
    db,
    sql`with ${asked([day])}, ${tree(known)}, ${here(organisationId)},
        cells as (
          select here.unit_id, s.stratum, s.state, count(*) as people
          from asked join standings s on ${stands(requirement.code, yearOf(day), known)}
          join here on here.organisation_id = s.organisation_id
          group by here.unit_id, s.stratum, s.state)
        select c.unit_id as "unitId", u.name as "unitName", u.is_there as "isThere", c.stratum, c.state, c.people
        from cells c join tree u on u.organisation_id = c.unit_id order by u.path`
  )

/** The five states of somebody's sum. */
export type States = Record<State, number>
const nobody = (): States => ({ covered: 0, outstanding: 0, notYetDue: 0, exempt: 0, left: 0 })

/** One cell for each unit and stratum in which anybody is counted. */
export const cellsOf = (counts: readonly Count[]): ({ unitId: number; stratum: string } & States)[] => {
  const cells = new Map<string, { unitId: number; stratum: string } & States>()
  for (const { unitId, stratum, state, people } of counts) {
    const key = `${unitId} ${stratum}`
    const cell = cells.get(key) ?? { unitId, stratum, ...nobody() }
    cell[state] += people
    cells.set(key, cell)
  }
  return [...cells.values()]
}

/** The units in which anybody is counted, the lowest rate first. */
export const unitsOf = (counts: readonly Count[]): { id: number; name: string; isThere: boolean }[] =>
  [...Map.groupBy(counts, ({ unitId }) => unitId).values()]
    .map(ofUnit => ({ ofUnit, totals: totalsOf(ofUnit) }))
    .toSorted((a, b) => worstFirst(a.totals, b.totals))
    .map(({ ofUnit: [first] }) => ({ id: first!.unitId, name: first!.unitName, isThere: first!.isThere }))

export const totalsOf = (counts: readonly Count[]): States =>
  counts.reduce((sum, { state, people }) => ({ ...sum, [state]: sum[state] + people }), nobody())

export type Point = { day: Day; covered: number; due: number }

/** Covered and due at the end of each of these days of one year; with `then`, each as known on that very day. */
export const trendOf = (
  db: Db,
  { requirement, known, organisationId }: Omit<Scope, 'day'>,
  days: readonly Day[]
): Promise<Point[]> =>
  rowsOf<Point>(
    db,
    sql`with ${asked(days)}, ${tree(known)}, ${here(organisationId)}
        select asked.day, count(*) filter (where s.state = 'covered') as covered,
               count(*) filter (where s.state in ('covered', 'outstanding')) as due
        from asked left join (standings s join here on here.organisation_id = s.organisation_id)
          on here.day = asked.day and ${stands(requirement.code, yearOf(days[0]!), known)}
        group by asked.day order by asked.day`
  )

/** The stretch `s` that says where somebody stands on the day asked. */
export const stands = (requirement: string, period: number, known: 'now' | 'then'): SQL =>
  sql`s.requirement = ${requirement} and s.period = ${period} and s.valid_from <= asked.day and s.valid_until > asked.day
      and ${isKnownOnDay('s', known)}`

/**
 * Everyone who was on the roster at any time from the first day of the year to the day asked, each once, at the place on that day or the
 * last one: counted from posts and memberships, not from standings, so that the two can be compared.
 */
export const rosterOf = async (db: Db, { requirement, day, known, organisationId }: Scope): Promise<number> => {
  const first = firstDayOf(yearOf(day))
  const row = await firstOf<{ people: number }>(
    db,
    sql`with ${asked([day])}, ${tree(known)}, ${here(organisationId)}, ${heldFor(requirement, yearOf(day), known)},
        placed as (
          select distinct on (h.person_id) h.person_id, h.organisation_id
          from asked join held h on h.valid_from <= asked.day and h.valid_until > ${first}
          order by h.person_id, least(h.valid_until, asked.day + 1) desc, h.is_main desc, h.held_since, h.fact_id)
        select count(*) as people from placed join here on here.organisation_id = placed.organisation_id`
  )
  return row!.people
}
