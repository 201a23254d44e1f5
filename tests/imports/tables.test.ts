import { existsSync, readFileSync } from 'node:fs'
import * as fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { PackedRows } from '../../server/files/packedRows.ts'
import { isUnreadable, readSheets } from '../../server/files/sheets.ts'
import { blankCell, type Merge, type OpenSheet, type Row, type Sheet } from '../../server/files/tables.ts'
import { understand, type RosterRow } from '../../server/imports/rules.ts'
import { CHEN, HE, LIN, sheetOf, WANG, withCheckDigit, ZHOU } from './paper.ts'

const AS_OF = '2026-09-15'
type Cells = (string | number | null)[]

const read = (sheets: OpenSheet[], mapping = {}) => understand(sheets, AS_OF, mapping)
const people = (rows: RosterRow[]) => rows.map(({ sheet, row, name }) => `${sheet} ${row} ${name}`)
const fieldsOf = (columns: { letter: string; field: string | null }[]) =>
  columns.map(({ letter, field }) => `${letter} ${field ?? '—'}`)

/** All that is understood of a row but where it stands. */
const understoodIn = (sheets: OpenSheet[]) =>
  read(sheets).rows.map(({ sheet: _sheet, row: _row, filled, problems, flags, remarks, ...row }) => ({
    ...row,
    filled: filled.map(({ text }) => text),
    problems: problems.map(({ kind }) => kind),
    flags: flags.map(({ kind }) => kind),
    remarks: remarks.map(({ kind }) => kind)
  }))

/** 班子成员 above, 支部委员 below in columns of its own, as a township keeps both on one sheet. */
const COMMITTEE = ['序号', '姓名', '党内职务', '身份证号', '党支部', '任职时间']
const lin = ['1', '林大山', '书记', LIN, '西梨树村党支部', '2019.06']
const wang = ['2', '王秀英', '副书记', WANG, '西梨树村党支部', '2020.03']
const MEMBERS = ['姓名', '性别', '手机', '所在党组织', '职务']
const chen = ['陈志远', '男', '13800000003', '后桃园村党支部', '组织委员']
const zhou = ['周桂兰', '女', '13800000004', '后桃园村党支部', '宣传委员']

const LINES: Cells[] = [
  ['青石镇党组织名册'],
  ['填报单位：青石镇', null, null, '填报日期：2026年9月'],
  ['一、班子成员'],
  COMMITTEE,
  lin,
  wang,
  ['合计', '2人'],
  ['填表人：林大山', null, '审核人：王秀英'],
  [null],
  ['二、支部委员名单'],
  MEMBERS,
  chen,
  zhou,
  ['合计', null, null, '2'],
  ['填表人：陈志远']
]
const sheet = sheetOf('名册', LINES)

