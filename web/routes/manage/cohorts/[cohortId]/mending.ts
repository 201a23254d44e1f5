import { goalsOf, type Goal, type Repair } from '../../../../../server/cohorts/repairs/rules.ts'
import { asHeld, type LessonKind } from '../../../../../server/cohorts/rules.ts'
import { draftOf, newDraft, timeOf, type Cohort, type Course, type Draft, type Lesson } from './draft.ts'
import { dayAfter, freeStretch } from './week.ts'

const hasBegun = ({ heldOn, fromMinute }: Lesson, { today, nowMinute }: Cohort): boolean =>
  heldOn < today || (heldOn === today && fromMinute <= nowMinute)

/** What the timetable misses and what mends it: as planned while it is a draft, as held once it is published. */
export const goalsFor = (cohort: Cohort, courses: readonly Course[]): Goal[] => {
  if (!cohort.mayEdit) return []
  const { isPublished, ratio: third, contents } = cohort
  const lessons = (isPublished ? asHeld(cohort.lessons) : cohort.lessons).map(lesson => ({
    ...lesson,
    // A draft may still become anything; what was published and has begun is what it was, and what others sit in is not mended by one.
    isOpen: lesson.wasHeld === null && lesson.combinedWith.length === 0 && !(isPublished && hasBegun(lesson, cohort))
  }))
  const offers = courses.map(course => ({ ...course, kind: course.kind as LessonKind }))
  const { electiveMinutes } = cohort
  return goalsOf(lessons, offers, { third, contents, when: isPublished ? 'held' : 'planned', electiveMinutes })
}

/** Where one more lesson of so many minutes would go: the first free stretch, of a published cohort from tomorrow on. */
export const placeFor = (cohort: Cohort, days: readonly string[], length: number) => {
  const ahead = cohort.isPublished ? days.filter(day => day > cohort.today) : days
  return freeStretch(
    ahead.length ? ahead : [dayAfter(cohort.today)],
    cohort.lessons.filter(({ closesOn }) => closesOn === null),
    length
  )
}

/** The form as it stands once a repair is taken: nothing is saved before somebody has looked at it. */
export const draftMended = (cohort: Cohort, days: readonly string[], { lessonId, way, category, after }: Repair): Draft => {
  const lesson = cohort.lessons.find(({ id }) => id === lessonId)
  const begin = lesson ? draftOf(lesson, category) : emptyDraft(cohort, days, after.minutes, category)
  const until = lesson ? timeOf(after.untilMinute) : begin.until
  const takesAllItsTime = after.minutes === after.untilMinute - after.fromMinute
  return {
    ...begin,
    until,
    kind: after.kind,
    title: after.title,
    courseVersionId: after.courseVersionId,
    minutes: takesAllItsTime ? null : after.minutes,
    category: after.categories[0]?.category ?? category,
    several: after.categories.length > 1,
    split: Object.fromEntries(after.categories.map(part => [part.category, part.minutes])),
    // Who taught the lesson before does not teach another course for that.
    ...(way === 'swap' ? { teachers: [], teacherText: '' } : {})
  }
}

/** How a new lesson begins: in a special class, open as long as the class; anywhere else, and to make up, in the first free stretch. */
export const firstDraft = (
  cohort: Cohort,
  days: readonly string[],
  minutes: number,
  category: string,
  makesUp: string
): Draft => {
  const begin = emptyDraft(cohort, days, minutes, category)
  return cohort.kind === 'onlineSpecial' && !makesUp
    ? { ...begin, kind: 'online', heldOn: cohort.startsOn, closesOn: cohort.endsOn }
    : begin
}

const emptyDraft = (cohort: Cohort, days: readonly string[], minutes: number, category: string): Draft => {
  const { heldOn, fromMinute } = placeFor(cohort, days, minutes)
  return newDraft(heldOn, fromMinute, minutes, category)
}
