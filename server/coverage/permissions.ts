import { sql } from 'drizzle-orm'
import { firstOf, rowsOf, type Db } from '../database/db.ts'
import { isWithin, reaches, reachOf, type Actor, type Role } from '../http/actor.ts'
import { notAllowed, notFound } from '../http/refusals.ts'
import { dayOf, yearOf, type Day } from '../time/dates.ts'
import { isKnown, type KnownBefore } from './known.ts'
import { questionOf, type Asked, type Question } from './question.ts'

/** Who answers for figures: over the part of the tree the role is held for. */
const READERS: readonly Role[] = ['reporter', 'trainingAdministrator', 'unitLiaison']

export type Part = { id: number; name: string; path: string; crumbs: { id: number; name: string }[] }

/** A question about a part of the tree this actor may see; left out, the part of the first such role. */
export const coverageToRead = async (
  db: Db,
  actor: Actor,
  { query, now }: { query: Asked & { organisationId?: number }; now: Date }
): Promise<Question & { part: Part }> => {
  const reach = reachOf(actor, READERS)
  if (!reach.length) throw notAllowed()
  const wanted = query.organisationId ?? actor.roles.find(held => READERS.includes(held.role))!.organisationId
  const part = await organisationNow(db, wanted, dayOf(now))
  if (!part || !reaches(actor, READERS, part.path)) throw notFound()
  const top = reach.filter(path => isWithin(part.path, path)).toSorted((a, b) => a.length - b.length)[0]!
  return { ...(await questionOf(db, query, now)), part: { ...part, crumbs: await crumbsOf(db, part.path, top, dayOf(now)) } }
}

/** A person who, on the day asked, stands in a part of the tree this actor may see. */
export const personToRead = async (
  db: Db,
  actor: Actor,
  { params, query, now }: { params: { personId: number }; query: Asked; now: Date }
): Promise<Question & { personId: number }> => {
  if (!reachOf(actor, READERS).length) throw notAllowed()
  const question = await questionOf(db, query, now)
  const places = await placesOf(db, params.personId, question.day, question.before, dayOf(now))
  if (!places.some(path => reaches(actor, READERS, path))) throw notFound()
  return { ...question, personId: params.personId }
}

/** An organisation as it is today, or as it was last. */
const organisationNow = (db: Db, id: number, today: Day): Promise<{ id: number; name: string; path: string } | null> =>
  firstOf(
    db,
    sql`select organisation_id as id, name, path::text as path from organisation_facts
        where organisation_id = ${id} and recorded_until is null order by (valid_from <= ${today}) desc, valid_from desc limit 1`
  )

const crumbsOf = (db: Db, path: string, top: string, today: Day): Promise<{ id: number; name: string }[]> =>
  rowsOf(
    db,
    sql`select distinct on (f.path) f.organisation_id as id, f.name from organisation_facts f
        where f.recorded_until is null and f.path @> ${path}::ltree and f.path <@ ${top}::ltree
        order by f.path, (f.valid_from <= ${today}) desc, f.valid_from desc`
  )

/** Where somebody counts on a day, for any requirement; as paths of today's tree, in which roles are held. */
const placesOf = async (db: Db, personId: number, day: Day, before: KnownBefore, today: Day): Promise<string[]> => {
  const rows = await rowsOf<{ path: string }>(
    db,
    sql`select distinct on (f.organisation_id) f.path::text as path
        from standings s join organisation_facts f on f.organisation_id = s.organisation_id and f.recorded_until is null
        where s.person_id = ${personId} and s.period = ${yearOf(day)} and s.valid_from <= ${day} and s.valid_until > ${day} and ${isKnown('s', before)}
        order by f.organisation_id, (f.valid_from <= ${today}) desc, f.valid_from desc`
  )
  return rows.map(row => row.path)
}
