/**
 * The notice of a cohort (办班通知), laid out as GB/T 9704-2012 asks.
 *
 * Every value in it comes from the cohort, its timetable and the coverage figures; what only a person knows (the number of the document, whom
 * it goes to, the day, a contact, what to bring) is asked. What nobody has said is left out or left blank, never made up.
 * 应训 and 已训 are those of the cohort's stratum under the first requirement that binds it, on the day of the notice, but never later than
 * today; a stratum that no requirement binds has neither. 名额 stay blank until they have been given out.
 * 学时 are what somebody earns who misses nothing: by half-day as the pack converts them, an online lesson by its length.
 * The share of core theory is said in minutes as well, and as 不低于三分之一 only when it is.
 * The notice of a cohort that is not published is marked as a draft on every page.
 */
import type { Balance, LessonKind, ShareRule } from '../../cohorts/rules.ts'
import { clockOf, fromTo, inFull } from '../../time/chineseDates.ts'

export const DRAFT = '草稿　尚未发布'

/** Of the four annexes, in their order; they are named so in the list below the text, over the annex and on its sheet. */
export const ANNEXES = ['课程表', '名额分配表', '报名回执', '签到表'] as const

/** What a person fills in. */
export type Asked = {
  issuer: string
  number: string
  addressees: string
  signedOn: string
  replyBy: string
  contact: string
  bring: string
}

/** What the system knows. */
export type Known = {
  cohortName: string
  isPublished: boolean
  organisationName: string
  stratumZh: string
  /** null: no requirement binds the stratum. */
  requirementZh: string | null
  capacity: number
  startsOn: string
  endsOn: string
  /** Of the first lesson that has an hour; null while there is none. */
  begins: { heldOn: string; fromMinute: number; title: string } | null
  /** Houses in which lessons are held, then teaching bases. */
  places: string[]
  bases: string[]
  /** Counted lessons by the way they are taught. */
  lessons: { kind: LessonKind; lessons: number }[]
  centiCredits: number
  /** How many electives there are, and how many minutes of them everybody has to choose. */
  menu: number
  electiveMinutes: number
  isAllOnline: boolean
  balance: Balance
  ratio: ShareRule
  coreZh: string
  supervisorName: string | null
  /** On this day. */
  countedOn: string
  due: number
  covered: number
}

/** `level` 0 is plain text, 1 一、, 2 （一）, 3 1. — each in its own font. `said`: the words of a heading that text follows in the same line. */
export type Paragraph = { level: 0 | 1 | 2 | 3; heading: string; said: string }

export type Notice = {
  mark: string | null
  head: string
  issuer: string
  number: string
  title: string
  addressees: string
  paragraphs: Paragraph[]
  annexes: readonly string[]
  signedOn: string
  printed: string
}

export const METHODS: Record<LessonKind, string> = {
  classroom: '课堂',
  onsite: '现场',
  online: '网络',
  discussion: '研讨',
  practice: '实践',
  selfStudy: '自学',
  ceremony: '仪式',
  travel: '行程',
  meal: '用餐'
}

const TAUGHT: Partial<Record<LessonKind, string>> = {
  classroom: '课堂教学',
  onsite: '现场教学',
  online: '网络教学',
  discussion: '分组研讨',
  practice: '实践教学',
  selfStudy: '自学'
}

/** A title of more than one line is broken where it makes sense, into lines of about the same length. */
export const titleLines = (title: string): string[] => {
  if (title.length <= 20) return [title]
  const middle = title.length / 2
  const breaks = [...title.matchAll(/(?<=关于举办|”|》|级)|(?=“|《|的通知|轮训班|培训班|示范班)/g)].map(({ index }) => index)
  const nearest = breaks.toSorted((a, b) => Math.abs(a - middle) - Math.abs(b - middle))[0]
  const cut = nearest !== undefined && Math.abs(nearest - middle) <= title.length / 5 ? nearest : Math.round(middle)
  return [title.slice(0, cut), title.slice(cut)]
}

/** 28 or 27.5 学时. */
export const hoursOf = (centiCredits: number): string => String(centiCredits / 100)

const daysBetween = (from: string, until: string): number => (Date.parse(until) - Date.parse(from)) / 86_400_000 + 1

/** Cut off, never rounded up over a limit: 33.3% for one third. */
export const percentOf = (part: number, whole: number): string =>
  whole ? (Math.floor((part * 1000) / whole) / 10).toFixed(1) + '%' : '0.0%'

const ORDINALS = '一二三四五六七八九十'
const NUMERALS = `零${ORDINALS}`
const first = (heading: string, at: number): Paragraph => ({ level: 1, heading: `${ORDINALS[at]}、${heading}`, said: '' })
const second = (at: number, heading: string, said: string): Paragraph => ({
  level: 2,
  heading: `（${ORDINALS[at]}）${heading}。`,
  said
})
const third = (at: number, said: string): Paragraph => ({ level: 3, heading: '', said: `${at + 1}. ${said}` })
const plain = (said: string): Paragraph => ({ level: 0, heading: '', said })

