import { pinyin } from 'pinyin-pro'
import { and, eq, gt, isNull, lte, or, sql, type SQL } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import { firstOf, rowsOf, type Db } from '../database/db.ts'
import type { Day } from '../time/dates.ts'
import { encrypt, matchingHash, type PersonalKeys } from './personal.ts'
import { organisationFacts, organisations, people, personalData, personFacts, posts, memberships, exemptions } from './schema.ts'

type Dated = { validFrom: PgColumn; validUntil: PgColumn; recordedFrom: PgColumn; recordedUntil: PgColumn }

/** True on a day, as known now. */
export const isTrueOn = (fact: Dated, day: Day): SQL =>
  and(isNull(fact.recordedUntil), lte(fact.validFrom, day), or(isNull(fact.validUntil), gt(fact.validUntil, day)))!

/** The same for a table of a hand-written statement, by its alias. */
export const isTrueIn = (alias: SQL, day: Day): SQL =>
  sql`${alias}.recorded_until is null and ${alias}.valid_from <= ${day} and (${alias}.valid_until is null or ${alias}.valid_until > ${day})`

/** True on a day, as known at an instant. */
export const wasTrueOn = (fact: Dated, day: Day, knownAt: Date): SQL =>
  and(
    lte(fact.recordedFrom, knownAt),
    or(isNull(fact.recordedUntil), gt(fact.recordedUntil, knownAt)),
    lte(fact.validFrom, day),
    or(isNull(fact.validUntil), gt(fact.validUntil, day))
  )!

/** The order of every list of people, the same on both databases: syllables in lower case, then compared by bytes. 曾 as a surname is zeng. */
export const pinyinKey = (name: string): string =>
  pinyin(name, { toneType: 'none', type: 'array', v: true, surname: 'head' }).join(' ').toLowerCase()

export type NewOrganisation = {
  parentId: number | null
  name: string
  typeCode: string
  level: string
  unitCategory: string
  field: string
  code?: string | null
  divisionCode?: string | null
  localCategory?: string | null
  validFrom: Day
}

/** Adds a branch of the tree. Returns its id. */
export const addOrganisation = async (db: Db, added: NewOrganisation, now: Date): Promise<number> => {
  const { code, ...fact } = added
  const [made] = await db
    .insert(organisations)
    .values({ code: code ?? null })
    .returning({ id: organisations.id })
  const above = added.parentId ? (await organisationOn(db, added.parentId, added.validFrom))?.path : null
  const path = above ? `${above}.${made!.id}` : String(made!.id)
  await db.insert(organisationFacts).values({ ...fact, organisationId: made!.id, path, recordedFrom: now })
  return made!.id
}

export type Organisation = {
  id: number
  parentId: number | null
  path: string
  name: string
  typeCode: string
  level: string
  field: string
}

const asOrganisation = {
  id: organisationFacts.organisationId,
  parentId: organisationFacts.parentId,
  path: organisationFacts.path,
  name: organisationFacts.name,
  typeCode: organisationFacts.typeCode,
  level: organisationFacts.level,
  field: organisationFacts.field
}

/** An organisation as it is on a day, as known now; null where there is none. */
export const organisationOn = (db: Db, id: number, day: Day): Promise<Organisation | null> =>
  firstOf<Organisation>(
    db,
    sql`select organisation_id as id, parent_id as "parentId", path::text as path, name, type_code as "typeCode", level, field
        from organisation_facts
        where organisation_id = ${id} and recorded_until is null
          and valid_from <= ${day} and (valid_until is null or valid_until > ${day})`
  )

/** The organisations below any of these paths on a day, themselves included, in the order of the tree. */
export const organisationsWithin = (db: Db, paths: readonly string[], day: Day): Promise<Organisation[]> =>
  paths.length
    ? db
        .select(asOrganisation)
        .from(organisationFacts)
        .where(
          and(
            isTrueOn(organisationFacts, day),
            sql`${organisationFacts.path} <@ any(array[${sql.join(
              paths.map(path => sql`${path}::ltree`),
              sql`, `
            )}])`
          )
        )
        .orderBy(organisationFacts.path)
    : Promise.resolve([])

export type NewPerson = {
  name: string
  gender: 'male' | 'female' | null
  birthMonth: string | null
  ethnicGroup: string | null
  education: string | null
  joinedMonth?: string | null
  occupation?: string | null
  idNumber: string | null
  mobile: string | null
  staffNumber?: string | null
  validFrom: Day
}

