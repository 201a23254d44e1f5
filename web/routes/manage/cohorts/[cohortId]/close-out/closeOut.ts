import type { Api } from '../../../../../../server/api.ts'
import type { ReplyOf } from '../../../../../../server/http/contract.ts'

export type CloseOut = ReplyOf<Api['GET /cohorts/:cohortId/close-out']>

type Words = { approver: (name: string, unit: string) => string; or: string }

/** Who could sign, as one phrase; empty where the level above has no approver yet. */
export const signersOf = ({ approvers }: CloseOut, words: Words): string =>
  approvers.map(({ name, organisationName }) => words.approver(name, organisationName)).join(words.or)

/** Where the roll of a lesson is called. */
export const rollCallOf = (cohortId: number, lessonId: number): string => `/teach/cohorts/${cohortId}/lessons/${lessonId}`
