import type { Api } from '../../../../../../server/api.ts'
import type { ReplyOf } from '../../../../../../server/http/contract.ts'

export type Chosen = ReplyOf<Api['GET /cohorts/:cohortId/candidates']>
export type TraineeList = ReplyOf<Api['GET /cohorts/:cohortId/enrolments']>
