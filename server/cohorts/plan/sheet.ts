import { cellAt, type Cell, type Row, type Sheet } from '../../files/tables.ts'
import type { CohortKind, ShareRule } from '../rules.ts'
import { kindOfMethod, spaced, tidy } from '../written.ts'
import {
  isThirdPlanned,
  METHODS,
  monthsIn,
  personsOf,
  shareIn,
  yuanIn,
  type FundKind,
  type Method,
  type PLAN_FLAGS,
  type PLAN_ROWS_REFUSED,
  type PlanFields
} from './rules.ts'

export type PlanFlag = { what: (typeof PLAN_FLAGS)[number]; text: string }
/** A row of a plan as it was understood; who it is for may have to be chosen. `row` counts as the spreadsheet does. */
export type ItemRead = Omit<PlanFields, 'stratum' | 'roundId'> & { row: number; stratum: string | null; flags: PlanFlag[] }
export type PlanRowRefused = { row: number; why: (typeof PLAN_ROWS_REFUSED)[number]; text: string }
export type PlanRead = { items: ItemRead[]; refused: PlanRowRefused[]; dropped: number[] }

export type Known = {
  strata: readonly { code: string; zh: string }[]
  ratio: ShareRule
  /** Of the items the plan has already. */
  names: ReadonlySet<string>
  host: string
}

type Field =
  | 'seq'
  | 'name'
  | 'audience'
  | 'host'
  | 'organiser'
  | 'place'
  | 'runs'
  | 'size'
  | 'total'
  | 'days'
  | 'hours'
  | 'months'
  | 'methods'
  | 'content'
  | 'share'
  | 'budget'
  | 'fund'
  | 'contact'
  | 'remark'

/** Headings of form A, and those seen beside them; without spaces and brackets. */
const headings: [RegExp, Field][] = [
  [/^(序号|编号)$/, 'seq'],
  [/^(培训)?(班次|班|项目|班级)名称$|^(培训)?班次$/, 'name'],
  [/^(培训|参训|调训)?对象(范围)?$/, 'audience'],
  [/^主办(单位|部门)?$/, 'host'],
  [/^承办(单位|部门|机构)?$/, 'organiser'],
  [/^培训(机构|地点)(地点)?$|^(办班|举办)?(地点|机构)$/, 'place'],
  [/^(举办|办班|培训)?(期数|班数)$/, 'runs'],
  [/^(每期|每班)(人数|规模)$/, 'size'],
  [/^(培训)?(总|合计)(人数|人次)$|^培训规模$/, 'total'],
  [/^(每期|每班|培训)(天数|时间天)$|^天数$/, 'days'],
  [/^(培训|每期)?学时$/, 'hours'],
  [/^(计划|培训|办班|举办|拟办)(时间|月份)(月份)?$|^月份$/, 'months'],
  [/^(培训|教学|办班)(方式|形式)$/, 'methods'],
  [/^(主要|培训|学习)?内容$/, 'content'],
  [/^(核心)?理论(课)?(占比|比例|课时占比)$/, 'share'],
  [/^(经费|培训)?(预算|概算)(万元)?$|^(预算)?经费(万元)?$/, 'budget'],
  [/^(经费|资金)(来源|渠道)$/, 'fund'],
  [/^联系人(及|和)?(联系)?(电话|方式)?$/, 'contact'],
  [/^备注$/, 'remark']
]

const fieldOf = (heading: string): Field | null => {
  const plain = tidy(heading).replace(/[\s/:()[\]]/g, '')
  return headings.find(([word]) => word.test(plain))?.[1] ?? null
}

type Columns = Map<Field, number>

/** The first row that names cohorts, who they are for, and their runs. */
const headerOf = (sheet: Sheet): { row: number; columns: Columns; isInYuan: boolean } | null => {
  for (const row of sheet.rows.slice(0, 30)) {
    const columns: Columns = new Map()
    row.cells.forEach((cell, at) => {
      const field = fieldOf(cell.text)
      if (field && !columns.has(field)) columns.set(field, at + 1)
    })
    if (!columns.has('name') || !columns.has('audience') || !columns.has('runs')) continue
    const budget = columns.has('budget') ? tidy(cellAt(row, columns.get('budget')!).text) : ''
    return { row: row.number, columns, isInYuan: /[(（]元[)）]/.test(budget) }
  }
  return null
}

