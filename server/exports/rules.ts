/**
 * 覆盖台账: what the rows of the department's forms say.
 *
 * The headings of form N are written exactly as the form has them; what nobody has decided yet (补训安排, 责任人) is left blank to be filled in.
 * 党内职务 is blank for who is counted by a cadre's rank. 应训学时 is blank where the requirement asks for no 学时, or days are nearer. 是否完成 is 是 only for who is covered; everyone else is given the reason.
 * A rate is a real number, rounded as on the screen; under the pack's smallest cell there are counts and no rate.
 * A workbook never carries an ID number or a telephone number.
 */
import { rateOf, type Condition, type State } from '../coverage/rules.ts'
import type { Column, Table } from '../files/workbook.ts'
import { isRank } from '../organisations/people/rules.ts'
import { FIELDS, ROLES, STAGES, STATES } from './words.ts'

type Counts = Record<State, number>

export type Board = {
  scopeName: string
  titles: string[]
  strata: { code: string; zh: string }[]
  units: { id: number; name: string }[]
  cells: (Counts & { unitId: number; stratum: string })[]
  totals: Counts
  smallCell: number
}

export type LedgerLine = {
  name: string
  field: string
  organisationName: string
  role: string
  since: string
  state: State
  dueOn: string
  conditions: Condition[]
  earned: number
  cohorts: { completedOn: string; cohortName: string }[]
  exemptedBecause: string | null
  /** Why the due date is another than the requirement's own. */
  givenTimeBecause: string | null
}

const PERCENT = '0.0%'
const HOURS = '0.00'
const DAY = 'yyyy-mm-dd'

/** Units by strata, in the order of the board, the whole at the end. */
export const boardTable = ({ scopeName, titles, strata, units, cells, totals, smallCell }: Board): Table => {
  const sumFor = (wanted: (cell: Board['cells'][number]) => boolean): Counts => sumOf(cells.filter(wanted))
  const share = ({ covered, outstanding }: Counts) => {
    const due = covered + outstanding
    return [covered, due, due < smallCell ? null : rateOf(covered, due)! / 1000]
  }
  const line = (name: string, all: Counts, of: (stratum: string) => Counts) => {
    const [covered, due, rate] = share(all) as [number, number, number | null]
    const { outstanding, notYetDue, exempt, left } = all
    const roster = due + notYetDue + exempt + left
    return [
      name,
      roster,
      due,
      covered,
      rate,
      outstanding,
      notYetDue,
      exempt,
      left,
      ...strata.flatMap(({ code }) => share(of(code)))
    ]
  }
  const columns: Column[] = [
    { heading: '单位', width: 22 },
    { heading: '名册', width: 8 },
    { heading: '应训', width: 8 },
    { heading: '已训', width: 8 },
    { heading: '覆盖率', width: 9, format: PERCENT },
    { heading: '未训', width: 8 },
    { heading: '未到期', width: 8 },
    { heading: '免训', width: 8 },
    { heading: '已离', width: 8 },
    ...strata.flatMap(({ zh }) => [
      { heading: `${zh} 已训`, width: 11 },
      { heading: `${zh} 应训`, width: 11 },
      { heading: `${zh} 覆盖率`, width: 11, format: PERCENT }
    ])
  ]
  const rows = units.map(({ id, name }) =>
    line(
      name,
      sumFor(cell => cell.unitId === id),
      code => sumFor(cell => cell.unitId === id && cell.stratum === code)
    )
  )
  return {
    name: '覆盖表',
    titles,
    columns,
    rows: [...rows, line(scopeName, totals, code => sumFor(cell => cell.stratum === code))]
  }
}

const sumOf = (cells: readonly Counts[]): Counts =>
  cells.reduce<Counts>(
    (sum, cell) => ({
      covered: sum.covered + cell.covered,
      outstanding: sum.outstanding + cell.outstanding,
      notYetDue: sum.notYetDue + cell.notYetDue,
      exempt: sum.exempt + cell.exempt,
      left: sum.left + cell.left
    }),
    { covered: 0, outstanding: 0, notYetDue: 0, exempt: 0, left: 0 }
  )

/** Form N, 覆盖台账. */
export const ledgerTable = (titles: string[], requirementName: string, lines: readonly LedgerLine[]): Table => ({
  name: '覆盖台账',
  titles,
  columns: [
    { heading: '序号', width: 6 },
    { heading: '领域', width: 12 },
    { heading: '党组织名称', width: 24 },
    { heading: '姓名', width: 10 },
    { heading: '党内职务', width: 10 },
    { heading: '任职时间', width: 12, format: DAY },
    { heading: '应训项目', width: 24 },
    { heading: '应训学时', width: 10, format: HOURS },
    { heading: '已训学时', width: 10, format: HOURS },
    { heading: '已参加班次（时间/名称）', width: 34 },
    { heading: '是否完成', width: 9 },
    { heading: '未训原因', width: 26 },
    { heading: '补训安排', width: 14 },
    { heading: '责任人', width: 10 },
    { heading: '完成时限', width: 12, format: DAY }
  ],
  rows: lines.map((line, i) => {
    const credit = line.conditions.find(({ measure }) => measure.counts === 'credit')
    return [
      i + 1,
      FIELDS[line.field] ?? line.field,
      line.organisationName,
      line.name,
      isRank(line.role) ? null : (ROLES[line.role] ?? STAGES[line.role] ?? line.role),
      line.since,
      requirementName,
      credit ? credit.need / 100 : null,
      (credit ? credit.have : line.earned) / 100,
      line.cohorts.map(({ completedOn, cohortName }) => `${completedOn} ${cohortName}`).join('；') || null,
      line.state === 'covered' ? '是' : '否',
      reasonOf(line),
      null,
      null,
      line.dueOn
    ]
  })
})

/** 未训原因: the state in words, and what is still missing. */
export const reasonOf = ({ state, conditions, dueOn, exemptedBecause, givenTimeBecause }: LedgerLine): string | null => {
  if (state === 'covered') return null
  if (state === 'exempt') return [STATES.exempt, exemptedBecause].filter(Boolean).join('：')
  if (state === 'left') return STATES.left
  const missing = conditions
    .filter(({ isMet }) => !isMet)
    .map(({ measure, have, need }) => MISSING[measure.counts](need - have))
    .join('，')
  if (state !== 'notYetDue') return missing
  return `${STATES.notYetDue}（${[dueOn, givenTimeBecause].filter(Boolean).join('，')}）：${missing}`
}

const MISSING: Record<Condition['measure']['counts'], (short: number) => string> = {
  credit: short => `还差 ${(short / 100).toFixed(2)} 学时`,
  halfDays: short => `还差 ${short / 2} 天`,
  completions: short => `还差集中培训 ${short} 次`
}

/** 怎样计算: everything somebody needs to come to the same figures. */
export const explanationTable = (lines: readonly (readonly [string, string])[]): Table => ({
  name: '怎样计算',
  columns: [
    { heading: '项目', width: 16 },
    { heading: '内容', width: 110 }
  ],
  rows: lines.map(([what, said]) => [what, said])
})

/** 已训 3 + 未训 2 + … = 名册 7：相符 */
export const sumCheck = (totals: Counts, roster: number): string => {
  const sum = Object.values(totals).reduce((all, part) => all + part, 0)
  const parts = (Object.keys(STATES) as State[]).map(state => `${STATES[state]} ${totals[state]}`).join(' + ')
  return `${parts} = ${sum}；名册 ${roster}：${sum === roster ? '相符' : '不符'}`
}
