import { endpoints } from '../../http/endpoints.ts'
import { badInput, notFound } from '../../http/refusals.ts'
import { dayOf, daysAfter } from '../../time/dates.ts'
import { partToRead, personToManage } from '../permissions.ts'
import { exemptionsOf, PAGE_SIZE } from '../roster.ts'
import { contract } from './contract.ts'
import { endExemption, exemptWithin } from './queries.ts'
import { DAYS_AHEAD, endsSoon, mayEndExemptionOn } from './rules.ts'

export const routes = endpoints(contract, {
  'GET /exemptions': {
    permission: partToRead,
    answer: async ({ db, found, query, now }) => {
      const asOf = query.asOf ?? dayOf(now)
      const page = query.page ?? 1
      const soon = daysAfter(asOf, DAYS_AHEAD)
      const wanted = { paths: found, day: asOf, kind: query.kind ?? null, endingBy: query.endingSoon ? soon : null }
      const rows = await exemptWithin(db, wanted, { limit: PAGE_SIZE, offset: (page - 1) * PAGE_SIZE })
      const first = rows[0] ?? (page > 1 ? (await exemptWithin(db, wanted, { limit: 1, offset: 0 }))[0] : undefined)
      return {
        asOf,
        page,
        pageSize: PAGE_SIZE,
        total: first?.total ?? 0,
        exemptions: rows.map(({ total: _all, ...row }) => ({ ...row, endsSoon: endsSoon(row.validUntil, soon) }))
      }
    }
  },
  'POST /people/:personId/exemptions/:exemptionId/end': {
    permission: personToManage,
    answer: async ({ db, found, params, body, now, note, announce }) => {
      const exemption = (await exemptionsOf(db, found.personId)).find(({ exemptionId }) => exemptionId === params.exemptionId)
      if (!exemption) throw notFound()
      if (!mayEndExemptionOn(exemption, body.on))
        throw badInput(
          'not-exempt-then',
          `免训从 ${exemption.validFrom} 到${exemption.validUntil ? ` ${exemption.validUntil}` : '另行通知'}，终止日期要在这之间。`,
          `The exemption holds from ${exemption.validFrom} until ${exemption.validUntil ?? 'further notice'}; it can only end in between.`,
          { field: 'on' }
        )
      await endExemption(db, params.exemptionId, body.on, now)
      await announce('peopleChanged', [found.personId])
      note({ personId: found.personId, exemptionId: params.exemptionId, ...body }, found.organisationId)
      return { done: true }
    }
  }
})
