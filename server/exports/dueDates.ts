import type { Table } from '../files/workbook.ts'
import type { Granted } from '../organisations/dueDates/queries.ts'
import { ROLES } from './words.ts'

const DAY = 'yyyy-mm-dd'

/** 个别到期日名单: whoever has more time, for what, until when and on whose decision. It carries no ID number and no telephone number. */
export const dueDateTable = (titles: string[], rows: readonly Granted[], requirements: ReadonlyMap<string, string>): Table => ({
  name: '个别到期日名单',
  titles,
  columns: [
    { heading: '序号', width: 6 },
    { heading: '姓名', width: 10 },
    { heading: '所在单位', width: 14 },
    { heading: '党组织名称', width: 24 },
    { heading: '党内职务', width: 10 },
    { heading: '应训要求', width: 26 },
    { heading: '到期日', width: 12, format: DAY },
    { heading: '原因', width: 26 },
    { heading: '批准', width: 22 },
    { heading: '批准日期', width: 12, format: DAY },
    { heading: '文件', width: 16 },
    { heading: '起', width: 12, format: DAY },
    { heading: '收回', width: 12, format: DAY }
  ],
  rows: rows.map((row, i) => [
    i + 1,
    row.name,
    row.unitName,
    row.organisationName,
    ROLES[row.role] ?? row.role,
    requirements.get(row.requirement) ?? row.requirement,
    row.dueOn,
    row.reason,
    row.approvedBy,
    row.decidedOn,
    row.document,
    row.validFrom,
    row.validUntil === row.dueOn ? null : row.validUntil
  ])
})
