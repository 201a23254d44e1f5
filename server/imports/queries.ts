import { eq, sql, type SQL } from 'drizzle-orm'
import { firstOf, rowsOf, type Db } from '../database/db.ts'
import { isHeldOn, ltrees } from '../organisations/roster.ts'
import type { Day } from '../time/dates.ts'
import type { Field } from './places.ts'
import type { Headings, Mapping } from './rules.ts'
import { rosterImports } from './schema.ts'

/** What a person said about a file, kept beside it: nothing of it is guessed, and nothing of it changes the file. */
export type Corrections = {
  sheets: Mapping
  /** By `sheet!row` of the first row that speaks of the person. */
  people: Record<string, { verdict: 'same' | 'different' | 'later'; personId: number | null }>
  /** By the key of the organisation in the file. */
  organisations: Record<string, { sameAs: number | null; field: Field | null }>
}

export const NO_CORRECTIONS: Corrections = { sheets: {}, people: {}, organisations: {} }

export type NewImport = {
  organisationId: number
  senderId: number
  fileName: string
  content: Uint8Array
  isCompleteList: boolean | null
  effectiveOn: Day
  uploadedBy: number
}

/** `content` is the cipher of the file: it names people by their ID numbers. */
export const addImport = async (db: Db, added: NewImport, now: Date): Promise<number> => {
  const [made] = await db
    .insert(rosterImports)
    .values({ ...added, mapping: NO_CORRECTIONS, uploadedAt: now })
    .returning({ id: rosterImports.id })
  return made!.id
}

export type Import = {
  id: number
  fileName: string
  organisationId: number
  organisationName: string
  path: string
  sender: string | null
  effectiveOn: Day
  isCompleteList: boolean | null
  uploadedAt: string
  uploadedBy: string
  appliedAt: string | null
  appliedBy: string | null
  undoneAt: string | null
  undoneBy: string | null
  abandonedAt: string | null
  abandonedBy: string | null
  /** Of the last work on the file. */
  runKind: 'reading' | 'applying' | 'undoing' | 'removing' | 'abandoning' | null
  runOutcome: 'finished' | 'failed' | 'interrupted' | null
  runDone: number | null
  runTotal: number | null
  runReason: { code: string; zh: string; en: string } | null
}

export type OneImport = Import & {
  corrections: Corrections
  headings: Headings
  senderId: number | null
  uploadedById: number
  appliedById: number | null
  summary: Record<string, unknown> | null
}

/** Work that has not been heard of for so long has died with its process. */
const SILENT = "interval '90 seconds'"

const importRows = (day: Day, now: Date, more: SQL, where: SQL): SQL => sql`
  select i.id, i.file_name as "fileName", i.organisation_id as "organisationId", f.name as "organisationName", f.path::text as path,
         s.label as sender, i.effective_on::text as "effectiveOn", i.is_complete_list as "isCompleteList", i.uploaded_at as "uploadedAt",
         u.name as "uploadedBy", a.applied_at as "appliedAt", by.name as "appliedBy", z.undone_at as "undoneAt", zby.name as "undoneBy", d.abandoned_at as "abandonedAt", dby.name as "abandonedBy",
         r.kind as "runKind", r.done as "runDone", r.total as "runTotal", r.reason as "runReason",
         case when r.ended_at is null and r.beat_at < ${now.toISOString()}::timestamptz - ${sql.raw(SILENT)} then 'interrupted' else r.outcome end as "runOutcome",
         ${more}
  from roster_imports i
  join accounts u on u.id = i.uploaded_by
  left join import_senders s on s.id = i.sender_id
  left join roster_applications a on a.import_id = i.id
  left join accounts by on by.id = a.applied_by
  left join import_undos z on z.import_id = i.id
  left join accounts zby on zby.id = z.undone_by
  left join import_abandonments d on d.import_id = i.id
  left join accounts dby on dby.id = d.abandoned_by
  left join lateral (select * from import_runs r where r.import_id = i.id order by r.id desc limit 1) r on true
  left join import_readings g on g.import_id = i.id
  join organisation_facts f on f.organisation_id = i.organisation_id and ${isHeldOn('f', day)}
  where ${where}
  order by i.id desc`

const instant = (at: string | null): string | null => at && new Date(at).toISOString()

const withInstants = <Row extends Import>(row: Row): Row => ({
  ...row,
  uploadedAt: new Date(row.uploadedAt).toISOString(),
  appliedAt: instant(row.appliedAt),
  undoneAt: instant(row.undoneAt),
  abandonedAt: instant(row.abandonedAt)
})

export const importById = async (db: Db, id: number, day: Day, now: Date): Promise<OneImport | null> => {
  const more = sql`i.mapping as corrections, coalesce(s.headings, '{}') as headings, i.sender_id as "senderId",
    i.uploaded_by as "uploadedById", a.applied_by as "appliedById", a.summary`
  const found = await firstOf<OneImport>(db, importRows(day, now, more, sql`i.id = ${id}`))
  return found && withInstants(found)
}

type ListedImport = Import & { joined: number | null; changed: number | null; refused: number | null; undecided: number | null }

export const importsWithin = async (db: Db, paths: readonly string[], day: Day, now: Date): Promise<ListedImport[]> => {
  // What is applied keeps its own sums; before that they are those of the last reading.
  const count = (name: string) =>
    sql`coalesce(a.summary->'rows'->>${sql.raw(`'${name}'`)}, g.counts->'rows'->>${sql.raw(`'${name}'`)})::int`
  const counts = sql`${count('joined')} as joined, ${count('changed')} as changed, ${count('refused')} as refused, ${count('samePerson')} as undecided`
  return (await rowsOf<ListedImport>(db, importRows(day, now, counts, sql`f.path <@ any(${ltrees(paths)})`))).map(withInstants)
}

/** The file comes in pieces: whole, and as the driver writes it, it would stand in memory three times over. */
const PIECE = 1 << 20

export const contentOf = async (db: Db, importId: number): Promise<Uint8Array> => {
  const { length } = (await firstOf<{ length: number }>(
    db,
    sql`select octet_length(content) as length from roster_imports where id = ${importId}`
  ))!
  const content = new Uint8Array(length)
  for (let at = 0; at < length; at += PIECE) {
    const { piece } = (await firstOf<{ piece: Uint8Array }>(
      db,
      sql`select substring(content from ${at + 1}::int for ${PIECE}::int) as piece from roster_imports where id = ${importId}`
    ))!
    content.set(piece, at)
  }
  return content
}

export type Corrected = { corrections: Corrections; effectiveOn: Day; isCompleteList: boolean | null }

export const correctImport = async (
  db: Db,
  importId: number,
  { corrections, effectiveOn, isCompleteList }: Corrected
): Promise<void> => {
  await db.update(rosterImports).set({ mapping: corrections, effectiveOn, isCompleteList }).where(eq(rosterImports.id, importId))
}

export const addApplication = async (
  db: Db,
  { importId, appliedBy, summary }: { importId: number; appliedBy: number; summary: Record<string, unknown> },
  now: Date
): Promise<void> => {
  await rowsOf(
    db,
    sql`insert into roster_applications (import_id, applied_at, applied_by, summary)
        values (${importId}, ${now.toISOString()}, ${appliedBy}, ${JSON.stringify(summary)}::jsonb)`
  )
}
