import { sql, type SQL } from 'drizzle-orm'
import { rowsOf, type Db } from '../database/db.ts'
import { yearOf, type Day } from '../time/dates.ts'
import { stands, type Scope } from './counts.ts'
import { factsOf } from './facts.ts'
import { ids, isKnown, isRecorded } from './known.ts'
import type { Question } from './question.ts'
import { deadlineOf, type Counted } from './roster/rules.ts'
import { conditionsOn, standingOn, type Condition, type State } from './rules.ts'
import { asked, here, isKnownOnDay, nearest, tree } from './tree.ts'

export type Filter = { unitId?: number | undefined; stratum?: string | undefined; state?: State | undefined }

export type Listed = {
  personId: number
  name: string
  organisationId: number
  organisationName: string
  field: string
  unitId: number
  unitName: string
  stratum: string
  state: State
  isFlagged: boolean
}

/** The people behind a figure, by name; `total` counts all pages. */
export const peopleOf = async (
  db: Db,
  { requirement, day, known, organisationId }: Scope,
  { unitId, stratum, state }: Filter,
  page: { limit: number; offset: number } | null
): Promise<{ people: Listed[]; total: number }> => {
  const found = sql`with ${asked([day])}, ${tree(known)}, ${here(organisationId)}, found as (
    select s.person_id, s.organisation_id, s.stratum, s.state, s.is_flagged, here.name as organisation_name, here.field, here.unit_id
    from asked join standings s on ${stands(requirement.code, yearOf(day), known)}
    join here on here.organisation_id = s.organisation_id
    where ${wanted('here.unit_id', unitId)} and ${wanted('s.stratum', stratum)} and ${wanted('s.state', state)})`
  const people = await rowsOf<Listed>(
    db,
    sql`${found}, named as (
          select distinct on (found.person_id) found.*, n.name, n.pinyin
          from asked cross join found left join person_facts n on n.person_id = found.person_id and ${isKnownOnDay('n', known)}
          order by found.person_id, ${nearest('n')})
        select f.person_id as "personId", coalesce(f.name, '') as name, f.organisation_id as "organisationId",
               f.organisation_name as "organisationName", f.field, f.unit_id as "unitId", u.name as "unitName", f.stratum, f.state,
               f.is_flagged as "isFlagged"
        from named f join tree u on u.organisation_id = f.unit_id
        order by f.pinyin collate "C", f.person_id
        ${page ? sql`limit ${page.limit} offset ${page.offset}` : sql``}`
  )
  if (!page) return { people, total: people.length }
  const [counted] = await rowsOf<{ total: number }>(db, sql`${found} select count(*) as total from found`)
  return { people, total: counted!.total }
}

const wanted = (column: string, value: string | number | undefined): SQL =>
  value === undefined ? sql`true` : sql`${sql.raw(column)} = ${value}`

export type Detail = {
  role: string
  since: Day
  dueOn: Day
  counted: Counted
  conditions: Condition[]
  /** All credit of the time that counts, from whatever source; centi-credits. */
  earned: number
}

/** What the rules say of these people on the day: the post that counts, the deadline, and what they have of what they need. */
export const detailsOf = async (
  db: Db,
  { requirement, version, day, before }: Question,
  personIds: readonly number[]
): Promise<Map<number, Detail>> => {
  const details = new Map<number, Detail>()
  for (const [personId, facts] of await factsOf(db, personIds, before)) {
    const standing = standingOn(facts, requirement, day, version.body)
    if (!standing) continue
    details.set(personId, {
      role: standing.role,
      since: standing.heldSince,
      dueOn: deadlineOf(requirement, standing, day),
      counted: standing.counted,
      conditions: conditionsOn(facts, requirement, standing.counted),
      earned: facts.credits
        .filter(({ earnedOn }) => earnedOn >= standing.counted.from && earnedOn <= standing.counted.until)
        .reduce((sum, { centiCredits }) => sum + centiCredits, 0)
    })
  }
  return details
}

export type Attended = { personId: number; completedOn: Day; cohortName: string }

/** The cohorts these people completed up to and including the day, the earliest first. */
export const completedBy = (db: Db, { day, before }: Question, personIds: readonly number[]): Promise<Attended[]> =>
  rowsOf<Attended>(
    db,
    sql`select p.id as "personId", d.completed_on as "completedOn", c.name as "cohortName"
        from people p join completions d on d.person_id = any(same_person(p.id)) join cohorts c on c.id = d.cohort_id
        where p.id in ${ids(personIds)} and d.is_completed and d.completed_on <= ${day} and ${isRecorded('d', before)}
        order by d.completed_on, d.id`
  )

/** Why these people are exempt on the day. */
export const exemptedBecause = (
  db: Db,
  { requirement, day, before }: Question,
  personIds: readonly number[]
): Promise<{ personId: number; reason: string }[]> =>
  rowsOf(
    db,
    sql`select f.person_id as "personId", f.reason from exemptions f
        where f.person_id in ${ids(personIds)} and coalesce(f.requirement, ${requirement.code}) = ${requirement.code}
          and f.valid_from <= ${day} and (f.valid_until is null or f.valid_until > ${day}) and ${isKnown('f', before)}
        order by f.valid_from, f.id`
  )

/** Why these people have more time on the day, and until which. */
export const givenTimeBecause = (
  db: Db,
  { requirement, day, before }: Question,
  personIds: readonly number[]
): Promise<{ personId: number; dueOn: Day; reason: string }[]> =>
  rowsOf(
    db,
    sql`select f.person_id as "personId", f.due_on as "dueOn", f.reason from due_dates f
        where f.person_id in ${ids(personIds)} and f.requirement = ${requirement.code}
          and f.valid_from <= ${day} and f.valid_until > ${day} and ${isKnown('f', before)}
        order by f.due_on, f.id`
  )
