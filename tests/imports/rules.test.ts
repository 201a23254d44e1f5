import { existsSync, readFileSync } from 'node:fs'
import exceljs from 'exceljs'
import * as fc from 'fast-check'
import iconv from 'iconv-lite'
import { describe, expect, it, test } from 'vitest'
import { isUnreadable, readSheets } from '../../server/files/sheets.ts'
import type { Sheet } from '../../server/files/tables.ts'
import { cleanName, readEthnicGroup, readMobile } from '../../server/imports/cells.ts'
import { understandHeading } from '../../server/imports/columns.ts'
import { pointStyleOf, readDate } from '../../server/imports/dates.ts'
import { checkDigitOf, isIdNumber, readId } from '../../server/imports/identity.ts'
import { fieldOf, organisationKey, placeOf, splitUnitAndPost } from '../../server/imports/places.ts'
import { readPosts } from '../../server/imports/roles.ts'
import { isRefused, organisationKindOf, understand, type RosterRow } from '../../server/imports/rules.ts'
import { CHEN, HE, LIN, sheetOf, WANG, ZHOU } from './paper.ts'

const TODAY = '2026-09-15'

const HEADING = [
  '序号',
  '乡镇（街道）',
  '党支部',
  '姓名',
  '性别',
  '出生年月',
  '党内职务',
  '任职时间',
  '身份证号',
  '手机号码',
  '备注'
]

/** One row of a plain roster: 林大山, secretary of 西梨树村党支部 in 青石镇; each test says what is different. */
const lin = {
  seq: 1 as string | number | null,
  township: '青石镇' as string | null,
  organisation: '西梨树村党支部' as string | null,
  name: '林大山' as string | null,
  gender: '男' as string | null,
  birth: '1971.04' as string | number | null,
  role: '书记' as string | null,
  start: '2019.06' as string | number | null,
  id: LIN as string | number | null,
  mobile: '13800000001' as string | number | null,
  remark: null as string | null
}
const wang = { ...lin, name: '王秀英', gender: '女', birth: '1983年11月', role: '副书记', id: WANG, mobile: '13800000002' }
const chen = { ...lin, name: '陈志远', birth: '1990-6', role: '组织委员', id: CHEN, mobile: '13800000003' }

const roster = (...people: (typeof lin)[]): Sheet[] => [
  sheetOf('花名册', [HEADING, ...people.map(person => Object.values(person))])
]
const rowsOf = (...people: (typeof lin)[]): RosterRow[] => understand(roster(...people), TODAY).rows
const kinds = (row: RosterRow | undefined) => row?.problems.map(problem => problem.kind)
const flags = (row: RosterRow | undefined) => row?.flags.map(flag => flag.kind)

describe('a plain row', () => {
  it('is understood whole', () => {
    expect(rowsOf(lin)[0]).toEqual({
      stage: null,
      fullSince: null,
      joinedMonth: null,
      occupation: null,
      sheet: '花名册',
      row: 2,
      name: '林大山',
      gender: 'male',
      birthMonth: '1971-04',
      ethnicGroup: null,
      education: null,
      township: '青石镇',
      organisation: '西梨树村党支部',
      posts: [{ role: 'secretary', portfolio: null, title: '书记' }],
      roleStart: '2019-06-01',
      idNumber: '990101197104150015',
      staffNo: null,
      mobile: '13800000001',
      field: null,
      remark: '',
      fromId: [],
      filled: [],
      problems: [],
      flags: [],
      remarks: []
    })
  })
})

