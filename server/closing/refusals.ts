import { heldContentsShort } from '../cohorts/contents/refusals.ts'
import type { Verdict } from '../cohorts/contents/rules.ts'
import type { Balance } from '../cohorts/rules.ts'
import { barred } from '../cohorts/steps/refusals.ts'
import { refuse, type Refusal } from '../http/refusals.ts'
import type { Obstacle } from './rules.ts'

type LessonNamed = { id: number; title: string; heldOn: string }

export const alreadyClosed = (): Refusal =>
  refuse('already-closed', '这个班次已经结班，事实不再改动。', 'This cohort is closed; what it rests on no longer changes.')

const notPublished = (): Refusal =>
  refuse('not-published', '课程表还没有发布，不能结班。', 'The timetable has not been published, so the cohort cannot be closed.')

/** 《理论基础》《党章》等 5 课 */
const titles = (lessons: readonly LessonNamed[]): { zh: string; en: string } => {
  const first = lessons.slice(0, 3).map(({ title }) => title)
  const more = lessons.length > first.length
  return {
    zh: first.map(title => `“${title}”`).join('、') + (more ? '等' : ''),
    en: first.map(title => `"${title}"`).join(', ') + (more ? ' and others' : '')
  }
}

export const unsettled = (lessons: readonly LessonNamed[]): Refusal => {
  const { zh, en } = titles(lessons)
  return refuse(
    'lessons-unsettled',
    lessons.length
      ? `还有 ${lessons.length} 课没有记录是否上过：${zh}。请逐课记为“已上”或“未上”。`
      : '还有课没有记录是否上过。请逐课记为“已上”或“未上”。',
    lessons.length
      ? `${lessons.length} lessons are neither held nor recorded as not held: ${en}. Record each of them.`
      : 'A lesson is neither held nor recorded as not held. Record each of them.',
    { facts: { lessons } }
  )
}

const withoutRollCall = (lessons: readonly LessonNamed[]): Refusal => {
  const { zh, en } = titles(lessons)
  return refuse(
    'roll-call-missing',
    `有 ${lessons.length} 课上了但没有点名：${zh}。没有点名就没有学时的依据。`,
    `${lessons.length} lessons were held without a roll-call: ${en}. Credit would rest on nothing.`,
    { facts: { lessons } }
  )
}

export const heldShort = (balance: Partial<Balance>): Refusal => {
  const { all, minutesToAdd } = balance
  return refuse(
    'held-core-third-short',
    (all === 0
      ? '没有上过计入总数的课，不能结班；'
      : '按实际上课，核心理论不足三分之一，不能结班。' +
        (minutesToAdd ? `再补 ${minutesToAdd} 分钟核心理论就够，` : '请补核心理论课，')) + '也可以由上一级审批人签字破例。',
    (all === 0
      ? 'No counted lesson was held, so the cohort cannot be closed. '
      : 'As held, core theory is less than one third, so the cohort cannot be closed. ' +
        (minutesToAdd
          ? `A make-up lesson of ${minutesToAdd} minutes of core theory restores it. `
          : 'A make-up lesson of core theory restores it. ')) + 'An approver of the level above may also sign a derogation.',
    { facts: { ...balance } }
  )
}

export const refusalOf = (
  obstacle: Obstacle,
  facts: {
    unsettled: readonly LessonNamed[]
    withoutRollCall: readonly LessonNamed[]
    openUntil: string | null
    balance: Partial<Balance>
    breach: Verdict | null
  }
): Refusal => {
  switch (obstacle) {
    case 'cancelled':
      return barred('cancelled')
    case 'already-closed':
      return alreadyClosed()
    case 'not-published':
      return notPublished()
    case 'lessons-unsettled':
      return unsettled(facts.unsettled)
    case 'window-open':
      return refuse(
        'window-open',
        `还有课开放到 ${facts.openUntil}，学员还可以学，过了这一天再结班。`,
        `Lessons are open until ${facts.openUntil} and can still be completed; close the cohort after that day.`,
        { facts: { openUntil: facts.openUntil } }
      )
    case 'roll-call-missing':
      return withoutRollCall(facts.withoutRollCall)
    case 'held-core-third-short':
      return heldShort(facts.balance)
    case 'held-contents-short':
      return heldContentsShort(facts.breach!)
  }
}
