/** A requirement in words, as it stands on the board and in every file: what is asked, who is counted, and the formula. */
import type { Measure, Pack, Requirement } from '../policies/rules.ts'

export type Said = { zh: string; en: string }

/** 全年 56 学时以上，且完成县级以上轮训班 1 次以上 */
export const askedBy = ({ conditions, monthsAfterAppointment, severity }: Requirement): Said => {
  const zh = conditions.map(measures => measures.map(inChinese).join('或')).join('，且')
  const en = conditions.map(measures => measures.map(inEnglish).join(' or ')).join(', and ')
  const when = monthsAfterAppointment
    ? { zh: `任职后 ${monthsAfterAppointment} 个月内`, en: `Within ${monthsAfterAppointment} months of taking office, ` }
    : { zh: '全年', en: 'In the year, ' }
  return {
    zh: when.zh + (/^\d/.test(zh) ? ' ' : '') + zh + (severity === 'should' ? '（一般要求）' : ''),
    en: when.en + en + (severity === 'should' ? ' (as a rule)' : '')
  }
}

/** Who is counted and how a state is found, in whole sentences. */
export const countedBy = (requirement: Requirement, pack: Pick<Pack, 'graceMonths'>): Said => {
  const { stages, monthsAfterAppointment } = requirement
  const place = stages
    ? { zh: '按组织关系所在支部计数。', en: 'Members count at the branch that holds the membership.' }
    : {
        zh: '按主职所在单位计数；主职不在此列的，按任职最久的一处。',
        en: 'Everyone counts at the main post, or where that is not one of these roles, at the one held longest.'
      }
  const due = monthsAfterAppointment
    ? {
        zh: `每次任职满 ${monthsAfterAppointment} 个月到期，列入任职和到期所在年度；任职之日起的培训有效。`,
        en: `Due ${monthsAfterAppointment} months after each appointment; on the roster in the years of the appointment and of the due date. Training counts from the appointment on.`
      }
    : stages
      ? { zh: '自 1 月 1 日起应训。', en: 'Due from 1 January.' }
      : {
          zh: `自 1 月 1 日起应训；初次任职的，任职满 ${pack.graceMonths} 个月前未训为未到期。`,
          en: `Due from 1 January; who takes such a role for the first time is not yet due for ${pack.graceMonths} months.`
        }
  return {
    zh: `年初至截至日期间在册的每个人只计一次，依次归入已离、免训、已训、未到期、未训中最先符合的一种。${place.zh}${due.zh}`,
    en: `Everyone on the roster between 1 January and the as-of date is counted once, in the first that applies of left, exempt, covered, not yet due, outstanding. ${place.en} ${due.en}`
  }
}

export const FORMULA: Said = {
  zh: '覆盖率 = 已训 ÷ 应训；应训 = 已训 + 未训。已训 + 未训 + 未到期 + 免训 + 已离 = 名册。',
  en: 'Coverage rate = covered ÷ due; due = covered + outstanding. Covered + outstanding + not yet due + exempt + left = roster.'
}

const inChinese = (measure: Measure): string => {
  if (measure.counts === 'credit')
    return `${hours(measure.atLeast)} 学时以上${words(SOURCES, measure.sources, 'zh', '、', '（', '）')}`
  const kinds = words(KINDS, measure.kinds, 'zh', '、', '', '')
  return `完成${levels(measure.organiserLevels).zh}${kinds || '集中培训'} ${measure.atLeast} 次以上`
}

const inEnglish = (measure: Measure): string => {
  if (measure.counts === 'credit')
    return `at least ${hours(measure.atLeast)} credit hours${words(SOURCES, measure.sources, 'en', ', ', ' (', ')')}`
  const kinds = words(KINDS, measure.kinds, 'en', ', ', ' (', ')')
  return `at least ${measure.atLeast} concentrated training${levels(measure.organiserLevels).en}${kinds}`
}

const hours = (centi: number): string => String(centi / 100)

const words = (
  known: Record<string, Said>,
  codes: readonly string[] | undefined,
  language: 'zh' | 'en',
  between: string,
  open: string,
  close: string
): string => (codes ? open + codes.map(code => known[code]?.[language] ?? code).join(between) + close : '')

/** From the lowest level up to the top of the list it is "and above"; any other choice is named one by one. */
const levels = (codes: readonly string[] | undefined): Said => {
  if (!codes) return { zh: '', en: '' }
  const order = Object.keys(LEVELS)
  const lowest = Math.min(...codes.map(code => order.indexOf(code)))
  if (lowest >= 0 && order.slice(lowest).every(code => codes.includes(code))) {
    const { zh, en } = LEVELS[order[lowest]!]!
    return { zh: `${zh}级以上`, en: ` at ${en} level or above` }
  }
  return { zh: words(LEVELS, codes, 'zh', '、', '', '级'), en: words(LEVELS, codes, 'en', ', ', ' at ', ' level') }
}

const LEVELS: Record<string, Said> = {
  township: { zh: '乡镇', en: 'township' },
  county: { zh: '县', en: 'county' },
  prefecture: { zh: '市', en: 'city' },
  province: { zh: '省', en: 'province' },
  national: { zh: '国家', en: 'national' }
}

const KINDS: Record<string, Said> = {
  rotation: { zh: '轮训班', en: 'rotation' },
  refresher: { zh: '进修班', en: 'refresher' },
  seminar: { zh: '研讨班', en: 'seminar' },
  model: { zh: '示范班', en: 'model cohort' },
  onboarding: { zh: '任职培训班', en: 'onboarding' },
  training: { zh: '培训班', en: 'training' },
  onlineSpecial: { zh: '网络专题班', en: 'online special' }
}

const SOURCES: Record<string, Said> = {
  concentrated: { zh: '集中培训', en: 'concentrated' },
  collective: { zh: '集体学习', en: 'collective study' },
  selfStudy: { zh: '自学', en: 'self-study' },
  online: { zh: '网络培训', en: 'online' }
}
