import { sql } from 'drizzle-orm'
import { rowsOf, type Db } from '../../database/db.ts'
import type { Day } from '../../time/dates.ts'
import { isHeldOn, namedOn, placedAmong, unitNameOf } from '../roster.ts'
import { dueDates } from '../schema.ts'

export type NewDueDate = {
  personId: number
  requirement: string
  dueOn: Day
  reason: string
  approvedBy: string
  decidedOn?: Day | null
  document?: string | null
  validFrom: Day
}

export const addDueDate = async (db: Db, added: NewDueDate, now: Date): Promise<void> => {
  await db
    .insert(dueDates)
    .values({ ...added, dueDateId: sql`nextval('due_date_ids')`, validUntil: added.dueOn, recordedFrom: now })
}

/** A due date holds until a day: the row is closed as knowledge, and one with the end takes its place, unless it never held. */
export const withdrawDueDate = async (db: Db, dueDateId: number, on: Day, now: Date): Promise<void> => {
  await db.execute(sql`
    with was as (
      update due_dates d set recorded_until = ${now.toISOString()}::timestamptz
      where d.due_date_id = ${dueDateId} and d.recorded_until is null and d.valid_from <= ${on} and d.valid_until > ${on} returning d.*)
    insert into due_dates (due_date_id, person_id, requirement, due_on, reason, approved_by, decided_on, document,
      valid_from, valid_until, recorded_from)
    select due_date_id, person_id, requirement, due_on, reason, approved_by, decided_on, document, valid_from, ${on}::date,
           ${now.toISOString()}::timestamptz from was where valid_from < ${on}`)
}

export type HeldDueDate = {
  dueDateId: number
  requirement: string
  dueOn: Day
  reason: string
  approvedBy: string
  decidedOn: Day | null
  document: string | null
  validFrom: Day
  validUntil: Day
  recordedAt: string
}

const columns = sql`
  d.due_date_id as "dueDateId", d.requirement, d.due_on::text as "dueOn", d.reason, d.approved_by as "approvedBy",
  d.decided_on::text as "decidedOn", d.document, d.valid_from::text as "validFrom", d.valid_until::text as "validUntil"`

export const dueDatesOf = async (db: Db, personId: number): Promise<HeldDueDate[]> => {
  const held = await rowsOf<HeldDueDate>(
    db,
    sql`select ${columns}, d.recorded_from as "recordedAt" from due_dates d where d.person_id = ${personId} and d.recorded_until is null
        order by d.valid_from desc, d.due_date_id desc`
  )
  return held.map(row => ({ ...row, recordedAt: new Date(row.recordedAt).toISOString() }))
}

export type Granted = Omit<HeldDueDate, 'recordedAt'> & {
  personId: number
  name: string
  organisationId: number
  organisationName: string
  unitName: string | null
  role: string
  portfolio: string | null
  total: number
}

type Wanted = { paths: readonly string[]; day: Day; requirement: string | null; endingBy: Day | null }

/** Everyone in a part of the tree who has more time for something on a day, by name. `endingBy`: only where it ends on or before that day. */
export const grantedWithin = (
  db: Db,
  { paths, day, requirement, endingBy }: Wanted,
  page: { limit: number; offset: number } | null
): Promise<Granted[]> =>
  rowsOf<Granted>(
    db,
    sql`
    with granted as (
      select d.* from due_dates d where ${isHeldOn('d', day)} and (${requirement}::text is null or d.requirement = ${requirement}::text)
        and (${endingBy}::date is null or d.valid_until <= ${endingBy}::date)),
    ${placedAmong(sql`granted`, paths, day)}
    select ${columns}, d.person_id as "personId", n.name, placed.organisation_id as "organisationId",
           placed.organisation_name as "organisationName", ${unitNameOf(sql`placed.path`, day)} as "unitName", placed.role, placed.portfolio,
           count(*) over ()::int as total
    from granted d join placed on placed.person_id = d.person_id
    join ${namedOn(sql`d.person_id`, day)} on true
    order by n.pinyin collate "C", d.person_id, d.valid_from, d.due_date_id
    ${page ? sql`limit ${page.limit} offset ${page.offset}` : sql``}`
  )
