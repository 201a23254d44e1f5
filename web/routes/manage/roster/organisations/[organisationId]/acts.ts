import type { QueryOf } from '../../../../../../server/http/contract.ts'
import type { Api } from '../../../../../../server/api.ts'

/** What would a change touch: the question put before it is done. */
export type Asked = QueryOf<Api['GET /organisations/:organisationId/effects']>

/** What an act needs from its form: the day and the reason; the rest it knows itself. */
export type Said = { on: string; reason: string }
