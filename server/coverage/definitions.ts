/** A requirement in words, as it stands on the board and in every file: what is asked, who is counted, and the formula. */
import type { Measure, Requirement } from '../policies/requirements/rules.ts'
import type { Pack } from '../policies/rules.ts'
import { needOf, yearsOf } from './roster/rules.ts'

export type Said = { zh: string; en: string }

/** 全年 56 学时以上，且完成县级以上轮训班 1 次以上 */
export const askedBy = (requirement: Requirement): Said => {
  const { conditions, fields, severity } = requirement
  const zh = spaced(conditions.map(measures => measures.map(inChinese).join('或')).join('，且'))
  const en = conditions.map(measures => measures.map(inEnglish).join(' or ')).join(', and ')
  const when = whenOf(requirement)
  return {
    zh:
      when.zh +
      (/^\d/.test(zh) && !/[）]$/.test(when.zh) ? ' ' : '') +
      zh +
      words(FIELDS, fields, 'zh', '、', '，限', '领域') +
      (severity === 'should' ? '（一般要求）' : ''),
    en: when.en + en + words(FIELDS, fields, 'en', ', ', '; only in ', '') + (severity === 'should' ? ' (as a rule)' : '')
  }
}

/** A figure stands apart from the word before it. */
const spaced = (text: string): string => text.replace(/([或且])(?=\d)/g, '$1 ')

/** In which time, before what is asked. */
const whenOf = (requirement: Requirement): Said => {
  const { monthsAfterAppointment, monthsBefore, season, cycle, sinceStage, stages, monthsAfterFullMembership } = requirement
  if (monthsAfterAppointment)
    return {
      zh: `任职后 ${monthsAfterAppointment} 个月内${monthsBefore ? `（任职前 ${monthsBefore} 个月内的计入）` : ''}`,
      en: `Within ${monthsAfterAppointment} months of taking office${monthsBefore ? `, the ${monthsBefore} months before it included` : ''}, `
    }
  if (season) {
    const isOverNewYear = season.from > season.until
    return {
      zh: `${monthDay(season.from).zh}至${isOverNewYear ? '次年 ' : ' '}${monthDay(season.until).zh}（含首尾两天）`,
      en: `From ${monthDay(season.from).en} to ${monthDay(season.until).en}${isOverNewYear ? ' of the next year' : ''}, both days included, `
    }
  }
  if (cycle?.from)
    return {
      zh: `每 ${cycle.years} 年（${cycle.from}—${cycle.from + cycle.years - 1} 年，依次类推）`,
      en: `In every ${cycle.years} years (${cycle.from}–${cycle.from + cycle.years - 1} and so on), `
    }
  if (cycle) return { zh: `近 ${cycle.years} 年（含当年）`, en: `In the last ${cycle.years} calendar years, this one included, ` }
  if (sinceStage)
    return {
      zh: `自成为${words(STAGES, stages, 'zh', '、', '', '')}之日起`,
      en: `From the first day as ${words(STAGES, stages, 'en', ' or ', '', '')} on, `
    }
  if (monthsAfterFullMembership)
    return {
      zh: `预备期内和转正后 ${monthsAfterFullMembership} 个月内`,
      en: `During probation and within ${monthsAfterFullMembership} months of full membership, `
    }
  return { zh: '全年', en: 'In the year, ' }
}

/** Who is counted and how a state is found, in whole sentences. `period`: the year it is said for. */
export const countedBy = (requirement: Requirement, { graceMonths }: Pick<Pack, 'graceMonths'>, period: number): Said => {
  const place = requirement.stages
    ? { zh: '按组织关系所在支部计数。', en: 'Members count at the branch that holds the membership.' }
    : {
        zh: '按主职所在单位计数；主职不在此列的，按任职最久的一处。',
        en: 'Everyone counts at the main post, or where that is not one of these roles, at the one held longest.'
      }
  const due = dueBy(requirement, graceMonths, period)
  const only = withinFields(requirement.fields)
  const byHand = setByHand(requirement)
  return {
    zh: `年初至截至日期间在册的每个人只计一次，依次归入已离、免训、已训、未到期、未训中最先符合的一种。${place.zh}${only.zh}${due.zh}${byHand.zh}`,
    en: `Everyone on the roster between 1 January and the as-of date is counted once, in the first that applies of left, exempt, covered, not yet due, outstanding. ${place.en}${only.en} ${due.en} ${byHand.en}`
  }
}