describe('a second table below the first, with other columns in another order', () => {
  it('is a table of its own: each has its own heading, and each row is where the sheet has it', () => {
    const { sheets, rows } = read([sheet])
    expect(people(rows)).toEqual(['名册 5 林大山', '名册 6 王秀英', '名册（第 2 个表） 12 陈志远', '名册（第 2 个表） 13 周桂兰'])
    expect(sheets.map(({ name, sheet, state, header, rowCount }) => [name, sheet, state, header, rowCount])).toEqual([
      ['名册', '名册', 'roster', { first: 4, last: 4 }, 2],
      ['名册（第 2 个表）', '名册', 'roster', { first: 11, last: 11 }, 2]
    ])
    expect(sheets.map(({ columns }) => fieldsOf(columns))).toEqual([
      ['A seq', 'B name', 'C role', 'D idNumber', 'E organisation', 'F roleStart'],
      ['A name', 'B gender', 'C mobile', 'D organisation', 'E role']
    ])
    expect(sheets.map(({ columns }) => columns[0]!.samples.slice(0, 2))).toEqual([
      ['1', '2'],
      ['陈志远', '周桂兰']
    ])
    expect(rows.flatMap(({ problems }) => problems)).toEqual([])
    expect(rows[2]).toMatchObject({ mobile: '13800000003', organisation: '后桃园村党支部', posts: [{ role: 'committeeMember' }] })
  })

  it('totals and signatures under each of them are nobody’s, and are listed', () => {
    expect(read([sheet]).sheets.flatMap(({ dropped }) => dropped.map(({ row, reason }) => [row, reason]))).toEqual([
      [7, 'total'],
      [8, 'signature'],
      [14, 'total'],
      [15, 'signature']
    ])
  })

  it('belongs to the unit that the sheet names, unless it names another itself', () => {
    expect(read([sheet]).rows.map(({ township }) => township)).toEqual(['青石镇', '青石镇', '青石镇', '青石镇'])
    const other = LINES.with(9, ['填报单位：白云镇'])
    expect(read([sheetOf('名册', other)]).rows.map(({ township }) => township)).toEqual(['青石镇', '青石镇', '白云镇', '白云镇'])
    const caption = LINES.with(9, ['二、白云镇（2人）'])
    expect(read([sheetOf('名册', caption)]).rows.map(({ township }) => township)).toEqual([
      '青石镇',
      '青石镇',
      '白云镇',
      '白云镇'
    ])
    expect(read([sheetOf('和平街道', LINES)]).rows.map(({ township }) => township)).toEqual(Array(4).fill('和平街道'))
  })

  test.each([
    ['without a blank row or a title', LINES.toSpliced(6, 4), 7],
    ['with a blank row only', LINES.toSpliced(9, 1), 10],
    ['with a title, a blank row, then the heading', LINES.toSpliced(10, 0, [null]), 12],
    ['twenty rows further down', LINES.toSpliced(8, 0, ...Array.from({ length: 20 }, (): Cells => [null])), 31]
  ])('%s', (_, lines, heading) => {
    const { sheets, rows } = read([sheetOf('名册', lines)])
    expect(rows.map(({ name }) => name)).toEqual(['林大山', '王秀英', '陈志远', '周桂兰'])
    expect(sheets.map(({ header }) => header?.first)).toEqual([4, heading])
    expect(rows.flatMap(({ problems }) => problems)).toEqual([])
  })

  it('may have a heading of two rows, with merged groups and a title across', () => {
    const merges: Merge[] = [
      { top: 4, left: 1, bottom: 4, right: 5 },
      { top: 5, left: 2, bottom: 5, right: 3 },
      ...[1, 4, 5].map(column => ({ top: 5, left: column, bottom: 6, right: column }))
    ]
    const lines: Cells[] = [
      ['姓名', '党支部', '党内职务', '身份证号'],
      ['林大山', '青石镇西梨树村党支部', '书记', LIN],
      [null],
      ['第一书记'],
      ['所在党组织', '本人情况', null, '党内职务', '性别'],
      [null, '手机', '姓名', null, null],
      ['青石镇西梨树村党支部', '13800000003', '陈志远', '第一书记', '男']
    ]
    const { sheets, rows } = read([sheetOf('名册', lines, merges)])
    expect(sheets[1]).toMatchObject({ header: { first: 5, last: 6 } })
    expect(sheets[1]!.columns.map(({ heading }) => heading)).toEqual([
      '所在党组织',
      '本人情况 / 手机',
      '本人情况 / 姓名',
      '党内职务',
      '性别'
    ])
    expect(rows).toMatchObject([
      { name: '林大山', idNumber: LIN, problems: [] },
      { name: '陈志远', row: 7, mobile: '13800000003', gender: 'male', posts: [{ role: 'firstSecretary' }], problems: [] }
    ])
    const grouped = lines
      .with(4, ['所在之处', '本人情况', null, '任职', null])
      .with(5, ['党组织', '手机', '姓名', '党内职务', '性别'])
    const over = [2, 4].map(left => ({ top: 5, left, bottom: 5, right: left + 1 }))
    const below = read([sheetOf('名册', grouped, [...merges.slice(0, 1), ...over, { top: 5, left: 1, bottom: 5, right: 1 }])])
    expect(below.sheets[1]!.columns.map(({ heading }) => heading)).toEqual([
      '所在之处 / 党组织',
      '本人情况 / 手机',
      '本人情况 / 姓名',
      '任职 / 党内职务',
      '任职 / 性别'
    ])
    expect(below.rows.map(({ name }) => name)).toEqual(['林大山', '陈志远'])
  })

  it('that lacks what a roster needs is named and not read, and nobody of it gets the columns of the first', () => {
    const without = LINES.map((line, at) => (at > 9 ? line.slice(0, 4) : line))
    const { sheets, rows } = read([sheetOf('名册', without)])
    expect(sheets[1]).toMatchObject({ name: '名册（第 2 个表）', state: 'missing-columns', missing: ['role'], rowCount: 0 })
    expect(rows.map(({ name }) => name)).toEqual(['林大山', '王秀英'])
    const said = read([sheetOf('名册', without)], { '名册（第 2 个表）': { role: '委员' } })
    expect(said.rows.slice(2)).toMatchObject([
      { name: '陈志远', posts: [{ role: 'committeeMember' }], problems: [] },
      { name: '周桂兰', posts: [{ role: 'committeeMember' }], problems: [] }
    ])
  })

  it('faults name the sheet’s own rows and the columns of the table', () => {
    const faulty = LINES.with(12, ['王秀英', '女', '138', '后桃园村党支部', '顾问']).with(11, chen.with(0, ''))
    const [, , third, fourth] = read([sheetOf('名册', faulty)]).rows
    expect(third).toMatchObject({ row: 12, problems: [{ kind: 'no-name', column: 'A' }] })
    expect(fourth).toMatchObject({
      row: 13,
      problems: [{ kind: 'role-unknown', column: 'E' }],
      flags: [{ kind: 'mobile-unreadable', column: 'C' }]
    })
  })

  it('the same person in the same post in both is a copy, and the sentence says of which row', () => {
    const lines = LINES.with(11, ['林大山', '男', null, '西梨树村党支部', '书记'])
    const rows = read([sheetOf('名册', lines.with(4, lin.with(3, null!)))]).rows
    expect(rows[2]!.problems).toMatchObject([{ kind: 'second-copy', zh: '与“名册”第 5 行是同一个人、同一职务，重复了。' }])
  })

  it('what a person says of one of them leaves the other as it is', () => {
    const mapping = { '名册（第 2 个表）': { columns: { C: null, E: 'remark' as const } } }
    const { sheets } = read([sheet], mapping)
    expect(fieldsOf(sheets[0]!.columns)).toEqual(fieldsOf(read([sheet]).sheets[0]!.columns))
    expect(fieldsOf(sheets[1]!.columns)).toEqual(['A name', 'B gender', 'C —', 'D organisation', 'E remark'])
    expect(people(read([sheet], { 名册: { isLeftOut: true } }).rows)).toEqual(people(read([sheet]).rows).slice(2))
    expect(people(read([sheet], { '名册（第 2 个表）': { isLeftOut: true } }).rows)).toEqual(
      people(read([sheet]).rows).slice(0, 2)
    )
  })

  it('a heading said by hand stands, and further tables are looked for below it', () => {
    const lines = LINES.with(3, ['序号', '人员', '党内职务', '身份证号', '党支部', '任职时间'])
    const byHand = { 名册: { headerFirst: 4, headerLast: 4, columns: { B: 'name' as const } } }
    expect(people(read([sheetOf('名册', lines)], byHand).rows)).toEqual(people(read([sheet]).rows))
    const second = read([sheet], { 名册: { headerFirst: 11, headerLast: 11 } })
    expect(second.sheets.map(({ name }) => name)).toEqual(['名册'])
    expect(people(second.rows)).toEqual(['名册 12 陈志远', '名册 13 周桂兰'])
    expect(people(read([sheet], { '名册（第 2 个表）': { headerFirst: 11, headerLast: 11 } }).rows)).toEqual(
      people(read([sheet]).rows)
    )
  })

  it('may have the words of the first in all but two columns, or other words in the same columns', () => {
    const exchanged = COMMITTEE.map((_, at) => COMMITTEE[at === 3 ? 5 : at === 5 ? 3 : at]!)
    const chenSo = ['3', '陈志远', '委员', '2021.05', '西梨树村党支部', CHEN]
    expect(read([sheetOf('青石镇', [COMMITTEE, lin, exchanged, chenSo])]).rows[1]).toMatchObject({
      name: '陈志远',
      idNumber: CHEN,
      roleStart: '2021-05-01',
      problems: []
    })
    const others = ['顺序号', '人员姓名', '现任职务', '身份证号码', '所在党支部', '任现职时间']
    const { sheets, rows } = read([sheetOf('青石镇', [COMMITTEE, lin, others, wang])])
    expect(sheets).toHaveLength(2)
    expect(rows.map(({ name }) => name)).toEqual(['林大山', '王秀英'])
  })

  it('stands for itself where the heading of the first has no word for a name, or the first has nobody', () => {
    const nameless = read([sheetOf('名册', LINES.with(3, COMMITTEE.with(1, '人员')))])
    expect(nameless.sheets.map(({ name, missing, rowCount }) => [name, missing, rowCount])).toEqual([
      ['名册', ['name'], 0],
      ['名册（第 2 个表）', [], 2]
    ])
    const nobody = read([sheetOf('名册', LINES.toSpliced(4, 4, ['（暂缺）']))])
    expect(people(nobody.rows)).toEqual(['名册 9 陈志远', '名册 10 周桂兰'])
  })

  it('the first may stand below fifty lines of explanation', () => {
    const explained = Array.from({ length: 50 }, (_, at): Cells => [`${at + 1}、填写时请注意格式和内容`])
    expect(read([sheetOf('青石镇', [...explained, COMMITTEE, lin, wang])]).sheets).toMatchObject([
      { name: '青石镇', state: 'roster', header: { first: 51, last: 51 }, rowCount: 2 }
    ])
  })

  it('three tables are three, and a sheet of that very name keeps it', () => {
    const third: Cells[] = [
      ['单位及职务', '身份证号', '姓 名'],
      ['青石镇后桃园村党支部第一书记', HE, '何 家树']
    ]
    const other = sheetOf('名册（第 2 个表）', [MEMBERS, ['冯立新', '男', null, '青石镇新立村党支部', '书记']])
    expect(people(read([sheetOf('名册', [...LINES, ...third]), other]).rows)).toEqual([
      '名册 5 林大山',
      '名册 6 王秀英',
      '名册（第 3 个表） 12 陈志远',
      '名册（第 3 个表） 13 周桂兰',
      '名册（第 4 个表） 17 何家树',
      '名册（第 2 个表） 2 冯立新'
    ])
  })

  it('of a hidden sheet nothing is divided before somebody says that it is read', () => {
    const hidden = { ...sheet, isHidden: true }
    expect(read([hidden]).sheets.map(({ name, state }) => [name, state])).toEqual([['名册', 'hidden']])
    expect(people(read([hidden], { 名册: { isLeftOut: false } }).rows)).toEqual(people(read([sheet]).rows))
  })
})