/** Adds people in one go, without accounts or passwords. Returns their ids in the order given. */
export const addPeople = async (db: Db, keys: PersonalKeys, added: readonly NewPerson[], now: Date): Promise<number[]> => {
  const ids: number[] = []
  for (const some of slices(added, 1000)) {
    const made = await db
      .insert(people)
      .values(some.map(person => ({ staffNumber: person.staffNumber ?? null })))
      .returning({ id: people.id })
    await db.insert(personFacts).values(
      some.map(({ name, gender, birthMonth, ethnicGroup, education, joinedMonth, occupation, validFrom }, i) => ({
        personId: made[i]!.id,
        name,
        pinyin: pinyinKey(name),
        gender,
        birthMonth,
        ethnicGroup,
        education,
        joinedMonth: joinedMonth ?? null,
        occupation: occupation ?? null,
        validFrom,
        recordedFrom: now
      }))
    )
    await db.insert(personalData).values(
      some.map(({ idNumber, mobile }, i) => ({
        personId: made[i]!.id,
        idCipher: idNumber ? encrypt(keys, idNumber) : null,
        idHash: idNumber ? matchingHash(keys, idNumber) : null,
        idLastFour: idNumber?.slice(-4) ?? null,
        mobileCipher: mobile ? encrypt(keys, mobile) : null,
        mobileHash: mobile ? matchingHash(keys, mobile) : null,
        mobileLastFour: mobile?.slice(-4) ?? null
      }))
    )
    ids.push(...made.map(row => row.id))
  }
  return ids
}

export type NewPost = {
  personId: number
  organisationId: number
  role: string
  portfolio: string | null
  isMain: boolean
  validFrom: Day
  validUntil?: Day | null
}

/** Adds posts, each a fact with an id of its own. */
export const addPosts = async (db: Db, added: readonly NewPost[], now: Date): Promise<void> => {
  for (const some of slices(added, 1000))
    await db.insert(posts).values(some.map(post => ({ ...post, postId: sql`nextval('post_ids')`, recordedFrom: now })))
}

/** A post ends on a day: the row is closed as knowledge, and a row with the end takes its place. */
export const endPost = async (db: Db, postId: number, day: Day, now: Date): Promise<void> => {
  const [post] = await db
    .update(posts)
    .set({ recordedUntil: now })
    .where(and(eq(posts.postId, postId), isTrueOn(posts, day)))
    .returning()
  if (!post) return
  const { id: _row, recordedFrom: _known, recordedUntil: _closed, ...fact } = post
  if (fact.validFrom < day) await db.insert(posts).values({ ...fact, validUntil: day, recordedFrom: now })
}

export type NewMembership = { personId: number; organisationId: number; stage: string; validFrom: Day; validUntil?: Day | null }

export const addMemberships = async (db: Db, added: readonly NewMembership[], now: Date): Promise<void> => {
  for (const some of slices(added, 1000))
    await db.insert(memberships).values(some.map(membership => ({ ...membership, recordedFrom: now })))
}

export type NewExemption = {
  personId: number
  requirement: string | null
  kind?: string
  reason: string
  approvedBy: string
  decidedOn?: Day | null
  document?: string | null
  validFrom: Day
  validUntil: Day | null
}

export const addExemption = async (db: Db, added: NewExemption, now: Date): Promise<void> => {
  await db.insert(exemptions).values({ ...added, exemptionId: sql`nextval('exemption_ids')`, recordedFrom: now })
}

/** The organisation in which a person can be found on a day: of the main post, else of a post, else of the membership. */
export const unitOf = (db: Db, personId: number, day: Day): Promise<{ id: number; name: string } | null> =>
  firstOf(
    db,
    sql`select f.organisation_id as id, f.name
        from (select organisation_id, is_main::int as weight, valid_from from posts
                where person_id = ${personId} and recorded_until is null and valid_from <= ${day} and (valid_until is null or valid_until > ${day})
              union all
              select organisation_id, -1, valid_from from memberships
                where person_id = ${personId} and recorded_until is null and valid_from <= ${day} and (valid_until is null or valid_until > ${day})) p
        join organisation_facts f on f.organisation_id = p.organisation_id and f.recorded_until is null
          and f.valid_from <= ${day} and (f.valid_until is null or f.valid_until > ${day})
        order by p.weight desc, p.valid_from limit 1`
  )

/** YYYY-MM of a person's birth, as known now; null where it is not. */
export const birthMonthOf = async (db: Db, personId: number, day: Day): Promise<string | null> =>
  (
    await firstOf<{ birthMonth: string | null }>(
      db,
      sql`select f.birth_month as "birthMonth" from person_facts f where f.person_id = ${personId} and ${isTrueIn(sql`f`, day)}`
    )
  )?.birthMonth ?? null

/** The root of the one tree of this instance. */
export const rootOf = async (db: Db): Promise<{ id: number; name: string } | null> =>
  (
    await rowsOf<{ id: number; name: string }>(
      db,
      sql`select organisation_id as id, name from organisation_facts where parent_id is null and recorded_until is null order by id limit 1`
    )
  )[0] ?? null

function* slices<T>(all: readonly T[], size: number): Generator<T[]> {
  for (let at = 0; at < all.length; at += size) yield all.slice(at, at + size)
}
