import { sql } from 'drizzle-orm'
import { rowsOf, type Db } from '../../database/db.ts'
import { keptFor, type Kept, type Noun } from '../keeping.ts'
import { isNamed, isShown, type Shown } from '../rules.ts'
import { TEXTBOOK_FIELDS, type TextbookFacts, type TextbookKind } from './rules.ts'
import { textbookFacts, textbooks } from './schema.ts'

export const TEXTBOOKS: Noun<TextbookFacts> = {
  things: textbooks,
  facts: textbookFacts,
  thing: 'textbookId',
  fields: TEXTBOOK_FIELDS,
  order: 'x.name collate "C", x.year'
}

export type Textbook = Kept<TextbookFacts>

export type TextbookChoice = { q?: string; shown?: Shown; kind?: TextbookKind }

/** Textbooks of these parts and above them, as a list is narrowed. */
export const textbooksListed = async (
  db: Db,
  paths: readonly string[],
  { q = '', shown, kind }: TextbookChoice
): Promise<Textbook[]> =>
  (await keptFor(db, TEXTBOOKS, paths)).filter(
    book =>
      isShown(shown, book.isHidden) &&
      (!kind || book.kind === kind) &&
      isNamed(q, [book.name, book.author, book.publisher, book.isbn])
  )

/** The courses whose latest version names a textbook; `ever`: any version. `path` null: from a file, so everybody's. */
export const coursesWith = (
  db: Db,
  textbookId: number,
  ever: boolean
): Promise<{ id: number; title: string; path: string | null }[]> =>
  rowsOf(
    db,
    sql`select distinct on (v.course_id) v.course_id as id, v.title, f.path::text as path
        from course_version_textbooks t join course_versions v on v.id = t.course_version_id join courses c on c.id = v.course_id
        left join lateral (select path from organisation_facts
          where organisation_id = c.organisation_id and recorded_until is null order by valid_from desc limit 1) f on true
        where t.textbook_id = ${textbookId} and (${ever} or v.number = (select max(number) from course_versions where course_id = v.course_id))
        order by v.course_id, v.number desc`
  )
