import { kindOf } from '../files/fileKinds.ts'
import { endpoints } from '../http/endpoints.ts'
import type { ConstraintRefusals } from '../http/errors.ts'
import { badInput, refuse } from '../http/refusals.ts'
import { encrypt } from '../organisations/personal.ts'
import { dayOf } from '../time/dates.ts'
import { abandonImport } from './abandoning.ts'
import { contract } from './contract.ts'
import { corrected, headingsSaid, isOnlyCompared, sheetsRead } from './corrected.ts'
import { importsToManage, importToManage, removalsToDecide, removalToDecide, unitToImportInto } from './permissions.ts'
import { addImport, correctImport, importById, importsWithin } from './queries.ts'
import type { RefusedRows } from './refusedRows.ts'
import {
  alreadyAbandoned,
  alreadyApplied,
  alreadyDecided,
  alreadyUndone,
  mayBeApplied,
  mayBeUndone,
  notYetApplied,
  nothingUnderWay,
  nothingRests,
  secondPerson,
  underWay
} from './refusals.ts'
import { addDecision } from './removals/deciding.ts'
import { removalOf, removalsWithin } from './removals/queries.ts'
import { askFor } from './runs.ts'
import { OWN, rememberHeadings, rememberKind, senderNamed, sendersWithin } from './senders.ts'
import { restingOn } from './undoing.ts'
import { headOf, viewOf } from './view.ts'

export const constraints: ConstraintRefusals = {
  roster_applications_once: alreadyApplied,
  import_runs_one_at_once: underWay,
  import_runs_applied_once: alreadyApplied,
  import_runs_undone_once: alreadyUndone,
  import_undos_once: alreadyUndone,
  import_abandonments_once: alreadyAbandoned,
  import_removals_once: alreadyDecided
}

