import type { Api } from '../../../../../../server/api.ts'
import type { ReplyOf } from '../../../../../../server/http/contract.ts'

export type CloseOut = ReplyOf<Api['GET /cohorts/:cohortId/close-out']>
