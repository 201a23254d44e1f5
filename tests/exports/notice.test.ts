import exceljs from 'exceljs'
import { extractText, getDocumentProxy } from 'unpdf'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { publish, setUp, lesson, teaching } from '../cohorts/timetables.ts'
import { trained } from '../coverage/training.ts'
import { auditLinesOf } from '../harness.ts'
import { makeWorld, type World } from '../world.ts'
import { all, namesIn, only, partsOf, words, type Part } from './opened.ts'

/**
 * Monday 7 September 2026. 孙 was on a rotation of the county in March, 林 on none. 王 has published the 第1期村党组织书记轮训班 of five days, in which
 * both and 吴 have a seat, and drafted the second.
 */
let world: World
let cohortId: number
let draftId: number
const SMALL = { issuer: '中共安澜县委组织部', number: '安组发〔2026〕12号', addressees: '各乡镇党委、街道党工委' }
const asked = {
  ...SMALL,
  signedOn: '2026-09-07',
  replyBy: '2026-09-10',
  contact: '王小燕，0990-5550123',
  bring: '党徽和笔记本'
}

beforeAll(async () => {
  world = await makeWorld()
  await trained(world, { name: '春季轮训班', on: '2026-03-20', people: { 孙国庆: 1200 }, recordedAt: '2026-03-21T02:00:00Z' })
  const wang = world.as('wang')
  const at = world.at['安澜县']
  const add = async (call: string, body: object): Promise<number> => (await wang(call, { organisationId: at, ...body })).body.id
  const he = await add('POST /teachers', { name: '贺晓梅', unit: '安澜县委党校', title: '高级讲师' })
  const room = await add('POST /venues', { name: '301教室', place: '安澜县委党校', capacity: 60 })
  const uncounted = { minutes: 0, categories: [], venueIds: [room] }
  const made = await setUp(world, [
    lesson({ kind: 'ceremony', title: '开班式', heldOn: '2026-09-14', fromMinute: 510, untilMinute: 540, ...uncounted }),
    ...['14', '15', '16', '17', '18'].flatMap(day => [
      teaching('coreTheory', 90, `2026-09-${day}`, 540, { teacherIds: [he], venueIds: [room] }),
      teaching('competency', 60, `2026-09-${day}`, 640, { venueIds: [room], teacherText: '各组组长' })
    ]),
    lesson({
      kind: 'onsite',
      title: '现场教学',
      heldOn: '2026-09-16',
      fromMinute: 840,
      untilMinute: 960,
      minutes: 120,
      categories: [
        { category: 'partySpirit', minutes: 60 },
        { category: 'competency', minutes: 60 }
      ],
      placeText: '红石岭旧址',
      gatherMinute: 810,
      gatherPlace: '党校南门'
    })
  ])
  cohortId = made.cohortId
  await publish(world, cohortId)
  await wang(`POST /cohorts/${cohortId}/enrolments`, { personIds: ['林文博', '孙国庆', '吴桂香'].map(name => world.who[name]) })
  draftId = (await setUp(world, [teaching('coreTheory', 90, '2026-10-12', 540)], DRAFT)).cohortId
})
afterAll(() => world.close())
const DRAFT = { name: '第2期村党组织书记轮训班', startsOn: '2026-10-12', endsOn: '2026-10-13' }

const notice = (format: 'docx' | 'xlsx', of = cohortId, more: object = {}) =>
  world.as('wang')(`POST /cohorts/${of}/notice`, { format, ...asked, ...more })
const nameOf = (answer: Awaited<ReturnType<typeof notice>>) => decodeURIComponent(String(answer.headers['content-disposition']))

