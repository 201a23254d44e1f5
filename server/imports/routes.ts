import { annotate } from '../files/workbook.ts'
import { isUnreadable, readSheets } from '../files/sheets.ts'
import { endpoints } from '../http/endpoints.ts'
import type { ConstraintRefusals } from '../http/errors.ts'
import { badInput, refuse } from '../http/refusals.ts'
import { encrypt } from '../organisations/personal.ts'
import { dayOf } from '../time/dates.ts'
import { applyChanges } from './application.ts'
import { contract } from './contract.ts'
import { corrected } from './corrected.ts'
import { importsToManage, importToManage, unitToImportInto } from './permissions.ts'
import { addApplication, addImport, correctImport, importsWithin, oneImportAtATime, type OneImport } from './queries.ts'
import { readImport } from './reading.ts'
import { isRefused } from './rules.ts'
import { headOf, viewOf, type View } from './view.ts'

const alreadyApplied = () =>
  refuse(
    'already-applied',
    '这个文件已经应用过了。要再导入，请重新上传。',
    'This file has been applied already. To import again, upload it anew.'
  )

const notYetApplied = (imported: OneImport): void => {
  if (imported.appliedAt !== null) throw alreadyApplied()
}

export const constraints: ConstraintRefusals = { roster_applications_once: alreadyApplied }

export const routes = endpoints(contract, {
  'GET /imports': {
    permission: importsToManage,
    answer: async ({ db, found, now }) => ({
      imports: (await importsWithin(db, found, dayOf(now))).map(({ path: _line, isCompleteList: _kind, ...listed }) => listed)
    })
  },
  'POST /imports': {
    permission: unitToImportInto,
    answer: async ({ db, actor, found, query, body, keys, now, note }) => {
      if (!body?.length) throw badInput('no-file', '没有收到文件。', 'No file was received.', { field: 'file' })
      const read = await readSheets(body, query.fileName)
      if (isUnreadable(read)) throw badInput(read.reason, read.zh, read.en, { field: 'file' })
      const { fileName, effectiveOn = dayOf(now) } = query
      const id = await addImport(
        db,
        { organisationId: found.id, fileName, content: encrypt(keys, body), effectiveOn, uploadedBy: actor.accountId },
        now
      )
      note({ importId: id, fileName, bytes: body.length }, found.id)
      return { id }
    }
  },
  'GET /imports/:importId': {
    permission: importToManage,
    answer: async ({ db, found, keys }) => {
      if (found.summary) return { ...(found.summary as View), ...headOf(found), mayApply: false }
      return viewOf(found, await readImport(db, keys, found))
    }
  },
  'PUT /imports/:importId': {
    permission: importToManage,
    answer: async ({ db, found, body, keys, note }) => {
      notYetApplied(found)
      // Who is in question shows only where no question has been answered yet.
      const asked = { ...found, corrections: { ...found.corrections, people: {} } }
      await correctImport(db, found.id, corrected(found, body, await readImport(db, keys, asked)))
      note({ importId: found.id, ...body }, found.organisationId)
      return { done: true }
    }
  },
  'POST /imports/:importId/application': {
    permission: importToManage,
    answer: async ({ db, actor, found, keys, now, note, announce }) => {
      notYetApplied(found)
      await oneImportAtATime(db)
      const reading = await readImport(db, keys, found)
      const view = viewOf(found, reading)
      if (!view.mayApply) throw refuse('nothing-to-apply', '没有可应用的变化。', 'There is nothing to apply.')
      const { unitIds, organisationIds, joinedIds, concerned } = await applyChanges(db, keys, found, reading, now)
      const summary: View = {
        ...view,
        mayApply: false,
        units: view.units.map((unit, i) => ({ ...unit, organisationId: unitIds[i]! })),
        organisations: view.organisations.map((organisation, i) => ({ ...organisation, organisationId: organisationIds[i]! })),
        joined: view.joined.map((person, i) => ({ ...person, personId: joinedIds[i]! }))
      }
      await addApplication(db, { importId: found.id, appliedBy: actor.accountId, summary }, now)
      await announce('peopleChanged', concerned)
      note(
        { importId: found.id, fileName: found.fileName, effectiveOn: found.effectiveOn, rows: view.rows, adds: view.adds },
        found.organisationId
      )
      return { done: true }
    }
  },
  'POST /imports/:importId/refused-rows': {
    permission: importToManage,
    answer: async ({ db, found, keys, note }) => {
      const { bytes, sheets, rows: all } = await readImport(db, keys, found)
      const rows = all.filter(isRefused)
      if (!rows.length) throw refuse('nothing-refused', '没有退回的行。', 'No row was refused.')
      const notes = rows.map(({ sheet, row, problems, filled }) => ({
        sheet,
        row,
        reason: problems.map(({ zh }) => zh).join('\n'),
        cells: filled
      }))
      const headings = sheets.flatMap(({ name, header }) => (header ? [{ sheet: name, row: header.last }] : []))
      const content = await annotate(bytes, found.fileName, notes, '退回原因', headings)
      if ('reason' in content) throw badInput(content.reason, content.zh, content.en)
      note({ importId: found.id, rows: rows.length }, found.organisationId)
      const fileName = found.fileName.replace(/\.[^.]*$/, '') + '（退回）.xlsx'
      return { fileName, mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', content }
    }
  }
})