describe('what is no second table', () => {
  const one = (...lines: Cells[]) => sheetOf('名册', [COMMITTEE, lin, ...lines])

  test.each([
    ['the heading again, as a page break prints it', one(COMMITTEE, wang)],
    ['the same heading with spaces in it', one(COMMITTEE.with(1, '姓　名'), wang)],
    ['the heading again with the number of its page beside it', one([...COMMITTEE, '第 2 页'], wang)],
    ['the heading again under a title and a blank row', one([null], ['二、续表（接上页）'], COMMITTEE, wang)],
    ['the heading again without its last columns', one(COMMITTEE.slice(0, 5), wang)]
  ])('%s', (_, sheet) => {
    const { sheets, rows } = read([sheet])
    expect(sheets.map(({ name }) => name)).toEqual(['名册'])
    expect(sheets[0]!.dropped.map(({ reason }) => reason)).toContain('repeated-heading')
    expect(rows.map(({ name }) => name)).toEqual(['林大山', '王秀英'])
    expect(rows.flatMap(({ problems }) => problems)).toEqual(read([one(wang)]).rows.flatMap(({ problems }) => problems))
  })

  it('the second heading row of a repeated heading of two', () => {
    const head: Cells[] = [
      ['姓名', '党支部', '党内职务', '联系方式', null],
      [null, null, null, '手机', '身份证号']
    ]
    const merges = [1, 2, 3].map(left => ({ top: 1, left, bottom: 2, right: left }))
    const lines: Cells[] = [
      ...head,
      ['林大山', '青石镇甲村党支部', '书记', '13800000001', LIN],
      ...head,
      ['王秀英', '青石镇甲村党支部', '委员', null, WANG]
    ]
    const { sheets, rows } = read([sheetOf('名册', lines, merges)])
    expect(sheets).toHaveLength(1)
    expect(rows.map(({ name, idNumber }) => [name, idNumber])).toEqual([
      ['林大山', LIN],
      ['王秀英', WANG]
    ])
  })

  test.each<[string, Cells]>([
    ['a form whose labels stand beside what they ask for', ['姓名', '赵德明', '党支部', '青石镇甲村党支部', '职务', '书记']],
    ['one that is filled in under its labels', ['姓名', null, '性别', '男', '党支部', '职务']],
    ['whom to ask', ['联系人', '姓名', '赵德明', '电话', '13800000009', null]],
    ['a person whose village is called 百姓村', ['3', '百姓', '委员', CHEN, '百姓村党支部', '2021.05']]
  ])('%s', (_, line) => {
    const { sheets, rows } = read([one(line, wang)])
    expect(sheets).toHaveLength(1)
    expect(rows.map(({ name }) => name)).toContain('王秀英')
  })

  it('two headings with nobody between are one', () => {
    const lines: Cells[] = [['必填', '姓名', '身份证号', '党内职务'], ['说明一'], ['说明二'], ['花名册'], COMMITTEE, lin]
    const { sheets, rows } = read([sheetOf('名册', lines)])
    expect(sheets.map(({ name, header }) => [name, header?.last])).toEqual([['名册', 5]])
    expect(rows.map(({ name }) => name)).toEqual(['林大山'])
  })
})

