import type { Api } from '../../../server/api.ts'
import type { ReplyOf } from '../../../server/http/contract.ts'

export type TaughtCohort = ReplyOf<Api['GET /teach/cohorts']>['cohorts'][number]
export type TaughtLesson = TaughtCohort['lessons'][number]

/** A lesson whose roll should have been called and was not. */
export const isMissing = (lesson: TaughtLesson): boolean => lesson.calling === 'open' && lesson.calledAt === null
