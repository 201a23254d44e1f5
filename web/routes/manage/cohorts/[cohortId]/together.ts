import type { Api } from '../../../../../server/api.ts'
import type { ReplyOf } from '../../../../../server/http/contract.ts'
import { writtenAgain, writtenIn, type Draft, type Lesson } from './draft.ts'

export type Invitations = ReplyOf<Api['GET /cohorts/:cohortId/combined']>
export type Choice = ReplyOf<Api['GET /cohorts/:cohortId/lessons/:lessonId/combined']>['cohorts'][number]

/** Whether the form says what the lesson says: what is being typed is not lost by sharing the lesson. */
export const isAsSaved = (draft: Draft, lesson: Lesson): boolean => {
  const [one, other] = [writtenIn(draft), writtenAgain(lesson)] as Record<string, unknown>[]
  return Object.keys(other!).every(key => JSON.stringify(one![key]) === JSON.stringify(other![key]))
}

/** The lesson that would most likely be meant by another cohort’s: the only one that lies there, else a new one. */
export const likely = (lying: Choice['lying']): number | null => (lying.length === 1 ? lying[0]!.id : null)