describe('two tables side by side', () => {
  const beside = (left: Cells[], right: Cells[], gap: Cells = [null]): Cells[] =>
    Array.from({ length: Math.max(left.length, right.length) }, (_, at) => [
      ...Array.from({ length: left[0]!.length }, (_, column) => left[at]?.[column] ?? null),
      ...gap,
      ...(right[at] ?? [])
    ])

  it('with a blank column between: each has its own heading, columns and rows', () => {
    const lines: Cells[] = [
      ['青石镇名册'],
      ['填报单位：青石镇'],
      ...beside([COMMITTEE, lin, wang], [MEMBERS, chen, zhou, chen.with(0, '何家树')])
    ]
    const { sheets, rows } = read([sheetOf('名册', lines)])
    expect(sheets.map(({ name, header, columns }) => [name, header?.first, fieldsOf(columns)])).toEqual([
      ['名册', 3, ['A seq', 'B name', 'C role', 'D idNumber', 'E organisation', 'F roleStart']],
      ['名册（第 2 个表）', 3, ['H name', 'I gender', 'J mobile', 'K organisation', 'L role']]
    ])
    expect(people(rows)).toEqual([
      '名册 4 林大山',
      '名册 5 王秀英',
      '名册（第 2 个表） 4 陈志远',
      '名册（第 2 个表） 5 周桂兰',
      '名册（第 2 个表） 6 何家树'
    ])
    expect(rows.map(({ township, mobile }) => [township, mobile])).toEqual([
      ['青石镇', null],
      ['青石镇', null],
      ['青石镇', '13800000003'],
      ['青石镇', '13800000004'],
      ['青石镇', '13800000003']
    ])
    expect(rows.flatMap(({ problems }) => problems)).toEqual([])
  })

  it('may begin in different rows, have totals and signatures, and a third below', () => {
    const lines: Cells[] = [
      ...beside(
        [['一、班子成员', null, null, null, null, null], COMMITTEE, lin, wang, ['合计', '2人', null, null, null, null], [null]],
        [[null], ['二、委员'], [null], MEMBERS, chen, ['合计', '1人']]
      ),
      ['填表人：林大山', null, null, null, null, null, '审核人：王秀英'],
      [null],
      ['三、第一书记'],
      ['单位及职务', '身份证号', '姓名', '学历'],
      ['青石镇后桃园村党支部第一书记', ZHOU, '周桂兰', '本科']
    ]
    const { sheets, rows } = read([sheetOf('青石镇', lines)])
    expect(sheets.map(({ header }) => header?.first)).toEqual([2, 4, 10])
    expect(people(rows)).toEqual([
      '青石镇 3 林大山',
      '青石镇 4 王秀英',
      '青石镇（第 2 个表） 5 陈志远',
      '青石镇（第 3 个表） 11 周桂兰'
    ])
    expect(rows.flatMap(({ problems }) => problems)).toEqual([])
  })

  it('two people where the other has two thousand', () => {
    const many = Array.from({ length: 2400 }, (_, at): Cells => [
      '1',
      `林${'甲乙丙丁'[at % 4]}山`,
      '委员',
      null,
      `第${at}村党支部`,
      '2019.06'
    ])
    const { rows } = read([sheetOf('青石镇', beside([COMMITTEE, ...many], [MEMBERS, chen, zhou]))])
    expect(rows).toHaveLength(2402)
    expect(people(rows).slice(2400)).toEqual(['青石镇（第 2 个表） 2 陈志远', '青石镇（第 2 个表） 3 周桂兰'])
  })

  it('the same headings over and over without a blank column, to save paper', () => {
    const head = ['序号', '姓名', '党支部', '职务']
    const lines: Cells[] = [
      [...head, ...head],
      ['1', '林大山', '甲村党支部', '书记', '2', '王秀英', '乙村党支部', '副书记'],
      ['3', '陈志远', '丙村党支部', '委员']
    ]
    const { rows } = read([sheetOf('青石镇', lines)])
    expect(rows.map(({ row, name, organisation }) => [row, name, organisation])).toEqual([
      [2, '林大山', '甲村党支部'],
      [3, '陈志远', '丙村党支部'],
      [2, '王秀英', '乙村党支部']
    ])
  })

  test.each([
    [
      'the telephone of a secretary and of a deputy in one row',
      ['党支部', '书记姓名', '书记手机', '副书记姓名', '副书记手机', '职务']
    ],
    ['a column without a heading in the middle', ['序号', '姓名', null, '党支部', '职务', '身份证号']],
    ['a proxy with a telephone', ['姓名', '党支部', '职务', '身份证号', null, '联系人姓名', '联系人电话']]
  ])('is not %s', (_, heading) => {
    const lines = [heading, heading.map(each => (each ? '某' : null))]
    expect(read([sheetOf('名册', lines)]).sheets).toHaveLength(1)
  })
})

