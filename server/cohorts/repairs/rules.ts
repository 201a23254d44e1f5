/**
 * 补足: the ways to mend a timetable that misses a rule, whichever rule it is.
 *
 * A way is offered only if the rule is met with it and no rule that was met before is broken by it; and it takes not one minute more than
 * that needs.
 *   turn      so many minutes of a lesson go to another category; the lesson stays as long as it is
 *   lengthen  a lesson of the category takes so many minutes more, up to the next lesson or the end of its half-day
 *   shorten   a lesson of which there is too much gives up so many minutes
 *   swap      a course of the catalogue that is not taught yet takes the whole place of a lesson
 *   add       one lesson more, of so many minutes, a day's teaching at most; where a course is missing, that course
 * A lesson that has begun, or is settled, is not `open` and cannot become anything else; an online lesson is what its film is, and is left
 * as it is. So is what is chosen from a menu: the rules are judged of the time every learner has (electives/rules.ts), with every way.
 * The cheapest come first: the fewest minutes that change; of equal ones, what disturbs the timetable least, in the order above, and the
 * shortest lesson. Of the courses of one category the first stands for all: which one it is, is chosen in the form.
 */
import type { Day } from '../../time/dates.ts'
import { verdictsOf, type Contents, type Taught } from '../contents/rules.ts'
import { everyonesTime } from '../electives/rules.ts'
import { balanceOf, doesCount, type CategoryMinutes, type LessonKind, type ShareRule } from '../rules.ts'

export type Mendable = Taught & {
  id: number
  title: string
  courseVersionId: number | null
  heldOn: Day
  fromMinute: number
  untilMinute: number
  isOpen: boolean
  /** It is open over a window, and stands in the way of nothing. */
  closesOn?: Day | null
}
/** A course of the catalogue as far as it can take a lesson's place. */
export type Offer = {
  versionId: number
  title: string
  kind: LessonKind
  category: string
  minutes: number
  tags: readonly string[]
}
export type Asked = { third: ShareRule; contents: Contents; when: 'planned' | 'held'; electiveMinutes?: number }

export const WAYS = ['turn', 'lengthen', 'shorten', 'swap', 'add'] as const
export type Way = (typeof WAYS)[number]
/** `minutes` is how many change; `after` is the lesson as it would be, with its old id, or none for one more. */
export type Repair = {
  way: Way
  lessonId: number | null
  minutes: number
  category: string
  after: Omit<Mendable, 'id' | 'isOpen' | 'heldOn'> & { heldOn: Day | null }
  have: number
  of: number
}
/** A rule that is not met, and what mends it; `code` is null for the one third, which has no row in the pack. */
export type Goal = { code: string | null; bound: 'least' | 'most' | 'contains'; repairs: Repair[] }

/** So many of each way are offered: more is no help. */
const OFFERED: Record<Way, number> = { turn: 2, lengthen: 1, shorten: 1, swap: 1, add: 1 }
/** A half-day ends at noon, at six and at half past nine. */
const HALF_DAYS_END = [720, 1080, 1290]

type Rule = {
  code: string | null
  bound: 'least' | 'most' | 'contains'
  /** What there is too little or too much of. */
  categories: readonly string[]
  tag: string | null
  judge: (lessons: readonly Taught[]) => { isMet: boolean; have: number; of: number }
}

const rulesOf = ({ third, contents, when, electiveMinutes = 0 }: Asked): Rule[] => [
  {
    code: null,
    bound: 'least',
    categories: [third.category],
    tag: null,
    judge: lessons => {
      const { isMet, inCategory, all } = balanceOf(everyonesTime(lessons, electiveMinutes), third)
      return { isMet, have: inCategory, of: all }
    }
  },
  ...verdictsOf([], contents, when).map(({ code, bound, tag }): Rule => {
    const only: Contents = {
      ratios: contents.ratios.filter(rule => rule.code === code && bound !== 'contains'),
      contains: contents.contains.filter(rule => rule.code === code && bound === 'contains')
    }
    const categories = only.ratios[0]?.categories ?? []
    return {
      code,
      bound,
      categories,
      tag,
      judge: lessons => verdictsOf(everyonesTime(lessons, electiveMinutes), only, when).find(verdict => verdict.bound === bound)!
    }
  })
]

/** Every rule that these lessons miss, each with its ways out; nothing for an empty timetable, which is not mended but made. */
export const goalsOf = (lessons: readonly Mendable[], offers: readonly Offer[], asked: Asked): Goal[] => {
  if (!lessons.some(({ counts }) => counts)) return []
  const rules = rulesOf(asked)
  const met = rules.filter(rule => rule.judge(lessons).isMet)
  return rules
    .filter(rule => !met.includes(rule))
    .map(rule => ({ code: rule.code, bound: rule.bound, repairs: repairsFor(rule, met, lessons, offers, asked.third.category) }))
}

