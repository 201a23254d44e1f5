import { badInput, Refusal, refuse } from '../http/refusals.ts'
import type { Conflict } from './timetable.ts'
import type { ElectiveMistake } from './electives/rules.ts'
import type { Balance, Mistake, OutingMistake, ShareRule } from './rules.ts'
import type { WindowMistake } from './windows/rules.ts'

type AnyMistake = Mistake | OutingMistake | WindowMistake | ElectiveMistake

const MISTAKES: Record<AnyMistake, { field: string; zh: string; en: string }> = {
  'ends-before-it-begins': { field: 'untilMinute', zh: '结束要晚于开始。', en: 'A lesson ends after it begins.' },
  'outside-the-cohort': {
    field: 'heldOn',
    zh: '这一天不在班次的起止日期内；发布以后的补课可以晚于最后一天。',
    en: 'This day is outside the cohort’s days; only a make-up lesson after publication may come later.'
  },
  'uncounted-with-minutes': {
    field: 'minutes',
    zh: '仪式、行程、用餐不计入，分钟数应为 0。',
    en: 'Ceremonies, travel and meals do not count and have no minutes.'
  },
  'no-minutes': { field: 'minutes', zh: '请填计入的分钟数。', en: 'Say how many minutes count.' },
  'more-minutes-than-time': {
    field: 'minutes',
    zh: '计入的分钟数多于这节课的时长。',
    en: 'More minutes than the lesson lasts.'
  },
  'not-as-measured': {
    field: 'minutes',
    zh: '网络课的分钟数和类别以系统测得的为准，不能填写。这门课有了新的时长，请重新打开再存。',
    en: 'The minutes and category of an online lesson are those its course was measured to have. The course has changed; open the lesson anew.'
  },
  'category-twice': { field: 'categories', zh: '同一个类别填了两次。', en: 'A category is named twice.' },
  'outing-of-another-kind': {
    field: 'baseId',
    zh: '只有现场教学可以选基地、写集合的时间和地点。',
    en: 'Only an on-site lesson goes to a base and has a time and place to gather.'
  },
  'gathering-incomplete': {
    field: 'gatherPlace',
    zh: '集合的时间和地点要一起写。',
    en: 'The time and the place to gather go together.'
  },
  'gathers-too-late': {
    field: 'gatherMinute',
    zh: '集合不能晚于开始上课。',
    en: 'People cannot gather after the lesson begins.'
  },
  'window-of-another-kind': {
    field: 'closesOn',
    zh: '只有网络课可以开放若干天，别的课有具体的时间。',
    en: 'Only an online lesson is open over a window of days; any other has its hour.'
  },
  'closes-before-it-opens': { field: 'closesOn', zh: '最后一天不能早于开放那天。', en: 'A lesson cannot close before it opens.' },
  'opens-outside-the-cohort': {
    field: 'heldOn',
    zh: '开放那天早于班次的第一天。',
    en: 'The window opens before the first day of the cohort.'
  },
  'closes-outside-the-cohort': {
    field: 'closesOn',
    zh: '最后一天晚于班次的最后一天。',
    en: 'The window closes after the last day of the cohort.'
  },
  'window-takes-up': {
    field: 'venueIds',
    zh: '开放学习的课不占教室、老师和组；讲课人请写成文字。',
    en: 'A lesson over a window takes up no room, teacher or group; who teaches is a text.'
  },
  'elective-of-another-kind': {
    field: 'isElective',
    zh: '只有网络课可以设为选修。',
    en: 'Only an online lesson can be an elective.'
  },
  'categories-differ': {
    field: 'categories',
    zh: '各类别的分钟数相加应等于计入的分钟数。',
    en: 'The minutes by category have to add up to the minutes that count.'
  }
}

export const mistaken = (mistake: AnyMistake): Refusal => {
  const { field, zh, en } = MISTAKES[mistake]
  return badInput(mistake, zh, en, { field })
}

/** Every third says what would mend it, both ways. */
export const tooShort = (balance: Balance, { part, whole }: ShareRule): Refusal => {
  const { all, inCategory, minutesToConvert, minutesToAdd } = balance
  if (all === 0)
    return refuse('timetable-empty', '课程表里还没有计入的教学，不能发布。', 'The timetable has no counted teaching yet.')
  return refuse(
    'core-third-short',
    `核心理论 ${inCategory} 分钟，共 ${all} 分钟，不到 ${part}/${whole}。把 ${minutesToConvert} 分钟改为核心理论，或者再加 ${minutesToAdd} 分钟核心理论。`,
    `Core theory has ${inCategory} of ${all} minutes, less than ${part}/${whole}. Turn ${minutesToConvert} minutes into core theory, or add ${minutesToAdd} minutes of it.`,
    { facts: { all, inCategory, minutesToConvert, minutesToAdd } }
  )
}

