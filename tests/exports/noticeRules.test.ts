import fc from 'fast-check'
import { expect, test } from 'vitest'
import { signInForms } from '../../server/exports/notice/annexes.ts'
import { hoursOf, noticeOf, percentOf, titleLines, type Known } from '../../server/exports/notice/rules.ts'
import { formPdf } from '../../server/files/formPdf.ts'
import { placed, runsOf } from '../../server/files/forms.ts'
import { linesOf } from '../../server/files/textLines.ts'
import { fromTo } from '../../server/time/chineseDates.ts'
import { getDocumentProxy } from 'unpdf'

const known: Known = {
  cohortName: '第1期村党组织书记轮训班',
  isPublished: true,
  organisationName: '安澜县',
  stratumZh: '村党组织书记',
  requirementZh: null,
  capacity: 48,
  startsOn: '2026-12-28',
  endsOn: '2027-01-02',
  begins: null,
  places: [],
  bases: [],
  lessons: [],
  centiCredits: 0,
  menu: 0,
  electiveMinutes: 0,
  isAllOnline: false,
  balance: { all: 0, inCategory: 0, isMet: false, minutesToConvert: 0, minutesToAdd: 0 },
  ratio: { category: 'coreTheory', part: 1, whole: 3 },
  coreZh: '核心理论',
  supervisorName: null,
  countedOn: '2026-09-07',
  due: 0,
  covered: 0
}
const asked = {
  issuer: '中共安澜县委组织部',
  number: '',
  addressees: '各乡镇党委：',
  signedOn: '2026-09-07',
  replyBy: '',
  contact: '办公室',
  bring: ''
}
const said = (more: Partial<Known>) =>
  noticeOf({ ...known, ...more }, asked)
    .paragraphs.map(({ heading, said: text }) => heading + text)
    .join('\n')

test('what nobody has said is left out, and no number is made up for it', () => {
  const { number, addressees, mark } = noticeOf(known, asked)
  expect([number, addressees, mark]).toEqual(['〔    〕  号', '各乡镇党委：', null])
  const text = said({})
  expect(text).toContain('定于2026年12月28日至2027年1月2日举办第1期村党组织书记轮训班。')
  expect(text).toContain('2026年12月28日至2027年1月2日，共6天。\n')
  expect(text).toContain('各课地点见附件1。')
  expect(text).toContain('课程尚未安排。')
  for (const word of ['应训', '班主任', '携带', '前报送', '三分之一']) expect(text).not.toContain(word)
})

test('exactly one third is 不低于三分之一 and 33.3%, a minute less is neither', () => {
  const third = { all: 600, inCategory: 200, isMet: true, minutesToConvert: 0, minutesToAdd: 0 }
  expect(said({ balance: third })).toContain('核心理论200分钟，教学时间共600分钟，占33.3%（不低于三分之一）。')
  expect(said({ balance: { ...third, inCategory: 199, isMet: false } })).toContain(
    '核心理论199分钟，教学时间共600分钟，占33.1%。'
  )
})

test('a share is never rounded up', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 100_000 }), fc.integer({ min: 1, max: 100_000 }), (a, b) => {
      const [part, whole] = [Math.min(a, b), Math.max(a, b)]
      const shown = Number(percentOf(part, whole).slice(0, -1))
      expect(shown * whole).toBeLessThanOrEqual(part * 100 + 1e-6)
      expect((shown + 0.1) * whole).toBeGreaterThan(part * 100 - 1e-6)
    })
  )
})

test('dates and hours are written as papers write them', () => {
  expect(fromTo('2026-09-07', '2026-09-07')).toBe('2026年9月7日')
  expect(fromTo('2026-09-07', '2026-09-11')).toBe('2026年9月7日至11日')
  expect(fromTo('2026-09-28', '2026-10-01')).toBe('2026年9月28日至10月1日')
  expect([2800, 2750, 25].map(hoursOf)).toEqual(['28', '27.5', '0.25'])
})