const repairsFor = (
  rule: Rule,
  met: readonly Rule[],
  lessons: readonly Mendable[],
  offers: readonly Offer[],
  core: string
): Repair[] => {
  const found = waysFor(rule, lessons, offers, core)
    .map(way => leastOf(way, rule, lessons))
    .filter(repair => repair !== null)
    .filter(repair => met.every(other => other.judge(withRepair(lessons, repair)).isMet))
    .toSorted(
      (one, other) =>
        one.minutes - other.minutes || WAYS.indexOf(one.way) - WAYS.indexOf(other.way) || one.after.minutes - other.after.minutes
    )
  const given = new Map<string, number>()
  return found.filter(({ way, lessonId }) => {
    const isFirstOfLesson = !given.has(`${way} ${lessonId}`)
    const many = given.get(way) ?? 0
    if (!isFirstOfLesson || many === OFFERED[way]) return false
    given.set(`${way} ${lessonId}`, 1)
    given.set(way, many + 1)
    return true
  })
}

/** The timetable with the repair in it. */
export const withRepair = (lessons: readonly Mendable[], { lessonId, after }: Pick<Repair, 'lessonId' | 'after'>): Taught[] => [
  ...lessons.filter(({ id }) => id !== lessonId),
  after
]

/** A way with the minutes left open, from `least` to `most` of them. */
type Candidate = {
  way: Way
  lessonId: number | null
  category: string
  least: number
  most: number
  after: (minutes: number) => Repair['after']
}

/** The fewest minutes with which the rule is met; more never unmeet it. */
const leastOf = (
  { way, lessonId, category, least, most, after }: Candidate,
  rule: Rule,
  lessons: readonly Mendable[]
): Repair | null => {
  const judged = (minutes: number) => rule.judge(withRepair(lessons, { lessonId, after: after(minutes) }))
  if (most < least || !judged(most).isMet) return null
  let [low, high] = [least, most]
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    if (judged(middle).isMet) high = middle
    else low = middle + 1
  }
  const { have, of } = judged(low)
  return { way, lessonId, category, minutes: low, after: after(low), have, of }
}

const waysFor = (rule: Rule, lessons: readonly Mendable[], offers: readonly Offer[], core: string): Candidate[] => {
  const elastic = lessons.filter(({ counts, isOpen, kind }) => counts && isOpen && kind !== 'online')
  const untaught = offers.filter(
    ({ versionId, kind }) => kind !== 'online' && doesCount(kind) && !lessons.some(lesson => lesson.courseVersionId === versionId)
  )
  if (rule.bound === 'contains') {
    const offer = untaught.find(({ tags }) => tags.includes(rule.tag!))
    return offer ? [...elastic.map(lesson => swapped(lesson, offer)), addedCourse(offer)] : []
  }
  const swapsWith = (category: string, some: readonly Mendable[]): Candidate[] => {
    const offer = untaught.find(course => course.category === category)
    return offer ? some.map(lesson => swapped(lesson, offer)) : []
  }
  if (rule.bound === 'least')
    return rule.categories.flatMap(category => [
      ...elastic.map(lesson => turned(lesson, rule.categories, category)),
      ...elastic
        .filter(lesson => minutesIn(lesson, [category]) > 0)
        .map(lesson => lengthened(lesson, category, roomAfter(lesson, lessons))),
      ...swapsWith(category, elastic),
      added(category)
    ])
  const instead = rule.categories.includes(core) ? [] : [core]
  const tooMuch = elastic.filter(lesson => minutesIn(lesson, rule.categories) > 0)
  return [
    ...instead.flatMap(category => [
      ...tooMuch.map(lesson => turnedFrom(lesson, rule.categories, category)),
      ...swapsWith(category, tooMuch),
      added(category)
    ]),
    ...tooMuch.map(lesson => shortened(lesson, rule.categories))
  ]
}

const minutesIn = ({ categories }: Taught, wanted: readonly string[]): number =>
  categories.filter(({ category }) => wanted.includes(category)).reduce((sum, { minutes }) => sum + minutes, 0)

const plain = ({ id: _id, isOpen: _open, ...lesson }: Mendable): Repair['after'] => lesson