export const routes = endpoints(contract, {
  'GET /imports': {
    permission: importsToManage,
    answer: async ({ db, found, now, enqueue }) => {
      enqueue('imports.expected')
      return {
        imports: (await importsWithin(db, found, dayOf(now), now)).map(each => {
          const { joined, changed, refused, undecided } = each
          return { ...headOf(each), joined, changed, refused, undecided }
        }),
        senders: await sendersWithin(db, found)
      }
    }
  },
  'POST /imports': {
    permission: unitToImportInto,
    answer: async ({ db, actor, found, query, body, keys, now, note, enqueue }) => {
      if (!body?.length) throw badInput('no-file', '没有收到文件。', 'No file was received.', { field: 'file' })
      const kind = kindOf(body, query.fileName)
      if (typeof kind === 'object') throw badInput(kind.reason, kind.zh, kind.en, { field: 'file' })
      const { fileName, effectiveOn = dayOf(now), sender: label = OWN } = query
      const { accountId } = actor
      const sender = await senderNamed(db, { organisationId: found.id, label: label.trim(), accountId }, now)
      if (query.isCompleteList !== undefined) await rememberKind(db, sender.id, query.isCompleteList)
      // What this sender sent last is what was said of it; of a new one nothing is known, and nothing is guessed.
      const isCompleteList = query.isCompleteList ?? sender.isCompleteList
      const id = await addImport(
        db,
        {
          organisationId: found.id,
          senderId: sender.id,
          fileName,
          content: encrypt(keys, body),
          isCompleteList,
          effectiveOn,
          uploadedBy: accountId
        },
        now
      )
      enqueue('imports', await askFor(db, id, 'reading', accountId, now))
      note({ importId: id, fileName, bytes: body.length, sender: label, isCompleteList }, found.id)
      return { id }
    }
  },
  'GET /imports/:importId': {
    permission: importToManage,
    answer: ({ db, found, query }) => viewOf(db, found, query)
  },
  'PUT /imports/:importId': {
    permission: importToManage,
    answer: async ({ db, actor, found, body, now, note, enqueue }) => {
      notYetApplied(found)
      nothingUnderWay(found)
      await correctImport(db, found.id, await corrected(db, found, body))
      if (found.senderId !== null) {
        if (body.isCompleteList !== undefined) await rememberKind(db, found.senderId, body.isCompleteList)
        const said = headingsSaid(body, await sheetsRead(db, found.id))
        if (Object.keys(said).length) await rememberHeadings(db, found.senderId, said)
      }
      const details = { isOnlyCompared: isOnlyCompared(body) }
      enqueue('imports', await askFor(db, found.id, 'reading', actor.accountId, now, details))
      note({ importId: found.id, ...body }, found.organisationId)
      return { done: true }
    }
  },
  'POST /imports/:importId/readings': {
    permission: importToManage,
    answer: async ({ db, actor, found, now, note, enqueue }) => {
      notYetApplied(found)
      nothingUnderWay(found)
      enqueue('imports', await askFor(db, found.id, 'reading', actor.accountId, now))
      note({ importId: found.id }, found.organisationId)
      return { done: true }
    }
  },
  'POST /imports/:importId/application': {
    permission: importToManage,
    answer: async ({ db, actor, found, now, note, enqueue }) => {
      mayBeApplied(found, await viewOf(db, found, { list: 'dropped' }))
      enqueue('imports', await askFor(db, found.id, 'applying', actor.accountId, now))
      note({ importId: found.id, fileName: found.fileName }, found.organisationId)
      return { done: true }
    }
  },
  'POST /imports/:importId/abandonment': {
    permission: importToManage,
    answer: async ({ db, actor, found, now, note }) => {
      notYetApplied(found)
      nothingUnderWay(found)
      await abandonImport(db, found.id, actor.accountId, now)
      // Somebody's application may have come to its end since this file was looked at.
      if ((await importById(db, found.id, dayOf(now), now))!.appliedAt !== null) throw alreadyApplied()
      note({ importId: found.id, fileName: found.fileName }, found.organisationId)
      return { done: true }
    }
  },
  'POST /imports/:importId/undo': {
    permission: importToManage,
    answer: async ({ db, actor, found, body, now, note, enqueue }) => {
      mayBeUndone(found)
      nothingRests(await restingOn(db, found.id))
      const { reason } = body
      enqueue('imports', await askFor(db, found.id, 'undoing', actor.accountId, now, { reason }))
      note({ importId: found.id, fileName: found.fileName, reason }, found.organisationId)
      return { done: true }
    }
  },
  'GET /removals': {
    permission: removalsToDecide,
    answer: async ({ db, actor, found, now }) => ({ imports: await removalsWithin(db, actor, found, dayOf(now)) })
  },
  'GET /imports/:importId/removals': {
    permission: removalToDecide,
    answer: ({ db, found, query }) => removalOf(db, found, query.page ?? 1)
  },
  'POST /imports/:importId/removals': {
    permission: removalToDecide,
    answer: async ({ db, actor, found: { imported, isSecond }, body, now, note, enqueue }) => {
      const removal = await removalOf(db, { imported, isSecond }, 1)
      secondPerson(imported, removal, isSecond)
      const { accountId } = actor
      if (body.verdict === 'confirm') enqueue('imports', await askFor(db, imported.id, 'removing', accountId, now))
      else await addDecision(db, imported.id, { isConfirmed: false, people: removal.total, accountId, now })
      note({ importId: imported.id, fileName: imported.fileName, ...body, people: removal.total }, imported.organisationId)
      return { done: true }
    }
  },
  'POST /imports/:importId/refused-rows': {
    permission: importToManage,
    prepare: async (_db, { params }, { work }) => {
      return (await work('imports.refusedRows', { id: params.importId })) as RefusedRows
    },
    answer: ({ found, prepared, note }) => {
      const { rows, content } = prepared as RefusedRows
      if (!content) throw refuse('nothing-refused', '没有退回的行。', 'No row was refused.')
      note({ importId: found.id, rows }, found.organisationId)
      const fileName = found.fileName.replace(/\.[^.]*$/, '') + '（退回）.xlsx'
      return { fileName, mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', content }
    }
  }
})