describe('what keeps a row out', () => {
  test.each([
    ['a blank name', { name: null }, 'no-name', 'D', ''],
    ['a post that is vacant', { name: '空缺' }, 'no-name', 'D', '空缺'],
    ['no organisation', { organisation: null }, 'no-organisation', 'C', ''],
    ['a post that is not known', { role: '总顾问' }, 'role-unknown', 'G', '总顾问'],
    ['no post', { role: null }, 'role-unknown', 'G', ''],
    ['a post of the village, not of the Party', { role: '村委会主任' }, 'role-unknown', 'G', '村委会主任'],
    ['a secretary of the Youth League', { role: '团支部书记' }, 'role-unknown', 'G', '团支部书记'],
    ['a post no longer held', { role: '原书记' }, 'role-unknown', 'G', '原书记'],
    ['a birth month that cannot be read', { birth: '七一年春' }, 'date-unreadable', 'F', '七一年春'],
    ['a thirteenth month', { birth: '1971.13' }, 'date-unreadable', 'F', '1971.13'],
    ['a year alone as the beginning of a post', { start: '2019' }, 'date-unreadable', 'H', '2019'],
    ['a birth in the future', { birth: '2071.04' }, 'birth-in-future', 'F', '2071.04'],
    ['seventeen digits', { id: '99010119710415001' }, 'id-length', 'I', '99010119710415001'],
    ['a number of the first generation', { id: '990101710415001' }, 'id-length', 'I', '990101710415001'],
    ['a wrong check digit', { id: '990101197104150016' }, 'checksum', 'I', '990101197104150016'],
    ['two digits exchanged', { id: '990101197104510015' }, 'checksum', 'I', '990101197104510015'],
    ['a number cell', { id: 990101197104150000 }, 'id-precision-lost', 'I', '990101197104150000'],
    ['a number as a spreadsheet shows it', { id: '9.90101E+17' }, 'id-precision-lost', 'I', '9.90101E+17'],
    ['a text whose last digits were lost before', { id: '990101197104150000' }, 'id-precision-lost', 'I', '990101197104150000'],
    ['the thirty-first of February', { id: '990101199002310056' }, 'id-date', 'I', '990101199002310056'],
    ['another sex than the ID number', { gender: '女' }, 'sex-against-id', 'E', '女'],
    ['another birth month than the ID number', { birth: '1971.05' }, 'birth-against-id', 'F', '1971.05']
  ] as const)('%s', (_, change, kind, column, value) => {
    const [row] = rowsOf({ ...lin, ...change })
    expect(row?.problems.map(({ kind, column, value }) => ({ kind, column, value }))).toEqual([{ kind, column, value }])
  })

  it('every fault of a row is said at once, in both languages', () => {
    const [row] = rowsOf({ ...lin, name: null, role: '总顾问', id: '123' })
    expect(kinds(row)).toEqual(['no-name', 'role-unknown', 'id-length'])
    expect(row?.problems[2]).toMatchObject({
      zh: '身份证号应为 18 位，这里是 3 位。',
      en: 'An ID number has 18 digits; this one has 3.'
    })
  })

  it('a second copy of the same person in the same post', () => {
    const rows = rowsOf(lin, wang, { ...lin, name: '林 大山', mobile: null })
    expect(rows.map(kinds)).toEqual([[], [], ['second-copy']])
    expect(rows[2]?.problems[0]).toMatchObject({ column: 'D', zh: '与“花名册”第 2 行是同一个人、同一职务，重复了。' })
  })

  it('one person may hold several posts in several rows', () => {
    const rows = rowsOf(lin, { ...lin, organisation: '后桃园村党支部', role: '第一书记' }, { ...lin, role: '统战委员' })
    expect(rows.map(kinds)).toEqual([[], [], []])
  })

  it('a copy of a refused row is not a copy of anything on the roster', () => {
    expect(rowsOf({ ...lin, gender: '女' }, lin).map(kinds)).toEqual([['sex-against-id'], []])
  })

  it('an ID number that another person of the file has', () => {
    expect(rowsOf(lin, { ...chen, gender: '男', birth: '1971.04', id: LIN }).map(kinds)).toEqual([[], ['id-shared']])
  })

  it('two organisations in one cell', () => {
    const sheet = sheetOf('回执', [
      ['姓名', '工作单位及职务', '身份证号'],
      ['林大山', '青石镇党委委员、西梨树村党支部书记', LIN]
    ])
    expect(kinds(understand([sheet], TODAY).rows[0])).toEqual(['two-organisations'])
  })
})

describe('what is let in and shown', () => {
  it('a second secretary of one organisation: the later row', () => {
    const rows = rowsOf(lin, { ...wang, role: '书记' }, { ...chen, organisation: '后桃园村党支部', role: '书记' })
    expect(rows.map(flags)).toEqual([[], ['two-secretaries'], []])
    expect(rows[1]?.flags[0]?.zh).toBe('这个党组织已有一名书记（“花名册”第 2 行）。')
  })

  it('a first secretary beside a secretary is no second secretary', () => {
    expect(rowsOf(lin, { ...wang, role: '第一书记' }).map(flags)).toEqual([[], []])
  })

  it('branches of one name in two townships have a secretary each', () => {
    expect(rowsOf(lin, { ...wang, role: '书记', township: '白云镇' }).map(flags)).toEqual([[], []])
  })

  it('a post that begins after the day of the import, not one that begins on it', () => {
    expect(flags(rowsOf({ ...lin, start: '2026.10' })[0])).toEqual(['later-start'])
    expect(flags(rowsOf({ ...lin, start: '2026-09-15' })[0])).toEqual([])
    expect(flags(rowsOf({ ...lin, start: '2026-09-16' })[0])).toEqual(['later-start'])
  })

  test.each([193858840920000, '1.93859E+14', '0731-8800001', '13800000001/13900000001', '12800000001'])(
    'a mobile number that cannot be read: %s',
    mobile => {
      const [row] = rowsOf({ ...lin, mobile })
      expect({ flags: flags(row), mobile: row?.mobile, problems: row?.problems }).toEqual({
        flags: ['mobile-unreadable'],
        mobile: null,
        problems: []
      })
    }
  )

  it('older members may have no mobile', () => expect(flags(rowsOf({ ...lin, mobile: null })[0])).toEqual([]))

  it('a person without an ID number', () => expect(flags(rowsOf({ ...lin, id: null })[0])).toEqual(['no-id']))

  it('a village post beside a Party post', () => {
    const [row] = rowsOf({ ...lin, role: '书记兼村委会主任' })
    expect(row?.posts.map(post => post.role)).toEqual(['secretary'])
    expect(row?.flags.map(({ kind, value }) => [kind, value])).toEqual([['other-post', '村委会主任']])
  })

  it('a remark may bear on an exemption and decides nothing', () => {
    const rows = rowsOf({ ...lin, remark: '长期患病' }, { ...wang, remark: '外出务工' }, { ...chen, remark: '任职不满一年' })
    expect(rows.map(row => row.remarks.map(remark => remark.kind))).toEqual([['remark-may-exempt'], ['remark-may-exempt'], []])
    expect(rows.map(row => [...row.flags, ...row.problems])).toEqual([[], [], []])
  })

  it('a row that says neither sex nor birth takes both from the ID number, and says so', () => {
    const [row] = rowsOf({ ...wang, gender: null, birth: null })
    expect(row).toMatchObject({
      gender: 'female',
      birthMonth: '1983-11',
      fromId: ['gender', 'birthMonth'],
      problems: [],
      flags: []
    })
  })
})