/** What a due date set for one person changes. */
const setByHand = ({ season, monthsAfterAppointment, monthsAfterFullMembership }: Requirement): Said => {
  const more = season
    ? { zh: '，该日及以前的培训也计', en: ', and training up to that day counts' }
    : monthsAfterAppointment || monthsAfterFullMembership
      ? { zh: '，也列入该日所在年度', en: ', and the roster of the years up to that day holds them' }
      : { zh: '', en: '' }
  return {
    zh: `经批准另定个别到期日的，该日前未训为未到期${more.zh}。`,
    en: `Who was given a later due date by decision is not yet due before it${more.en}.`
  }
}

const withinFields = (fields: readonly string[] | undefined): Said =>
  fields
    ? {
        zh: `只计所在单位属${words(FIELDS, fields, 'zh', '、', '', '')}领域期间，离开该领域的为已离。`,
        en: ` Only while the place is of this field: ${words(FIELDS, fields, 'en', ', ', '', '')}; who moves out of it has left.`
      }
    : { zh: '', en: '' }

/** From when it is due and which training counts. */
const dueBy = (requirement: Requirement, graceMonths: number, period: number): Said => {
  const { stages, monthsAfterAppointment, monthsBefore, season, cycle, sinceStage, monthsAfterFullMembership } = requirement
  if (monthsAfterAppointment) {
    const counts = monthsBefore
      ? {
          zh: `任职之日前 ${monthsBefore} 个月起的培训有效。`,
          en: `Training counts from ${monthsBefore} months before the appointment on.`
        }
      : { zh: '任职之日起的培训有效。', en: 'Training counts from the appointment on.' }
    return {
      zh: `每次任职满 ${monthsAfterAppointment} 个月到期，列入任职和到期所在年度；${counts.zh}`,
      en: `Due ${monthsAfterAppointment} months after each appointment; on the roster in the years of the appointment and of the due date. ${counts.en}`
    }
  }
  if (season)
    return {
      zh: `${monthDay(season.from).zh}起应训，此前为未到期；只计当季首尾两天之间的培训，跨年的一季列入结束的年度；当季一天也不在册的不列入。`,
      en: `Due from ${monthDay(season.from).en}, not yet due before; only training of the season counts, its first and last day included; a season over New Year is the year’s in which it ends; who was on the roster on no day of it is not counted.`
    }
  if (sinceStage)
    return {
      zh: '自该日起应训；该日起的培训有效，转移组织关系不中断的不重新起算。',
      en: 'Due from that day, and training counts from it; moving to another branch without a day between does not begin anew.'
    }
  if (monthsAfterFullMembership)
    return {
      zh: `预备期第一天起的培训有效；转正满 ${monthsAfterFullMembership} 个月到期，尚未转正的按预备期一年推算；正式党员列入至到期所在年度。`,
      en: `Training counts from the first day of probation; due ${monthsAfterFullMembership} months after full membership, of which, while it is not known, a probation of one year is assumed; full members are on the roster until the year of the due date is over.`
    }
  const from = stages
    ? { zh: '自 1 月 1 日起应训。', en: 'Due from 1 January.' }
    : {
        zh: `自 1 月 1 日起应训；初次任职的，任职满 ${graceMonths} 个月前未训为未到期。`,
        en: `Due from 1 January; who takes such a role for the first time is not yet due for ${graceMonths} months.`
      }
  const said = cycle ? cycleSaid(requirement, cycle, period) : { zh: '', en: '' }
  return { zh: said.zh + from.zh, en: said.en + from.en }
}