/** Takes minutes out of the categories that fit, the last first; what is empty goes. */
const without = (
  categories: readonly CategoryMinutes[],
  minutes: number,
  isFrom: (category: string) => boolean
): CategoryMinutes[] => {
  let left = minutes
  return categories
    .toReversed()
    .map(({ category, minutes }) => {
      const taken = isFrom(category) ? Math.min(left, minutes) : 0
      left -= taken
      return { category, minutes: minutes - taken }
    })
    .toReversed()
    .filter(part => part.minutes > 0)
}

const withMore = (categories: readonly CategoryMinutes[], category: string, minutes: number): CategoryMinutes[] =>
  categories.some(part => part.category === category)
    ? categories.map(part => (part.category === category ? { category, minutes: part.minutes + minutes } : part))
    : [{ category, minutes }, ...categories]

/** Minutes of what is not wanted go to a category of which there is too little. */
const turned = (lesson: Mendable, wanted: readonly string[], category: string): Candidate => ({
  way: 'turn',
  lessonId: lesson.id,
  category,
  least: 1,
  most: lesson.minutes - minutesIn(lesson, wanted),
  after: minutes => ({
    ...plain(lesson),
    categories: withMore(
      without(lesson.categories, minutes, each => !wanted.includes(each)),
      category,
      minutes
    )
  })
})

/** Minutes of which there is too much go to another category. */
const turnedFrom = (lesson: Mendable, tooMuch: readonly string[], category: string): Candidate => ({
  way: 'turn',
  lessonId: lesson.id,
  category,
  least: 1,
  most: minutesIn(lesson, tooMuch),
  after: minutes => ({
    ...plain(lesson),
    categories: withMore(
      without(lesson.categories, minutes, each => tooMuch.includes(each)),
      category,
      minutes
    )
  })
})

const lengthened = (lesson: Mendable, category: string, room: number): Candidate => ({
  way: 'lengthen',
  lessonId: lesson.id,
  category,
  least: 1,
  most: room,
  after: minutes => ({
    ...plain(lesson),
    untilMinute: lesson.untilMinute + minutes,
    minutes: lesson.minutes + minutes,
    categories: withMore(lesson.categories, category, minutes)
  })
})

/** Something of the lesson stays: to leave it out altogether is not a way to shorten it. */
const shortened = (lesson: Mendable, tooMuch: readonly string[]): Candidate => ({
  way: 'shorten',
  lessonId: lesson.id,
  category: lesson.categories.find(({ category }) => tooMuch.includes(category))!.category,
  least: 1,
  most: Math.min(minutesIn(lesson, tooMuch), lesson.minutes - 1),
  after: minutes => ({
    ...plain(lesson),
    untilMinute: lesson.untilMinute - minutes,
    minutes: lesson.minutes - minutes,
    categories: without(lesson.categories, minutes, each => tooMuch.includes(each))
  })
})

/** The whole place: its day, its hours, and as many minutes as were taught there. */
const swapped = (lesson: Mendable, { versionId, title, kind, category, tags }: Offer): Candidate => ({
  way: 'swap',
  lessonId: lesson.id,
  category,
  least: lesson.minutes,
  most: lesson.minutes,
  after: minutes => ({
    ...plain(lesson),
    kind,
    title,
    tags,
    courseVersionId: versionId,
    counts: true,
    minutes,
    categories: [{ category, minutes }]
  })
})

/** One lesson more is at most a day of teaching; who needs more than that sets up the timetable anew. */
const DAY_OF_TEACHING = 480

const added = (category: string): Candidate => ({
  way: 'add',
  lessonId: null,
  category,
  least: 1,
  most: DAY_OF_TEACHING,
  after: minutes => ({
    kind: 'classroom',
    title: '',
    courseVersionId: null,
    tags: [],
    counts: true,
    minutes,
    categories: [{ category, minutes }],
    heldOn: null,
    fromMinute: 0,
    untilMinute: minutes
  })
})

const addedCourse = ({ versionId, title, kind, category, minutes, tags }: Offer): Candidate => ({
  ...added(category),
  least: minutes,
  most: minutes,
  after: all => ({ ...added(category).after(all), kind, title, tags, courseVersionId: versionId })
})

/** Minutes between a lesson and the next one of its day, or the end of its half-day. */
const roomAfter = ({ id, heldOn, untilMinute }: Mendable, lessons: readonly Mendable[]): number => {
  const end = HALF_DAYS_END.find(minute => minute >= untilMinute) ?? untilMinute
  const next = lessons
    .filter(lesson => lesson.id !== id && !lesson.closesOn && lesson.heldOn === heldOn && lesson.untilMinute > untilMinute)
    .map(lesson => lesson.fromMinute)
  return Math.max(0, Math.min(end, ...next) - untilMinute)
}
