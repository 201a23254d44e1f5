import type { Api } from '../../../../../server/api.ts'
import type { BodyOf, ReplyOf } from '../../../../../server/http/contract.ts'

export type View = ReplyOf<Api['GET /imports/:importId']>
export type Corrections = BodyOf<Api['PUT /imports/:importId']>
/** Says how a file is to be understood; the page is read anew. */
export type Correct = (corrections: Corrections) => Promise<void>

/** How many of a part come at once. */
export const PAGE_SIZE = 50

export type PostView = View['joined'][number]['before'][number]
export type MembershipView = NonNullable<View['left'][number]['membership']>
export type AddedPost = View['joined'][number]['added'][number]