describe('ID numbers', () => {
  it('the example of the standard ends in X', () => expect(checkDigitOf('11010519491231002')).toBe('X'))

  test.each([
    ['an apostrophe before it', `'${LIN}`],
    ['a lower-case x', '99010119900609029x'],
    ['full-width digits', '９９０１０１１９７１０４１５００１５'],
    ['spaces inside', '990101 19710415 0015']
  ])('%s does no harm', (_, text) => expect(readId(text, false).fault).toBe(null))

  it('a true number that ends in three noughts is no lost number', () =>
    expect(readId('990101197104155000', false)).toMatchObject({ id: '990101197104155000', fault: null }))

  it('the check digit tells of any single digit that was changed', () => {
    const seventeen = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 17, maxLength: 17 }).map(digits => digits.join(''))
    const change = fc.record({ at: fc.nat({ max: 16 }), by: fc.integer({ min: 1, max: 9 }) })
    fc.assert(
      fc.property(seventeen, change, (digits, { at, by }) => {
        const id = digits + checkDigitOf(digits)
        const changed = id.slice(0, at) + ((Number(id[at]) + by) % 10) + id.slice(at + 1)
        return isIdNumber(id) && !isIdNumber(changed)
      })
    )
  })
})

describe('dates', () => {
  const text = (text: string) => ({ text, number: null, date: null, showsDay: false })
  const number = (number: number) => ({ text: String(number), number, date: null, showsDay: false })

  test.each([
    ['1985.06', '1985-06', null],
    ['1985-6', '1985-06', null],
    ['1985/6', '1985-06', null],
    ['198506', '1985-06', null],
    ['1985年6月', '1985-06', null],
    ['１９８５．０６', '1985-06', null],
    ['1985.06.12', '1985-06', '1985-06-12'],
    ['19850612', '1985-06', '1985-06-12'],
    ['1985年6月12日', '1985-06', '1985-06-12'],
    ['1985-06-12 00:00:00', '1985-06', '1985-06-12'],
    ['31210', '1985-06', '1985-06-12']
  ])('%s', (written, month, day) => expect(readDate(text(written), 'unknown')).toEqual({ month, day, otherMonth: null }))

  test.each(['', '85.6', '1985', '1985.00', '1985.13', '1985.02.30', '至今', '18850612x', '2019.06-2021.05'])(
    '%s is none',
    written => expect(readDate(text(written), 'unknown')).toBe(null)
  )

  it('a serial number and a date cell', () => {
    expect(readDate(number(31210), 'unknown')?.month).toBe('1985-06')
    expect(readDate({ text: '1985-06-12', number: null, date: '1985-06-12', showsDay: true }, 'unknown')?.day).toBe('1985-06-12')
    expect(readDate({ text: '1985-06', number: null, date: '1985-06-01', showsDay: false }, 'unknown')?.day).toBe(null)
  })

  it('1985.1 is October among numbers that write 1985.06, January among texts that write 1985.6, else it stays open', () => {
    expect(readDate(number(1985.1), pointStyleOf([number(1985.1), number(1985.06)]))?.month).toBe('1985-10')
    expect(readDate(text('1985.1'), pointStyleOf([text('1985.1'), text('1985.6')]))).toMatchObject({
      month: '1985-01',
      otherMonth: null
    })
    expect(readDate(number(1985.1), 'unknown')).toMatchObject({ month: '1985-01', otherMonth: '1985-10' })
  })

  it('where two months are open the ID number says which; without one the cell is refused', () => {
    const he = { ...lin, name: '何家树', birth: 1985.1, id: HE }
    expect(rowsOf(he)[0]).toMatchObject({ birthMonth: '1985-10', problems: [] })
    expect(kinds(rowsOf({ ...he, id: null })[0])).toEqual(['date-unreadable'])
    expect(kinds(rowsOf({ ...lin, start: 2019.1 })[0])).toEqual(['date-unreadable'])
  })
})

