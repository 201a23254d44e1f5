import type { BodyOf, ReplyOf } from '../../../../../server/http/contract.ts'
import type { Api } from '../../../../../server/api.ts'
import {
  doesCount,
  measuredOf,
  type LessonKind,
  type MeasuredCourse,
  type Outing,
  type Planned,
  type VenueKind
} from '../../../../../server/cohorts/rules.ts'
import { hoursKept } from '../../../../../server/cohorts/windows/rules.ts'

export type Cohort = ReplyOf<Api['GET /cohorts/:cohortId']>
export type Lesson = Cohort['lessons'][number]
export type Course = ReplyOf<Api['GET /courses']>['courses'][number]
export type Line = ReplyOf<Api['GET /cohorts/:cohortId/line']>
export type Written = Required<BodyOf<Api['POST /cohorts/:cohortId/lessons']>>

export type Named = { id: number; name: string }

/**
 * A lesson while it is being filled in. `minutes` null: all of its time counts. `several`: each category gets its part of `split`.
 * `measured`: how its course was measured, which an online lesson counts for.
 */
export type Draft = {
  id: number | null
  kind: LessonKind
  title: string
  courseVersionId: number | null
  measured: MeasuredCourse | null
  heldOn: string
  from: string
  until: string
  minutes: number | null
  category: string
  several: boolean
  split: Record<string, number | null>
  teachers: Named[]
  /** Whoever else teaches, as names between 、. */
  teacherText: string
  venues: Named[]
  placeText: string
  /** Ids of groups it is for; none: for everybody. */
  groupIds: number[]
  baseId: number | null
  venueKind: VenueKind | null
  /** '13:30', or empty. */
  gather: string
  gatherPlace: string
  /** An online lesson: the last day of its window, `heldOn` being the first; empty: it has an hour. */
  closesOn: string
  isElective: boolean
  /** Ids of lessons to be completed before it. */
  requiresIds: number[]
  /** The mark of what is taught together; null takes the lesson out of it. */
  combinedId: number | null
}

/** '09:00' from minutes after midnight, as a time field wants it; the last minute of a day has no such name. */
export const timeOf = (minute: number): string =>
  `${String(Math.trunc(Math.min(minute, 1439) / 60)).padStart(2, '0')}:${String(Math.min(minute, 1439) % 60).padStart(2, '0')}`

export const minuteIn = (time: string): number => {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return hours * 60 + minutes
}

export const newDraft = (heldOn: string, fromMinute: number, length: number, category: string): Draft => ({
  id: null,
  kind: 'classroom',
  title: '',
  courseVersionId: null,
  measured: null,
  heldOn,
  from: timeOf(fromMinute),
  until: timeOf(fromMinute + length),
  minutes: null,
  category,
  several: false,
  split: {},
  teachers: [],
  teacherText: '',
  venues: [],
  placeText: '',
  groupIds: [],
  baseId: null,
  venueKind: null,
  gather: '',
  gatherPlace: '',
  closesOn: '',
  isElective: false,
  requiresIds: [],
  combinedId: null
})

/** A new lesson as a line says it; where the line says nothing, as a new one begins. A line without a name is called by its category. */
export const draftRead = (line: Line, begin: Draft, nameOf: (category: string) => string): Draft => {
  const { heldOn, fromMinute, untilMinute, kind, category, title, teachers, venues } = line
  return {
    ...begin,
    kind,
    heldOn: heldOn ?? begin.heldOn,
    from: fromMinute === null ? begin.from : timeOf(fromMinute),
    until: untilMinute === null ? begin.until : timeOf(untilMinute),
    category: category ?? begin.category,
    title: title ?? (category === null ? '' : nameOf(category)),
    teachers,
    venues
  }
}

export const draftOf = (lesson: Lesson, category: string): Draft => ({
  id: lesson.id,
  kind: lesson.kind,
  title: lesson.title,
  courseVersionId: lesson.courseVersionId,
  measured:
    lesson.kind === 'online'
      ? { kind: 'online', category: lesson.categories[0]?.category ?? category, minutes: lesson.minutes }
      : null,
  heldOn: lesson.heldOn,
  from: timeOf(lesson.fromMinute),
  until: timeOf(lesson.untilMinute),
  minutes: lesson.minutes === lesson.untilMinute - lesson.fromMinute || !lesson.counts ? null : lesson.minutes,
  category: lesson.categories[0]?.category ?? category,
  several: lesson.categories.length > 1,
  split: Object.fromEntries(lesson.categories.map(part => [part.category, part.minutes])),
  teachers: lesson.teachers,
  teacherText: lesson.teacherText ?? '',
  venues: lesson.venues,
  placeText: lesson.placeText ?? '',
  groupIds: lesson.groups.map(({ id }) => id),
  baseId: lesson.baseId,
  venueKind: lesson.venueKind,
  gather: lesson.gatherMinute === null ? '' : timeOf(lesson.gatherMinute),
  gatherPlace: lesson.gatherPlace ?? '',
  closesOn: lesson.closesOn ?? '',
  isElective: lesson.isElective,
  requiresIds: lesson.requires.map(({ id }) => id),
  combinedId: lesson.combinedId
})

/** How long it takes; never less than nothing while the times are being typed. */
export const lengthOf = (draft: Draft): number => Math.max(0, minuteIn(draft.until) - minuteIn(draft.from))