describe('whatever people and columns they have', () => {
  const FIELDS = ['姓名', '党支部', '党内职务', '身份证号', '性别', '手机', '学历'] as const
  type Person = Record<(typeof FIELDS)[number], string>
  const person = fc
    .record({
      name: fc.constantFrom('林大山', '王秀英', '陈志远', '周桂兰', '何家树', '百里姓'),
      village: fc.constantFrom('甲村党支部', '乙村党支部', '丙社区党支部'),
      post: fc.constantFrom('书记', '副书记', '委员', '组织委员', '顾问'),
      year: fc.integer({ min: 1950, max: 2000 }),
      order: fc.integer({ min: 0, max: 999 }),
      isWrong: fc.boolean()
    })
    .map(({ name, village, post, year, order, isWrong }): Person => {
      const id = withCheckDigit(`990101${year}0415${String(order).padStart(3, '0')}`)
      return {
        姓名: name,
        党支部: village,
        党内职务: post,
        身份证号: isWrong ? id.slice(0, 17) : id,
        性别: order % 2 ? '男' : '女',
        手机: `138${String(order).padStart(8, '0')}`,
        学历: '本科'
      }
    })
  const columns = fc
    .shuffledSubarray([...FIELDS], { minLength: 5 })
    .filter(fields => FIELDS.slice(0, 3).every(each => fields.includes(each)))
  const table = fc.record({ fields: columns, people: fc.array(person, { minLength: 1, maxLength: 8 }) })
  const linesOf = ({ fields, people }: { fields: string[]; people: Person[] }): Cells[] => [
    fields,
    ...people.map(each => fields.map(field => each[field as keyof Person]))
  ]
  const packed = (sheet: OpenSheet): OpenSheet => {
    const rows = new PackedRows()
    for (const row of sheet.rows) rows.add(row)
    return { ...sheet, rows: rows.close() }
  }
  const between = fc.constantFrom<Cells[]>(
    [],
    [[null]],
    [['合计', '3人'], [null], ['二、其他人员名单']],
    [['填表人：林大山'], [null], [null]]
  )

  it('two tables on one sheet give the same people as the same two on two sheets', () => {
    fc.assert(
      fc.property(table, table, between, (first, second, gap) => {
        fc.pre(first.fields.join() !== second.fields.join())
        const [above, below] = [linesOf(first), linesOf(second)]
        const apart = understoodIn([sheetOf('青石镇', above), sheetOf('青石镇 ', below)])
        const together = sheetOf('青石镇', [...above, ...gap, ...below])
        expect(understoodIn([together])).toEqual(apart)
        expect(understoodIn([packed(together)])).toEqual(apart)
        const beside = above.length >= below.length ? ([above, below] as const) : ([below, above] as const)
        const wide = beside[0].map((line, at) => [...line, null, ...(beside[1][at] ?? [])])
        expect(understoodIn([sheetOf('青石镇', wide)])).toEqual(
          understoodIn([sheetOf('青石镇', beside[0]), sheetOf('青石镇 ', beside[1])])
        )
      })
    )
  })

  it('a table with its heading printed again anywhere stays one', () => {
    fc.assert(
      fc.property(table, fc.nat(), (one, at) => {
        const [heading, ...rest] = linesOf(one)
        const lines = [heading!, ...rest.toSpliced(1 + (at % rest.length), 0, heading!)]
        const { sheets } = read([sheetOf('青石镇', lines)])
        expect(sheets).toHaveLength(1)
        expect(understoodIn([sheetOf('青石镇', lines)])).toEqual(understoodIn([sheetOf('青石镇', linesOf(one))]))
      })
    )
  })
})

