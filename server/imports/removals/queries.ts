/** Held removals as the second person sees them. */
import { heldAsTold } from '../changes.ts'
import { sql } from 'drizzle-orm'
import { rowsOf, type Db } from '../../database/db.ts'
import type { Actor } from '../../http/actor.ts'
import type { ReplyOf } from '../../http/contract.ts'
import { isHeldOn, ltrees } from '../../organisations/roster.ts'
import type { Day } from '../../time/dates.ts'
import type { contract } from '../contract.ts'
import type { OneImport } from '../queries.ts'
import type { Counts } from '../stagedPeople.ts'
import { decisionOf, leavingOf, PAGE_SIZE } from '../view.ts'

type Listed = ReplyOf<(typeof contract)['GET /removals']>['imports'][number]

export const removalsWithin = async (db: Db, { accountId }: Actor, paths: readonly string[], day: Day): Promise<Listed[]> => {
  const rows = await rowsOf<Listed>(
    db,
    sql`
    select i.id, i.file_name as "fileName", f.name as "organisationName", i.effective_on::text as "effectiveOn", u.name as "appliedBy",
           a.applied_at as "appliedAt", (a.summary->'lists'->>'held')::int as people,
           i.uploaded_by <> ${accountId} and a.applied_by <> ${accountId} as "mayDecide"
    from roster_imports i join roster_applications a on a.import_id = i.id join accounts u on u.id = a.applied_by
    join organisation_facts f on f.organisation_id = i.organisation_id and ${isHeldOn('f', day)}
    where f.path <@ any(${ltrees(paths)}) and (a.summary->'lists'->>'held')::int > 0
      and not exists (select from import_removals m where m.import_id = i.id) and not exists (select from import_undos z where z.import_id = i.id)
    order by i.id desc`
  )
  return rows.map(row => ({ ...row, appliedAt: new Date(row.appliedAt).toISOString() }))
}

type Found = { imported: OneImport; isSecond: boolean }

export const removalOf = async (
  db: Db,
  { imported, isSecond }: Found,
  page: number
): Promise<ReplyOf<(typeof contract)['GET /imports/:importId/removals']>> => {
  const { id, fileName, organisationName, effectiveOn, uploadedBy, appliedBy, appliedAt, undoneAt } = imported
  const summary = imported.summary as Counts | null
  const decision = await decisionOf(db, id)
  const total = summary?.lists?.held ?? 0
  return {
    id,
    fileName,
    organisationName,
    effectiveOn,
    uploadedBy,
    appliedBy: appliedBy!,
    appliedAt: appliedAt!,
    mayDecide: isSecond && decision === null && undoneAt === null && total > 0,
    decision,
    held: (summary?.held ?? []).map(heldAsTold),
    total,
    page,
    pageSize: PAGE_SIZE,
    people: await leavingOf(
      db,
      {
        id,
        offset: (page - 1) * PAGE_SIZE
      },
      sql`is_held`
    )
  }
}
