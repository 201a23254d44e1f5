import { refuse } from '../http/refusals.ts'
import type { OneImport } from './queries.ts'
import type { Resting } from './undoing.ts'
import { changesIn, stateOf } from './view.ts'
import type { View } from './shown.ts'

export const alreadyApplied = () =>
  refuse(
    'already-applied',
    '这个文件已经应用过了。要再导入，请重新上传。',
    'This file has been applied already. To import again, upload it anew.'
  )

export const alreadyUndone = () => refuse('already-undone', '这次导入已经撤销了。', 'This import has been taken back already.')

export const alreadyDecided = () =>
  refuse('already-decided', '按下不动的离任已经有人定过了。', 'The held removals have been decided already.')

export const alreadyAbandoned = () =>
  refuse(
    'given-up',
    '这个文件已经放弃了。要再导入，请重新上传。',
    'This file has been given up. To import it after all, upload it anew.'
  )

export const underWay = () =>
  refuse('under-way', '这个文件正在处理，请等它做完。', 'Work on this file is under way; please wait until it is done.')

export const notYetApplied = (imported: OneImport): void => {
  if (imported.abandonedAt !== null) throw alreadyAbandoned()
  if (imported.appliedAt !== null) throw alreadyApplied()
}

export const nothingUnderWay = (imported: OneImport): void => {
  if (['reading', 'applying', 'removing', 'undoing'].includes(stateOf(imported))) throw underWay()
}

export const mayBeApplied = (imported: OneImport, view: View): void => {
  notYetApplied(imported)
  nothingUnderWay(imported)
  if (view.state !== 'ready')
    throw refuse('not-read', '文件还没有读好，请先重新读取。', 'The file has not been read; please have it read again.')
  if (imported.isCompleteList === null)
    throw refuse(
      'kind-not-said',
      '请先说明这份文件是完整名单，还是增补和变动。',
      'Please say first whether this file is a complete list, or additions and changes.',
      { field: 'isCompleteList' }
    )
  if (changesIn(view) === 0) throw refuse('nothing-to-apply', '没有可应用的变化。', 'There is nothing to apply.')
}

export const mayBeUndone = (imported: OneImport): void => {
  if (imported.abandonedAt !== null) throw alreadyAbandoned()
  if (imported.undoneAt !== null) throw alreadyUndone()
  if (imported.appliedAt === null) throw refuse('not-applied', '这个文件还没有应用。', 'This file has not been applied.')
  nothingUnderWay(imported)
}

export const nothingRests = (resting: readonly Resting[]): void => {
  if (!resting.length) return
  throw refuse(
    'something-rests-on-it',
    '这次导入之上已有别的记录，不能撤销；请先看列出的各项。',
    'Something rests on this import, so it cannot be taken back; see what is listed.',
    { facts: { resting } }
  )
}

/** Two people let somebody go: who sent or applied the list is the first. */
export const secondPerson = (
  imported: OneImport,
  { total, decision }: { total: number; decision: object | null },
  isSecond: boolean
): void => {
  if (imported.undoneAt !== null) throw alreadyUndone()
  if (decision !== null) throw alreadyDecided()
  if (total === 0) throw refuse('nobody-held', '没有按下不动的离任。', 'Nobody is held.')
  if (!isSecond)
    throw refuse(
      'second-person',
      '离任要由另一个人核准：上传或应用这份名单的人不能自己定。',
      'A second person decides: whoever uploaded or applied this list cannot.'
    )
  nothingUnderWay(imported)
}