const readerOf = (sheet: Sheet, columns: Columns) => {
  const rows = new Map(sheet.rows.map(row => [row.number, row]))
  return (row: Row, field: Field): Cell => {
    const column = columns.get(field) ?? 0
    const merge = sheet.merges.find(
      ({ top, bottom, left, right }) => row.number >= top && row.number <= bottom && column >= left && column <= right
    )
    const from = merge ? (rows.get(merge.top) ?? row) : row
    return cellAt(from, merge ? merge.left : column)
  }
}

const AFTER_THE_TABLE = /^(合计|总计|小计|备注|说明|注|填报|填表|制表|审核|审批|单位负责人|负责人|联系人)[:：]?/

const kinds: [RegExp, CohortKind][] = [
  [/轮训/, 'rotation'],
  [/任职|初任|新任/, 'onboarding'],
  [/进修/, 'refresher'],
  [/研讨|研修/, 'seminar'],
  [/示范/, 'model'],
  [/网络|网上|线上/, 'onlineSpecial'],
  [/培训/, 'training']
]

const funds: [RegExp, FundKind][] = [
  [/下拨.*党费|补交党费|党费.*下拨|专项党费/, 'allottedDues'],
  [/党费/, 'dues'],
  [/财政|预算内|专项(经费|资金)/, 'fiscal'],
  [/自筹|自有|单位(经费|承担)/, 'selfRaised'],
  [/其他|其它/, 'other']
]

/** 财政（县级） is of that kind, and 县级 is said beside it. */
const fundIn = (written: string): { fundKind: FundKind; fundNote: string | null; isKnown: boolean } => {
  const fundKind = funds.find(([word]) => word.test(written))?.[1] ?? null
  const inside = /^(?:财政资金|财政|下拨党费|党费|自筹|其他)?(?:[（(](.+)[)）])?$/.exec(written)
  const fundNote = inside ? (inside[1] ?? null) : written || null
  return { fundKind: fundKind ?? 'other', fundNote, isKnown: fundKind !== null }
}

const wholeIn = (cell: Cell, unit: RegExp, most: number): number | null => {
  const plain = tidy(cell.text).replace(unit, '').trim()
  const value = cell.number ?? (/^\d+$/.test(plain) ? Number(plain) : NaN)
  return Number.isInteger(value) && value >= 1 && value <= most ? value : null
}

const LONGEST: Partial<Record<Field, number>> = {
  name: 120,
  audience: 200,
  host: 120,
  organiser: 120,
  place: 120,
  content: 500,
  fund: 120,
  contact: 120,
  remark: 200
}

/**
 * A plan as units send it (form A): titles above, columns in any order, a row of sums and signatures below. Every row below the heading is an
 * item, is refused with a reason, or is dropped because it lies after the table. Null: the sheet has no heading row of a plan.
 */
export const planIn = (sheet: Sheet, known: Known): PlanRead | null => {
  const header = headerOf(sheet)
  if (!header) return null
  const cellOf = readerOf(sheet, header.columns)
  const names = new Set<string>()
  const read: PlanRead = { items: [], refused: [], dropped: [] }
  for (const row of sheet.rows.filter(({ number }) => number > header.row)) {
    const textOf = (field: Field) => spaced(cellOf(row, field).text)
    const first = tidy(row.cells.find(cell => cell.text.trim())?.text ?? '').replace(/\s/g, '')
    if (AFTER_THE_TABLE.test(first) || !textOf('name') || AFTER_THE_TABLE.test(tidy(textOf('name')).replace(/\s/g, ''))) {
      if (first) read.dropped.push(row.number)
      continue
    }
    const item = itemIn(row.number, field => cellOf(row, field), textOf, known, header.isInYuan)
    if ('why' in item) read.refused.push(item)
    else if (names.has(item.name)) read.refused.push({ row: row.number, why: 'name-twice', text: item.name })
    else if (known.names.has(item.name)) read.refused.push({ row: row.number, why: 'in-the-plan', text: item.name })
    else {
      names.add(item.name)
      read.items.push(item)
    }
  }
  return read
}

