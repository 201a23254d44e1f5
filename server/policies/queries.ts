import { asc, eq, sql } from 'drizzle-orm'
import { firstOf, rowsOf, type Db } from '../database/db.ts'
import type { Day } from '../time/dates.ts'
import { toldOf } from '../files/yaml.ts'
import { BadPack, faultsIn } from './packFile.ts'
import type { Pack } from './rules.ts'
import { categories, policyPacks, policyVersions, requirements, strata } from './schema.ts'

/** Installs a version of a pack once; the same number again is left alone. A pack with a mistake installs nothing. */
export const installPack = async (db: Db, candidate: unknown, now: Date, text: string | null = null): Promise<void> => {
  const faults = faultsIn(candidate)
  if (faults.length) throw new BadPack(faults.map(toldOf).join('\n'))
  const pack = candidate as Pack
  await db.transaction(tx => addVersion(tx, pack, { text, recordedBy: null }, now))
}

/** Adds a version of a pack without mistakes; null where there is one of this number. */
export const addVersion = async (
  tx: Db,
  pack: Pack,
  written: { text: string | null; recordedBy: number | null },
  now: Date
): Promise<number | null> => {
  await tx.insert(policyPacks).values({ code: pack.pack, title: pack.title }).onConflictDoNothing({ target: policyPacks.code })
  const packId = (await tx.select().from(policyPacks).where(eq(policyPacks.code, pack.pack)))[0]!.id
  const [version] = await tx
    .insert(policyVersions)
    .values({
      packId,
      number: pack.number,
      effectiveFrom: pack.effective.from,
      effectiveUntil: pack.effective.until ?? null,
      body: pack,
      recordedAt: now,
      ...written
    })
    .onConflictDoNothing({ target: [policyVersions.packId, policyVersions.number] })
    .returning({ id: policyVersions.id })
  if (!version) return null
  const versionId = version.id
  await tx
    .insert(categories)
    .values(
      pack.categories.map((category, position) => ({ code: category.code, nameZh: category.zh, nameEn: category.en, position }))
    )
    .onConflictDoNothing({ target: categories.code })
  await tx.insert(strata).values(
    pack.strata.map(({ code, zh, en, fields, roles }, position) => ({
      versionId,
      code,
      nameZh: zh,
      nameEn: en,
      position,
      fields,
      roles
    }))
  )
  await tx.insert(requirements).values(
    pack.requirements.map((body, position) => ({
      versionId,
      code: body.code,
      position,
      titleZh: body.zh,
      titleEn: body.en,
      severity: body.severity,
      body
    }))
  )
  return versionId
}

export type ListedVersion = {
  id: number
  number: number
  title: string
  effectiveFrom: Day
  effectiveUntil: Day | null
  recordedAt: string
  recordedBy: string | null
}

/** Every version there is, the newest first. */
export const allVersions = (db: Db): Promise<ListedVersion[]> =>
  rowsOf<ListedVersion>(
    db,
    sql`select v.id, v.number, v.body->>'title' as title, v.effective_from::text as "effectiveFrom",
               v.effective_until::text as "effectiveUntil", to_char(v.recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "recordedAt",
               a.name as "recordedBy"
        from policy_versions v left join accounts a on a.id = v.recorded_by order by v.effective_from desc, v.number desc`
  )

export const versionById = (db: Db, id: number): Promise<{ number: number; text: string | null; pack: Pack } | null> =>
  firstOf(db, sql`select number, text, body as pack from policy_versions where id = ${id}`)

export type PackVersion = { versionId: number; number: number; title: string; pack: Pack }

/** The pack in force on a day: the latest version that was effective then. */
export const packOn = async (db: Db, day: Day): Promise<PackVersion> => {
  const version = await packInForce(db, day)
  if (!version) throw new BadPack(`no policy pack is in force on ${day}`)
  return version
}

/** The packs in force on these days; a cohort seldom sees more than one. */
export const packsOn = async (db: Db, days: readonly Day[]): Promise<(day: Day) => PackVersion> => {
  const packs = new Map<Day, PackVersion>()
  for (const day of new Set(days)) packs.set(day, await packOn(db, day))
  return day => packs.get(day)!
}

/** The same as of one day, or null where none was in force yet. */
export const packInForce = async (db: Db, day: Day): Promise<PackVersion | null> => {
  const version = await firstOf<{ versionId: number; number: number; pack: Pack }>(
    db,
    sql`select id as "versionId", number, body as pack from policy_versions
        where effective_from <= ${day} and (effective_until is null or effective_until > ${day})
        order by effective_from desc, number desc limit 1`
  )
  return version && { ...version, title: version.pack.title }
}

export type Profile = {
  seniorFrom: number | null
  helpPhone: string | null
  removalsHeldAbove: number | null
  arrivalKeptDays: number | null
}

/** What the department in force on a day sets for its people. */
export const profileOn = async (db: Db, day: Day): Promise<Profile> => {
  const profile = (await packInForce(db, day))?.pack.profile ?? {}
  const { seniorFrom = null, helpPhone = null, removalsHeldAbove = null, arrivalKeptDays = null } = profile
  return { seniorFrom, helpPhone, removalsHeldAbove, arrivalKeptDays }
}

/** What every requirement there ever was is called, by its code; of a code that was renamed the latest title. */
export const requirementNames = async (db: Db): Promise<ReadonlyMap<string, string>> =>
  new Map(
    (
      await rowsOf<{ code: string; zh: string }>(
        db,
        sql`select distinct on (code) code, title_zh as zh from requirements order by code, version_id desc`
      )
    ).map(({ code, zh }) => [code, zh])
  )

export const allCategories = (db: Db) => db.select().from(categories).orderBy(asc(categories.position))
