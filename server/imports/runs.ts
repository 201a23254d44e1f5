/**
 * Work on a file: reading it, applying it, taking it back. Asked for in a request, done in a thread, told by rows of import_runs; only one
 * at a time for a file. What a dying process left behind was either one of many small steps, to be begun anew, or one transaction that the
 * database undid.
 */
import { sql } from 'drizzle-orm'
import { writeLine } from '../audit/queries.ts'
import { violationOf } from '../database/constraints.ts'
import { firstOf, rowsOf, type Db } from '../database/db.ts'
import type { Reaction } from '../http/endpoints.ts'
import type { PersonalKeys } from '../organisations/personal.ts'
import type { Remote } from '../jobs/thread.ts'
import { dayOf } from '../time/dates.ts'
import { applyStaged } from './applying.ts'
import { compareStaged } from './comparing.ts'
import { oneImportAtATime, rosterVersion } from './known.ts'
import { addApplication, importById, type OneImport } from './queries.ts'
import { CannotGoOn, type Reason } from './reasons.ts'
import { readIntoStaging, type Report } from './reading.ts'
import { removeHeld } from './removals/deciding.ts'
import type { SheetsRead } from './shown.ts'
import type { Counts } from './stagedPeople.ts'
import { undoImport } from './undoing.ts'

export type RunKind = 'reading' | 'applying' | 'undoing' | 'removing' | 'abandoning'

export const askFor = async (
  db: Db,
  importId: number,
  kind: RunKind,
  accountId: number,
  now: Date,
  details: object = {}
): Promise<number> => {
  await rowsOf(
    db,
    sql`update import_runs set ended_at = ${now.toISOString()}, outcome = 'interrupted'
        where import_id = ${importId} and ended_at is null and beat_at < ${now.toISOString()}::timestamptz - interval '90 seconds'`
  )
  const run = await firstOf<{ id: number }>(
    db,
    sql`insert into import_runs (import_id, kind, asked_at, asked_by, beat_at, reason)
        values (${importId}, ${kind}, ${now.toISOString()}, ${accountId}, ${now.toISOString()}, ${JSON.stringify(details)}::jsonb) returning id`
  )
  return run!.id
}

/** What was under way when the only process that could do it died. */
export const interruptRuns = async (db: Db, now: Date): Promise<void> => {
  await rowsOf(db, sql`update import_runs set ended_at = ${now.toISOString()}, outcome = 'interrupted' where ended_at is null`)
}

/** Says how far the work is; nobody waits for it. */
export const beat = async (db: Db, runId: number, done: number | null, total: number | null, now: Date): Promise<void> => {
  await db.execute(
    sql`update import_runs set beat_at = ${now.toISOString()}, done = coalesce(${done}::int, done), total = coalesce(${total}::int, total)
        where id = ${runId} and ended_at is null`
  )
}

type Run = { id: number; importId: number; kind: RunKind; askedBy: number; details: Record<string, unknown> | null }

export type Means = { keys: PersonalKeys; now: Date; report: Report; changed: Reaction }

const end = async (db: Db, runId: number, outcome: 'finished' | 'failed', reason: Reason | null, now: Date): Promise<void> => {
  await rowsOf(
    db,
    sql`update import_runs set ended_at = ${now.toISOString()}, outcome = ${outcome}, reason = ${reason && JSON.stringify(reason)}::jsonb
        where id = ${runId} and ended_at is null`
  )
}

export const failRun = (db: Db, runId: number, error: unknown, now: Date): Promise<void> =>
  end(db, runId, 'failed', reasonOf(error), now)

const reasonOf = (error: unknown): Reason => {
  const { reason } = error as { reason?: Reason }
  if (reason) return reason
  const code = (error as { code?: string }).code
  if (code === 'ERR_WORKER_OUT_OF_MEMORY')
    return {
      code: 'too-large',
      zh: '文件太大，请分成几个文件上传。',
      en: 'The file is too large. Please divide it into several files.'
    }
  const constraint = violationOf(error)?.constraint
  if (constraint === 'personal_data_id_once')
    return {
      code: 'id-number-taken',
      zh: '文件里有身份证号已经在名册的别的人名下，请重新核对。',
      en: 'An ID number of the file is already that of another person on the roster. Please look it over again.'
    }
  return {
    code: 'unforeseen',
    zh: '系统没能完成，已记录。请再试一次。',
    en: 'This could not be completed and has been logged. Please try again.'
  }
}

