import type { Api } from '../../../../../../server/api.ts'
import type { ReplyOf } from '../../../../../../server/http/contract.ts'

export type Grouping = ReplyOf<Api['GET /cohorts/:cohortId/groups']>
export type Group = Grouping['groups'][number]
