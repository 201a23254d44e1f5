import type { Db } from '../../database/db.ts'
import { endpoints } from '../../http/endpoints.ts'
import { badInput, notFound, refuse, Refusal } from '../../http/refusals.ts'
import type { Unreadable } from '../../files/unreadable.ts'
import type { Sheet } from '../../files/tables.ts'
import { packOn } from '../../policies/queries.ts'
import { dayOf } from '../../time/dates.ts'
import { planItems } from './contract.ts'
import { planToRead, planToWrite } from './permissions.ts'
import {
  addItem,
  changeItem,
  dropItem,
  holdPlan,
  itemsOf,
  pastOf,
  standOf,
  type Item,
  type PastItem,
  type Plan
} from './queries.ts'
import { isApproved, isSubmitted, mistaken, nameTaken, ofOne, reasonMissing, unknownRound, unknownStratum } from './refusals.ts'
import { isRoundFor } from './rounds.ts'
import { changesBetween, mayBeWritten, mistakeIn, tidied, type PlanFields } from './rules.ts'
import { planIn } from './sheet.ts'

/** The plan at rest, where it may be written to. */
const toWrite = async (db: Db, found: Plan): Promise<{ plan: Plan; items: Item[] }> => {
  const plan = await holdPlan(db, found.id)
  const items = await itemsOf(db, [plan.id])
  if (!mayBeWritten(standOf(plan, items))) throw isSubmitted()
  return { plan, items }
}

/** An item as it will be kept, or the first thing that is wrong with it. */
const written = async (db: Db, plan: Plan, sent: PlanFields, names: ReadonlySet<string>, now: Date): Promise<PlanFields> => {
  const { pack } = await packOn(db, dayOf(now))
  const mistake = mistakeIn(sent, pack.ratio)
  if (mistake) throw mistaken(mistake, sent, pack.ratio)
  if (!pack.strata.some(({ code }) => code === sent.stratum)) throw unknownStratum()
  if (sent.roundId !== null && !(await isRoundFor(db, sent.roundId, plan.path))) throw unknownRound()
  const fields = tidied(sent)
  if (names.has(fields.name)) throw nameTaken()
  return fields
}

const namesOf = (items: readonly Item[], exceptId: number | null = null): Set<string> =>
  new Set(items.filter(({ id }) => id !== exceptId).map(({ name }) => name))

const itemIn = (items: readonly Item[], itemId: number): Item => {
  const item = items.find(({ id }) => id === itemId)
  if (!item) throw notFound()
  return item
}

const fieldsOf = ({
  id: _id,
  planId: _plan,
  roundName: _round,
  approvedIn: _approved,
  removalReason: _reason,
  runsSetUp: _runs,
  recordedAt: _at,
  recordedBy: _by,
  ...fields
}: Item): PlanFields => fields

/** What became different with a version, seen against the one before it. */
const changeOf = (row: PastItem, before: PastItem | undefined) => {
  const { recordedAt, recordedBy } = row
  if (!before) return { recordedAt, recordedBy, what: 'added' as const, fields: [] }
  const fields = changesBetween(before, row)
  if (fields.length || (row.removalReason === null) === (before.removalReason === null))
    return { recordedAt, recordedBy, what: 'changed' as const, fields }
  const what = row.removalReason === null ? ('removalWithdrawn' as const) : ('removalAsked' as const)
  return { recordedAt, recordedBy, what, fields }
}

const MOST = 200