describe('posts', () => {
  test.each([
    ['书记', [['secretary', null]]],
    ['党支部书记', [['secretary', null]]],
    ['支部书记', [['secretary', null]]],
    ['村支书', [['secretary', null]]],
    ['专职副书记', [['deputySecretary', null]]],
    ['副书记（主持工作）', [['deputySecretary', null]]],
    ['驻村第一书记', [['firstSecretary', null]]],
    ['委员', [['committeeMember', 'general']]],
    ['支部委员', [['committeeMember', 'general']]],
    ['组织委员', [['committeeMember', 'organization']]],
    ['宣传委员', [['committeeMember', 'publicity']]],
    ['纪检委员', [['committeeMember', 'discipline']]],
    ['纪律检查委员', [['committeeMember', 'discipline']]],
    ['青年委员', [['committeeMember', 'youth']]],
    ['统战委员', [['committeeMember', 'unitedFront']]],
    ['村级后备', [['reserve', null]]],
    ['村党支部后备干部', [['reserve', null]]],
    ['生产委员', [['committeeMember', 'general']]],
    ['组织员', [['orgOfficer', null]]],
    ['党小组组长', [['groupLeader', null]]],
    ['党务工作者', [['partyAffairsWorker', null]]],
    ['党建指导员', [['advisor', null]]],
    ['党建联络员', [['liaison', null]]],
    [
      '副书记、组织委员',
      [
        ['deputySecretary', null],
        ['committeeMember', 'organization']
      ]
    ],
    [
      '副书记,组织委员',
      [
        ['deputySecretary', null],
        ['committeeMember', 'organization']
      ]
    ],
    [
      '副书记，纪检委员',
      [
        ['deputySecretary', null],
        ['committeeMember', 'discipline']
      ]
    ],
    [
      '副书记兼组织委员',
      [
        ['deputySecretary', null],
        ['committeeMember', 'organization']
      ]
    ],
    [
      '副书记（兼宣传委员）',
      [
        ['deputySecretary', null],
        ['committeeMember', 'publicity']
      ]
    ],
    [
      '党支部书记、四级调研员',
      [
        ['secretary', null],
        ['leadingCadre', null]
      ]
    ],
    ['县处级副职', [['leadingCadre', null]]],
    ['一级主任科员', [['civilServant', null]]],
    ['乡科级', [['civilServant', null]]],
    ['事业单位工作人员', [['institutionStaff', null]]]
  ] as const)('%s', (written, expected) => {
    const { posts, unknown } = readPosts(written)
    expect(posts.map(post => [post.role, post.portfolio])).toEqual(expected)
    expect(unknown).toEqual([])
  })

  test.each(['五级调研员', '县处级岗位', '原四级调研员', '书记助理', '组识委员', '拟任书记', '副书记（已免）', '顾问'])(
    '%s is not known',
    title => expect(readPosts(title)).toEqual({ stage: null, posts: [], unknown: [title.normalize('NFKC')], others: [] })
  )
})

describe('places', () => {
  test.each([
    ['青石镇西梨树村党支部书记', '青石镇', '西梨树村党支部', ['书记']],
    ['安平县青石镇西梨树村党支部副书记、组织委员', '青石镇', '西梨树村党支部', ['副书记', '组织委员']],
    ['中共青石镇西梨树村支部委员会书记', '青石镇', '西梨树村支部委员会', ['书记']],
    ['和平街道桃园二社区党支部 宣传委员', '和平街道', '桃园二社区党支部', ['宣传委员']],
    ['青石镇党委组织委员', '青石镇', '青石镇党委', ['组织委员']],
    ['驻青石镇西梨树村第一书记', '青石镇', '西梨树村', ['第一书记']],
    ['西梨树村党总支第一党小组组长', null, '西梨树村党总支第一党小组', ['党小组组长']],
    ['县财政局机关党支部书记', null, '县财政局机关党支部', ['书记']],
    ['青石镇西梨树村党支部书记、村委会主任', '青石镇', '西梨树村党支部', ['书记']]
  ])('%s', (written, township, organisation, titles) => {
    const { place, posts, unknown, isTwoPlaces } = splitUnitAndPost(written)
    expect({ ...placeOf('', place), titles: posts.map(post => post.title), unknown, isTwoPlaces }).toEqual({
      township,
      organisation,
      titles,
      unknown: [],
      isTwoPlaces: false
    })
  })

  it('a village that is called after a town is no town', () =>
    expect(placeOf('', '李镇村党支部')).toEqual({ township: null, organisation: '李镇村党支部' }))

  it('a township said twice is said once', () =>
    expect(placeOf('安平县青石镇党委', '青石镇西梨树村党支部')).toEqual({ township: '青石镇', organisation: '西梨树村党支部' }))

  it('spellings of one organisation have one key, branches of one name in two townships two', () => {
    const key = organisationKey('青石镇', '西梨树村党支部')
    expect(organisationKey(null, '青石镇西梨树村支部')).toBe(key)
    expect(organisationKey('青石镇', '中共西梨树村支部委员会')).toBe(key)
    expect(organisationKey('青石镇党委', '西梨树村 党支部')).toBe(key)
    expect(organisationKey('白云镇', '西梨树村党支部')).not.toBe(key)
    expect(organisationKey('青石镇', '西梨树村党总支')).not.toBe(key)
  })

  test.each([
    ['西梨树村党支部', null, { type: 'branch', level: 'village', unitCategory: 'village', field: 'rural' }],
    ['西梨树村党总支', null, { type: 'generalBranch', level: 'village', unitCategory: 'village', field: 'rural' }],
    ['西梨树村第一党支部', null, { type: 'branch', level: 'branch', unitCategory: 'village', field: 'rural' }],
    [
      '桃园二社区党支部',
      '和平街道',
      { type: 'branch', level: 'community', unitCategory: 'cityCommunity', field: 'urbanCommunity' }
    ],
    ['桃园社区党支部', '青石镇', { type: 'branch', level: 'community', unitCategory: 'townCommunity', field: null }],
    ['青石镇', null, { type: 'committee', level: 'township', unitCategory: 'town', field: 'rural' }],
    ['青石镇党委', null, { type: 'committee', level: 'township', unitCategory: 'town', field: 'rural' }],
    ['和平街道党工委', null, { type: null, level: 'subdistrict', unitCategory: 'citySubdistrict', field: 'urbanCommunity' }],
    ['青石镇机关党支部', null, { type: 'branch', level: 'branch', unitCategory: 'organ', field: 'organ' }],
    ['青石镇中心小学党支部', null, { type: 'branch', level: 'branch', unitCategory: 'publicInstitution', field: 'institution' }],
    ['兴农公司临时联合党支部', null, { type: 'tempJointBranch', level: null, unitCategory: null, field: null }],
    ['兴农公司党支部', null, { type: 'branch', level: 'branch', unitCategory: null, field: null }],
    ['西梨树村', null, { type: null, level: 'village', unitCategory: 'village', field: 'rural' }]
  ])('what the name %s says', (name, township, kind) => expect(organisationKindOf(name, township)).toEqual(kind))

  test.each([
    ['农村', 'rural'],
    ['城市社区', 'urbanCommunity'],
    ['机关', 'organ'],
    ['事业单位', 'institution'],
    ['国有企业', 'soe'],
    ['非公企业', 'nonPublicEnterprise'],
    ['社会组织', 'socialOrg'],
    ['两新', null]
  ])('the field %s', (written, field) => expect(fieldOf(written)).toBe(field))
})

