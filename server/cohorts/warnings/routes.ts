import { endpoints } from '../../http/endpoints.ts'
import { cohortToRead } from '../permissions.ts'
import { warnings } from './contract.ts'
import { warningsOf } from './queries.ts'

export const warningRoutes = endpoints(warnings, {
  'GET /cohorts/:cohortId/warnings': {
    permission: cohortToRead,
    answer: async ({ db, actor, found, now }) => ({ warnings: await warningsOf(db, actor, found, now) })
  }
})
