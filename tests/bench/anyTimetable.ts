/** A lesson as the contract wants it. */
export type Wanted = {
  kind: string
  title: string
  courseVersionId: null
  heldOn: string
  fromMinute: number
  untilMinute: number
  minutes: number
  categories: { category: string; minutes: number }[]
  teacherIds: number[]
  teacherText: null
  venueIds: number[]
  placeText: null
}
export type Timetable = { kind: string; lessons: Wanted[] }

const CATEGORIES = ['coreTheory', 'partySpirit', 'competency', 'other']

/** The same numbers in every run. */
const numbersFrom = (seed: number) => () => {
  seed = (seed * 1_664_525 + 1_013_904_223) % 4_294_967_296
  return seed / 4_294_967_296
}

/** Timetables of a week, each with two to twelve lessons of any categories: some keep every rule, most miss one or more. */
export const newTimetables = (count: number): Timetable[] => {
  const next = numbersFrom(20_261_127)
  const upTo = (most: number) => Math.floor(next() * (most + 1))
  return Array.from({ length: count }, (_, i) => ({
    kind: i % 2 ? 'rotation' : 'refresher',
    lessons: Array.from({ length: 2 + upTo(10) }, (_lesson, at): Wanted => {
      const split = CATEGORIES.map(category => ({ category, minutes: next() < 0.45 ? 10 + upTo(80) : 0 })).filter(
        part => part.minutes > 0
      )
      const categories = split.length ? split : [{ category: CATEGORIES[upTo(3)]!, minutes: 45 }]
      const minutes = categories.reduce((sum, part) => sum + part.minutes, 0)
      const fromMinute = 480 + 200 * (Math.floor(at / 5) % 3)
      return {
        kind: next() < 0.2 ? 'discussion' : 'classroom',
        title: `Lesson ${at + 1}`,
        courseVersionId: null,
        heldOn: `2031-09-${15 + (at % 5)}`,
        fromMinute,
        untilMinute: fromMinute + minutes,
        minutes,
        categories,
        teacherIds: [],
        teacherText: null,
        venueIds: [],
        placeText: null
      }
    })
  }))
}
