import { badInput, refuse, type Refusal, type Sentence } from '../../http/refusals.ts'
import type { Barrier } from './rules.ts'

/** Why a step cannot be taken, in a sentence that says what to do instead. */
export const BARRIERS: Record<Barrier, Sentence & { code: string }> = {
  cancelled: {
    code: 'cohort-cancelled',
    zh: '这个班已经取消，不能再改。',
    en: 'This cohort has been cancelled and stays as it is.'
  },
  archived: {
    code: 'cohort-archived',
    zh: '这个班已经归档，不能再改。',
    en: 'This cohort has been archived and stays as it is.'
  },
  closed: {
    code: 'cohort-closed',
    zh: '这个班已经结班，不能再走这一步。',
    en: 'This cohort is closed; this step cannot be taken any more.'
  },
  'not-closed': {
    code: 'not-closed',
    zh: '还没有结班，不能归档。请先结班。',
    en: 'The cohort is not closed yet; close it before it is archived.'
  },
  begun: {
    code: 'cohort-begun',
    zh: '已经有上课、考勤或网络学习的记录，不能取消；请按实际情况结班。',
    en: 'Lessons, marks or online lessons are on record already, so it cannot be cancelled; close it as it was held.'
  },
  'published-already': {
    code: 'already-published',
    zh: '课程表已经发布。',
    en: 'The timetable is published already.'
  },
  'submitted-already': {
    code: 'already-submitted',
    zh: '已经送审，正在等批复。',
    en: 'It has been submitted already and waits for the answer.'
  },
  'approved-already': {
    code: 'already-approved',
    zh: '已经批准，可以发布了。',
    en: 'It has been approved already and can be published.'
  },
  'not-submitted': {
    code: 'not-submitted',
    zh: '现在没有等待批复的送审。',
    en: 'Nothing is waiting for approval.'
  },
  'waits-for-approval': {
    code: 'waits-for-approval',
    zh: '已经送审，等批复以后才能发布；也可以先撤回送审。',
    en: 'It has been submitted and is published after the answer; or recall it first.'
  },
  'needs-approval': {
    code: 'needs-approval',
    zh: '按规定要先送审，批准以后才能发布。',
    en: 'It has to be submitted and approved before it is published.'
  },
  'open-already': {
    code: 'enrolment-open-already',
    zh: '报名已经开放。',
    en: 'Enrolment is open already.'
  },
  'closed-for-enrolment-already': {
    code: 'enrolment-closed-already',
    zh: '报名已经截止。',
    en: 'Enrolment is closed already.'
  }
}

export const barred = (barrier: Barrier): Refusal => {
  const { code, zh, en } = BARRIERS[barrier]
  return refuse(code, zh, en)
}

/** Why nothing of a cohort is changed any more: it was called off, archived or closed. */
export const standsStill = ({ isCancelled, isArchived }: { isCancelled: boolean; isArchived: boolean }): Refusal =>
  isCancelled
    ? barred('cancelled')
    : isArchived
      ? barred('archived')
      : refuse('cohort-closed', '班次已经结班，不能再改。', 'The cohort is closed and stays as it is.')

export const enrolmentClosed = (): Refusal =>
  refuse(
    'enrolment-closed',
    '报名已经截止，不能再报。要补报，请先重新开放报名。',
    'Enrolment is closed, so no seat can be given. Open it again first.'
  )

export const reasonMissing = (): Refusal => badInput('reason-missing', '请写明原因。', 'Say why.', { field: 'reason' })

export const ownSubmission = (): Refusal =>
  refuse(
    'own-submission',
    '送审的人不能自己批准，请由另一位审批人批复。',
    'Whoever submitted it cannot answer it; another approver has to.'
  )