const clock = (minute: number): string => `${Math.trunc(minute / 60)}:${String(minute % 60).padStart(2, '0')}`

export const taken = (conflict: Conflict): Refusal => {
  const { what, name, heldOn, fromMinute, untilMinute, otherTitle, otherCohortName } = conflict
  const time = `${heldOn} ${clock(fromMinute)}–${clock(untilMinute)}`
  return refuse(
    `${what}-taken`,
    `${name}${what === 'venue' ? '已被占用' : '已有课'}：${time}，${otherCohortName}“${otherTitle}”。`,
    `${name} is taken: ${time}, ${otherCohortName}, "${otherTitle}".`,
    { facts: { ...conflict }, field: `${what}Ids` }
  )
}

export const isClosed = (): Refusal =>
  refuse('cohort-closed', '班次已经结班，不能再改。', 'The cohort is closed and stays as it is.')

export const isSettled = (): Refusal =>
  refuse(
    'lesson-settled',
    '这节课已经记为已上或没上，不能再改；要补课，请另加一节。',
    'This lesson is recorded as held or not held and stays as it is; add another to make up for it.'
  )

export const settlesItself = (): Refusal =>
  refuse(
    'online-settles-itself',
    '网络课不用记已上或没上，结班时自动记为已上；不开了，请从课程表里删去。',
    'An online lesson is settled by itself at the close-out; if it is not given after all, remove it from the timetable.'
  )

export const rollCalled = (): Refusal =>
  refuse(
    'lesson-has-marks',
    '这节课已经点过名，不能移动或删除。',
    'The roll of this lesson has been called; it stays where it is.'
  )

export const hasBuses = (): Refusal =>
  refuse(
    'lesson-has-buses',
    '这节课已经排了车，不能删除；不去了，请记为没上。',
    'Buses have been arranged for this lesson; record it as not held instead of removing it.'
  )

export const unknownGroup = (): Refusal =>
  badInput('unknown-group', '这个班没有这个组。', 'There is no such group in this cohort.', { field: 'groupIds' })

export const unknownBase = (): Refusal =>
  badInput('unknown-base', '基地库里没有这个基地，或已停用。', 'There is no such base, or it is hidden.', { field: 'baseId' })

export const notPublished = (): Refusal => refuse('not-published', '课程表还没有发布。', 'The timetable is not published yet.')

/** One of many changes that are sent as one act, and its place among those of its kind. */
export type Item = { part: 'remove' | 'change' | 'add' | 'seen'; at: number; title: string }

/** Of many changes, the refusal says which of them it is about. */
export const ofItem = ({ status, code, sentence: { zh, en }, facts, field }: Refusal, item: Item): Refusal =>
  new Refusal(
    status,
    code,
    { zh: `“${item.title}”：${zh}`, en: `"${item.title}": ${en}` },
    { ...facts, ...item },
    [item.part, item.at, field].filter(part => part !== undefined).join('.')
  )

type Standing = { title: string; heldOn: string; fromMinute: number; untilMinute: number }

/** `by`: who has been at it, if that is known; `now`: what it is now, null when it is gone. */
export const changedMeanwhile = (by: string | null, now: Standing | null): Refusal => {
  const done = now ? ['改过', 'changed'] : ['删去', 'removed']
  const zh = by ? `${by}已把这节课${done[0]}` : `这节课后来又${done[0]}了`
  const en = by ? `${by} has ${done[1]} this lesson` : `This lesson has been ${done[1]} since`
  const time = now && `${now.heldOn} ${clock(now.fromMinute)}–${clock(now.untilMinute)}`
  return refuse(
    'lesson-changed-meanwhile',
    `${zh}${now ? `，现在是 ${time}“${now.title}”` : ''}。这一步没有做，请看过现在的课程表再改。`,
    `${en}${now ? `; it is now ${time}, "${now.title}"` : ''}. Nothing was done; look at the timetable as it is now.`,
    { facts: { by, isRemoved: now === null } }
  )
}
