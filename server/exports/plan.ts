/**
 * 年度培训计划表 (form A) and plan against delivered: what the sheets say.
 *
 * The headings of form A are written exactly as the form has them, so that the sheet can be read in again. A share of theory that has no two
 * decimals of a percent is written as the fraction it is: one third stays one third. Money is in 万元, hours are hours, both real numbers.
 */
import type { Delivered, DeliveredCohort } from '../closing/delivery/rules.ts'
import {
  monthsWritten,
  personsOf,
  shareWritten,
  sumsOf,
  tenThousands,
  type PlanFields,
  type PlanSums
} from '../cohorts/plan/rules.ts'
import type { Column, Table } from '../files/workbook.ts'
import { FUNDS, METHOD_WORDS } from './words.ts'

const PERCENT = '0.0%'
const FINE_PERCENT = '0.##%'
const MONEY = '0.####'

export const FORM_A = [
  '序号',
  '班次名称',
  '培训对象',
  '主办单位',
  '承办单位',
  '培训机构（地点）',
  '期数',
  '每期人数',
  '总人数',
  '每期天数',
  '培训学时',
  '计划时间（月份）',
  '培训方式',
  '主要内容',
  '理论课占比',
  '经费预算（万元）',
  '经费来源',
  '联系人及电话',
  '备注'
] as const

const WIDTHS = [6, 26, 20, 16, 16, 16, 6, 9, 8, 9, 9, 12, 14, 24, 10, 11, 16, 16, 14]

/** A fraction that is a whole number of basis points is a real percentage. */
const shareCell = (fields: Pick<PlanFields, 'theoryPart' | 'theoryWhole'>): string | number =>
  shareWritten(fields).includes('/') ? shareWritten(fields) : fields.theoryPart / fields.theoryWhole

const fundWritten = ({ fundKind, fundNote }: Pick<PlanFields, 'fundKind' | 'fundNote'>): string =>
  fundNote ? `${FUNDS[fundKind]}（${fundNote}）` : FUNDS[fundKind]

export const planTable = (titles: string[], items: readonly PlanFields[]): Table => {
  const sums = sumsOf(items)
  const columns: Column[] = FORM_A.map((heading, at) => ({
    heading,
    width: WIDTHS[at]!,
    ...(heading === '理论课占比' ? { format: FINE_PERCENT } : heading === '经费预算（万元）' ? { format: MONEY } : {})
  }))
  return {
    name: '年度培训计划表',
    titles,
    columns,
    rows: [
      ...items.map((item, at) => [
        at + 1,
        item.name,
        item.audience,
        item.host,
        item.organiser,
        item.place,
        item.runs,
        item.size,
        personsOf(item),
        item.days,
        item.centiCredits === null ? null : item.centiCredits / 100,
        monthsWritten(item.months),
        item.methods.map(method => METHOD_WORDS[method]).join('、') || null,
        item.content,
        shareCell(item),
        tenThousands(item.budget),
        fundWritten(item),
        item.contact,
        item.remark
      ]),
      [
        '合计',
        ...Array(5).fill(null),
        sums.runs,
        null,
        sums.persons,
        ...Array(6).fill(null),
        tenThousands(sums.budget),
        null,
        null,
        null
      ]
    ]
  }
}

export type DeliveryLine = { item: PlanFields & { roundName: string | null }; delivered: Delivered }

const shareHeld = ({ heldAll, heldInCategory }: Delivered): number | null => (heldAll === 0 ? null : heldInCategory / heldAll)

const got = (delivered: Delivered) => [
  delivered.setUp,
  delivered.published,
  delivered.closed,
  delivered.enrolled,
  delivered.completed,
  delivered.personDays,
  shareHeld(delivered)
]

export const deliveryTable = (
  titles: string[],
  lines: readonly DeliveryLine[],
  sums: { planned: PlanSums; delivered: Delivered; outside: Delivered }
): Table => ({
  name: '计划执行',
  titles,
  columns: [
    { heading: '序号', width: 6 },
    { heading: '班次名称', width: 28 },
    { heading: '轮次', width: 16 },
    { heading: '计划期数', width: 9 },
    { heading: '已建', width: 7 },
    { heading: '已发布', width: 8 },
    { heading: '已结班', width: 8 },
    { heading: '计划人数', width: 9 },
    { heading: '报名人数', width: 9 },
    { heading: '结业人数', width: 9 },
    { heading: '计划人·天', width: 10 },
    { heading: '实际人·天', width: 10 },
    { heading: '计划理论课占比', width: 12, format: FINE_PERCENT },
    { heading: '实际理论课占比', width: 12, format: PERCENT }
  ],
  rows: [
    ...lines.map(({ item, delivered }, at) =>
      line(at + 1, item.name, item.roundName, item.runs, personsOf(item), personsOf(item) * item.days, shareCell(item), delivered)
    ),
    line(null, '计划内合计', null, sums.planned.runs, sums.planned.persons, sums.planned.personDays, null, sums.delivered),
    line(null, '计划外班次', null, null, null, null, null, sums.outside)
  ]
})

const line = (
  seq: number | null,
  name: string,
  round: string | null,
  runs: number | null,
  persons: number | null,
  personDays: number | null,
  share: string | number | null,
  delivered: Delivered
): (string | number | null)[] => {
  const [setUp, published, closed, enrolled, completed, days, held] = got(delivered) as [
    number,
    number,
    number,
    number,
    number,
    number,
    number | null
  ]
  return [seq, name, round, runs, setUp, published, closed, persons, enrolled, completed, personDays, days, share, held]
}

/** Every cohort of the year, with what it belongs to. */
export const cohortTable = (titles: string[], cohorts: readonly (DeliveredCohort & { itemName: string | null })[]): Table => ({
  name: '班次',
  titles,
  columns: [
    { heading: '班次名称', width: 30 },
    { heading: '计划项目', width: 28 },
    { heading: '开始日期', width: 12, format: 'yyyy-mm-dd' },
    { heading: '结束日期', width: 12, format: 'yyyy-mm-dd' },
    { heading: '状态', width: 9 },
    { heading: '报名人数', width: 9 },
    { heading: '结业人数', width: 9 },
    { heading: '核心理论（分钟）', width: 12 },
    { heading: '计入（分钟）', width: 12 },
    { heading: '实际理论课占比', width: 12, format: PERCENT }
  ],
  rows: cohorts.map(cohort => [
    cohort.name,
    cohort.itemName ?? '计划外',
    cohort.startsOn,
    cohort.endsOn,
    cohort.isClosed ? '已结班' : cohort.isPublished ? '已发布' : '草稿',
    cohort.enrolled,
    cohort.isClosed ? cohort.completed : null,
    cohort.heldInCategory,
    cohort.heldAll,
    cohort.heldAll === 0 ? null : cohort.heldInCategory / cohort.heldAll
  ])
})