export const itemRoutes = endpoints(planItems, {
  'POST /plans/:planId/items': {
    permission: planToWrite,
    answer: async ({ db, actor, found, body, now, note }) => {
      const { plan, items } = await toWrite(db, found)
      const names = namesOf(items)
      const ids: number[] = []
      for (const [at, sent] of body.items.entries()) {
        const fields = await written(db, plan, sent, names, now).catch(error => {
          throw body.items.length > 1 && error instanceof Refusal ? ofOne(error, at, sent.name) : error
        })
        names.add(fields.name)
        ids.push(await addItem(db, plan.id, fields, actor.accountId, now))
      }
      note(
        { planId: plan.id, year: plan.year, items: ids, names: body.items.map(({ name }) => name.trim()) },
        plan.organisationId
      )
      return { ids }
    }
  },
  'PUT /plans/:planId/items/:itemId': {
    permission: planToWrite,
    answer: async ({ db, actor, found, params, body, now, note }) => {
      const { plan, items } = await toWrite(db, found)
      const item = itemIn(items, params.itemId)
      if (item.approvedIn !== null) throw isApproved()
      const fields = await written(db, plan, body, namesOf(items, item.id), now)
      const changed = changesBetween(item, fields)
      if (!changed.length) throw refuse('same-item', '和现在的内容一样。', 'This is what the plan says already.')
      await changeItem(db, item, { ...fields, removalReason: null }, actor.accountId, now)
      note({ planId: plan.id, itemId: item.id, name: fields.name, changed }, plan.organisationId)
      return { done: true }
    }
  },
  'GET /plans/:planId/items/:itemId/changes': {
    permission: planToRead,
    answer: async ({ db, found, params }) => {
      const past = await pastOf(db, found.id, params.itemId)
      if (!past.length) throw notFound()
      return { changes: past.map((row, at) => changeOf(row, past[at + 1])) }
    }
  },
  'POST /plans/:planId/items/:itemId/removal': {
    permission: planToWrite,
    answer: async ({ db, actor, found, params, body, now, note }) => {
      const { plan, items } = await toWrite(db, found)
      const item = itemIn(items, params.itemId)
      const reason = body.reason?.trim() || null
      if (item.approvedIn === null) await dropItem(db, item.id, now)
      else {
        if (!reason) throw reasonMissing()
        if (item.removalReason !== null)
          throw refuse('removal-asked', '已经申请取消，等待审批。', 'The removal is asked for already and waits for approval.')
        await changeItem(db, item, { ...fieldsOf(item), removalReason: reason }, actor.accountId, now)
      }
      note({ planId: plan.id, itemId: item.id, name: item.name, isAsked: item.approvedIn !== null, reason }, plan.organisationId)
      return { done: true }
    }
  },
  'DELETE /plans/:planId/items/:itemId/removal': {
    permission: planToWrite,
    answer: async ({ db, actor, found, params, now, note }) => {
      const { plan, items } = await toWrite(db, found)
      const item = itemIn(items, params.itemId)
      if (item.removalReason === null) throw refuse('no-removal', '没有申请取消这一项。', 'No removal of this item is asked for.')
      await changeItem(db, item, { ...fieldsOf(item), removalReason: null }, actor.accountId, now)
      note({ planId: plan.id, itemId: item.id, name: item.name }, plan.organisationId)
      return { done: true }
    }
  },
  'POST /plans/:planId/reading': {
    permission: planToWrite,
    // A workbook is unpacked in a thread of its own.
    prepare: async (_db, { body, query: { fileName } }, { work }) => ({
      sheets: body?.length ? await work('timetables.sheets', { bytes: body, fileName }) : null
    }),
    answer: async ({ db, found: plan, prepared, query, now, note }) => {
      const sheets = prepared.sheets as Sheet[] | Unreadable | null
      if (!sheets) throw badInput('no-file', '没有收到文件。', 'No file was received.', { field: 'file' })
      if (!Array.isArray(sheets)) throw badInput(sheets.reason, sheets.zh, sheets.en, { field: 'file' })
      const { pack } = await packOn(db, dayOf(now))
      const names = namesOf(await itemsOf(db, [plan.id]))
      const known = { strata: pack.strata, ratio: pack.ratio, names, host: plan.organisationName }
      for (const sheet of sheets.toSorted((one, other) => Number(one.isHidden) - Number(other.isHidden))) {
        const read = planIn(sheet, known)
        if (!read) continue
        if (read.items.length > MOST) throw tooManyRows()
        note({ planId: plan.id, fileName: query.fileName, items: read.items.length }, plan.organisationId)
        return { sheetName: sheet.name, ...read }
      }
      throw noPlan()
    }
  }
})

const noPlan = () =>
  badInput(
    'no-plan',
    '没有找到计划表的表头：至少要有“班次名称”“培训对象”“期数”几栏。',
    'There is no heading row of a plan: it names at least the cohort, the audience and the runs.',
    { field: 'file' }
  )

const tooManyRows = () =>
  badInput('too-many-rows', '一次最多导入 200 项，请分开来导。', 'At most 200 items go in at once; divide the sheet.', {
    field: 'file'
  })