/** 2026 年是 2023—2027 年的第 4 年，要求 550 × 4 ÷ 5 = 440 学时 */
const cycleSaid = (requirement: Requirement, cycle: NonNullable<Requirement['cycle']>, period: number): Said => {
  const { first, last } = yearsOf(cycle, period)
  if (cycle.from === undefined)
    return { zh: `计 ${first}—${last} 年的培训，要求全数。`, en: `Training of ${first}–${last} counts, and all of it is asked. ` }
  const part = period - first + 1
  const sums = requirement.conditions.flat().map(measure => {
    const need = needOf(measure, { part, whole: cycle.years })
    const sum = `${amount(measure, measure.atLeast)} × ${part} ÷ ${cycle.years} `
    const isWhole = (measure.atLeast * part) % cycle.years === 0
    return {
      zh: `${sum}${isWhole ? '=' : '进为'} ${amount(measure, need)}${UNITS[measure.counts].zh}`,
      en: `${sum}${isWhole ? '=' : 'rounded up to'} ${amount(measure, need)}${UNITS[measure.counts].en}`
    }
  })
  return {
    zh: `${period} 年是 ${first}—${last} 年的第 ${part} 年，按已到年数折算：${sums.map(({ zh }) => zh).join('，')}；计 ${first} 年初以来的培训。`,
    en: `${period} is year ${part} of ${first}–${last}, and asked is the part of the years begun: ${sums.map(({ en }) => en).join('; ')}. Training counts from the beginning of ${first}. `
  }
}

export const FORMULA: Said = {
  zh: '覆盖率 = 已训 ÷ 应训；应训 = 已训 + 未训。已训 + 未训 + 未到期 + 免训 + 已离 = 名册。',
  en: 'Coverage rate = covered ÷ due; due = covered + outstanding. Covered + outstanding + not yet due + exempt + left = roster.'
}

const inChinese = (measure: Measure): string => {
  if (measure.counts !== 'completions')
    return `${amount(measure, measure.atLeast)}${UNITS[measure.counts].zh}以上${words(SOURCES, measure.sources, 'zh', '、', '（', '）')}`
  const kinds = words(KINDS, measure.kinds, 'zh', '、', '', '')
  return `完成${levels(measure.organiserLevels).zh}${kinds || '集中培训'} ${measure.atLeast} 次以上`
}

const inEnglish = (measure: Measure): string => {
  if (measure.counts !== 'completions')
    return `at least ${amount(measure, measure.atLeast)}${UNITS[measure.counts].en}${words(SOURCES, measure.sources, 'en', ', ', ' (', ')')}`
  const kinds = words(KINDS, measure.kinds, 'en', ', ', ' (', ')')
  return `at least ${measure.atLeast} concentrated training${levels(measure.organiserLevels).en}${kinds}`
}

const UNITS: Record<Measure['counts'], Said> = {
  credit: { zh: ' 学时', en: ' credit hours' },
  halfDays: { zh: ' 天', en: ' days' },
  completions: { zh: ' 次', en: ' cohorts' }
}

/** 学时, days (in halves), or cohorts. */
const amount = ({ counts }: Measure, number: number): string =>
  String(counts === 'credit' ? number / 100 : counts === 'halfDays' ? number / 2 : number)

/** 2 月 15 日, 15 February */
const monthDay = (day: string): Said => {
  const [month, date] = day.split('-').map(Number) as [number, number]
  return { zh: `${month} 月 ${date} 日`, en: `${date} ${MONTHS[month - 1]}` }
}

const MONTHS = 'January February March April May June July August September October November December'.split(' ')

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

const FIELDS: Record<string, Said> = {
  rural: { zh: '农村', en: 'the countryside' },
  urbanCommunity: { zh: '城市社区街道', en: 'urban communities' },
  organ: { zh: '机关', en: 'organs' },
  institution: { zh: '事业单位', en: 'institutions' },
  soe: { zh: '国有企业', en: 'state-owned enterprises' },
  nonPublicEnterprise: { zh: '非公企业', en: 'non-public enterprises' },
  socialOrg: { zh: '社会组织', en: 'social organisations' },
  newEmployment: { zh: '新就业群体', en: 'new forms of employment' }
}

const STAGES: Record<string, Said> = {
  full: { zh: '正式党员', en: 'a full member' },
  probationary: { zh: '预备党员', en: 'a probationary member' },
  developmentCandidate: { zh: '发展对象', en: 'a candidate for membership' },
  activist: { zh: '入党积极分子', en: 'an activist' },
  applicant: { zh: '入党申请人', en: 'an applicant' }
}
