import type { Sentence } from '../../http/refusals.ts'
import { weekdayOf } from '../../time/dates.ts'
import { placeOf, teachersOf } from '../rules.ts'
import type { Difference, Part, Told } from './rules.ts'

const clock = (minute: number): string => `${Math.trunc(minute / 60)}:${String(minute % 60).padStart(2, '0')}`

const WEEKDAYS = ['一', '二', '三', '四', '五', '六', '日']
const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

const dayZh = (day: string): string => {
  const [, month, date] = day.split('-').map(Number)
  return `${month}月${date}日（周${WEEKDAYS[weekdayOf(day) - 1]}）`
}
const dayEn = (day: string): string => {
  const [, month, date] = day.split('-').map(Number)
  return `${DAYS[weekdayOf(day) - 1]} ${date} ${MONTHS[month! - 1]}`
}

const dates = ({ heldOn, closesOn }: Told): Sentence => {
  const [from, until] = [heldOn, closesOn!].map(day => day.split('-').map(Number)) as [number[], number[]]
  return {
    zh: `${from[1]}月${from[2]}日—${until[1]}月${until[2]}日`,
    en: `${from[2]} ${MONTHS[from[1]! - 1]} – ${until[2]} ${MONTHS[until[1]! - 1]}`
  }
}

const span = ({ fromMinute, untilMinute }: Told): string => `${clock(fromMinute)}–${clock(untilMinute)}`
const named = (told: Told): Sentence =>
  told.closesOn === null ? atHour(told) : { zh: `${dates(told).zh}的“${told.title}”`, en: `"${told.title}", ${dates(told).en}` }
const atHour = (told: Told): Sentence => ({
  zh: `${dayZh(told.heldOn)}${clock(told.fromMinute)}的“${told.title}”`,
  en: `"${told.title}" on ${dayEn(told.heldOn)}, ${clock(told.fromMinute)}`
})

const PARTS: Record<Part, (after: Told) => Sentence> = {
  title: ({ title }) => ({ zh: `改为“${title}”`, en: `is now "${title}"` }),
  moved: after => ({ zh: `改到${dayZh(after.heldOn)}${span(after)}`, en: `moves to ${dayEn(after.heldOn)}, ${span(after)}` }),
  open: after => ({ zh: `改为${dates(after).zh}开放学习`, en: `is open from ${dates(after).en}` }),
  elective: ({ isElective }) =>
    isElective ? { zh: '改为选修', en: 'is now an elective' } : { zh: '改为必修', en: 'is now required of everybody' },
  until: after => ({ zh: `改为 ${span(after)}`, en: `is now ${span(after)}` }),
  place: after => ({ zh: `地点改为${placeOf(after) ?? '待定'}`, en: `place is now ${placeOf(after) ?? 'still open'}` }),
  teacher: after => ({
    zh: `授课人改为${teachersOf(after) ?? '待定'}`,
    en: `taught by ${teachersOf(after) ?? 'somebody yet to be named'}`
  }),
  gathering: ({ gatherMinute, gatherPlace }) =>
    gatherMinute === null
      ? { zh: '不用集合', en: 'no gathering beforehand' }
      : { zh: `集合改为 ${clock(gatherMinute)} ${gatherPlace}`, en: `gather at ${clock(gatherMinute)}, ${gatherPlace}` }
}

const added = (after: Told): Sentence => {
  const [place, teacher] = [placeOf(after), teachersOf(after)]
  if (after.closesOn !== null)
    return {
      zh: `加了${dates(after).zh}开放学习的“${after.title}”${after.isElective ? '（选修）' : ''}`,
      en: `New: "${after.title}", open ${dates(after).en}${after.isElective ? ', an elective' : ''}`
    }
  return {
    zh: `加了${dayZh(after.heldOn)}${span(after)}的“${after.title}”${place ? `，地点${place}` : ''}${teacher ? `，授课人${teacher}` : ''}`,
    en: `New: "${after.title}" on ${dayEn(after.heldOn)}, ${span(after)}${place ? `, at ${place}` : ''}${teacher ? `, taught by ${teacher}` : ''}`
  }
}

/** A difference as somebody reads it: 9月16日（周三）9:00 的“党章”改到 9月17日（周四）14:00–15:30，地点改为…。 */
export const sentenceOf = (difference: Difference): Sentence => {
  if (difference.what === 'added') return stopped(added(difference.after))
  const { zh, en } = named(difference.before)
  if (difference.what === 'cancelled') return { zh: `取消了${zh}。`, en: `Cancelled: ${en}.` }
  const parts = difference.parts.map(part => PARTS[part](difference.after))
  return { zh: `${zh}${parts.map(part => part.zh).join('，')}。`, en: `${en}: ${parts.map(part => part.en).join(', ')}.` }
}

const stopped = ({ zh, en }: Sentence): Sentence => ({ zh: `${zh}。`, en: `${en}.` })
