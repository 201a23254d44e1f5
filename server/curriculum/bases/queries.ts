import { sql } from 'drizzle-orm'
import { firstOf, rowsOf, type Db } from '../../database/db.ts'
import { keptFor, type Kept, type Noun } from '../keeping.ts'
import { isNamed, isShown, type Shown } from '../rules.ts'
import { BASE_FIELDS, type BaseFacts, type BaseKind } from './rules.ts'
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

export type BaseChoice = { q?: string; shown?: Shown; kind?: BaseKind }

/** Bases of these parts and above them, as a list is narrowed. */
export const basesListed = async (db: Db, paths: readonly string[], { q = '', shown, kind }: BaseChoice): Promise<Base[]> =>
  (await keptFor(db, BASES, paths)).filter(
    base =>
      isShown(shown, base.isHidden) &&
      (!kind || base.kind === kind) &&
      isNamed(q, [base.name, base.location, ...base.topics, base.guide])
  )

export type ListedPicture = { id: number; caption: string }

const isOnPage = sql`not exists (select from teaching_base_picture_removals r where r.picture_id = p.id)`

export const picturesOf = (db: Db, baseId: number): Promise<ListedPicture[]> =>
  rowsOf<ListedPicture>(
    db,
    sql`select p.id, p.caption from teaching_base_pictures p where p.base_id = ${baseId} and ${isOnPage} order by p.id`
  )

export type KeptPicture = { mediaType: string; content: Uint8Array }

/** A picture that is shown; null when it was taken away or is another base's. */
export const pictureOf = (db: Db, baseId: number, pictureId: number): Promise<KeptPicture | null> =>
  firstOf<KeptPicture>(
    db,
    sql`select p.media_type as "mediaType", p.content from teaching_base_pictures p
        where p.id = ${pictureId} and p.base_id = ${baseId} and ${isOnPage}`
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