test('a long title is broken where it makes sense and loses no letter', () => {
  expect(titleLines('关于举办第1期村党组织书记轮训班的通知')).toEqual(['关于举办第1期村党组织书记轮训班的通知'])
  expect(titleLines('关于举办第16期全县村（社区）党组织书记“学习新思想”专题培训班的通知')).toEqual([
    '关于举办第16期全县村（社区）党组织书记',
    '“学习新思想”专题培训班的通知'
  ])
  fc.assert(
    fc.property(fc.string({ maxLength: 60 }), title => {
      expect(titleLines(title).join('')).toBe(title)
    })
  )
})

test('lines of Chinese lose no letter, are never too long, and never begin with a stop', () => {
  const letter = fc.constantFrom(...'轮训班，。（）“”1 ab、：')
  fc.assert(
    fc.property(fc.array(letter, { maxLength: 60 }), fc.integer({ min: 6, max: 20 }), (letters, room) => {
      const text = letters.join('')
      const lines = linesOf(text, room, part => part.length)
      expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''))
      for (const line of lines) expect(line.length).toBeLessThanOrEqual(room)
    })
  )
  expect(linesOf('加强基层党组织建设，提高', 9, part => part.length)).toEqual(['加强基层党组织建', '设，提高'])
  expect(linesOf('县委党校 研讨室1、研讨室2', 9, part => part.length)).toEqual(['县委党校 研讨', '室1、研讨室2'])
})

test('cells of a form find their places under what goes down and beside what goes across', () => {
  const cells = placed([
    [
      { text: '序号', down: 2 },
      { text: '其中', across: 2 },
      { text: '备注', down: 2 }
    ],
    [{ text: '书记' }, { text: '委员' }]
  ])
  expect(cells.map(({ text, row, column }) => [text, row, column])).toEqual([
    ['序号', 0, 0],
    ['其中', 0, 1],
    ['备注', 0, 3],
    ['书记', 1, 1],
    ['委员', 1, 2]
  ])
  expect(runsOf(['a', 'a', 'b', 'a'], each => each)).toEqual([2, 0, 1, 1])
})

test('a cohort of eight days has two sign-in sheets, one without people has lines to write on', () => {
  const days = Array.from({ length: 8 }, (_, at) => `2026-09-${String(at + 14).padStart(2, '0')}`)
  const forms = signInForms('第1期', days, [])
  expect(forms.map(({ name, widths }) => [name, widths.length])).toEqual([
    ['签到表（1）', 20],
    ['签到表（2）', 14]
  ])
  expect(forms[0]!.rows.slice(0, 2).map(([seq, , name]) => [seq!.text, name!.text])).toEqual([
    [1, null],
    [2, null]
  ])
})

test('a long table goes on over pages of A4, with its heading on each; a letter nobody has is still there', async () => {
  const rows = Array.from({ length: 120 }, (_, at) => [
    ...(at % 6 === 0 ? [{ text: `第${at / 6 + 1}天`, down: 6 }] : []),
    { text: `第${at + 1}课 \u{2CD8D}` }
  ])
  const form = {
    name: '课程表',
    title: '长班课程表',
    under: [],
    isLandscape: true,
    widths: [1, 3],
    head: [[{ text: '日期' }, { text: '课程内容' }]],
    rows,
    after: []
  }
  const pdf = await getDocumentProxy(new Uint8Array(await formPdf(form, { mark: null, keywords: '' })))
  expect(pdf.numPages).toBeGreaterThan(2)
  for (let number = 1; number <= pdf.numPages; number++) {
    const { items } = await (await pdf.getPage(number)).getTextContent()
    const text = items.map(item => ('str' in item ? item.str : '')).join('')
    expect(text).toContain('课程内容')
    if (number === 1) expect(text.replaceAll(/\s/g, '')).toContain('第1课〓')
  }
})
