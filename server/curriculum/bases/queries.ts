import { sql } from 'drizzle-orm'
import { firstOf, rowsOf, type Db } from '../../database/db.ts'
import type { Kept, Noun } from '../keeping.ts'
import { BASE_FIELDS, type BaseFacts } from './rules.ts'
import { teachingBaseFacts, teachingBasePictureRemovals, teachingBasePictures, teachingBases } from './schema.ts'

export const BASES: Noun<BaseFacts> = {
  things: teachingBases,
  facts: teachingBaseFacts,
  thing: 'baseId',
  fields: BASE_FIELDS,
  order: 'x.name collate "C"'
}

/** A base as it is known now; times are minutes. */
export type Base = Kept<BaseFacts>

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
