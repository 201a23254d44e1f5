import type { ReplyOf } from '../../../server/http/contract.ts'
import type { Api } from '../../../server/api.ts'

export type MyStanding = ReplyOf<Api['GET /my/standings']>['standings'][number]
export type MyCondition = MyStanding['conditions'][number]

/** What is asked of this person first: what is missing, what comes later, what is done. */
export const byUrgency = (standings: readonly MyStanding[]): MyStanding[] => {
  const order: MyStanding['state'][] = ['outstanding', 'notYetDue', 'covered', 'exempt', 'left']
  return standings.toSorted(
    (a, b) => Number(a.isFlagged) - Number(b.isFlagged) || order.indexOf(a.state) - order.indexOf(b.state)
  )
}

/** What still has to be done for one requirement. */
export const unmetOf = (standing: MyStanding): MyCondition[] => standing.conditions.filter(condition => !condition.isMet)