export const noticeOf = (known: Known, asked: Asked): Notice => ({
  mark: known.isPublished ? null : DRAFT,
  head: `${asked.issuer.trim()}文件`,
  issuer: asked.issuer.trim(),
  number: asked.number.trim() || '〔    〕  号',
  title: `关于举办${known.cohortName}的通知`,
  addressees: `${asked.addressees.trim().replace(/[：:，,。]+$/, '')}：`,
  paragraphs: paragraphsOf(known, asked),
  annexes: ANNEXES,
  signedOn: inFull(asked.signedOn),
  printed: `${inFull(asked.signedOn)}印发`
})

const paragraphsOf = (known: Known, { replyBy, contact, bring }: Asked): Paragraph[] => {
  const { cohortName, requirementZh, startsOn, endsOn } = known
  const purpose = requirementZh ? `为落实“${requirementZh}”的应训要求，` : ''
  const sections: [heading: string, paragraphs: Paragraph[]][] = [
    ['培训时间', timeOf(known)],
    ['培训地点', placesOf(known)],
    ['培训对象和名额', audienceOf(known)],
    ['培训内容和学时', contentsOf(known)],
    ['报名和联系', replyOf(replyBy, contact)],
    ['其他事项', othersOf(known, bring)]
  ]
  return [
    plain(`${purpose}定于${fromTo(startsOn, endsOn)}举办${cohortName}。现将有关事项通知如下：`),
    ...sections.flatMap(([heading, paragraphs], at) => [first(heading, at), ...paragraphs])
  ]
}

const timeOf = ({ startsOn, endsOn, begins, isAllOnline }: Known): Paragraph[] => [
  plain(
    `${fromTo(startsOn, endsOn)}，共${daysBetween(startsOn, endsOn)}天。` +
      (begins
        ? `${inFull(begins.heldOn)}${clockOf(begins.fromMinute)}开始，第一项为“${begins.title}”。`
        : isAllOnline
          ? '各课开放日期见附件1。'
          : '')
  )
]

const placesOf = ({ places, bases, isAllOnline }: Known): Paragraph[] => [
  plain(
    [places.length ? `${places.join('、')}。` : '', bases.length ? `现场教学点：${bases.join('、')}。` : ''].join('') ||
      (isAllOnline ? '网上学习，不集中。' : '各课地点见附件1。')
  )
]

const audienceOf = ({ stratumZh, capacity, requirementZh, countedOn, due, covered, organisationName }: Known): Paragraph[] => [
  second(0, '培训对象', `${organisationName}${stratumZh}。`),
  second(
    1,
    '名额',
    `共${capacity}名。` +
      (requirementZh
        ? `截至${inFull(countedOn)}，应训${due}人，已训${covered}人，未训${due - covered}人；各单位人数和分配名额见附件2。`
        : '各单位分配名额见附件2。')
  )
]

const contentsOf = ({ lessons, centiCredits, menu, electiveMinutes, balance, ratio, coreZh }: Known): Paragraph[] => {
  const { all, inCategory, isMet } = balance
  const least = `（不低于${NUMERALS[ratio.whole] ?? ratio.whole}分之${NUMERALS[ratio.part] ?? ratio.part}）`
  return [
    second(
      0,
      '学时',
      `共${hoursOf(centiCredits)}学时。` + (electiveMinutes ? `另须从${menu}门选修课中选学，不少于${electiveMinutes}分钟。` : '')
    ),
    second(
      1,
      `${coreZh}课程占比`,
      all
        ? `${coreZh}${inCategory}分钟，教学时间共${all}分钟，占${percentOf(inCategory, all)}${isMet ? least : ''}。`
        : '课程尚未安排。'
    ),
    second(2, '课程安排', '见附件1。' + (lessons.length ? '教学方式：' : '')),
    ...lessons.map(({ kind, lessons: many }, at) =>
      third(at, `${TAUGHT[kind]}${many}次${at === lessons.length - 1 ? '。' : '；'}`)
    )
  ]
}

const replyOf = (replyBy: string, contact: string): Paragraph[] => [
  plain(
    `请各单位填写《报名回执》（附件3）${replyBy ? `，于${inFull(replyBy)}前报送` : '报送'}。联系人：${contact.trim().replace(/。$/, '')}。`
  )
]

const othersOf = ({ supervisorName, isAllOnline }: Known, bring: string): Paragraph[] => {
  const said: [string, string][] = [
    ...(supervisorName ? [['班主任', `${supervisorName}。`] as [string, string]] : []),
    ...(bring.trim() ? [['携带物品', `请参训人员携带${bring.trim().replace(/。$/, '')}。`] as [string, string]] : []),
    isAllOnline ? ['学习记录', '网上学完自动记录，不签到。'] : ['签到', '培训期间按半天签到（附件4）。']
  ]
  return said.map(([heading, words], at) => second(at, heading, words))
}