describe('single cells', () => {
  test.each([
    ['张  三', '张三'],
    ['张　三', '张三'],
    ['买买提•艾力', '买买提·艾力'],
    ['王芳（女）', '王芳'],
    ['欧阳 秀 兰', '欧阳秀兰'],
    ['暂缺', ''],
    ['——', '']
  ])('the name %s', (written, name) => expect(cleanName(written)).toBe(name))

  it('汉 is 汉族, and what is not on the list is kept as written', () => {
    expect(readEthnicGroup('汉')).toEqual({ name: '汉族', isKnown: true })
    expect(readEthnicGroup('土家族')).toEqual({ name: '土家族', isKnown: true })
    expect(readEthnicGroup('穿青人')).toEqual({ name: '穿青人', isKnown: false })
  })

  it('mobile numbers as people write them', () => {
    expect(readMobile('+86 138-0000-0001')).toBe('13800000001')
    expect(readMobile('１３８００００００１１')).toBe('13800000011')
  })

  test.each([
    [['姓  名'], 'name'],
    [['联系方式', '身份证号'], 'idNumber'],
    [['党组织名称', '乡镇（街道）'], 'township'],
    [['党组织名称', '党支部'], 'organisation'],
    [['出生年月\n（如：1985.06）'], 'birthMonth'],
    [['公民身份号码*'], 'idNumber'],
    [['党员千部姓名'], 'name'],
    [['所在党组织及党内职务'], 'unitAndPost'],
    [['联系人', '电话'], null],
    [['紧急联系人电话'], null],
    [['政治面貌'], null],
    [['是否住宿'], null]
  ])('the heading %j', (parts, field) => expect(understandHeading(parts).field).toBe(field))
})

