import { refuse, type Refusal } from '../../http/refusals.ts'
import type { Verdict } from './rules.ts'

const whatIsWrong = ({ bound, have, of, minutes, tag }: Verdict): { zh: string; en: string } => {
  if (bound === 'contains') return { zh: `课程表里没有“${tag}”的课。`, en: `No lesson of the timetable goes by "${tag}".` }
  const sum = { zh: `现在是 ${have} / ${of} 分钟`, en: `it is ${have} of ${of} minutes` }
  return bound === 'least'
    ? { zh: `${sum.zh}，还要加 ${minutes} 分钟。`, en: `${sum.en}; ${minutes} more are needed.` }
    : { zh: `${sum.zh}，多了 ${minutes} 分钟。`, en: `${sum.en}; ${minutes} are too many.` }
}

/** What a rule of the pack asks for, by its name, and what would mend it. */
export const contentsShort = (verdict: Verdict): Refusal => {
  const { zh, en } = whatIsWrong(verdict)
  return refuse('contents-short', `没有达到“${verdict.zh}”：${zh}`, `"${verdict.en}" is not met: ${en}`, {
    facts: { ...verdict }
  })
}

/** The same at the close-out, where the level above may sign. */
export const heldContentsShort = (verdict: Verdict): Refusal => {
  const { zh, en } = whatIsWrong(verdict)
  return refuse(
    'held-contents-short',
    `按实际上课，没有达到“${verdict.zh}”：${zh}请补课，也可以由上一级审批人签字破例。`,
    `As held, "${verdict.en}" is not met: ${en} Make it up, or have an approver of the level above sign a derogation.`,
    { facts: { ...verdict } }
  )
}
