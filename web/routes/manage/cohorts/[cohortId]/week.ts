/** Where everything in a week's grid goes: one minute is one pixel. */

export type Placed = { heldOn: string; fromMinute: number; untilMinute: number }

const dayNumber = (day: string): number => {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  return Math.round(Date.UTC(year, month - 1, date) / 86_400_000)
}

const dayIn = (number: number): string => new Date(number * 86_400_000).toISOString().slice(0, 10)

export const dayPlus = (day: string, days: number): string => dayIn(dayNumber(day) + days)
export const dayAfter = (day: string): string => dayPlus(day, 1)
export const daysBetween = (from: string, to: string): number => dayNumber(to) - dayNumber(from)

/** 1 January 1970 was a Thursday; weeks begin on Monday. */
const weekNumber = (number: number): number => Math.floor((number + 3) / 7)
const isWeekend = (number: number): boolean => (number + 3) % 7 >= 5
const isSunday = (number: number): boolean => (number + 3) % 7 === 6

/** More days than this are a cohort that runs beside work; only its days of teaching are drawn. */
const MOST_DAYS = 42

/** The days to draw, by week. A weekend without lessons is left out, unless the cohort begins or ends on it; no Sunday without its Saturday. */
export const weeksOf = (startsOn: string, endsOn: string, lessons: readonly Placed[]): string[][] => {
  const [first, last] = [dayNumber(startsOn), dayNumber(endsOn)]
  const taught = new Set(lessons.map(lesson => dayNumber(lesson.heldOn)))
  const days = new Set([first, last, ...taught])
  if (last - first < MOST_DAYS) for (let day = first; day <= last; day++) if (!isWeekend(day) || taught.has(day)) days.add(day)
  for (const day of Array.from(days)) if (isSunday(day) && day > first) days.add(day - 1)
  const weeks = new Map<number, string[]>()
  for (const day of [...days].toSorted((one, other) => one - other))
    weeks.set(weekNumber(day), [...(weeks.get(weekNumber(day)) ?? []), dayIn(day)])
  return [...weeks.values()]
}

export type Hours = { from: number; until: number }

/** The stretch of the day to draw, whole half-hours; the usual one unless a lesson lies outside it. */
export const hoursOf = (lessons: readonly Placed[]): Hours => ({
  from: Math.min(510, ...lessons.map(lesson => Math.floor((lesson.fromMinute - 10) / 30) * 30)),
  until: Math.max(1050, ...lessons.map(lesson => Math.ceil((lesson.untilMinute + 10) / 30) * 30))
})

/** The full hours among them. */
export const marksIn = ({ from, until }: Hours): number[] => {
  const first = Math.ceil(from / 60)
  return Array.from({ length: Math.floor((until - 1) / 60) - first + 1 }, (_, at) => (first + at) * 60)
}

/** The lane of each lesson among those that overlap it, and how many lanes there are. */
export const lanesOf = <L extends Placed>(lessons: readonly L[]): Map<L, { lane: number; lanes: number }> => {
  const placed = new Map<L, { lane: number; lanes: number }>()
  let group: L[] = []
  let ends: number[] = []
  const close = () => {
    for (const lesson of group) placed.get(lesson)!.lanes = ends.length
    group = []
    ends = []
  }
  for (const lesson of [...lessons].toSorted(
    (one, other) => one.fromMinute - other.fromMinute || one.untilMinute - other.untilMinute
  )) {
    if (ends.length && ends.every(end => end <= lesson.fromMinute)) close()
    const free = ends.findIndex(end => end <= lesson.fromMinute)
    const lane = free === -1 ? ends.length : free
    ends[lane] = lesson.untilMinute
    placed.set(lesson, { lane, lanes: 1 })
    group.push(lesson)
  }
  close()
  return placed
}

const NOON = { from: 720, until: 810 }
/** What is left of the midday rest of a day, or null when lessons have taken it. */
export const noonOf = (lessons: readonly Placed[]): Hours | null => {
  let { from, until } = NOON
  for (const lesson of lessons) {
    if (lesson.fromMinute < until && lesson.untilMinute > from) {
      if (lesson.fromMinute <= from) from = lesson.untilMinute
      else until = lesson.fromMinute
    }
  }
  return until - from >= 30 ? { from, until } : null
}

const MORNING = 540
const AFTERNOON = 840
const END = 1080

/** The first free stretch of so many minutes, mornings and afternoons of the days in turn; else the evening of the last day. */
export const freeStretch = (
  days: readonly string[],
  lessons: readonly Placed[],
  length: number
): { heldOn: string; fromMinute: number } => {
  for (const heldOn of days) {
    const taken = lessons.filter(lesson => lesson.heldOn === heldOn)
    for (const [begin, end] of [
      [MORNING, NOON.from],
      [AFTERNOON, END]
    ] as const) {
      const starts = [begin, ...taken.map(lesson => lesson.untilMinute)].filter(start => start >= begin && start + length <= end)
      const start = starts
        .toSorted((one, other) => one - other)
        .find(from => !taken.some(lesson => lesson.fromMinute < from + length && from < lesson.untilMinute))
      if (start !== undefined) return { heldOn, fromMinute: start }
    }
  }
  return { heldOn: days.at(-1) ?? '', fromMinute: 1140 }
}
