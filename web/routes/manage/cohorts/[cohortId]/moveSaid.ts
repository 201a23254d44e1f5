import { clocks, grouped, monthDay, shortWeekday } from '$lib/words/figures.ts'
import { combinedWords } from '$lib/words/combined.ts'
import { language } from '$lib/words/language.ts'
import { timetableWords } from '$lib/words/timetable.ts'
import type { Lesson } from './draft.ts'

type Named = { code: string; zh: string; en: string }

/** What was done to a lesson by hand, in words; of a mixed lesson also how its minutes are divided now. Asked for while a page is made. */
export const movesSaid = () => {
  const w = timetableWords().hand
  const together = combinedWords()
  const spoken = language()
  return (before: Lesson, after: Lesson, categories: readonly Named[]): string => {
    const { title, heldOn, fromMinute, untilMinute, minutes } = after
    const times = clocks(fromMinute, untilMinute)
    const isAsLong = before.untilMinute - before.fromMinute === untilMinute - fromMinute
    const names = after.combinedWith.map(({ cohortName }) => cohortName).join(together.and)
    const along = names && together.along(names)
    if (isAsLong) return w.moved(title, `${shortWeekday(heldOn, spoken)} ${monthDay(heldOn, spoken)} ${times}`) + along
    const nameOf = (code: string) => categories.find(category => category.code === code)?.[spoken] ?? code
    const parts = after.categories.map(part => w.part(nameOf(part.category), grouped(part.minutes)))
    const split = before.categories.length > 1 ? w.split(parts.join(w.and)) : ''
    return w.stretched(title, times, grouped(minutes)) + split + along
  }
}