/** Does what was asked for; runs in a thread. Its end is part of what it does: one transaction has both or neither. */
export const carryOut = async (remote: Remote, runId: number, means: Means): Promise<void> => {
  const { db } = remote
  const run = await firstOf<Run>(
    db,
    sql`select id, import_id as "importId", kind, asked_by as "askedBy", reason as details from import_runs where id = ${runId} and ended_at is null`
  )
  if (!run) return
  const imported = await importById(db, run.importId, dayOf(means.now), means.now)
  if (!imported) throw new Error(`the import of run ${runId} is gone`)
  if (run.kind === 'reading') {
    await readAnew(remote, imported, means, run.details?.isOnlyCompared === true)
    await end(db, run.id, 'finished', null, means.now)
  } else if (run.kind === 'applying') await applyRun(remote, imported, run, means)
  else
    await remote.transaction(async tx => {
      const act = run.kind === 'undoing' ? undoImport : removeHeld
      const ids = await act(tx, imported, { accountId: run.askedBy, reason: String(run.details?.reason ?? ''), now: means.now })
      await means.changed(tx, ids, means.now)
      await lineOf(
        tx,
        imported,
        run,
        run.kind === 'undoing' ? 'imports.undone' : 'imports.removed',
        { people: ids.length },
        means.now
      )
      await end(tx, run.id, 'finished', null, means.now)
    })
}

const lineOf = (db: Db, imported: OneImport, run: Run, act: string, details: object, now: Date) =>
  writeLine(db, {
    at: now,
    accountId: run.askedBy,
    act,
    organisationId: imported.organisationId,
    details: { importId: imported.id, fileName: imported.fileName, ...details }
  })

const readAnew = async (
  remote: Remote,
  imported: OneImport,
  { keys, report, now }: Means,
  isOnlyCompared: boolean
): Promise<void> => {
  const { db } = remote
  const kept = isOnlyCompared ? await sheetsKept(db, imported.id) : null
  const sheets = kept ?? (await readIntoStaging(db, keys, imported, report))
  await compareStaged(remote, imported, sheets, report, now)
}

/** How the sheets were understood, as long as the rows staged from them stand. */
const sheetsKept = async (db: Db, importId: number): Promise<SheetsRead | null> =>
  (await firstOf<{ sheets: SheetsRead }>(db, sql`select sheets from import_readings where import_id = ${importId}`))?.sheets ??
  null

const applyRun = async (remote: Remote, imported: OneImport, run: Run, means: Means): Promise<void> => {
  const { now, report, changed } = means
  for (let attempt = 1; ; attempt++) {
    const isApplied = await remote.transaction(async db => {
      await oneImportAtATime(db)
      const reading = await readingOf(db, imported.id)
      if (!reading) throw new CannotGoOn(NOT_READ)
      // Nobody waits for the other one: who comes second looks again.
      if (reading.version !== (await rosterVersion(db))) return false
      const ids = await applyStaged(db, imported, now)
      report(0, ids.length)
      await changed(db, ids, now)
      const summary = reading.counts
      await addApplication(
        db,
        { importId: imported.id, appliedBy: run.askedBy, summary: summary as unknown as Record<string, unknown> },
        now
      )
      const { rows, adds } = reading.counts
      await lineOf(db, imported, run, 'imports.applied', { effectiveOn: imported.effectiveOn, rows, adds }, now)
      await end(db, run.id, 'finished', null, now)
      return true
    })
    if (isApplied) return
    const before = await readingOf(remote.db, imported.id)
    await readAnew(remote, imported, means, true)
    const after = await readingOf(remote.db, imported.id)
    // What is applied is what was shown.
    if (before?.digest !== after?.digest || attempt === 3) throw new CannotGoOn(CHANGED_MEANWHILE)
  }
}

/** After a large import the database counts anew what its tables hold; without it the next comparison goes through them row by row. */
export const countAnew = async (db: Db, runId: number): Promise<void> => {
  const { people } = (await firstOf<{ people: number }>(
    db,
    sql`select count(*)::int as people from import_runs r join import_people p on p.import_id = r.import_id and p.writes is not null
        where r.id = ${runId} and r.kind = 'applying' and r.outcome = 'finished'`
  ))!
  if (people > 1000)
    await rowsOf(
      db,
      sql`analyze organisation_facts, people, person_facts, personal_data, posts, memberships, standings, import_people, import_rows`
    )
}

const NOT_READ: Reason = { code: 'not-read', zh: '文件还没有读完。', en: 'The file has not been read yet.' }
const CHANGED_MEANWHILE: Reason = {
  code: 'roster-changed',
  zh: '核对以后名册有了变动，已按现在的名册重新核对，请再看一遍。',
  en: 'The roster has changed since you looked. The file has been compared with it anew; please look it over again.'
}

const readingOf = (db: Db, importId: number) =>
  firstOf<{ version: string; digest: string; counts: Counts }>(
    db,
    sql`select roster_version as version, digest, counts from import_readings where import_id = ${importId}`
  )
