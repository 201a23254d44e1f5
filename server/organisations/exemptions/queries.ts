import { sql } from 'drizzle-orm'
import { rowsOf, type Db } from '../../database/db.ts'
import type { Day } from '../../time/dates.ts'
import { isHeldOn, namedOn, placedAmong, unitNameOf } from '../roster.ts'

/** An exemption ends on a day: the row is closed as knowledge, and one with the end takes its place. */
export const endExemption = async (db: Db, exemptionId: number, on: Day, now: Date): Promise<void> => {
  await db.execute(sql`
    with was as (
      update exemptions e set recorded_until = ${now.toISOString()}::timestamptz
      where e.exemption_id = ${exemptionId} and e.recorded_until is null and e.valid_from < ${on}
        and (e.valid_until is null or e.valid_until > ${on}) returning e.*)
    insert into exemptions (exemption_id, person_id, requirement, kind, reason, approved_by, decided_on, document,
      valid_from, valid_until, recorded_from)
    select exemption_id, person_id, requirement, kind, reason, approved_by, decided_on, document, valid_from, ${on}::date,
           ${now.toISOString()}::timestamptz from was`)
}

export type Exempted = {
  exemptionId: number
  personId: number
  name: string
  organisationId: number
  organisationName: string
  unitName: string | null
  role: string
  portfolio: string | null
  requirement: string | null
  kind: string
  reason: string
  approvedBy: string
  decidedOn: Day | null
  document: string | null
  validFrom: Day
  validUntil: Day | null
  total: number
}

type Wanted = { paths: readonly string[]; day: Day; kind: string | null; endingBy: Day | null }

/** Everyone in a part of the tree who is exempt from something on a day, by name. `endingBy`: only those that end on or before that day. */
export const exemptWithin = (
  db: Db,
  { paths, day, kind, endingBy }: Wanted,
  page: { limit: number; offset: number } | null
): Promise<Exempted[]> =>
  rowsOf<Exempted>(
    db,
    sql`
    with excused as (
      select e.* from exemptions e where ${isHeldOn('e', day)} and (${kind}::text is null or e.kind = ${kind}::text)
        and (${endingBy}::date is null or e.valid_until <= ${endingBy}::date)),
    ${placedAmong(sql`excused`, paths, day)}
    select e.exemption_id as "exemptionId", e.person_id as "personId", n.name, placed.organisation_id as "organisationId",
           placed.organisation_name as "organisationName", ${unitNameOf(sql`placed.path`, day)} as "unitName", placed.role, placed.portfolio,
           e.requirement, e.kind, e.reason, e.approved_by as "approvedBy", e.decided_on::text as "decidedOn", e.document,
           e.valid_from::text as "validFrom", e.valid_until::text as "validUntil", count(*) over ()::int as total
    from excused e join placed on placed.person_id = e.person_id
    join ${namedOn(sql`e.person_id`, day)} on true
    order by n.pinyin collate "C", e.person_id, e.valid_from, e.exemption_id
    ${page ? sql`limit ${page.limit} offset ${page.offset}` : sql``}`
  )
