import type { Day } from '../time/dates.ts'
import { categoryNamed, teachersIn, venuesIn, type Catalogues } from './named.ts'
import { doesCount, type LessonKind } from './rules.ts'
import { dayIn, kindOfMethod, kindOfOccasion, spanIn, tidy, withoutSpan, type Between } from './written.ts'

/** A lesson as somebody types it in one line: `周一 9:00-10:30 理论 王老师 301`. What is not said is null; nothing is guessed. */
export type LineRead = {
  heldOn: Day | null
  fromMinute: number | null
  untilMinute: number | null
  kind: LessonKind
  category: string | null
  title: string | null
  teacherIds: number[]
  venueIds: number[]
}

const isDay = (word: string): boolean => /周|星期|礼拜|月|^\d{1,4}[-./]\d/.test(word)

/**
 * Words in any order: a day, a time, what it is (理论, 研讨, 现场 …), who teaches, where, and the rest is its name. A word in quotation marks
 * is the name whatever it says.
 */
export const lineRead = (line: string, between: Between, known: Catalogues): LineRead => {
  const quoted = /[“"「《](.+?)[”"」》]/.exec(line)?.[1]
  const plain = quoted ? line.replace(/[“"「《].+?[”"」》]/, ' ') : line
  const span = spanIn(plain)
  const read: LineRead = {
    heldOn: null,
    fromMinute: span?.fromMinute ?? null,
    untilMinute: span?.untilMinute ?? null,
    kind: 'classroom',
    category: null,
    title: quoted ?? null,
    teacherIds: [],
    venueIds: []
  }
  const left: string[] = []
  let isKindSaid = false
  for (const word of withoutSpan(plain)
    .split(/[\s,，]+/)
    .filter(Boolean)) {
    const day: Day | null = read.heldOn === null && isDay(word) ? (dayIn(word, between)?.day ?? null) : null
    const occasion = kindOfOccasion(word)
    const kind = isKindSaid ? null : (occasion ?? (word.length <= 4 ? kindOfMethod(word) : null))
    const category = read.category === null ? categoryNamed(word, known.categories) : null
    const teachers = teachersIn(word, known)
    const venues = venuesIn(word, known)
    if (day !== null) read.heldOn = day
    else if (kind !== null) {
      read.kind = kind
      isKindSaid = true
      if (occasion) left.push(word)
    } else if (category !== null && word.length <= 6) read.category = category
    else if (teachers.ids.length && !teachers.unknown.length) read.teacherIds.push(...teachers.ids)
    else if (venues.ids.length && !venues.unknown.length) read.venueIds.push(...venues.ids)
    else left.push(word)
  }
  if (read.title === null && left.length) read.title = tidy(left.join(' '))
  if (!doesCount(read.kind)) read.category = null
  return read
}
