import type { OCCUPATIONS } from '../organisations/people/rules.ts'
import type { Gender } from './identity.ts'
import { tidy } from './places.ts'

/** A name as it is kept: no inner spaces, one middle dot, no sex or nationality in brackets; '' where the cell holds no name. */
export function cleanName(text: string): string {
  const name = text
    .normalize('NFKC')
    .replace(/[\u200b-\u200f\ufeff'’‘`*]/g, '')
    .replace(/\((男|女|[^()]{1,6}族|预备|预备党员)\)$/, '')
    .trim()
    .replace(/(?<=[\p{Script=Han}·•・‧∙.])\s+|\s+(?=[\p{Script=Han}·•・‧∙])/gu, '')
    .replace(/(?<=\p{Script=Han})[•・‧∙.．](?=\p{Script=Han})/gu, '·')
    .replace(/\s+/g, ' ')
  return /^(空缺|暂缺|缺|无|待定|暂无|空|未定|[-—/\\?？.\d\s]*|\d+人)$/.test(name) || !/\p{L}/u.test(name) ? '' : name
}

/** A mobile number of the mainland, or null where the text is none. */
export function readMobile(text: string): string | null {
  const digits = text
    .normalize('NFKC')
    .replace(/[\s'’‘`"\-—\u200b-\u200f\ufeff]/g, '')
    .replace(/^(\+|00)?86(?=1\d{10}$)/, '')
  return /^1[3-9]\d{9}$/.test(digits) ? digits : null
}

/** A mobile number as lists show it: *******2311 or 138****2311. */
export const isMobileBehindStars = (text: string): boolean =>
  /^(\*{7}|1\d{2}\*{4})\d{4}$/.test(text.normalize('NFKC').replace(/\s/g, ''))

export const readGender = (text: string): Gender | null => {
  const bare = tidy(text).toLowerCase()
  return /^(男|男性|1|m|male)$/.test(bare) ? 'male' : /^(女|女性|2|f|female)$/.test(bare) ? 'female' : null
}

export type Education =
  | 'postgraduate'
  | 'bachelor'
  | 'college'
  | 'secondaryVocational'
  | 'seniorSecondary'
  | 'juniorSecondaryOrBelow'

export type Occupation = (typeof OCCUPATIONS)[number]

const educations: [RegExp, Education][] = [
  [/研究生|硕士|博士/, 'postgraduate'],
  [/专科|大专|高职/, 'college'],
  [/本科|学士|^大学$/, 'bachelor'],
  [/中专|中等专科|职专/, 'secondaryVocational'],
  [/高中|中技|技校|职高/, 'seniorSecondary'],
  [/初中|小学|文盲|初小/, 'juniorSecondaryOrBelow']
]

export const readEducation = (text: string): Education | null => {
  const bare = tidy(text).replace(/^中等专科/, '中专')
  return educations.find(([pattern]) => pattern.test(bare))?.[1] ?? null
}

/** The eight of the national bulletin; what is none of them in so many words is not guessed. */
const occupations: [RegExp, Occupation][] = [
  [/^(工人|工勤技能人员)+$/, 'worker'],
  [/^(农牧渔民|农民|牧民|渔民|务农)$/, 'farmer'],
  [/^(企事业单位社会组织|企事业单位)?专业技术人员$/, 'professional'],
  [/^(企事业单位社会组织|企事业单位)?管理人员$/, 'manager'],
  [/^(党政)?机关工作人员$/, 'organStaff'],
  [/^(在校)?学生$/, 'student'],
  [/^(其他|其它)(职业)?(人员)?$/, 'other'],
  [/^(离退休|离休|退休)(人员)?$/, 'retired']
]

export const readOccupation = (text: string): Occupation | null => {
  const bare = tidy(text).replace(/[()、,]/g, '')
  return occupations.find(([pattern]) => pattern.test(bare))?.[1] ?? null
}

/** GB/T 3304, by their short names. */
const PEOPLES =
  '汉 蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土家 哈尼 哈萨克 傣 黎 傈僳 佤 畲 高山 拉祜 水 东乡 纳西 景颇 柯尔克孜 土 达斡尔 仫佬 羌 布朗 撒拉 毛南 仡佬 锡伯 阿昌 普米 塔吉克 怒 乌孜别克 俄罗斯 鄂温克 德昂 保安 裕固 京 塔塔尔 独龙 鄂伦春 赫哲 门巴 珞巴 基诺'.split(
    ' '
  )
const peoples = new Set(PEOPLES)

/** 汉 and 汉族 are one; a name that is not on the national list is kept as written and not known. */
export function readEthnicGroup(text: string): { name: string; isKnown: boolean } {
  const bare = tidy(text)
  const short = bare.replace(/族$/, '')
  return peoples.has(short) ? { name: `${short}族`, isKnown: true } : { name: bare, isKnown: false }
}

/** Remarks that departments exempt for, or do not. */
export const mayExempt = (remark: string): boolean =>
  /患病|重病|大病|因病|病休|病假|住院|卧床|行动不便|务工|外出|流动|年老|年迈|体弱|失联|产假|怀孕|哺乳|出国|出境|服刑/.test(remark)
