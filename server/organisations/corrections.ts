/** Many facts at once: each change closes the rows as knowledge and adds what is known now. */
import { sql } from 'drizzle-orm'
import { rowsOf, type Db } from '../database/db.ts'
import type { Day } from '../time/dates.ts'
import { encrypt, matchingHash, type PersonalKeys } from './personal.ts'
import { pinyinKey, type NewOrganisation } from './queries.ts'
import { organisationFacts, organisations, personalData, personFacts, posts } from './schema.ts'

/** Adds organisations below known ones in one go. Returns their ids and paths in the order given. */
export const addOrganisations = async (
  db: Db,
  added: readonly (Omit<NewOrganisation, 'parentId'> & { parentId: number; parentPath: string })[],
  now: Date
): Promise<{ id: number; path: string }[]> => {
  if (!added.length) return []
  const made = await db
    .insert(organisations)
    .values(added.map(({ code }) => ({ code: code ?? null })))
    .returning({ id: organisations.id })
  const placed = made.map(({ id }, i) => ({ id, path: `${added[i]!.parentPath}.${id}` }))
  await db.insert(organisationFacts).values(
    added.map(({ code: _own, parentPath: _above, ...fact }, i) => ({
      ...fact,
      organisationId: placed[i]!.id,
      path: placed[i]!.path,
      recordedFrom: now
    }))
  )
  return placed
}

export type PostCorrection = { postId: number; validFrom: Day | null; validUntil: Day | null }

/**
 * Posts begin or end on other days than was known; null leaves a day as it is. A post that would end before it began was never held: it
 * is closed and nothing takes its place.
 */
export const correctPosts = async (db: Db, corrections: readonly PostCorrection[], now: Date): Promise<void> => {
  if (!corrections.length) return
  const closed = await rowsOf<typeof posts.$inferInsert & { id: number }>(
    db,
    sql`
    with wanted as (
      select distinct on ("postId") * from jsonb_to_recordset(${JSON.stringify(corrections)}::jsonb) as w("postId" bigint, "validFrom" date, "validUntil" date)),
    meant as (
      select distinct on (p.post_id) p.id, w."validFrom", w."validUntil" from posts p join wanted w on w."postId" = p.post_id
      where p.recorded_until is null order by p.post_id, p.valid_from desc)
    update posts p set recorded_until = ${now.toISOString()} from meant where meant.id = p.id
    returning p.post_id as "postId", p.person_id as "personId", p.organisation_id as "organisationId", p.role, p.portfolio, p.is_main as "isMain",
              coalesce(meant."validFrom", p.valid_from)::text as "validFrom", coalesce(meant."validUntil", p.valid_until)::text as "validUntil"`
  )
  const held = closed.filter(({ validFrom, validUntil }) => !validUntil || validUntil > validFrom)
  if (held.length) await db.insert(posts).values(held.map(post => ({ ...post, recordedFrom: now })))
}

export type PersonCorrection = {
  personId: number
  name: string | null
  gender: string | null
  birthMonth: string | null
  ethnicGroup: string | null
  education: string | null
}

/** From a day on these people have other facts; what is null stays as it is. */
export const correctPeople = async (db: Db, corrections: readonly PersonCorrection[], from: Day, now: Date): Promise<void> => {
  if (!corrections.length) return
  type Fact = typeof personFacts.$inferInsert
  const closed = await rowsOf<Fact & { was: Omit<PersonCorrection, 'personId'> }>(
    db,
    sql`
    with wanted as (
      select distinct on ("personId") * from jsonb_to_recordset(${JSON.stringify(corrections)}::jsonb)
        as w("personId" bigint, name text, gender text, "birthMonth" text, "ethnicGroup" text, education text)),
    meant as (
      select distinct on (n.person_id) n.id, w.* from person_facts n join wanted w on w."personId" = n.person_id
      where n.recorded_until is null and (n.valid_until is null or n.valid_until > ${from}) order by n.person_id, n.valid_from)
    update person_facts n set recorded_until = ${now.toISOString()} from meant where meant.id = n.id
    returning n.person_id as "personId", n.pinyin, n.joined_month as "joinedMonth", n.occupation, n.valid_from::text as "validFrom", n.valid_until::text as "validUntil",
              coalesce(meant.name, n.name) as name, coalesce(meant.gender, n.gender) as gender, coalesce(meant."birthMonth", n.birth_month) as "birthMonth",
              coalesce(meant."ethnicGroup", n.ethnic_group) as "ethnicGroup", coalesce(meant.education, n.education) as education,
              json_build_object('name', n.name, 'gender', n.gender, 'birthMonth', n.birth_month, 'ethnicGroup', n.ethnic_group,
                'education', n.education) as was`
  )
  const before = closed
    .filter(({ validFrom }) => validFrom < from)
    .map(({ was, ...fact }) => ({ ...fact, ...was, validUntil: from }) as Fact)
  const after = closed.map(({ was: _was, ...fact }) => ({
    ...fact,
    pinyin: pinyinKey(fact.name),
    validFrom: fact.validFrom < from ? from : fact.validFrom
  }))
  await db.insert(personFacts).values([...before, ...after].map(fact => ({ ...fact, recordedFrom: now })))
}

export type NewNumbers = { personId: number; idNumber: string | null; mobile: string | null; staffNumber: string | null }

/** Numbers of people who are known: a number that is null leaves the kept one. */
export const keepNumbers = async (db: Db, keys: PersonalKeys, numbers: readonly NewNumbers[]): Promise<void> => {
  const personal = numbers.filter(({ idNumber, mobile }) => idNumber || mobile)
  if (personal.length) {
    const kept = (column: string) => sql.raw(`coalesce(excluded.${column}, personal_data.${column})`)
    await db
      .insert(personalData)
      .values(
        personal.map(({ personId, idNumber, mobile }) => ({
          personId,
          idCipher: idNumber ? encrypt(keys, idNumber) : null,
          idHash: idNumber ? matchingHash(keys, idNumber) : null,
          idLastFour: idNumber?.slice(-4) ?? null,
          mobileCipher: mobile ? encrypt(keys, mobile) : null,
          mobileHash: mobile ? matchingHash(keys, mobile) : null,
          mobileLastFour: mobile?.slice(-4) ?? null
        }))
      )
      .onConflictDoUpdate({
        target: personalData.personId,
        set: {
          idCipher: kept('id_cipher'),
          idHash: kept('id_hash'),
          idLastFour: kept('id_last_four'),
          mobileCipher: kept('mobile_cipher'),
          mobileHash: kept('mobile_hash'),
          mobileLastFour: kept('mobile_last_four')
        }
      })
  }
  const staff = numbers.filter(({ staffNumber }) => staffNumber)
  if (staff.length)
    await db.execute(sql`
      update people set staff_number = w."staffNumber"
      from jsonb_to_recordset(${JSON.stringify(staff)}::jsonb) as w("personId" bigint, "staffNumber" text) where w."personId" = people.id`)
}