test('only who manages the cohort writes its notice, and every field is looked at', async () => {
  const call = `POST /cohorts/${cohortId}/notice`
  const body = { format: 'docx', ...asked }
  expect((await world.as(null)(call, body)).status).toBe(401)
  for (const who of ['xu', 'chen', 'lin', 'gao'] as const) expect((await world.as(who)(call, body)).status).toBe(403)
  expect((await world.as('wangElsewhere')(call, body)).status).toBe(404)
  const wrong: [field: string, value: unknown][] = [
    ['format', 'pdf'],
    ['issuer', ' '],
    ['addressees', ''],
    ['contact', ''],
    ['signedOn', '2019-01-01'],
    ['signedOn', '7 September'],
    ['replyBy', '2026-02-30']
  ]
  for (const [field, value] of wrong) {
    const answer = await world.as('wang')(call, { ...body, [field]: value })
    expect([field, value, answer.status, answer.body.field]).toEqual([field, value, 400, field])
  }
  expect(await auditLinesOf(world.database, 'POST /cohorts/:cohortId/notice')).toEqual([])
})

describe('the notice as .docx', () => {
  let bytes: Uint8Array
  let body: Part
  let sections: Part[]
  let paragraphs: Part[]
  beforeAll(async () => {
    const answer = await notice('docx')
    expect(answer.status).toBe(200)
    expect(nameOf(answer)).toContain('关于举办第1期村党组织书记轮训班的通知.docx')
    bytes = answer.bytes
    body = only(partsOf(bytes)('word/document.xml'), 'w:body')
    sections = all(body, 'w:sectPr')
    paragraphs = all(body, 'w:p')
  })
  const saying = (text: string) => paragraphs.find(each => words(each).includes(text))!
  const of = (part: Part, name: string, attribute = 'w:val') => only(part, name).attributes[attribute]
  const number = (part: Part, name: string, attribute: string) => Number(of(part, name, attribute))
  const fontsOf = (part: Part) => [...new Set(all(part, 'w:rFonts').map(({ attributes }) => attributes['w:eastAsia']))]
  const mm = (twips: number) => (twips * 25.4) / 1440

  test('a line says who wrote it', async () => {
    expect(await auditLinesOf(world.database, 'POST /cohorts/:cohortId/notice')).toEqual([
      {
        act: 'POST /cohorts/:cohortId/notice',
        account_id: world.account.wang,
        details: { cohortId, format: 'docx', signedOn: '2026-09-07', number: '安组发〔2026〕12号', isDraft: false }
      }
    ])
  })

  test('A4, margins 37 and 28 mm, a type area of 156 by 225 mm', () => {
    const [text] = sections as [Part]
    const page = (name: string) => mm(number(text, 'w:pgSz', name))
    const margin = (name: string) => mm(number(text, 'w:pgMar', name))
    expect(page('w:w')).toBeCloseTo(210, 1)
    expect(page('w:h')).toBeCloseTo(297, 1)
    expect(margin('w:top')).toBeCloseTo(37, 1)
    expect(margin('w:left')).toBeCloseTo(28, 1)
    expect(page('w:w') - margin('w:left') - margin('w:right')).toBeCloseTo(156, 1)
    expect(page('w:h') - margin('w:top') - margin('w:bottom')).toBeCloseTo(225, 1)
  })

  test('22 lines of 28 letters of size 3, no more and no fewer', () => {
    const [text] = sections as [Part]
    const width = number(text, 'w:pgSz', 'w:w') - number(text, 'w:pgMar', 'w:left') - number(text, 'w:pgMar', 'w:right')
    const height = number(text, 'w:pgSz', 'w:h') - number(text, 'w:pgMar', 'w:top') - number(text, 'w:pgMar', 'w:bottom')
    const base = Number(of(only(partsOf(bytes)('word/styles.xml'), 'w:rPrDefault'), 'w:sz')) / 2
    expect(base).toBe(16)
    expect(of(text, 'w:docGrid', 'w:type')).toBe('linesAndChars')
    expect(Math.floor(height / number(text, 'w:docGrid', 'w:linePitch'))).toBe(22)
    const letter = base + number(text, 'w:docGrid', 'w:charSpace') / 4096
    expect(Math.floor(width / 20 / letter)).toBe(28)
    // Every line of the text is set on that pitch and none can push it out.
    expect(of(saying('一、培训时间'), 'w:spacing', 'w:line')).toBe(of(text, 'w:docGrid', 'w:linePitch'))
    expect(of(saying('一、培训时间'), 'w:spacing', 'w:lineRule')).toBe('exact')
  })

  test('the head is red, and a red rule stands below the number', () => {
    const head = saying('中共安澜县委组织部文件')
    expect([of(head, 'w:color'), fontsOf(head), of(head, 'w:jc')]).toEqual(['FF0000', ['方正小标宋简体'], 'center'])
    const rule = only(only(saying('安组发〔2026〕12号'), 'w:pBdr'), 'w:bottom').attributes
    expect([rule['w:color'], rule['w:val'], Number(rule['w:sz']) > 0]).toEqual(['FF0000', 'single', true])
  })

  test('title, text and levels have the fonts and sizes of the standard', () => {
    const title = saying('关于举办第1期村党组织书记轮训班的通知')
    expect([fontsOf(title), of(title, 'w:sz'), of(title, 'w:jc')]).toEqual([['方正小标宋简体'], '44', 'center'])
    const [first, second, third] = [saying('一、培训时间'), saying('（一）培训对象。'), saying('1. 课堂教学10次；')]
    expect(fontsOf(first)).toEqual(['黑体'])
    expect(fontsOf(second)).toEqual(['楷体_GB2312', '仿宋_GB2312'])
    expect(fontsOf(third)).toEqual(['仿宋_GB2312'])
    for (const paragraph of [first, second, third]) {
      expect(new Set(all(paragraph, 'w:sz').map(({ attributes }) => attributes['w:val']))).toEqual(new Set(['32']))
      expect(of(paragraph, 'w:ind', 'w:firstLineChars')).toBe('200')
    }
    expect(words(saying('各乡镇党委'))).toBe('各乡镇党委、街道党工委：')
  })

  test('who signs stands over the date, and the date leaves four letters at the right', () => {
    const date = paragraphs.find(each => words(each) === '2026年9月7日')!
    expect(of(date, 'w:jc')).toBe('right')
    expect(number(date, 'w:ind', 'w:right') / (8844 / 28)).toBeCloseTo(4, 2)
    const before = paragraphs[paragraphs.indexOf(date) - 1]!
    expect(words(before)).toBe('中共安澜县委组织部')
  })

  test('page numbers outside, a dash on each side, and none on the page of 版记', () => {
    const part = partsOf(bytes)
    expect(all(part('word/settings.xml'), 'w:evenAndOddHeaders')).toHaveLength(1)
    const names = new Map(
      all(part('word/_rels/document.xml.rels'), 'Relationship').map(({ attributes }) => [attributes.Id!, attributes.Target!])
    )
    const footer = (section: Part, type: string) => {
      const found = all(section, 'w:footerReference').find(({ attributes }) => attributes['w:type'] === type)!
      return part(`word/${names.get(found.attributes['r:id']!)!}`)
    }
    for (const section of sections.slice(0, 5)) {
      const [odd, even] = [footer(section, 'default'), footer(section, 'even')]
      expect([of(odd, 'w:jc'), of(odd, 'w:ind', 'w:right')]).toEqual(['right', '280'])
      expect([of(even, 'w:jc'), of(even, 'w:ind', 'w:left')]).toEqual(['left', '280'])
      for (const each of [odd, even]) {
        expect([words(each), fontsOf(each), of(each, 'w:sz')]).toEqual(['—  —', ['宋体'], '28'])
        expect(all(each, 'w:instrText').map(({ text }) => text)).toEqual(['PAGE'])
      }
    }
    expect(all(footer(sections[5]!, 'even'), 'w:instrText')).toEqual([])
    expect(words(saying('印发'))).toBe('中共安澜县委组织部2026年9月7日印发')
  })

  test('four annexes, each on a page of its own, tables across where they need it', () => {
    expect(paragraphs.map(words).filter(text => text.startsWith('附件'))).toEqual([
      '附件：1. 课程表',
      '附件1',
      '附件2',
      '附件3',
      '附件4'
    ])
    expect(paragraphs.map(words).filter(text => /^[234]\. (?!.*教学|.*研讨)/.test(text))).toEqual([
      '2. 名额分配表',
      '3. 报名回执',
      '4. 签到表'
    ])
    expect(sections.map(section => only(section, 'w:pgSz').attributes['w:orient'])).toEqual([
      'portrait',
      'landscape',
      'portrait',
      'landscape',
      'landscape',
      'portrait'
    ])
    expect(all(body, 'w:tbl')).toHaveLength(4)
    for (const table of all(body, 'w:tbl')) expect(all(all(table, 'w:tr')[0]!, 'w:tblHeader')).toHaveLength(1)
  })

  test('the headings are those of the forms', () => {
    const heads = all(body, 'w:tbl').map(table =>
      all(table, 'w:tr')
        .filter(row => all(row, 'w:tblHeader').length)
        .map(row => all(row, 'w:tc').map(words))
    )
    expect(heads).toEqual([
      [
        [
          '日期（星期）',
          '时段',
          '时间',
          '课程内容（题目）',
          '授课方式',
          '授课人（单位职务）',
          '主持人',
          '地点',
          '学时',
          '课程类别',
          '备注'
        ]
      ],
      [
        ['序号', '单位', '应训人数', '已训人数', '分配名额', '其中', '备注'],
        ['', '', '', '', '', '书记', '副书记', '委员', '']
      ],
      [
        [
          '序号',
          '姓名',
          '性别',
          '民族',
          '出生年月',
          '学历',
          '政治面貌（入党时间）',
          '工作单位及职务（党组织名称及党内职务）',
          '所属领域',
          '身份证号',
          '手机号码',
          '是否住宿',
          '是否清真餐／饮食要求',
          '乘车方式',
          '备注'
        ]
      ],
      [
        [
          '序号',
          '组别',
          '姓名',
          '单位及职务',
          '9月14日（星期一）',
          '9月15日（星期二）',
          '9月16日（星期三）',
          '9月17日（星期四）',
          '9月18日（星期五）',
          '备注'
        ],
        ['', '', '', '', ...Array.from({ length: 5 }, () => ['上午', '下午', '晚上']).flat(), '']
      ]
    ])
    expect(words(saying('单位（盖章）')).split(/　+/)).toEqual(['单位（盖章）：', '填报人：', '联系电话：', '填报日期：'])
  })

  test('应训 and 已训, seats, hours and shares are those the pages show', async () => {
    const query = `requirement=secretary.rotation&asOf=2026-09-07&known=now&organisationId=${world.at['安澜县']}`
    const board = (await world.as('chen')(`GET /coverage?${query}`)).body
    const cell = board.cells.find((each: { stratum: string }) => each.stratum === 'villageSecretary')
    expect([cell.unitId, cell.covered, cell.covered + cell.outstanding]).toEqual([world.at['青石镇'], 1, 2])
    const rows = all(all(body, 'w:tbl')[1]!, 'w:tr').map(row => all(row, 'w:tc').map(words))
    expect(rows.slice(2)).toEqual([
      ['1', '青石镇', '2', '1', '', '', '', '', ''],
      ['2', '东湖街道', '0', '0', '', '', '', '', ''],
      ['合计', '2', '1', '', '', '', '', '']
    ])
    const { planned, capacity } = (await world.as('wang')(`GET /cohorts/${cohortId}`)).body
    expect([planned.all, planned.inCategory, capacity]).toEqual([870, 450, 48])
    expect(words(saying('核心理论课程占比'))).toBe(
      '（二）核心理论课程占比。核心理论450分钟，教学时间共870分钟，占51.7%（不低于三分之一）。'
    )
    expect(words(saying('（二）名额。'))).toBe(
      '（二）名额。共48名。截至2026年9月7日，应训2人，已训1人，未训1人；各单位人数和分配名额见附件2。'
    )
    // Five mornings and one afternoon of 4 学时.
    expect(words(saying('（一）学时。'))).toBe('（一）学时。共24学时。')
    expect(words(saying('安澜县委党校。'))).toBe('安澜县委党校。现场教学点：红石岭旧址。')
    expect(words(saying('共5天。'))).toBe('2026年9月14日至18日，共5天。2026年9月14日8:30开始，第一项为“开班式”。')
  })

  test('the sign-in sheet has those enrolled so far, and who leads the day counts below', () => {
    const rows = all(all(body, 'w:tbl')[3]!, 'w:tr').map(row => all(row, 'w:tc').map(words))
    expect(rows.slice(2).map(row => row.slice(0, 4))).toEqual([
      ['1', '', '林文博', '柳湾村党支部 书记'],
      ['2', '', '孙国庆', '石岭村党支部 书记'],
      ['3', '', '吴桂香', '桥东社区党支部 书记'],
      ['应到', '3', '3', '3'],
      ['实到', '', '', ''],
      ['请假', '', '', ''],
      ['迟到', '', '', ''],
      ['早退', '', '', ''],
      ['旷课', '', '', ''],
      ['出勤率', '', '', '']
    ])
  })

  test('nothing marks it as a draft', () => {
    expect(namesIn(bytes).filter(name => /header/.test(name))).toEqual([])
  })
})

