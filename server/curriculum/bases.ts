import { sql, type SQL } from 'drizzle-orm'
import { firstOf, rowsOf, type Db } from '../database/db.ts'
import { partsOf, usableFrom } from './queries.ts'
import type { BaseFacts } from './rules.ts'
import { teachingBaseFacts, teachingBasePictureRemovals, teachingBasePictures, teachingBases } from './schema.ts'

/** A base as it is known now. `path` is the line of its organisation in the tree; times are minutes. */
export type Base = BaseFacts & { id: number; organisationId: number; organisationName: string; path: string; isHidden: boolean }

const columns = (x: SQL): SQL => sql`
  ${x}.base_id as id, ${x}.organisation_id as "organisationId", ${x}.name, ${x}.level, ${x}.kind, ${x}.location, ${x}.capacity,
  to_json(${x}.topics) as topics, ${x}.guide, ${x}.contact, ${x}.travel_minutes as "travelMinutes", ${x}.opening_hours as "openingHours",
  ${x}.cost, ${x}.summary, ${x}.history, ${x}.route, ${x}.is_hidden as "isHidden"`

/** Bases of the organisations within these parts and above them, those offered first. */
export const basesFor = (db: Db, paths: readonly string[]): Promise<Base[]> =>
  rowsOf<Base>(
    db,
    sql`select ${columns(sql`x`)}, f.name as "organisationName", f.path::text as path
        from (select * from teaching_base_facts where recorded_until is null) x ${usableFrom(paths)}
        order by x.is_hidden, x.name collate "C", x.base_id`
  )

export const baseById = (db: Db, baseId: number): Promise<Base | null> =>
  firstOf<Base>(
    db,
    sql`select ${columns(sql`x`)}, f.name as "organisationName", f.path::text as path
        from teaching_base_facts x
        cross join lateral (select name, path from organisation_facts
          where organisation_id = x.organisation_id and recorded_until is null order by valid_from desc limit 1) f
        where x.base_id = ${baseId} and x.recorded_until is null`
  )

/** Whether a base belongs to an organisation within these parts or above them. */
export const isUsableFrom = async (db: Db, baseId: number, paths: readonly string[]): Promise<boolean> => {
  const base = await baseById(db, baseId)
  if (!base || !paths.length) return false
  const { usable } = (await firstOf<{ usable: boolean }>(
    db,
    sql`select ${base.path}::ltree <@ any(${partsOf(paths)}) or ${base.path}::ltree @> any(${partsOf(paths)}) as usable`
  ))!
  return usable
}

/** Waits until nobody else is changing this base, and reads how it then stands. */
export const holdBase = async (db: Db, baseId: number): Promise<Base> => {
  await db.execute(sql`select from teaching_bases where id = ${baseId} for update`)
  return (await baseById(db, baseId))!
}

type Known = BaseFacts & { organisationId: number; isHidden: boolean }

const record = (db: Db, baseId: number, known: Known, recordedBy: number, now: Date) =>
  db.insert(teachingBaseFacts).values({ ...known, topics: [...known.topics], baseId, recordedBy, recordedFrom: now })

export const addBase = async (db: Db, known: Known, recordedBy: number, now: Date): Promise<number> => {
  const [made] = await db.insert(teachingBases).values({}).returning({ id: teachingBases.id })
  await record(db, made!.id, known, recordedBy, now)
  return made!.id
}

/** What was known until now is closed, and what is known from now on stands beside it. */
export const changeBase = async (db: Db, baseId: number, known: Known, recordedBy: number, now: Date): Promise<void> => {
  await db.execute(
    sql`update teaching_base_facts set recorded_until = ${now.toISOString()}::timestamptz where base_id = ${baseId} and recorded_until is null`
  )
  await record(db, baseId, known, recordedBy, now)
}

export type PastBase = BaseFacts & { isHidden: boolean; recordedAt: string; recordedBy: string }

/** Everything that was ever known of a base, newest first. */
export const pastOf = (db: Db, baseId: number): Promise<PastBase[]> =>
  rowsOf<PastBase>(
    db,
    sql`select ${columns(sql`x`)}, to_char(x.recorded_from at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "recordedAt",
               a.name as "recordedBy"
        from teaching_base_facts x join accounts a on a.id = x.recorded_by where x.base_id = ${baseId} order by x.id desc`
  )

export type ListedPicture = { id: number; caption: string }

const isShown = sql`not exists (select from teaching_base_picture_removals r where r.picture_id = p.id)`

export const picturesOf = (db: Db, baseId: number): Promise<ListedPicture[]> =>
  rowsOf<ListedPicture>(
    db,
    sql`select p.id, p.caption from teaching_base_pictures p where p.base_id = ${baseId} and ${isShown} order by p.id`
  )

export type KeptPicture = { mediaType: string; content: Uint8Array }

/** A picture that is shown; null when it was taken away or is another base's. */
export const pictureOf = (db: Db, baseId: number, pictureId: number): Promise<KeptPicture | null> =>
  firstOf<KeptPicture>(
    db,
    sql`select p.media_type as "mediaType", p.content from teaching_base_pictures p
        where p.id = ${pictureId} and p.base_id = ${baseId} and ${isShown}`
  )

export const addPicture = async (
  db: Db,
  added: KeptPicture & { baseId: number; caption: string; addedBy: number },
  now: Date
): Promise<number> =>
  (
    await db
      .insert(teachingBasePictures)
      .values({ ...added, addedAt: now })
      .returning({ id: teachingBasePictures.id })
  )[0]!.id

export const removePicture = async (db: Db, pictureId: number, removedBy: number, now: Date): Promise<void> => {
  await db.insert(teachingBasePictureRemovals).values({ pictureId, removedBy, removedAt: now })
}
