import { clocks, grouped, monthDay, shortWeekday } from '$lib/words/figures.ts'
import { language } from '$lib/words/language.ts'
import { timetableWords } from '$lib/words/timetable.ts'
import type { Lesson } from './draft.ts'

type Named = { code: string; zh: string; en: string }

/** What was done to a lesson by hand, in words; of a mixed lesson also how its minutes are divided now. Asked for while a page is made. */
export const movesSaid = () => {
  const w = timetableWords().hand
  const spoken = language()
  return (before: Lesson, after: Lesson, categories: readonly Named[]): string => {
    const { title, heldOn, fromMinute, untilMinute, minutes } = after
    const times = clocks(fromMinute, untilMinute)
    const isAsLong = before.untilMinute - before.fromMinute === untilMinute - fromMinute
    if (isAsLong) return w.moved(title, `${shortWeekday(heldOn, spoken)} ${monthDay(heldOn, spoken)} ${times}`)
    const nameOf = (code: string) => categories.find(category => category.code === code)?.[spoken] ?? code
    const parts = after.categories.map(part => w.part(nameOf(part.category), grouped(part.minutes)))
    return w.stretched(title, times, grouped(minutes)) + (before.categories.length > 1 ? w.split(parts.join(w.and)) : '')
  }
}