test('the notice of a draft is marked on every page, and in its name', async () => {
  const answer = await notice('docx', draftId)
  expect(nameOf(answer)).toContain('关于举办第2期村党组织书记轮训班的通知（草稿）.docx')
  const part = partsOf(answer.bytes)
  const headers = namesIn(answer.bytes).filter(name => /word\/header\d+\.xml$/.test(name))
  expect(headers.length).toBeGreaterThanOrEqual(12)
  for (const name of headers) expect(words(part(name))).toBe('草稿　尚未发布')
  const book = new exceljs.Workbook()
  await book.xlsx.load((await notice('xlsx', draftId)).bytes as unknown as exceljs.Buffer)
  for (const sheet of book.worksheets) expect(sheet.headerFooter.oddHeader).toContain('草稿　尚未发布')
})

describe('the notice as .xlsx', () => {
  let book: exceljs.Workbook
  let bytes: Buffer
  beforeAll(async () => {
    bytes = (await notice('xlsx')).bytes
    book = new exceljs.Workbook()
    await book.xlsx.load(bytes as unknown as exceljs.Buffer)
  })
  const sheet = (name: string) => book.getWorksheet(name)!
  const row = (name: string, number: number) => (sheet(name).getRow(number).values as unknown[]).slice(1)

  test('has the text and a sheet for each annex, on A4, with headings that repeat', () => {
    expect(book.worksheets.map(({ name }) => name)).toEqual([
      '通知',
      '附件1 课程表',
      '附件2 名额分配表',
      '附件3 报名回执',
      '附件4 签到表'
    ])
    for (const { pageSetup } of book.worksheets) expect([pageSetup.paperSize, pageSetup.fitToWidth]).toEqual([9, 1])
    expect(book.worksheets.map(({ pageSetup }) => pageSetup.orientation)).toEqual([
      'portrait',
      'landscape',
      'portrait',
      'landscape',
      'landscape'
    ])
    expect(book.worksheets.map(({ pageSetup }) => pageSetup.printTitlesRow)).toEqual([undefined, '3:3', '4:5', '2:2', '2:3'])
    const texts = sheet('通知').getColumn(1).values.map(String)
    expect(texts).toContain('关于举办第1期村党组织书记轮训班的通知')
    expect(texts).toContain('　　（一）学时。共24学时。')
  })

  test('has real numbers, and blanks where nothing is known', () => {
    expect(row('附件2 名额分配表', 6)).toEqual([1, '青石镇', 2, 1])
    expect(row('附件2 名额分配表', 8)).toEqual(['合计', '合计', 2, 1])
    expect(row('附件4 签到表', 4).slice(0, 4)).toEqual([1, undefined, '林文博', '柳湾村党支部 书记'])
  })

  test('its timetable is understood by the import, lesson for lesson', async () => {
    const read = await world.as('wang')(`POST /cohorts/${draftId}/timetable/reading?fileName=notice.xlsx`, bytes)
    // The days are those of the other cohort; every row is understood and only its day refused.
    expect([read.body.sheetName, read.body.refused.length]).toEqual(['附件1 课程表', 12])
    const again = await world.as('wang')(`POST /cohorts/${cohortId}/timetable/reading?fileName=notice.xlsx`, bytes)
    expect([again.body.refused, again.body.dropped]).toEqual([[], []])
    const { lessons } = (await world.as('wang')(`GET /cohorts/${cohortId}`)).body
    type Row = Record<'heldOn' | 'fromMinute' | 'untilMinute' | 'title' | 'kind' | 'categories' | 'teachers' | 'venues', unknown>
    const seen = ({ heldOn, fromMinute, untilMinute, title, kind, categories, teachers, venues }: Row) => ({
      heldOn,
      fromMinute,
      untilMinute,
      title,
      kind,
      categories,
      teachers,
      venues
    })
    expect(again.body.lessons.map(seen)).toEqual(lessons.map(seen))
  })
})

