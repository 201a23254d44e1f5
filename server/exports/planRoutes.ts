import { deliveryOf } from '../closing/delivery/told.ts'
import { planToRead } from '../cohorts/plan/permissions.ts'
import { itemsOf } from '../cohorts/plan/queries.ts'
import { countedIn, wasApproved } from '../cohorts/plan/rules.ts'
import { withStates } from '../cohorts/plan/told.ts'
import { tableWorkbook } from '../files/workbook.ts'
import { endpoints } from '../http/endpoints.ts'
import { dayOf } from '../time/dates.ts'
import { planReports } from './contract.ts'
import { deliveryToExport } from './permissions.ts'
import { cohortTable, deliveryTable, planTable } from './plan.ts'

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

export const planReportRoutes = endpoints(planReports, {
  'POST /plans/:planId/exports': {
    permission: planToRead,
    answer: async ({ db, found: plan, note }) => {
      const items = countedIn(withStates(plan, await itemsOf(db, [plan.id])), wasApproved(plan.steps))
      const last = plan.steps.findLast(({ kind }) => kind === 'approved')
      const under = [
        `填报单位：${plan.organisationName}`,
        last ? `${dayOf(new Date(last.takenAt))} ${last.takenBy}批准（${last.document}）` : '未批准'
      ].join('　')
      const content = await tableWorkbook({ sheets: [planTable([`${plan.year}年度培训计划表`, under], items)] })
      note({ planId: plan.id, year: plan.year, items: items.length }, plan.organisationId)
      return { fileName: `年度培训计划表_${plan.organisationName}_${plan.year}.xlsx`, mediaType: XLSX, content }
    }
  },
  'POST /plan-deliveries/exports': {
    permission: deliveryToExport,
    seesOneMoment: true,
    answer: async ({ db, found, body, now, note }) => {
      const { items, unplanned, ...sums } = await deliveryOf(db, found.id, body.year, now)
      const titles = [`${body.year}年度培训计划执行情况`, `${found.name}　截至 ${dayOf(now)}`]
      const cohorts = [
        ...items.flatMap(({ item, cohorts: own }) => own.map(cohort => ({ ...cohort, itemName: item.name }))),
        ...unplanned.map(cohort => ({ ...cohort, itemName: null }))
      ]
      const content = await tableWorkbook({ sheets: [deliveryTable(titles, items, sums), cohortTable(titles, cohorts)] })
      note({ year: body.year, items: items.length, cohorts: cohorts.length }, found.id)
      return { fileName: `培训计划执行情况_${found.name}_${body.year}.xlsx`, mediaType: XLSX, content }
    }
  }
})
