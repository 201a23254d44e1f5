import type { Api } from '../../../server/api.ts'
import { doesCount } from '../../../server/cohorts/rules.ts'
import type { ReplyOf } from '../../../server/http/contract.ts'

export type TaughtCohort = ReplyOf<Api['GET /teach/cohorts']>['cohorts'][number]
export type TaughtLesson = TaughtCohort['lessons'][number]

const isNotCalled = (lesson: TaughtLesson) => lesson.calling === 'open' && lesson.calledAt === null

/** A lesson whose roll should have been called and was not. */
export const isMissing = (lesson: TaughtLesson): boolean => isNotCalled(lesson) && doesCount(lesson.kind)

/** A ceremony or a journey counts for nothing: its roll may be called, and nobody waits for it. */
export const isOptional = (lesson: TaughtLesson): boolean => isNotCalled(lesson) && !doesCount(lesson.kind)