describe('the timetable as a PDF', () => {
  const pdfOf = (who: 'wang' | 'xu' | 'lin' | 'zhao' | 'wangElsewhere' | 'chen', of = cohortId) =>
    world.as(who)(`GET /cohorts/${of}/timetable.pdf`)

  test('is for those who plan, teach and attend it', async () => {
    expect((await world.as(null)(`GET /cohorts/${cohortId}/timetable.pdf`)).status).toBe(401)
    expect((await pdfOf('chen')).status).toBe(403)
    for (const who of ['zhao', 'wangElsewhere'] as const) expect((await pdfOf(who)).status).toBe(404)
    expect((await pdfOf('lin', draftId)).status).toBe(404)
  })

  test('is one page of A4 that says every lesson', async () => {
    const answer = await pdfOf('lin')
    expect([answer.status, answer.headers['content-type']]).toEqual([200, 'application/pdf'])
    expect(nameOf(answer)).toContain('课程表_第1期村党组织书记轮训班.pdf')
    // Only its own letters are in the file.
    expect(answer.bytes.length).toBeLessThan(200_000)
    const pdf = await getDocumentProxy(new Uint8Array(answer.bytes))
    const page = await pdf.getPage(1)
    expect(pdf.numPages).toBe(1)
    expect(page.view.map(edge => Math.round((edge * 25.4) / 72))).toEqual([0, 0, 297, 210])
    const { text } = await extractText(pdf, { mergePages: true })
    const plain = text.replaceAll(/\s/g, '')
    for (const said of [
      '第1期村党组织书记轮训班课程表',
      '总学时：24',
      '9月14日（星期一）',
      '开班式',
      '村级“三资”管理与监督',
      '红石岭旧址'
    ])
      expect(plain).toContain(said)
    expect(plain.match(/党的创新理论专题/g)).toHaveLength(5)
    expect(plain).toContain('安澜县委党校高级讲师贺晓梅')
    expect(plain).not.toContain('〓')
  })

  test('whoever gave the seat up has none, and a draft says that it is one', async () => {
    const wang = world.as('wang')
    const { enrolments } = (await wang(`GET /cohorts/${cohortId}/enrolments`)).body
    const seat = enrolments.find(({ name }: { name: string }) => name === '林文博').id
    await wang(`POST /cohorts/${cohortId}/enrolments/${seat}/withdrawal`, { reason: '住院' })
    expect((await pdfOf('lin')).status).toBe(404)
    const draft = await pdfOf('xu', draftId)
    expect(nameOf(draft)).toContain('（草稿）')
    const { text } = await extractText(await getDocumentProxy(new Uint8Array(draft.bytes)), { mergePages: true })
    expect(text.replaceAll(/\s/g, '')).toContain('草稿尚未发布')
  })
})