describe('a sheet', () => {
  it('without merged cells: units written once, a two-row heading with gaps, totals, notes, captions and signatures', () => {
    const sheet = sheetOf('Sheet1', [
      ['某县基层党组织书记花名册'],
      ['填报单位：', null, '组织部', null, '日期：', '2026年9月'],
      ['序号', '党组织名称', null, '姓名', '职务', '联系方式', null],
      [null, '乡镇（街道）', '党支部', null, null, '身份证号', '手机'],
      [1, '青石镇', '西梨树村党支部', '林大山', '书记', LIN, '13800000001'],
      [2, null, null, '王秀英', '副书记', WANG, '13800000002'],
      [null, '小计', null, '2'],
      [3, '白云镇', '后桃园村党支部', '陈志远', '书记', CHEN, '13800000003'],
      [4, null, null, '周桂兰', '委员', ZHOU, null],
      [5],
      ['合计', null, null, '4人'],
      [null, null, null, null, null, null, null],
      ['注：以上人员均为在职。'],
      ['单位负责人：', null, null, '审核人：']
    ])
    const { sheets, rows } = understand([sheet], TODAY)
    expect(sheets[0]?.header).toEqual({ first: 3, last: 4 })
    expect(rows.map(row => [row.row, row.township, row.organisation, row.name, row.problems.length])).toEqual([
      [5, '青石镇', '西梨树村党支部', '林大山', 0],
      [6, '青石镇', '西梨树村党支部', '王秀英', 0],
      [8, '白云镇', '后桃园村党支部', '陈志远', 0],
      [9, '白云镇', '后桃园村党支部', '周桂兰', 0]
    ])
    expect(rows[1]?.filled).toEqual([
      { letter: 'B', text: '青石镇' },
      { letter: 'C', text: '西梨树村党支部' }
    ])
    expect(sheets[0]?.dropped.map(({ row, reason }) => [row, reason])).toEqual([
      [7, 'total'],
      [10, 'only-number'],
      [11, 'total'],
      [12, 'blank'],
      [13, 'note'],
      [14, 'signature']
    ])
  })

  it("a merged group ends where it ends, and a wide title is nobody's heading", () => {
    const sheet = sheetOf(
      'Sheet1',
      [
        ['花名册', null, null, null, null, null],
        ['姓名', '党支部', '职务', '联系方式', null, null],
        [null, null, null, '身份证号', '手机', '退回原因'],
        ['林大山', '青石镇西梨树村党支部', '书记', LIN, '13800000001', '没有姓名']
      ],
      [
        { top: 1, left: 1, bottom: 1, right: 6 },
        { top: 2, left: 4, bottom: 2, right: 5 }
      ]
    )
    expect(understand([sheet], TODAY).sheets[0]?.columns.map(column => column.heading)).toEqual([
      '姓名',
      '党支部',
      '职务',
      '联系方式 / 身份证号',
      '联系方式 / 手机',
      '退回原因'
    ])
  })

  it('a branch is not taken across from another township', () => {
    const rows = rowsOf(lin, { ...wang, township: '白云镇', organisation: null }, { ...chen, township: null, organisation: null })
    expect(rows.map(kinds)).toEqual([[], ['no-organisation'], ['no-organisation']])
  })

  it('one sheet per township: the name of the sheet says which, and the result says so', () => {
    const sheet = sheetOf('和平街道', [
      ['姓名', '党支部', '职务'],
      ['林大山', '桃园社区党支部', '书记']
    ])
    const { sheets, rows } = understand([sheet], TODAY)
    expect(rows[0]).toMatchObject({ township: '和平街道', organisation: '桃园社区党支部' })
    expect(sheets[0]?.township).toEqual({ text: '和平街道', from: 'sheet-name' })
  })

  it('captions between the rows name the township', () => {
    const sheet = sheetOf('Sheet1', [
      ['姓名', '党支部', '职务'],
      ['一、青石镇（1人）'],
      ['林大山', '西梨树村党支部', '书记'],
      ['二、白云镇（1人）'],
      ['王秀英', '西梨树村党支部', '书记']
    ])
    const { rows } = understand([sheet], TODAY)
    expect(rows.map(row => [row.name, row.township, row.flags.length])).toEqual([
      ['林大山', '青石镇', 0],
      ['王秀英', '白云镇', 0]
    ])
  })

  it('says how each column was understood and why one is left out', () => {
    const sheet = sheetOf('Sheet1', [
      ['姓名', '单位', '职务', '政治面貌', '代号', '手机', '办公电话', null],
      ['林大山', '青石镇西梨树村党支部', '书记', '中共党员', 'A1', '13800000001', '0731-1', '钢笔']
    ])
    expect(
      understand([sheet], TODAY).sheets[0]?.columns.map(({ letter, field, sureness, reason }) => [
        letter,
        field,
        sureness,
        reason
      ])
    ).toEqual([
      ['A', 'name', 'exact', null],
      ['B', 'organisation', 'byContent', null],
      ['C', 'role', 'exact', null],
      ['D', null, null, 'not-kept'],
      ['E', null, null, 'unknown-heading'],
      ['F', 'mobile', 'exact', null],
      ['G', null, null, 'second-of-its-kind'],
      ['H', null, null, 'no-heading']
    ])
  })

  it('a column can be mapped by hand, and a sheet left out', () => {
    const lines = [
      ['学员', '党支部', '职务'],
      ['林大山', '青石镇西梨树村党支部', '书记']
    ]
    const sheets = [sheetOf('甲', lines), sheetOf('乙', lines)]
    expect(understand(sheets, TODAY).sheets.map(sheet => sheet.state)).toEqual(['no-heading', 'no-heading'])
    const { sheets: read, rows } = understand(sheets, TODAY, {
      甲: { headerFirst: 1, columns: { A: 'name' } },
      乙: { isLeftOut: true }
    })
    expect(read.map(sheet => sheet.state)).toEqual(['roster', 'left-out'])
    expect(rows.map(row => row.name)).toEqual(['林大山'])
  })

  it('a sheet without a heading that is known shows how it begins, so that a person can say which row it is', () => {
    const sheet = sheetOf('甲', [
      ['某镇骨干花名册'],
      ['学员', '党支部', '职务'],
      ...Array.from({ length: 40 }, (_, at) => [`林大山${at}`, '青石镇西梨树村党支部', '书记'])
    ])
    const [told] = understand([sheet], TODAY).sheets
    expect(told!.state).toBe('no-heading')
    expect(told!.beginning.slice(0, 2)).toEqual([
      { row: 1, cells: ['某镇骨干花名册'] },
      { row: 2, cells: ['学员', '党支部', '职务'] }
    ])
    expect(told!.beginning.length).toBe(15)
    const lacking = understand([sheet], TODAY, { 甲: { headerFirst: 1 } }).sheets[0]!
    expect([lacking.state, lacking.beginning.length]).toEqual(['missing-columns', 15])
    expect(understand([sheet], TODAY, { 甲: { headerFirst: 2, columns: { A: 'name' } } }).sheets[0]!.beginning).toEqual([])
  })

  it('a roster without posts says what is missing, and takes one post for all by hand', () => {
    const sheet = sheetOf('书记', [
      ['姓名', '党支部', '手机'],
      ['林大山', '青石镇西梨树村党支部', '13800000001']
    ])
    expect(understand([sheet], TODAY).sheets[0]).toMatchObject({ state: 'missing-columns', missing: ['role'] })
    expect(understand([sheet], TODAY, { 书记: { role: '书记' } }).rows[0]?.posts[0]?.role).toBe('secretary')
  })

  it('hidden sheets and lists of other things are named, not read', () => {
    const hidden = { ...sheetOf('去年', [HEADING, Object.values(lin)]), isHidden: true }
    const list = sheetOf('说明', [['填表说明'], ['一', '请用文本格式']])
    expect(understand([hidden, list], TODAY).sheets.map(({ state, rowCount }) => [state, rowCount])).toEqual([
      ['hidden', 0],
      ['no-heading', 0]
    ])
  })
})

