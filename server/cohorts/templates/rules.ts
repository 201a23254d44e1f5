/**
 * A timetable kept as a template.
 * Its days are counted from the first day of the cohort, so that a cohort of any other week can begin with it. What it keeps is the plan:
 * a window is kept by its first and last day, and what is an elective stays one; which lesson requires which is left to the new timetable;
 * a lesson that made up for another after the last day is no part of it, and whether a lesson took place is nothing it knows.
 * Who teaches and where may be kept or left open. What belongs to the plan itself stays: course, base, gathering, minutes by category.
 *
 * When it is used, a course is the latest version of that course, and an online lesson counts for what that was measured to last.
 * A teacher, a room or a base that whoever uses it may not plan with any more, or not from there, stays as a text, and is nobody's booking.
 */
import { measuredOf, type CategoryMinutes, type LessonKind, type VenueKind } from '../rules.ts'

export type Between = { startsOn: string; endsOn: string }
type Named = { id: number; name: string }

type Placed = { heldOn: string; kind: LessonKind; closesOn?: string | null }

const dayNumber = (day: string): number => Date.parse(`${day}T00:00:00Z`) / 86_400_000

/** The lessons that a template keeps, each with its day after the first. */
export const plannedIn = <L extends Placed>(
  lessons: readonly L[],
  { startsOn, endsOn }: Between
): (L & { day: number; closesDay: number | null })[] =>
  lessons
    .filter(({ heldOn }) => heldOn >= startsOn && heldOn <= endsOn)
    .map(lesson => ({
      ...lesson,
      day: dayNumber(lesson.heldOn) - dayNumber(startsOn),
      closesDay: lesson.closesOn ? dayNumber(lesson.closesOn) - dayNumber(startsOn) : null
    }))

export type Kept = {
  kind: LessonKind
  minutes: number
  categories: readonly CategoryMinutes[]
  courseVersionId: number | null
  /** The latest version of its course. */
  latest: { id: number; kind: string; category: string; minutes: number } | null
  teachers: readonly Named[]
  teacherText: string | null
  venues: readonly Named[]
  placeText: string | null
  baseId: number | null
  baseName: string | null
  venueKind: VenueKind | null
}

export type Usable = { teachers: ReadonlySet<number>; venues: ReadonlySet<number>; bases: ReadonlySet<number> }

const LONGEST = 120
const asText = (text: string | null, names: readonly string[]): string | null =>
  [text, ...names].filter(Boolean).join('、').slice(0, LONGEST) || null

/** A lesson of a template as somebody would use it who may plan with these. */
export const usedBy = <L extends Kept>(lesson: L, { teachers, venues, bases }: Usable) => {
  const { latest, kind, teacherText, placeText, baseId, baseName } = lesson
  const isBaseThere = baseId === null || bases.has(baseId)
  const others = (named: readonly Named[], known: ReadonlySet<number>) =>
    named.filter(({ id }) => !known.has(id)).map(({ name }) => name)
  return {
    ...lesson,
    ...(kind === 'online' ? measuredOf(latest) : {}),
    courseVersionId: latest?.id ?? null,
    teachers: lesson.teachers.filter(({ id }) => teachers.has(id)),
    teacherText: asText(teacherText, others(lesson.teachers, teachers)),
    venues: lesson.venues.filter(({ id }) => venues.has(id)),
    placeText: asText(placeText, [...(isBaseThere || !baseName ? [] : [baseName]), ...others(lesson.venues, venues)]),
    baseId: isBaseThere ? baseId : null,
    baseName: isBaseThere ? baseName : null
  }
}