const itemIn = (
  row: number,
  cellOf: (field: Field) => Cell,
  textOf: (field: Field) => string,
  { strata, ratio, host }: Known,
  isInYuan: boolean
): ItemRead | PlanRowRefused => {
  const refuse = (why: PlanRowRefused['why'], text: string): PlanRowRefused => ({ row, why, text })
  const tooLong = (Object.keys(LONGEST) as Field[]).map(textOf).find((text, at) => text.length > Object.values(LONGEST)[at]!)
  if (tooLong) return refuse('too-long', tooLong)
  const [name, audience] = [textOf('name'), textOf('audience')]
  if (!audience) return refuse('no-audience', name)
  const runs = wholeIn(cellOf('runs'), /期|个|班/g, 100)
  if (runs === null) return refuse('no-runs', textOf('runs'))
  const size = wholeIn(cellOf('size'), /人|左右|约/g, 10_000)
  if (size === null) return refuse('no-size', textOf('size'))
  const days = wholeIn(cellOf('days'), /天|日/g, 366)
  if (days === null) return refuse('no-days', textOf('days'))
  const total = wholeIn(cellOf('total'), /人次|人/g, 1_000_000)
  if (textOf('total') && total !== personsOf({ runs, size }))
    return refuse('total-differs', `${textOf('total')} ≠ ${runs} × ${size}`)
  const hours = hoursIn(cellOf('hours'))
  if (hours === undefined) return refuse('hours-unreadable', textOf('hours'))
  const months = monthsIn(monthText(cellOf('months')))
  if (!months) return refuse('no-month', textOf('months'))
  const methods = methodsIn(textOf('methods'))
  if (!methods) return refuse('method-unknown', textOf('methods'))
  const share = shareIn(shareText(cellOf('share')))
  if (!share) return refuse('no-share', textOf('share'))
  if (!isThirdPlanned(share, ratio)) return refuse('theory-short', textOf('share'))
  const budget = budgetIn(cellOf('budget'), isInYuan)
  if (budget === null) return refuse('budget-unreadable', textOf('budget'))
  const { isKnown, ...fund } = fundIn(textOf('fund'))
  const stratum = stratumIn([audience, name], strata)
  const kind = kinds.find(([word]) => word.test(name))?.[1] ?? null
  const flags: PlanFlag[] = []
  if (stratum === null) flags.push({ what: 'stratum-not-said', text: audience })
  if (kind === null) flags.push({ what: 'kind-not-said', text: name })
  if (!isKnown) flags.push({ what: 'fund-unknown', text: textOf('fund') })
  const optional = (field: Field) => textOf(field) || null
  return {
    row,
    name,
    kind: kind ?? 'training',
    stratum,
    audience,
    host: textOf('host') || host,
    organiser: optional('organiser'),
    place: optional('place'),
    runs,
    size,
    days,
    centiCredits: hours,
    months,
    methods,
    content: optional('content'),
    ...share,
    budget,
    ...fund,
    contact: optional('contact'),
    remark: optional('remark'),
    flags
  }
}

/** The longest name of a stratum that is said: 村党组织书记 rather than 书记. */
const stratumIn = (said: readonly string[], strata: Known['strata']): string | null => {
  const found = said.flatMap(text => strata.filter(({ zh }) => text.includes(zh)))
  return found.toSorted((one, other) => other.zh.length - one.zh.length)[0]?.code ?? null
}

/** Hours in 1/100; null where none are said, undefined where they cannot be read. */
const hoursIn = (cell: Cell): number | null | undefined => {
  const plain = tidy(cell.text).replace(/学时|课时|\s/g, '')
  if (!plain) return null
  const found = /^(\d{1,4})(?:\.(\d{1,2})0*)?$/.exec(cell.number === null ? plain : String(cell.number))
  return found ? Number(found[1]) * 100 + Number((found[2] ?? '').padEnd(2, '0')) : undefined
}

/** A month stands there as 9, 9月, 3月、9月, or as a date. */
const monthText = (cell: Cell): string => {
  if (cell.date) return String(Number(cell.date.slice(5, 7)))
  return cell.text
}

const shareText = (cell: Cell): string => (cell.number === null ? cell.text : String(cell.number))

const methodsIn = (written: string): Method[] | null => {
  const parts = tidy(written)
    .split(/[、,，;；+/和与及]/)
    .filter(part => part.trim())
  const found = parts.map(part => METHODS.find(method => method === kindOfMethod(part)) ?? null)
  return found.includes(null) ? null : METHODS.filter(method => found.includes(method))
}

const budgetIn = (cell: Cell, isInYuan: boolean): number | null => {
  // A computed sum carries the dust of its binary fractions.
  const plain = tidy(cell.number === null ? cell.text : String(Math.round(cell.number * 1e6) / 1e6)).replace(/[\s,]/g, '')
  if (!plain || plain === '-' || plain === '无') return 0
  if (!isInYuan && !/\d元$/.test(plain)) return yuanIn(plain)
  return /^\d{1,9}元?$/.test(plain) ? Number(plain.replace('元', '')) : null
}
