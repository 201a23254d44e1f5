import { sql, type SQL } from 'drizzle-orm'
import { rowsOf, type Db } from '../database/db.ts'
import { isKnown, isRecorded, type KnownBefore } from './known.ts'
import type { PersonFacts } from './rules.ts'

/** What the standings of these people rest on, as known now or then, in one statement. */
export const factsOf = async (db: Db, personIds: readonly number[], before: KnownBefore): Promise<Map<number, PersonFacts>> => {
  const rows = await rowsOf<PersonFacts & { id: number }>(
    db,
    sql`select p.id, ${factColumns(before)} from people p where p.id = any(${`{${personIds}}`}::bigint[])`
  )
  return new Map(rows.map(({ id, ...facts }) => [id, facts]))
}

/** The facts of the person `p` as columns of json. */
export const factColumns = (before: KnownBefore): SQL => sql`
  ${list(
    sql`'postId', f.post_id, 'role', f.role, 'organisationId', f.organisation_id, 'isMain', f.is_main, ${during}`,
    sql`posts f where f.person_id = p.id and ${isKnown('f', before)}`
  )} as posts,
  ${list(
    sql`'organisationId', f.organisation_id, 'stage', f.stage, ${during}`,
    sql`memberships f where f.person_id = p.id and ${isKnown('f', before)}`
  )} as memberships,
  ${list(sql`'requirement', f.requirement, ${during}`, sql`exemptions f where f.person_id = p.id and ${isKnown('f', before)}`)} as exemptions,
  ${list(
    sql`'earnedOn', f.earned_on, 'source', f.source, 'centiCredits', f.centi_credits`,
    sql`credit_entries f where f.person_id = any(${samePerson(before)}) and ${isRecorded('f', before)}`
  )} as credits,
  ${list(
    sql`'completedOn', f.completed_on, 'isCompleted', f.is_completed, 'kind', f.kind, 'organiserLevel', f.organiser_level`,
    sql`completions f where f.person_id = any(${samePerson(before)}) and ${isRecorded('f', before)}`
  )} as completions,
  ${list(
    sql`'organisationId', f.organisation_id, 'field', f.field, ${during}`,
    sql`organisation_facts f where ${isKnown('f', before)} and f.organisation_id in (
      select h.organisation_id from posts h where h.person_id = p.id
      union select h.organisation_id from memberships h where h.person_id = p.id)`
  )} as fields`

/** The person `p` and whoever was known to be the same one: credit and completions keep the number they were added under. */
const samePerson = (before: KnownBefore): SQL =>
  sql`p.id || array(select m.merged_id from person_merges m where m.kept_id = p.id and ${isKnown('m', before)})`

const during = sql`'from', f.valid_from, 'until', f.valid_until`

const list = (pairs: SQL, from: SQL): SQL => sql`(select coalesce(json_agg(json_build_object(${pairs})), '[]') from ${from})`
