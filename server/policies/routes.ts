import { endpoints } from '../http/endpoints.ts'
import { dayOf } from '../time/dates.ts'
import { contract } from './contract.ts'
import { packOn } from './queries.ts'

export const routes = endpoints(contract, {
  'GET /policy': {
    permission: (_db, actor) => actor,
    answer: async ({ db, now }) => {
      const { number, title, pack } = await packOn(db, dayOf(now))
      const named = ({ code, zh, en }: { code: string; zh: string; en: string }) => ({ code, zh, en })
      return {
        number,
        title,
        categories: pack.categories.map(named),
        strata: pack.strata.map(named),
        requirements: pack.requirements.map(wanted => ({
          ...named(wanted),
          severity: wanted.severity,
          cite: wanted.cite,
          monthsAfterAppointment: wanted.monthsAfterAppointment ?? null
        })),
        ratio: pack.ratio,
        completion: pack.completion,
        smallCell: pack.smallCell
      }
    }
  }
})
