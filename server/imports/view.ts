/** How far a file is, and what it would change or has changed: sums, and a page of each of its parts. */
import { heldAsTold } from './changes.ts'
import { sql, type SQL } from 'drizzle-orm'
import { firstOf, rowsOf, type Db } from '../database/db.ts'
import type { LISTS } from './contract.ts'
import type { Figure } from './effects.ts'
import type { Import, OneImport } from './queries.ts'
import type { SheetsRead, ShownPerson, View } from './shown.ts'
import type { Counts } from './stagedPeople.ts'

export type List = (typeof LISTS)[number]
export const PAGE_SIZE = 50

export type ImportState = View['state']

const UNDER_WAY = {
  reading: 'reading',
  applying: 'applying',
  undoing: 'undoing',
  removing: 'removing',
  abandoning: 'reading'
} as const

export const stateOf = (imported: Import): ImportState => {
  const { runKind, runOutcome, appliedAt, undoneAt, abandonedAt } = imported
  if (abandonedAt !== null) return 'abandoned'
  if (runKind !== null && runOutcome === null) return UNDER_WAY[runKind]
  if (undoneAt !== null) return 'undone'
  if (appliedAt !== null) return 'applied'
  if (runKind === null || (runKind === 'reading' && runOutcome === 'interrupted')) return 'interrupted'
  if (runKind === 'reading' && runOutcome === 'failed') return 'failed'
  return 'ready'
}

const INTERRUPTED = {
  code: 'interrupted',
  zh: '系统中途停过，这一步没有做完，什么也没有写进名册；请再来一次。',
  en: 'The system stopped on the way: this was not done and nothing was written. Please try again.'
}

const reasonOf = (imported: Import): View['reason'] => {
  if (imported.runOutcome === 'interrupted') return INTERRUPTED
  return imported.runOutcome === 'failed' && imported.runReason ? imported.runReason : null
}

/** What every list of imports shows of one. */
export const headOf = (imported: Import) => {
  const { id, fileName, organisationId, organisationName, effectiveOn, uploadedAt, uploadedBy, appliedAt, appliedBy } = imported
  const { undoneAt, undoneBy, abandonedAt, abandonedBy, sender, isCompleteList } = imported
  return {
    id,
    fileName,
    organisationId,
    organisationName,
    effectiveOn,
    uploadedAt,
    uploadedBy,
    appliedAt,
    appliedBy,
    undoneAt,
    undoneBy,
    abandonedAt,
    abandonedBy,
    sender,
    isCompleteList,
    state: stateOf(imported)
  }
}

type Kept = { sheets: SheetsRead & { same: View['sameOrganisations'] }; counts: Counts; effects: Figure[] }

const NO_ROWS: Counts['rows'] = { total: 0, joined: 0, changed: 0, unchanged: 0, samePerson: 0, refused: 0, agrees: true }
const NO_ADDS: Counts['adds'] = {
  people: 0,
  posts: 0,
  endedPosts: 0,
  memberships: 0,
  endedMemberships: 0,
  changedPeople: 0,
  left: 0,
  units: 0,
  organisations: 0
}
const NO_LISTS: Counts['lists'] = {
  joined: 0,
  changed: 0,
  samePerson: 0,
  refused: 0,
  flagged: 0,
  remarks: 0,
  left: 0,
  held: 0,
  withheld: 0,
  places: 0
}

