import { sql, type SQL } from 'drizzle-orm'
import { firstOf, rowsOf, type Db } from '../database/db.ts'
import { isKnown, isRecorded, listed, type KnownBefore } from './known.ts'
import type { Completion, Credit, DueDate, Exemption, Field, Membership, PersonFacts, Post } from './personFacts.ts'

type Facts = {
  posts: Post[]
  memberships: Membership[]
  exemptions: Exemption[]
  dueDates: DueDate[]
  credits: Credit[]
  completions: Completion[]
  fields: Field[]
}

type Kind = Exclude<keyof Facts, 'fields'>
type Lists = { [What in Kind]: (Facts[What][number] & { personId: number })[] }

/**
 * What the standings of these people rest on, as known now or then: two statements however many they are, each kind of fact read once for
 * all of them.
 */
export const factsOf = async (db: Db, personIds: readonly number[], before: KnownBefore): Promise<Map<number, PersonFacts>> => {
  const lists = (await firstOf<Lists>(db, sql`select ${kinds(personIds, before)}`))!
  const facts = new Map<number, Facts>(
    personIds.map(id => [
      id,
      { posts: [], memberships: [], exemptions: [], dueDates: [], credits: [], completions: [], fields: [] }
    ])
  )
  for (const what of ['posts', 'memberships', 'exemptions', 'dueDates', 'credits', 'completions'] as const)
    for (const { personId, ...fact } of lists[what]) (facts.get(personId)![what] as object[]).push(fact)
  const fields = await fieldsOf(db, [...lists.posts, ...lists.memberships], before)
  for (const person of facts.values()) {
    const places = new Set([...person.posts, ...person.memberships].map(({ organisationId }) => organisationId))
    for (const place of places) person.fields.push(...(fields.get(place) ?? []))
  }
  return facts
}

/** The fields of these places, while they had them. */
const fieldsOf = async (
  db: Db,
  held: readonly { organisationId: number }[],
  before: KnownBefore
): Promise<Map<number, Field[]>> => {
  const places = new Set(held.map(({ organisationId }) => organisationId))
  if (!places.size) return new Map()
  const fields = await rowsOf<Field>(
    db,
    sql`select f.organisation_id as "organisationId", f.field, f.valid_from as "from", f.valid_until as until
        from organisation_facts f where f.organisation_id = any(${listed([...places])}) and ${isKnown('f', before)}`
  )
  return Map.groupBy(fields, ({ organisationId }) => organisationId)
}

/** Each kind of fact as one column of json, every fact with its person. */
const kinds = (personIds: readonly number[], before: KnownBefore): SQL => {
  const people = listed(personIds)
  return sql`
  ${list(
    sql`'personId', f.person_id, 'postId', f.post_id, 'role', f.role, 'organisationId', f.organisation_id, 'isMain', f.is_main, ${during}`,
    sql`posts f where f.person_id = any(${people}) and ${isKnown('f', before)}`
  )} as posts,
  ${list(
    sql`'personId', f.person_id, 'organisationId', f.organisation_id, 'stage', f.stage, ${during}`,
    sql`memberships f where f.person_id = any(${people}) and ${isKnown('f', before)}`
  )} as memberships,
  ${list(
    sql`'personId', f.person_id, 'requirement', f.requirement, ${during}`,
    sql`exemptions f where f.person_id = any(${people}) and ${isKnown('f', before)}`
  )} as exemptions,
  ${list(
    sql`'personId', f.person_id, 'requirement', f.requirement, 'dueOn', f.due_on, ${during}`,
    sql`due_dates f where f.person_id = any(${people}) and ${isKnown('f', before)}`
  )} as "dueDates",
  ${list(
    sql`'personId', t.id, 'earnedOn', f.earned_on, 'source', f.source, 'centiCredits', f.centi_credits, 'halfDays', f.half_days`,
    sql`${together(people, before)} ${ofEach(sql`credit_entries`, before)}`
  )} as credits,
  ${list(
    sql`'personId', t.id, 'completedOn', f.completed_on, 'isCompleted', f.is_completed, 'kind', f.kind, 'organiserLevel', f.organiser_level`,
    sql`${together(people, before)} ${ofEach(sql`completions`, before)}`
  )} as completions`
}

/** Each person under the own number and under those that turned out to be the same one: what is only ever added keeps the number it came under. */
const together = (people: SQL, before: KnownBefore): SQL => sql`(
  select id, id as entry from unnest(${people}) id
  union all select m.kept_id, m.merged_id from person_merges m where m.kept_id = any(${people}) and ${isKnown('m', before)}) t`

/** By the index of each person: it is never known beforehand that they are few. */
const ofEach = (table: SQL, before: KnownBefore): SQL => sql`
  cross join lateral (select * from ${table} c where c.person_id = t.entry and ${isRecorded('c', before)} offset 0) f`

const during = sql`'from', f.valid_from, 'until', f.valid_until`

const list = (pairs: SQL, from: SQL): SQL => sql`(select coalesce(json_agg(json_build_object(${pairs})), '[]') from ${from})`
