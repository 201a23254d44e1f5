import { sql, type SQL } from 'drizzle-orm'
import { firstOf, rowsOf, type Db } from '../../database/db.ts'
import { packInForce } from '../../policies/queries.ts'
import type { Day } from '../../time/dates.ts'
import { questions } from '../questions.ts'
import { isHeldOn, ltrees } from '../roster.ts'
import { savedFilters } from '../schema.ts'
import { seatsIn, type Criteria } from './rules.ts'

export type SavedFilter = {
  id: number
  organisationId: number
  name: string
  criteria: Criteria
  createdBy: string
  path: string
}

const columns = (day: Day): SQL => sql`
  s.id, s.organisation_id as "organisationId", s.name, s.criteria, a.name as "createdBy", f.path::text as path
  from saved_filters s join accounts a on a.id = s.created_by
  join organisation_facts f on f.organisation_id = s.organisation_id and ${isHeldOn('f', day)}`

/** The filters of the organisations below these parts, and of those above them: what a department made is for its townships too. */
export const filtersFor = (db: Db, paths: readonly string[], day: Day): Promise<SavedFilter[]> =>
  rowsOf(
    db,
    sql`select ${columns(day)} where f.path <@ any(${ltrees(paths)}) or f.path @> any(${ltrees(paths)}) order by s.name collate "C", s.id`
  )

export const filterById = (db: Db, id: number, day: Day): Promise<SavedFilter | null> =>
  firstOf(db, sql`select ${columns(day)} where s.id = ${id}`)

export const addFilter = async (
  db: Db,
  added: { organisationId: number; name: string; criteria: Criteria; createdBy: number },
  now: Date
): Promise<number> => {
  const [made] = await db
    .insert(savedFilters)
    .values({ ...added, createdAt: now })
    .returning({ id: savedFilters.id })
  return made!.id
}

export const removeFilter = async (db: Db, id: number): Promise<void> => {
  await db.execute(sql`delete from saved_filters where id = ${id}`)
}

/** Who falls into a stratum on a day, at the counting place, as a statement that gives `person_id`. */
export const inStratum = async (db: Db, code: string, day: Day): Promise<SQL> => {
  const version = await packInForce(db, day)
  const seats = version ? seatsIn(version.pack.strata, code) : []
  const fits = (role: SQL, field: SQL) =>
    sql`exists (select from json_to_recordset(${JSON.stringify(seats)}::json) as seat(field text, role text)
                where seat.role = ${role} and seat.field = ${field})`
  return sql`
    select p.person_id from posts p join organisation_facts f on f.organisation_id = p.organisation_id and ${isHeldOn('f', day)}
    where ${isHeldOn('p', day)} and ${fits(sql`p.role`, sql`f.field`)} and not exists (
      select from posts o where o.person_id = p.person_id and ${isHeldOn('o', day)}
        and (not o.is_main, o.valid_from, o.post_id) < (not p.is_main, p.valid_from, p.post_id))
    union all
    select m.person_id from memberships m join organisation_facts f on f.organisation_id = m.organisation_id and ${isHeldOn('f', day)}
    where ${isHeldOn('m', day)} and m.stage in ('full', 'probationary') and ${fits(sql`'member'`, sql`f.field`)}`
}

/** What else the criteria ask of a person, as statements that give `person_id`. */
export const amongOf = async (
  db: Db,
  { stratum, requirement, state }: Pick<Criteria, 'stratum' | 'requirement' | 'state'>,
  day: Day
): Promise<SQL[]> => [
  ...(stratum === null ? [] : [await inStratum(db, stratum, day)]),
  ...(requirement === null || state === null ? [] : [questions.standingAs(requirement, state, day)])
]