export const viewOf = async (db: Db, imported: OneImport, { list, page = 1 }: { list?: List; page?: number }): Promise<View> => {
  const { id } = imported
  const kept = await firstOf<Kept>(db, sql`select sheets, counts, effects from import_readings where import_id = ${id}`)
  const state = stateOf(imported)
  // What was applied keeps its own sums, also when its lists have been cleared away.
  const counts = (imported.appliedAt ? (imported.summary as Counts | null) : kept?.counts) ?? null
  // Sums from before files could bring members say nothing of them.
  const adds = { ...NO_ADDS, ...counts?.adds }
  const asks = (name: List): boolean => kept !== null && (list === undefined || list === name)
  const at = { id, offset: (page - 1) * PAGE_SIZE }
  const dropped = kept?.sheets.dropped ?? []
  const isReady = state === 'ready'
  return {
    ...headOf(imported),
    progress: { done: imported.runDone ?? 0, total: imported.runTotal },
    reason: reasonOf(imported),
    mayApply: isReady && imported.isCompleteList !== null && kept !== null && changesIn(counts) > 0,
    mayUndo: state === 'applied',
    mayAbandon: state === 'ready' || state === 'failed' || state === 'interrupted',
    page,
    pageSize: PAGE_SIZE,
    // A reading from before a sheet could hold several tables says none of these.
    sheets: (kept?.sheets.sheets ?? []).map(sheet => ({
      ...sheet,
      worksheet: sheet.worksheet ?? sheet.name,
      role: sheet.role ?? null,
      beginning: sheet.beginning ?? []
    })),
    rows: counts?.rows ?? NO_ROWS,
    adds,
    lists: { ...NO_LISTS, ...counts?.lists, dropped: dropped.length },
    figures: kept?.effects ?? [],
    units: asks('places') ? await unitsOf(db, imported, at) : [],
    organisations: asks('places') ? await organisationsOf(db, imported, at) : [],
    sameOrganisations: kept?.sheets.same ?? [],
    joined: asks('joined') ? await peopleOf(db, imported, sql`kind = 'joined'`, at, kept!.effects) : [],
    changed: asks('changed')
      ? await peopleOf(db, imported, sql`kind in ('changedPost', 'changedDetails')`, at, kept!.effects)
      : [],
    samePerson: asks('samePerson') ? await questionsOf(db, imported, at) : [],
    verdicts: asks('samePerson') ? await verdictsOf(db, imported) : [],
    refused: asks('refused') ? await refusedOf(db, at) : [],
    flagged: asks('flagged') ? await flaggedOf(db, at, 'flags') : [],
    remarks: asks('flagged') ? await flaggedOf(db, at, 'remarks') : [],
    dropped: asks('dropped') ? dropped.slice(at.offset, at.offset + PAGE_SIZE) : [],
    left: asks('left') ? await leavingOf(db, at, sql`kind in ('left', 'withheld')`) : [],
    held: (counts?.held ?? []).map(heldAsTold),
    removals: await decisionOf(db, id)
  }
}

/** How many changes there are to apply; who is held is among them, to be put before a second person. */
export const changesIn = (counts: { adds: Counts['adds']; lists: { held: number } } | null): number =>
  counts ? Object.values(counts.adds).reduce((sum, count) => sum + count, counts.lists.held) : 0

export type At = { id: number; offset: number }
const paged = ({ offset }: At): SQL => sql`limit ${PAGE_SIZE} offset ${offset}`

const isWritten = (imported: OneImport): boolean => imported.appliedAt !== null

/** Who joins has an id only once it is written. */
const peopleOf = async (
  db: Db,
  imported: OneImport,
  kinds: SQL,
  at: At,
  figures: readonly Figure[]
): Promise<View['changed']> => {
  const words = new Map(figures.map(({ code, zh, en }) => [code, { zh, en }]))
  const rows = await rowsOf<{ shown: ShownPerson; personId: number | null }>(
    db,
    sql`select shown, person_id as "personId" from import_people where import_id = ${at.id} and ${kinds} order by number ${paged(at)}`
  )
  return rows.map(({ shown, personId }) => ({
    ...shown,
    personId: isWritten(imported) ? personId : shown.personId,
    membership: shown.membership ?? null,
    effects: shown.effects.map(({ code, ...effect }) => ({ ...words.get(code)!, ...effect }))
  }))
}

const unitsOf = async (db: Db, imported: OneImport, at: At): Promise<View['units']> => {
  const rows = await rowsOf<{ shown: View['units'][number]; organisationId: number }>(
    db,
    sql`select shown, organisation_id as "organisationId" from import_places where import_id = ${at.id} and is_unit order by number ${paged(at)}`
  )
  return rows.map(({ shown: { name, level, validFrom, assumed }, organisationId }) => ({
    name,
    level,
    validFrom,
    assumed,
    organisationId: isWritten(imported) ? organisationId : null
  }))
}

