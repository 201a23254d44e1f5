import { badInput, Refusal, refuse } from '../../http/refusals.ts'
import type { ShareRule } from '../rules.ts'
import { shareWritten, type Mistake, type PlanFields } from './rules.ts'

export const planKnown = (): Refusal =>
  refuse('plan-known', '这个单位这一年已经有计划。', 'This organisation has a plan for that year already.', { field: 'year' })

export const isSubmitted = (): Refusal =>
  refuse('plan-submitted', '计划已经送审，退回以前不能改。', 'The plan is submitted; until it is returned it stays as it is.')

export const isApproved = (): Refusal =>
  refuse(
    'item-approved',
    '这一项已经批准，一般不作调整；要取消请写明理由报批，要另办请追加一项。',
    'This item is approved and normally stays as it is: ask for its removal with a reason, or add another.'
  )

export const nothingToSubmit = (isEmpty: boolean): Refusal =>
  isEmpty
    ? refuse('plan-empty', '计划里还没有项目，不能送审。', 'There is nothing in the plan yet.')
    : refuse('nothing-to-submit', '没有待报批的追加或取消。', 'No addition and no removal waits for approval.')

export const notSubmitted = (): Refusal =>
  refuse('plan-not-submitted', '计划没有送审，或者已经批过。', 'The plan is not submitted, or has been decided already.')

export const nameTaken = (): Refusal =>
  refuse('item-known', '计划里已经有这个班次名称。', 'The plan has an item of this name already.', { field: 'name' })

export const unknownStratum = (): Refusal =>
  badInput('unknown-stratum', '没有这个分层。', 'There is no such stratum.', { field: 'stratum' })

export const unknownRound = (): Refusal =>
  badInput('unknown-round', '没有这个轮次。', 'There is no such round.', { field: 'roundId' })

export const reasonMissing = (): Refusal =>
  badInput('reason-missing', '取消已批准的项目，请写明理由。', 'Say why an approved item is to be removed.', { field: 'reason' })

export const mistaken = (
  { mistake, field }: { mistake: Mistake; field: keyof PlanFields },
  fields: PlanFields,
  { part, whole }: ShareRule
): Refusal => {
  if (mistake === 'theory-short')
    return badInput(
      mistake,
      `理论课占比 ${shareWritten(fields)} 不到 ${part}/${whole}。正好 ${part}/${whole} 请写成分数。`,
      `A theory share of ${shareWritten(fields)} is less than ${part}/${whole}. Exactly ${part}/${whole} is written as a fraction.`,
      { field }
    )
  return mistake === 'month-twice'
    ? badInput(mistake, '同一个月份填了两次。', 'A month is named twice.', { field })
    : badInput(mistake, '同一种培训方式填了两次。', 'A way of teaching is named twice.', { field })
}

/** Of several items that are sent as one act, the refusal says which it is about. */
export const ofOne = ({ status, code, sentence: { zh, en }, facts, field }: Refusal, at: number, name: string): Refusal =>
  new Refusal(
    status,
    code,
    { zh: `“${name}”：${zh}`, en: `"${name}": ${en}` },
    { ...facts, at, name },
    ['items', at, field].filter(part => part !== undefined).join('.')
  )
