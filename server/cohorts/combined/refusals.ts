import type { ConstraintRefusals } from '../../http/errors.ts'
import { badInput, Refusal, refuse } from '../../http/refusals.ts'

/** `names`: cohorts that sit in the lesson and are somebody else's. */
export const withOthers = (names: readonly string[]): Refusal =>
  refuse(
    'combined-with-others',
    `这节课与“${names.join('”“')}”合班，那个班不归您管，时间、老师、教室和内容不能单独改。要改请先退出合班，再改本班的课。`,
    `This lesson is taught together with ${names.map(name => `"${name}"`).join(', ')}, which you do not manage, so its time, teachers, rooms and content are not yours alone to change. Take your lesson out of it first.`,
    { facts: { cohorts: names }, field: 'combinedId' }
  )

/** What bars one of the cohorts bars all; the refusal names whose reason it is. */
export const inNameOf = ({ status, code, sentence: { zh, en }, facts, field }: Refusal, cohort: { id: number; name: string }) =>
  new Refusal(
    status,
    code,
    { zh: `合班的“${cohort.name}”：${zh}`, en: `In "${cohort.name}", which is taught together: ${en}` },
    { ...facts, barredIn: cohort.id },
    field
  )

export const sitsAlready = (name: string): Refusal =>
  refuse('combined-already', `“${name}”已经在这节课里。`, `"${name}" sits in this lesson already.`, { field: 'to' })

export const offeredAlready = (name: string): Refusal =>
  refuse('offered-already', `已经邀请过“${name}”，还在等答复。`, `"${name}" has been invited already and has not answered yet.`, {
    field: 'to'
  })

export const unknownCohort = (): Refusal =>
  badInput(
    'unknown-cohort',
    '这节课不能与这个班合：它不在这一天，或者既不归您管，也没有和这节课抢老师、教室。',
    'This lesson cannot be shared with that cohort: it has no such day, or it is neither yours nor after the same teacher or room.',
    { field: 'to' }
  )

export const watchedAlone = (): Refusal =>
  refuse(
    'online-is-watched-alone',
    '网络课各人自己看，不用合班。',
    'An online lesson is watched by each alone; there is nothing to share.'
  )

export const sitsElsewhere = (): Refusal =>
  refuse(
    'combined-elsewhere',
    '这节课已经和别的班合班，请先退出。',
    'This lesson is taught together with others already; take it out first.',
    {
      field: 'insteadOf'
    }
  )

export const isGone = (): Refusal =>
  refuse('combined-gone', '邀请的课已经上完或取消了。', 'The lesson that was offered is over or has been cancelled.')

export const isAnswered = (): Refusal =>
  refuse('offer-answered', '这个邀请已经有了答复。', 'This invitation has been answered already.')

export const notRejoined = (): Refusal =>
  refuse(
    'combined-not-yours',
    '这节课已经不在合班里；要再合，请对方重新邀请。',
    'This lesson is no longer part of what others teach together; to join again, ask them to invite you.',
    { field: 'combinedId' }
  )

const differ = () =>
  refuse(
    'combined-differ',
    '合班的课，时间、老师、教室和内容要一样；对方的课后来改过。',
    'Lessons taught together have one time, teachers, rooms and content; the other one has changed since.',
    { field: 'combinedId' }
  )

export const combinedConstraints: ConstraintRefusals = {
  combined_lessons_alike: differ,
  lessons_combined: notRejoined,
  lessons_combined_once: () =>
    refuse('combined-already', '本班已经在这节课里。', 'This cohort sits in that lesson already.', { field: 'combinedId' }),
  lessons_combined_in_one_place: watchedAlone,
  combined_answers_once: isAnswered
}
