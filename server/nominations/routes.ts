import { cohortToManage } from '../cohorts/permissions.ts'
import { seatsOf } from '../enrolment/queries.ts'
import { unitAndPostOf } from '../enrolment/rules.ts'
import { isWithin } from '../http/actor.ts'
import { endpoints } from '../http/endpoints.ts'
import { badInput, notFound } from '../http/refusals.ts'
import { audienceOf } from '../organisations/filters/audience.ts'
import { filterToUse } from '../organisations/filters/permissions.ts'
import { organisationOn } from '../organisations/queries.ts'
import { packOn } from '../policies/queries.ts'
import { dayOf } from '../time/dates.ts'
import { contract } from './contract.ts'
import { candidatesFor, candidatesInAll, unitsBelow } from './queries.ts'
import { requirementsFor } from './rules.ts'

const PAGE = 50

export const routes = endpoints(contract, {
  'GET /cohorts/:cohortId/candidates': {
    permission: cohortToManage,
    answer: async ({ db, actor, found: cohort, query, keys, now }) => {
      const day = dayOf(now)
      const { versionId, pack } = await packOn(db, day)
      const requirements = requirementsFor(pack, cohort.stratum)
      const requirement = query.requirement ?? requirements[0]?.code ?? null
      if (query.requirement && !requirements.some(({ code }) => code === query.requirement))
        throw badInput('unknown-requirement', '没有这一项应训要求。', 'There is no such requirement for this stratum.', {
          field: 'requirement'
        })
      const unit = query.unitId ? await organisationOn(db, query.unitId, day) : null
      if (query.unitId && !(unit && isWithin(unit.path, cohort.path))) throw notFound()

      const search = query.q?.trim().toLowerCase().replaceAll(/\s+/g, '') || null
      const { id: cohortId, path, stratum } = cohort
      const wanted = {
        cohortId,
        path,
        stratum,
        versionId,
        requirement,
        unitId: unit?.id ?? null,
        search,
        isFree: query.free ?? false,
        audience: query.filterId ? await audienceOf(db, keys, await filterToUse(db, actor, query.filterId, now), day) : null,
        day
      }
      const { page = 1, size = PAGE } = query
      const candidates = await candidatesFor(db, wanted, page, size)
      const seats = await seatsOf(db, cohort.id)
      const named = pack.strata.find(({ code }) => code === cohort.stratum)
      return {
        asOf: day,
        stratum: { code: stratum, zh: named?.zh ?? stratum, en: named?.en ?? stratum },
        requirement,
        requirements: requirements.map(({ code, zh, en }) => ({ code, zh, en })),
        units: await unitsBelow(db, cohort.organisationId, day),
        seats: cohort.capacity,
        taken: seats.filter(({ state }) => state === 'enrolled').length,
        ...(await candidatesInAll(db, wanted)),
        page,
        size,
        candidates: candidates.map(({ organisation, role, portfolio, ...candidate }) => ({
          ...candidate,
          unitAndPost: unitAndPostOf({ organisation, role, portfolio })
        }))
      }
    }
  }
})
