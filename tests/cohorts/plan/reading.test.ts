import { expect, test } from 'vitest'
import type { Row, Sheet } from '../../../server/files/tables.ts'
import { planIn, type Known } from '../../../server/cohorts/plan/sheet.ts'

const cell = (text: string) => ({
  text,
  number: /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : null,
  date: null,
  showsDay: false,
  isFormula: false
})
const sheetOf = (rows: string[][]): Sheet => ({
  name: '计划',
  isHidden: false,
  merges: [],
  rows: rows
    .map((cells, at): Row => ({ number: at + 1, cells: cells.map(cell) }))
    .filter(({ cells }) => cells.some(({ text }) => text))
})
const KNOWN: Known = {
  strata: [
    { code: 'villageSecretary', zh: '村党组织书记' },
    { code: 'committee', zh: '班子成员' }
  ],
  ratio: { category: 'coreTheory', part: 1, whole: 3 },
  names: new Set(['已有的班']),
  host: '安澜县'
}
const HEADINGS = ['班次名称', '培训对象', '期数', '每期人数', '每期天数', '计划时间（月份）', '理论课占比', '经费预算（万元）']
const read = (...rows: string[][]) => planIn(sheetOf([HEADINGS, ...rows]), KNOWN)!
const GOOD = ['村党组织书记轮训班', '村党组织书记', '5', '60', '5', '3月、9月', '40%', '12.5']

test('titles above, other columns in another order, a row of sums and signatures below', () => {
  const sheet = sheetOf([
    ['安澜县2026年度培训计划表'],
    ['填报单位：县委组织部', '', '2026年1月'],
    [],
    [
      '序号',
      '备 注',
      '经费来源',
      '经费预算（万元）',
      '理论课占比',
      '培训方式',
      '计划时间\n(月份)',
      '培训学时',
      '每期天数',
      '总人数',
      '每期人数',
      '期数',
      '培训对象',
      '班次名称'
    ],
    [
      '1',
      '暑期',
      '财政资金（县级）',
      '12.5',
      '1/3',
      '课堂教学、现场教学',
      '9',
      '40',
      '5天',
      '300',
      '60人',
      '5',
      '全县村党组织书记',
      '村党组织书记轮训班'
    ],
    ['合 计', '', '', '12.5', '', '', '', '', '', '300', '', '5'],
    ['填报人：王小燕', '', '联系电话：0990-0000000']
  ])
  expect(planIn(sheet, KNOWN)).toEqual({
    items: [
      {
        row: 5,
        name: '村党组织书记轮训班',
        kind: 'rotation',
        stratum: 'villageSecretary',
        audience: '全县村党组织书记',
        host: '安澜县',
        organiser: null,
        place: null,
        runs: 5,
        size: 60,
        days: 5,
        centiCredits: 4000,
        months: [9],
        methods: ['classroom', 'onsite'],
        content: null,
        theoryPart: 1,
        theoryWhole: 3,
        budget: 125_000,
        fundKind: 'fiscal',
        fundNote: '县级',
        contact: null,
        remark: '暑期',
        flags: []
      }
    ],
    refused: [],
    dropped: [6, 7]
  })
})

test('a row that cannot be understood is refused with its reason, and the others stay', () => {
  const bad = (change: Record<number, string>) => GOOD.map((text, at) => change[at] ?? text)
  const { items, refused } = read(
    GOOD,
    bad({ 0: '甲', 1: '' }),
    bad({ 0: '乙', 2: '若干' }),
    bad({ 0: '丙', 3: '0' }),
    bad({ 0: '丁', 4: '2.5' }),
    bad({ 0: '戊', 5: '春季' }),
    bad({ 0: '己', 6: '' }),
    bad({ 0: '庚', 6: '33.3%' }),
    bad({ 0: '辛', 7: '约十万' }),
    bad({ 0: '已有的班' }),
    GOOD
  )
  expect(items.map(({ row, name }) => [row, name])).toEqual([[2, '村党组织书记轮训班']])
  expect(refused).toEqual([
    { row: 3, why: 'no-audience', text: '甲' },
    { row: 4, why: 'no-runs', text: '若干' },
    { row: 5, why: 'no-size', text: '0' },
    { row: 6, why: 'no-days', text: '2.5' },
    { row: 7, why: 'no-month', text: '春季' },
    { row: 8, why: 'no-share', text: '' },
    { row: 9, why: 'theory-short', text: '33.3%' },
    { row: 10, why: 'budget-unreadable', text: '约十万' },
    { row: 11, why: 'in-the-plan', text: '已有的班' },
    { row: 12, why: 'name-twice', text: '村党组织书记轮训班' }
  ])
})

test('a sum of persons that does not agree is not guessed at', () => {
  const sheet = sheetOf([
    [...HEADINGS, '总人数'],
    [...GOOD, '250']
  ])
  expect(planIn(sheet, KNOWN)!.refused).toEqual([{ row: 2, why: 'total-differs', text: '250 ≠ 5 × 60' }])
})

test('who it is for, its kind and its fund may have to be chosen', () => {
  const sheet = sheetOf([
    [...HEADINGS, '经费来源'],
    ['青年骨干研学', '年轻干部', '1', '30', '3', '5月', '50%', '', '慈善捐赠']
  ])
  const [item] = planIn(sheet, KNOWN)!.items
  expect(item).toMatchObject({ stratum: null, kind: 'training', budget: 0, fundKind: 'other', fundNote: '慈善捐赠' })
  expect(item!.flags).toEqual([
    { what: 'stratum-not-said', text: '年轻干部' },
    { what: 'kind-not-said', text: '青年骨干研学' },
    { what: 'fund-unknown', text: '慈善捐赠' }
  ])
})

test('a sheet without such headings is no plan', () => {
  expect(
    planIn(
      sheetOf([
        ['姓名', '职务'],
        ['林文博', '书记']
      ]),
      KNOWN
    )
  ).toBe(null)
})
