import type { Table } from '../files/workbook.ts'
import type { Exempted } from '../organisations/exemptions/queries.ts'
import { EXEMPTIONS, ROLES } from './words.ts'

const DAY = 'yyyy-mm-dd'

/** 免训名单: whoever is not due stays on a list that can be printed. It carries no ID number and no telephone number. */
export const exemptionTable = (
  titles: string[],
  rows: readonly Exempted[],
  requirements: ReadonlyMap<string, string>
): Table => ({
  name: '免训名单',
  titles,
  columns: [
    { heading: '序号', width: 6 },
    { heading: '姓名', width: 10 },
    { heading: '所在单位', width: 14 },
    { heading: '党组织名称', width: 24 },
    { heading: '党内职务', width: 10 },
    { heading: '免训类别', width: 14 },
    { heading: '免哪一项', width: 26 },
    { heading: '原因', width: 26 },
    { heading: '批准', width: 22 },
    { heading: '批准日期', width: 12, format: DAY },
    { heading: '文件', width: 16 },
    { heading: '起', width: 12, format: DAY },
    { heading: '止（不含）', width: 12, format: DAY }
  ],
  rows: rows.map((row, i) => [
    i + 1,
    row.name,
    row.unitName,
    row.organisationName,
    ROLES[row.role] ?? row.role,
    EXEMPTIONS[row.kind] ?? row.kind,
    row.requirement === null ? '全部要求' : (requirements.get(row.requirement) ?? row.requirement),
    row.reason,
    row.approvedBy,
    row.decidedOn,
    row.document,
    row.validFrom,
    row.validUntil
  ])
})
