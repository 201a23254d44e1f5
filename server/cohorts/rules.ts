/**
 * The balance of a timetable.
 * At least one third of a cohort's counted time is core theory; exactly one third is enough; an empty timetable is not.
 * Teaching counts, whether in the classroom, on site or online. Arrival, meals, ceremonies do not.
 * The sum is done twice: as planned, and as the lessons were held.
 *
 * As held, a lesson that did not take place is out at once; one still to come stands as planned. When everything is settled, at
 * close-out, only what took place is left.
 *
 * Every counted minute has exactly one category, so a lesson's minutes are the sum of its minutes by category. They may be fewer than
 * the time it takes, never more: a pause is nobody's teaching.
 * An online lesson counts for what its course was measured to last, all of it in the course's category, and for nothing while there is
 * no film: nobody types that. It is watched when it suits, from publication on, so it may last longer than its row of the timetable.
 * It needs no roll-call and is settled by itself: at the close-out it counts as held, and until then as still to come.
 * A lesson lies within the days of its cohort; only a make-up lesson of a published cohort may come after the last of them.
 * A lesson takes up any number of rooms, teachers and groups. Each of them is in one place at a time; a name that stands as a text, 各组组长
 * or the guide of a base, is nobody's booking and never conflicts. Cohorts that are taught together (combined/rules.ts) are in one place. Times are half-open, so one lesson may begin when another ends.
 * An on-site lesson alone goes to a teaching base and says when and where people gather for it, both or neither, and not after it begins.
 * 六进: a lesson or a whole cohort may be held at an outreach venue; what a lesson says itself wins.
 *
 * A timetable is drafted, published once, and closed once (steps/rules.ts has the whole life of a cohort). After publication it may still change, under the one-third rule. What has
 * been recorded as held or not held is settled: such a lesson is no longer edited, and after the close-out nothing is.
 * A derogation comes from the level above; it permits closing a short cohort, never publishing one.
 */
export const COHORT_KINDS = ['rotation', 'refresher', 'seminar', 'model', 'onboarding', 'training', 'onlineSpecial'] as const
export const LESSON_KINDS = [
  'classroom',
  'onsite',
  'online',
  'discussion',
  'practice',
  'selfStudy',
  'ceremony',
  'travel',
  'meal'
] as const
export type CohortKind = (typeof COHORT_KINDS)[number]
export type LessonKind = (typeof LESSON_KINDS)[number]
const UNCOUNTED: readonly LessonKind[] = ['ceremony', 'travel', 'meal']

export const VENUE_KINDS = ['enterprise', 'village', 'organ', 'campus', 'community', 'website'] as const
export type VenueKind = (typeof VENUE_KINDS)[number]

export const doesCount = (kind: LessonKind): boolean => !UNCOUNTED.includes(kind)

export type CategoryMinutes = { category: string; minutes: number }
export type Timed = { counts: boolean; minutes: number; categories: readonly CategoryMinutes[] }
/** `part` in `whole` of the counted minutes are in `category`. */
export type ShareRule = { category: string; part: number; whole: number }
/** In minutes. */
export type Balance = { all: number; inCategory: number; isMet: boolean; minutesToConvert: number; minutesToAdd: number }

const minutesOf = (lesson: Timed, category?: string): number =>
  category === undefined ? lesson.minutes : (lesson.categories.find(split => split.category === category)?.minutes ?? 0)

const minutes = (lessons: readonly Timed[], category?: string): number =>
  lessons.reduce((sum, lesson) => sum + minutesOf(lesson, category), 0)

export function balanceOf(lessons: readonly Timed[], rule: ShareRule): Balance {
  const counted = lessons.filter(lesson => lesson.counts)
  const all = minutes(counted)
  const inCategory = minutes(counted, rule.category)
  const short = Math.max(0, rule.part * all - rule.whole * inCategory)
  return {
    all,
    inCategory,
    isMet: all > 0 && short === 0,
    minutesToConvert: Math.ceil(short / rule.whole), // lessons already there, turned into core theory
    minutesToAdd: Math.ceil(short / (rule.whole - rule.part)) // core theory on top
  }
}

/** Minutes above the limit that could still be spent on something else. */
export const minutesToSpare = ({ all, inCategory }: Pick<Balance, 'all' | 'inCategory'>, { part, whole }: ShareRule): number =>
  Math.max(0, Math.floor((whole * inCategory - part * all) / whole))

/** Online lessons were there for everybody, so they count as held when the cohort is closed. */
export const settledByThemselves = <L extends { kind: LessonKind; wasHeld: boolean | null }>(lessons: readonly L[]): L[] =>
  lessons.filter(lesson => lesson.kind === 'online' && lesson.wasHeld === null)

/** The lessons that took place or are still to come; what did not take place is out. */
export const asHeld = <L extends { wasHeld: boolean | null }>(lessons: readonly L[]): L[] =>
  lessons.filter(lesson => lesson.wasHeld !== false)

type Promised = { isPublished: boolean; isClosed: boolean; isCancelled: boolean }
export const mayChange = (cohort: Promised): boolean => !cohort.isClosed && !cohort.isCancelled
export const maySettle = (cohort: Promised): boolean => cohort.isPublished && mayChange(cohort)
export const mayBeClosed = maySettle
export const mayBeDerogated = (cohort: Promised & { derogationId: number | null }): boolean =>
  maySettle(cohort) && cohort.derogationId === null

/** What a sheet says that cannot be used as it stands: the row is let in, and shown. */
export const FLAGS = [
  'weekday-differs',
  'kind-not-said',
  'category-not-said',
  'category-unknown',
  'teacher-unknown',
  'venue-unknown'
] as const
/** Why a row of a sheet is no lesson. */
export const ROWS_REFUSED = ['no-day', 'outside-the-cohort', 'no-time', 'no-title', 'too-long'] as const