export const plannedIn = (draft: Draft): Planned => {
  const { kind, heldOn } = draft
  const hours = { fromMinute: minuteIn(draft.from), untilMinute: minuteIn(draft.until) }
  const times = { kind, heldOn, ...hoursKept({ ...hours, closesOn: openIn(draft).closesOn }) }
  if (kind === 'online') return { ...times, ...measuredOf(draft.measured) }
  const minutes = doesCount(kind) ? (draft.minutes ?? lengthOf(draft)) : 0
  const split = draft.several
    ? Object.entries(draft.split).map(([category, part]) => ({ category, minutes: part ?? 0 }))
    : [{ category: draft.category, minutes }]
  return {
    ...times,
    minutes,
    categories: doesCount(kind) ? split.filter(part => part.minutes !== 0) : []
  }
}

/** What only an online lesson says: its window, whether it is an elective, what it requires. */
export const openIn = (draft: Draft) => {
  const isOnline = draft.kind === 'online'
  return {
    closesOn: (isOnline && draft.closesOn) || null,
    isElective: isOnline && draft.isElective,
    requiresIds: isOnline ? draft.requiresIds : []
  }
}

/** What the lesson would say of the way there; another kind says nothing, whatever was typed before. */
export const outingIn = (draft: Draft): Outing => {
  const isOnsite = draft.kind === 'onsite'
  return {
    kind: draft.kind,
    fromMinute: minuteIn(draft.from),
    baseId: isOnsite ? draft.baseId : null,
    gatherMinute: isOnsite && draft.gather ? minuteIn(draft.gather) : null,
    gatherPlace: (isOnsite && draft.gatherPlace.trim()) || null
  }
}

/** The lesson as it would be written down now. */
export const writtenIn = (draft: Draft): Written => {
  const planned = plannedIn(draft)
  const open = openIn(draft)
  // A window takes up nothing; who teaches is a text.
  const teaches = open.closesOn ? draft.teachers.map(({ name }) => name) : []
  return {
    ...planned,
    categories: [...planned.categories],
    title: draft.title.trim(),
    courseVersionId: draft.courseVersionId,
    teacherIds: open.closesOn ? [] : draft.teachers.map(({ id }) => id),
    teacherText: [...teaches, draft.teacherText.trim()].filter(Boolean).join('、') || null,
    venueIds: open.closesOn ? [] : draft.venues.map(({ id }) => id),
    placeText: open.closesOn ? null : draft.placeText.trim() || null,
    groupIds: open.closesOn ? [] : draft.groupIds,
    ...open,
    ...outingIn(draft),
    venueKind: draft.venueKind,
    combinedId: draft.combinedId
  }
}

/** A lesson that stands, written once more: what undoing its removal or change sends. */
export const writtenAgain = (lesson: Lesson): Written => {
  const { kind, title, courseVersionId, heldOn, fromMinute, untilMinute, minutes } = lesson
  const { categories, teachers, teacherText, venues, placeText, groups } = lesson
  const { baseId, venueKind, gatherMinute, gatherPlace, closesOn, isElective, requires, combinedId } = lesson
  return {
    kind,
    title,
    courseVersionId,
    heldOn,
    fromMinute,
    untilMinute,
    minutes,
    categories,
    teacherIds: teachers.map(({ id }) => id),
    teacherText,
    venueIds: venues.map(({ id }) => id),
    placeText,
    groupIds: groups.map(({ id }) => id),
    baseId,
    venueKind,
    gatherMinute,
    gatherPlace,
    closesOn,
    isElective,
    requiresIds: requires.map(({ id }) => id),
    combinedId
  }
}

/** The same for another day or cohort: a copy is taught alone. */
export const writtenAlone = (lesson: Lesson): Written => ({ ...writtenAgain(lesson), combinedId: null })

/** The lesson in the form as it lies in the timetable before it is saved; null while its times are no stretch. */
export const ghostOf = (draft: Draft, newId: number, { lessons, groups }: Cohort, courses: readonly Course[]): Lesson | null => {
  const written = writtenIn(draft)
  if (written.untilMinute <= written.fromMinute) return null
  const before = lessons.find(({ id }) => id === draft.id)
  return {
    ...written,
    id: draft.id ?? newId,
    counts: doesCount(written.kind),
    tags: courses.find(course => course.versionId === written.courseVersionId)?.tags ?? before?.tags ?? [],
    teachers: draft.teachers.filter(({ id }) => written.teacherIds.includes(id)),
    venues: draft.venues.filter(({ id }) => written.venueIds.includes(id)),
    groups: groups.filter(({ id }) => written.groupIds.includes(id)),
    requires: lessons.filter(({ id }) => written.requiresIds.includes(id)).map(({ id, title }) => ({ id, name: title })),
    baseName: before?.baseId === written.baseId ? before.baseName : null,
    combinedWith: written.combinedId === null ? [] : (before?.combinedWith ?? []),
    wasHeld: null,
    notHeldReason: null
  }
}

/** Names that stand as a text, between 、. */
export const namesIn = (text: string): string[] =>
  text
    .split('、')
    .map(name => name.trim())
    .filter(Boolean)

/** What somebody typed, by the catalogue: a name it holds is chosen, any other stays a text. `words` is the name with what tells it apart. */
export const recognised = (
  typed: readonly string[],
  options: readonly (Named & { words: string })[]
): { chosen: Named[]; texts: string[] } => {
  const chosen: Named[] = []
  const texts: string[] = []
  for (const name of typed) {
    const [one, another] = options.filter(option => option.words === name || option.name === name)
    if (one && !another) chosen.push({ id: one.id, name: one.name })
    else texts.push(name)
  }
  return { chosen, texts }
}