const organisationsOf = async (db: Db, imported: OneImport, at: At): Promise<View['organisations']> => {
  const rows = await rowsOf<{ shown: View['organisations'][number]; organisationId: number }>(
    db,
    sql`select shown, organisation_id as "organisationId" from import_places where import_id = ${at.id} and not is_unit order by number ${paged(at)}`
  )
  return rows.map(({ shown, organisationId }) => ({ ...shown, organisationId: isWritten(imported) ? organisationId : null }))
}

const questionsOf = async (db: Db, { corrections }: OneImport, at: At): Promise<View['samePerson']> => {
  const rows = await rowsOf<{ shown: View['samePerson'][number] }>(
    db,
    sql`select shown from import_people where import_id = ${at.id} and kind = 'samePerson' order by number ${paged(at)}`
  )
  return rows.map(({ shown }) => ({
    ...shown,
    stage: shown.stage ?? null,
    candidates: shown.candidates.map(candidate => ({ ...candidate, membership: candidate.membership ?? null })),
    verdict: corrections.people[`${shown.sheet}!${shown.row}`]?.verdict === 'later' ? ('later' as const) : null
  }))
}

/** What was answered; of a row that is no longer there nothing. */
const verdictsOf = async (db: Db, { id, corrections }: OneImport): Promise<View['verdicts']> => {
  const answered = Object.entries(corrections.people).flatMap(([at, { verdict, personId }]) => {
    const split = at.lastIndexOf('!')
    return verdict === 'later' ? [] : [{ sheet: at.slice(0, split), row: Number(at.slice(split + 1)), verdict, personId }]
  })
  if (!answered.length) return []
  return rowsOf(
    db,
    sql`select a.sheet, a."row", r.name, a.verdict, a."personId"
        from jsonb_to_recordset(${JSON.stringify(answered)}::jsonb) as a(sheet text, "row" int, verdict text, "personId" bigint)
        join import_rows r on r.import_id = ${id} and r.sheet = a.sheet and r.row_number = a."row" order by r.number`
  )
}

const refusedOf = (db: Db, at: At): Promise<View['refused']> =>
  rowsOf(
    db,
    sql`select sheet, row_number as "row", name, problems as reasons from import_rows
        where import_id = ${at.id} and problems is not null order by number ${paged(at)}`
  )

const flaggedOf = (db: Db, at: At, kind: 'flags' | 'remarks'): Promise<View['flagged']> => {
  const ofRows = sql`
    select r.number, n.at, jsonb_build_object('sheet', r.sheet, 'row', r.row_number, 'name', r.name) || n.flag as entry
    from import_rows r cross join lateral jsonb_array_elements(r.${sql.raw(kind)}) with ordinality n(flag, at)
    where r.import_id = ${at.id} and r.${sql.raw(kind)} is not null`
  const ofPeople = sql`
    union all select p.number, 1000 + n.at, n.flag
    from import_people p cross join lateral jsonb_array_elements(p.flags) with ordinality n(flag, at)
    where p.import_id = ${at.id} and p.flags is not null`
  return rowsOf<{ entry: View['flagged'][number] }>(
    db,
    sql`${ofRows} ${kind === 'flags' ? ofPeople : sql``} order by 1, 2 ${paged(at)}`
  ).then(rows => rows.map(({ entry }) => entry))
}

export const leavingOf = async (db: Db, at: At, where: SQL): Promise<View['left']> => {
  const rows = await rowsOf<{ shown: View['left'][number]; kind: string; isHeld: boolean; unit: string | null }>(
    db,
    sql`select shown, kind, is_held as "isHeld", unit from import_people where import_id = ${at.id} and ${where} order by number ${paged(at)}`
  )
  return rows.map(({ shown, kind, isHeld, unit }) => ({
    ...shown,
    membership: shown.membership ?? null,
    unit,
    standing: kind === 'withheld' ? ('withheld' as const) : isHeld ? ('held' as const) : ('leaves' as const)
  }))
}

export const decisionOf = async (db: Db, importId: number): Promise<View['removals']> => {
  const found = await firstOf<{ isConfirmed: boolean; decidedAt: string; decidedBy: string }>(
    db,
    sql`select m.is_confirmed as "isConfirmed", m.decided_at as "decidedAt", a.name as "decidedBy"
        from import_removals m join accounts a on a.id = m.decided_by where m.import_id = ${importId}`
  )
  return found && { ...found, decidedAt: new Date(found.decidedAt).toISOString() }
}