const SAMPLES = new URL('../../../shared/samples/', import.meta.url)

describe.skipIf(!existsSync(new URL('roster.xlsx', SAMPLES)))('the files departments sent, on one sheet', () => {
  const sent = async (name: string): Promise<Sheet[]> => {
    const sheets = await readSheets(readFileSync(new URL(name, SAMPLES)), name)
    if (isUnreadable(sheets)) throw new Error(sheets.reason)
    return sheets
  }
  const moved = ({ rows, merges }: Sheet, down: number, across: number) => ({
    rows: rows.map(
      ({ number, cells }) =>
        ({ number: number + down, cells: [...Array.from({ length: across }, () => blankCell), ...cells] }) as Row
    ),
    merges: merges.map(({ top, left, bottom, right }) => ({
      top: top + down,
      left: left + across,
      bottom: bottom + down,
      right: right + across
    }))
  })

  it('one below the other they give the same people and the same faults', async () => {
    const [[first, second], [township]] = [await sent('roster.xlsx'), await sent('roster-township.csv')]
    const parts = [first!, township!, second!]
    let down = 0
    const together = parts.map(part => {
      const there = moved(part, down, 0)
      down = there.rows.at(-1)!.number + 2
      return there
    })
    const sheet = { ...first!, rows: together.flatMap(({ rows }) => rows), merges: together.flatMap(({ merges }) => merges) }
    expect(understoodIn([sheet])).toEqual(understoodIn(parts))
  })

  it('and side by side likewise', async () => {
    const [[first], [township]] = [await sent('roster.xlsx'), await sent('roster-township.csv')]
    const width = Math.max(...first!.rows.map(({ cells }) => cells.length))
    const beside = moved(township!, 0, width + 1).rows
    const rows = first!.rows.map(row => {
      const other = beside.find(({ number }) => number === row.number)
      return other ? { number: row.number, cells: other.cells.map((cell, at) => row.cells[at] ?? cell) } : row
    })
    expect(understoodIn([{ ...first!, rows }])).toEqual(understoodIn([first!, township!]))
  })
})
