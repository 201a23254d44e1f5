import type { Api } from '../../../../../../../server/api.ts'
import type { ReplyOf } from '../../../../../../../server/http/contract.ts'

export type Quiz = ReplyOf<Api['GET /my/lessons/:lessonId/quizzes/:materialId']>
export type Question = Quiz['questions'][number]