describe('whole files', () => {
  it('a workbook with other headings, another order, two more title rows, merged people and real dates', async () => {
    const workbook = new exceljs.Workbook()
    const sheet = workbook.addWorksheet('花名册')
    sheet.addRows([
      ['安平县2026年村（社区）党组织班子成员登记表'],
      ['（内部资料，注意保存）'],
      ['填报单位：安平县委组织部', null, null, null, null, null, '2026年9月1日'],
      ['现任职务', '本人信息', null, null, '证件号码', '所属党组织', '所属乡镇', '任现职时间', '电话'],
      [null, '姓 名', '性 别', '出生日期', null, null, null, null, null],
      [
        '书记',
        '林大山',
        '男',
        new Date(Date.UTC(1971, 3, 15)),
        LIN,
        '西梨树村党支部',
        '青石镇',
        new Date(Date.UTC(2019, 5, 1)),
        13800000001
      ],
      ['第一书记', null, null, null, null, '后桃园村党支部', '青石镇', '2024.3', null],
      ['副书记', '王秀英', '女', '1983/11/02', WANG, '后桃园村党支部', '青石镇', '2024.12', '138 0000 0002'],
      ['组织委员', '陈志远', '男', 33033, CHEN.toLowerCase(), '后桃园村党支部', null, '2024.3', '13800000003'],
      ['总计', '3人']
    ])
    sheet.mergeCells('A1:I1')
    sheet.mergeCells('A2:I2')
    sheet.mergeCells('B4:D4')
    for (const column of ['B', 'C', 'D', 'E', 'I']) sheet.mergeCells(`${column}6:${column}7`)
    sheet.mergeCells('G8:G9')
    sheet.getCell('D6').numFmt = 'yyyy"年"m"月"'
    const read = await readSheets(new Uint8Array((await workbook.xlsx.writeBuffer()) as ArrayBuffer), '花名册.xlsx')
    if (isUnreadable(read)) throw new Error(read.reason)
    const { sheets, rows } = understand(read, TODAY)

    expect(sheets[0]?.header).toEqual({ first: 4, last: 5 })
    expect(sheets[0]?.dropped.map(({ row, reason }) => [row, reason])).toEqual([[10, 'total']])
    expect(
      rows.map(row => [
        row.row,
        row.name,
        row.birthMonth,
        row.township,
        row.organisation,
        row.posts[0]?.role,
        row.roleStart,
        row.mobile
      ])
    ).toEqual([
      [6, '林大山', '1971-04', '青石镇', '西梨树村党支部', 'secretary', '2019-06-01', '13800000001'],
      [7, '林大山', '1971-04', '青石镇', '后桃园村党支部', 'firstSecretary', '2024-03-01', '13800000001'],
      [8, '王秀英', '1983-11', '青石镇', '后桃园村党支部', 'deputySecretary', '2024-12-01', '13800000002'],
      [9, '陈志远', '1990-06', '青石镇', '后桃园村党支部', 'committeeMember', '2024-03-01', '13800000003']
    ])
    expect(rows.flatMap(row => [...row.problems, ...row.flags])).toEqual([])
  })

  it('a GBK list of a township with unit and post in one cell', async () => {
    const text = `党组织名称及党内职务,学员姓名,联系电话,身份证号码\r\n青石镇西梨树村党支部书记,林 大山,13800000001,'${LIN}\r\n青石镇西梨树村党支部副书记、纪检委员,王秀英,,${WANG}\r\n`
    const read = await readSheets(new Uint8Array(iconv.encode(text, 'gbk')), '青石镇.csv')
    if (isUnreadable(read)) throw new Error(read.reason)
    const { rows } = understand(read, TODAY)
    expect(
      rows.map(row => [row.sheet, row.row, row.name, row.township, row.organisation, row.posts.length, isRefused(row)])
    ).toEqual([
      ['青石镇.csv', 2, '林大山', '青石镇', '西梨树村党支部', 1, false],
      ['青石镇.csv', 3, '王秀英', '青石镇', '西梨树村党支部', 2, false]
    ])
  })
})

const SAMPLES = new URL('../../../shared/samples/', import.meta.url)

describe.skipIf(!existsSync(new URL('truth.json', SAMPLES)))('the files departments sent', () => {
  it('give exactly the faults that were planted in them', async () => {
    const truth = JSON.parse(readFileSync(new URL('truth.json', SAMPLES), 'utf8'))
    const rows: RosterRow[] = []
    for (const file of ['roster.xlsx', 'roster-township.csv']) {
      const read = await readSheets(readFileSync(new URL(file, SAMPLES)), file)
      if (isUnreadable(read)) throw new Error(read.reason)
      rows.push(...understand(read, TODAY).rows)
    }
    const faultsOf = (row: RosterRow, faults: { kind: string }[]) =>
      faults.map(({ kind }) => ({ sheet: row.sheet, row: row.row, kind }))
    expect(rows.length).toBe(truth.rows)
    expect(rows.flatMap(row => faultsOf(row, row.problems))).toEqual(truth.refused)
    expect(rows.filter(row => !isRefused(row)).flatMap(row => faultsOf(row, row.flags))).toEqual(truth.flagged)
  })
})