/** What a lesson takes up, and when: civil date, minutes after midnight. */
export type Taking = {
  heldOn: string
  fromMinute: number
  untilMinute: number
  venueId: number | null
  teacherId: number | null
  groupId: number | null
}
export type Clash = 'venue' | 'teacher' | 'group'

const overlaps = (one: Taking, other: Taking): boolean =>
  one.heldOn === other.heldOn && one.fromMinute < other.untilMinute && other.fromMinute < one.untilMinute

/** What two lessons would both take up at the same time. */
export const clashesBetween = (one: Taking, other: Taking): Clash[] => {
  if (!overlaps(one, other)) return []
  const clashes: Clash[] = []
  if (one.venueId !== null && one.venueId === other.venueId) clashes.push('venue')
  if (one.teacherId !== null && one.teacherId === other.teacherId) clashes.push('teacher')
  if (one.groupId !== null && one.groupId === other.groupId) clashes.push('group')
  return clashes
}

export type Planned = {
  kind: LessonKind
  heldOn: string
  fromMinute: number
  untilMinute: number
  minutes: number
  categories: readonly CategoryMinutes[]
}

export type Mistake =
  | 'ends-before-it-begins'
  | 'outside-the-cohort'
  | 'uncounted-with-minutes'
  | 'no-minutes'
  | 'more-minutes-than-time'
  | 'not-as-measured'
  | 'category-twice'
  | 'categories-differ'

export type MeasuredCourse = { kind: string; category: string; minutes: number }

/** What an online lesson counts for; a course that is not taught online was not measured. */
export const measuredOf = (course: MeasuredCourse | null): { minutes: number; categories: CategoryMinutes[] } => {
  const measured = course?.kind === 'online' ? course.minutes : 0
  return { minutes: measured, categories: measured ? [{ category: course!.category, minutes: measured }] : [] }
}

const isAsMeasured = ({ minutes: planned, categories }: Planned, course: MeasuredCourse | null): boolean => {
  const measured = measuredOf(course)
  const [one] = categories
  return (
    planned === measured.minutes &&
    categories.length === measured.categories.length &&
    one?.category === measured.categories[0]?.category &&
    one?.minutes === measured.categories[0]?.minutes
  )
}

/** The first thing that is wrong with a lesson, or null; `course` is the one it is given from. */
export const mistakeIn = (
  lesson: Planned,
  cohort: { isPublished: boolean; startsOn: string; endsOn: string },
  course: MeasuredCourse | null = null
): Mistake | null => {
  const { kind, heldOn, fromMinute, untilMinute, minutes: planned, categories } = lesson
  if (untilMinute <= fromMinute) return 'ends-before-it-begins'
  if (heldOn < cohort.startsOn || (heldOn > cohort.endsOn && !cohort.isPublished)) return 'outside-the-cohort'
  if (!doesCount(kind)) return planned === 0 && categories.length === 0 ? null : 'uncounted-with-minutes'
  if (kind === 'online') return isAsMeasured(lesson, course) ? null : 'not-as-measured'
  if (planned <= 0) return 'no-minutes'
  if (planned > untilMinute - fromMinute) return 'more-minutes-than-time'
  if (new Set(categories.map(split => split.category)).size < categories.length) return 'category-twice'
  const split = categories.reduce((sum, part) => sum + part.minutes, 0)
  return categories.some(part => part.minutes <= 0) || split !== planned ? 'categories-differ' : null
}

/** What an on-site lesson says of the way there; minutes after midnight. */
export type Outing = {
  kind: LessonKind
  fromMinute: number
  baseId: number | null
  gatherMinute: number | null
  gatherPlace: string | null
}

export type OutingMistake = 'outing-of-another-kind' | 'gathering-incomplete' | 'gathers-too-late'

/** The first thing that is wrong with the way to a lesson, or null. */
export const outingMistakeIn = ({ kind, fromMinute, baseId, gatherMinute, gatherPlace }: Outing): OutingMistake | null => {
  if (kind !== 'onsite' && (baseId !== null || gatherMinute !== null || gatherPlace !== null)) return 'outing-of-another-kind'
  if ((gatherMinute === null) !== (gatherPlace === null)) return 'gathering-incomplete'
  return gatherMinute !== null && gatherMinute > fromMinute ? 'gathers-too-late' : null
}

type Named = { name: string }
type Placed = { baseName: string | null; venues: readonly Named[]; placeText: string | null }

/** 县委党校 研讨室1、县委党校 研讨室2 is 县委党校 研讨室1、研讨室2: a house is named once for the rooms that follow each other in it. */
const roomsOf = (venues: readonly Named[]): string[] => {
  const houses = venues.map(({ name }) => name.slice(0, name.indexOf(' ') + 1))
  return venues.map(({ name }, at) => (at > 0 && houses[at] === houses[at - 1] ? name.slice(houses[at]!.length) : name))
}

/** Where a lesson is, in one line: its base, then the rooms, then whatever place is no room of the catalogue. */
export const placeOf = ({ baseName, venues, placeText }: Placed): string | null =>
  [baseName, [...roomsOf(venues), placeText].filter(Boolean).join('、')].filter(Boolean).join(' ') || null

/** Who teaches, in one line: those of the catalogue, then whoever else is named. */
export const teachersOf = ({
  teachers,
  teacherText
}: {
  teachers: readonly Named[]
  teacherText: string | null
}): string | null => [...teachers.map(({ name }) => name), teacherText].filter(Boolean).join('、') || null