describe('members', () => {
  test.each([
    ['党员', 'full'],
    ['中共党员', 'full'],
    ['正式党员', 'full'],
    ['普通党员', 'full'],
    ['预备党员', 'probationary'],
    ['中共预备党员', 'probationary'],
    ['发展对象', 'developmentCandidate'],
    ['入党积极分子', 'activist'],
    ['入党申请人', 'applicant']
  ])('%s is a stage and no post', (written, stage) =>
    expect(readPosts(written)).toEqual({ stage, posts: [], unknown: [], others: [] })
  )

  test.each(['群众', '党员代表', '流动党员', '共青团员', '原党员', '党员?'])('%s is no stage', written =>
    expect(readPosts(written)).toMatchObject({ stage: null, posts: [] })
  )

  it('a post and 党员 in one cell give both', () =>
    expect(readPosts('组织委员、党员')).toMatchObject({ stage: 'full', posts: [{ role: 'committeeMember' }], unknown: [] }))

  const columns = ['姓名', '党支部', '党内职务', '党员类别', '入党时间', '转正时间', '职业']
  const read = (...cells: (string | number | null)[]) =>
    understand([sheetOf('党员名册', [columns, ['林大山', '青石镇西梨树村党支部', ...cells]])], TODAY).rows[0]!

  it('all its columns are read', () => {
    expect(read('书记', '正式党员', '1995.07', '1996.7.1', '农牧渔民')).toMatchObject({
      posts: [{ role: 'secretary' }],
      stage: 'full',
      joinedMonth: '1995-07',
      fullSince: '1996-07-01',
      occupation: 'farmer',
      problems: [],
      flags: []
    })
  })

  it.each([
    ['the column goes before the cell', ['党员', '预备党员'], 'probationary'],
    ['a dash is no post', ['—', '正式党员'], 'full'],
    ['nothing in the column leaves it to the cell', ['预备党员', '无'], 'probationary'],
    ['a post of the village beside it is none of the Party', ['村委会主任', '正式党员'], 'full']
  ])('%s', (_what, cells, stage) => expect(read(...cells)).toMatchObject({ stage, posts: [], problems: [] }))

  it.each([
    ['a stage that is not known', ['书记', '群众'], ['stage-unknown']],
    ['neither post nor stage', [null, null], ['role-unknown']],
    ['a post that is not known beside a stage', ['书纪', '正式党员'], ['role-unknown']],
    ['a day of 转正 that cannot be read', ['党员', null, null, '前年'], ['date-unreadable']]
  ])('stays out: %s', (_what, cells, expected) => expect(kinds(read(...cells))).toEqual(expected))

  it('a month of joining that cannot be read, or lies ahead, and an occupation that is none of the eight are shown and left out', () => {
    expect(flags(read('党员', null, '建国初', null, '教书'))).toEqual(['joined-unreadable', 'occupation-unknown'])
    expect(read('党员', null, '2031.01', null, null)).toMatchObject({ joinedMonth: null, problems: [] })
  })

  test.each([
    ['工人（工勤技能人员）', 'worker'],
    ['农牧渔民', 'farmer'],
    ['企事业单位、社会组织专业技术人员', 'professional'],
    ['企事业单位、社会组织管理人员', 'manager'],
    ['党政机关工作人员', 'organStaff'],
    ['学生', 'student'],
    ['其他职业人员', 'other'],
    ['离退休人员', 'retired'],
    ['教师', null]
  ])('职业 %s', (written, occupation) => expect(read('党员', null, null, null, written).occupation).toBe(occupation))

  it('a list of members needs no column for posts; a row without a stage says so', () => {
    const sheet = sheetOf('党员名册', [
      ['姓名', '所在党支部', '党员类别', '手机'],
      ['林大山', '青石镇西梨树村党支部', '正式党员', '13800000001'],
      ['王秀英', '青石镇西梨树村党支部', null, '13800000002']
    ])
    const { sheets, rows } = understand([sheet], TODAY)
    expect(sheets[0]).toMatchObject({ state: 'roster', missing: [] })
    expect(rows.map(row => [row.stage, kinds(row)])).toEqual([
      ['full', []],
      [null, ['stage-unknown']]
    ])
  })

  it('the branch and 党员 in one cell', () => {
    const sheet = sheetOf('名册', [
      ['姓名', '单位及职务', '手机'],
      ['林大山', '青石镇西梨树村党支部党员', '13800000001'],
      ['王秀英', '青石镇西梨树村预备党员', '13800000002']
    ])
    expect(understand([sheet], TODAY).rows).toMatchObject([
      { organisation: '西梨树村党支部', township: '青石镇', stage: 'full', problems: [] },
      { organisation: '西梨树村', township: '青石镇', stage: 'probationary', problems: [] }
    ])
  })

  it('人员类别 that sorts people into something else is not read', () => {
    const sheet = sheetOf('名册', [
      ['姓名', '党支部', '职务', '人员类别'],
      ['林大山', '青石镇西梨树村党支部', '书记', '在职'],
      ['王秀英', '青石镇西梨树村党支部', '副书记', '退休']
    ])
    const { sheets, rows } = understand([sheet], TODAY)
    expect(sheets[0]?.columns[3]).toMatchObject({ field: null, reason: 'not-kept' })
    expect(rows.map(kinds)).toEqual([[], []])
  })

  it('the same member twice is a copy; in two branches both go in and the second is shown', () => {
    const sheet = sheetOf('党员名册', [
      ['姓名', '党支部', '职务', '身份证号'],
      ['林大山', '青石镇西梨树村党支部', '党员', LIN],
      ['林大山', '青石镇西梨树村党支部', '党员', LIN],
      ['林大山', '青石镇后桃园村党支部', '党员', LIN]
    ])
    const { rows } = understand([sheet], TODAY)
    expect(rows.map(kinds)).toEqual([[], ['second-copy'], []])
    expect(rows.map(flags)).toEqual([[], [], ['two-memberships']])
  })
})
