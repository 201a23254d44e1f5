import type { ReplyOf } from '../../../../../../server/http/contract.ts'
import type { Api } from '../../../../../../server/api.ts'
import { doesCount, measuredOf, type FLAGS, type LessonKind, type ROWS_REFUSED } from '../../../../../../server/cohorts/rules.ts'
import { writtenAlone, type Cohort, type Course, type Lesson, type Named, type Written } from '../draft.ts'
import { daysBetween, dayPlus } from '../week.ts'

export type Reading = ReplyOf<Api['POST /cohorts/:cohortId/timetable/reading']>
/** What is told beside a lesson: what the sheet says that cannot be used, or that it is there already. */
export type Note = { what: (typeof FLAGS)[number] | 'there'; text: string }
export type Refused = { row: number | null; why: (typeof ROWS_REFUSED)[number]; text: string }

/** A lesson that may go in. `row` is the sheet's; `category` null: it counts and nobody has said as what. */
export type Row = {
  key: number
  row: number | null
  isIn: boolean
  written: Written
  teachers: Named[]
  venues: Named[]
  category: string | null
  /** The teaching base that its place names; an on-site lesson goes there. */
  base: Named | null
  notes: Note[]
}

export type Shown = { name: string; rows: Row[]; refused: Refused[]; dropped: number[] }

const isThere = (written: Pick<Written, 'heldOn' | 'fromMinute' | 'title'>, lessons: readonly Lesson[]): boolean =>
  lessons.some(
    ({ heldOn, fromMinute, title }) =>
      heldOn === written.heldOn && fromMinute === written.fromMinute && title === written.title.trim()
  )

/** Lessons that are there already are shown, and not put in a second time. */
const rowOf = (row: Omit<Row, 'isIn' | 'category'>, lessons: readonly Lesson[]): Row => {
  const known = isThere(row.written, lessons)
  return {
    ...row,
    isIn: !known,
    category: row.written.categories[0]?.category ?? null,
    notes: known ? [{ what: 'there', text: '' }, ...row.notes] : row.notes
  }
}

export const shownOf = (read: Reading, { lessons }: Cohort): Shown => ({
  name: read.sheetName,
  rows: read.lessons.map(({ row, flags, teachers, venues, baseId, baseName, ...lesson }, key) =>
    rowOf(
      {
        key,
        row,
        teachers,
        venues,
        base: baseId !== null && baseName !== null ? { id: baseId, name: baseName } : null,
        notes: flags,
        written: {
          ...lesson,
          courseVersionId: null,
          teacherIds: teachers.map(({ id }) => id),
          venueIds: venues.map(({ id }) => id),
          groupIds: [],
          combinedId: null,
          baseId: null,
          venueKind: null,
          gatherMinute: null,
          gatherPlace: null,
          closesOn: null,
          isElective: false,
          requiresIds: []
        }
      },
      lessons
    )
  ),
  refused: read.refused,
  dropped: read.dropped
})

/** The timetable of another cohort, moved along with the first day. */
export const shiftedTo = (other: Cohort, cohort: Cohort): Shown => {
  const days = daysBetween(other.startsOn, cohort.startsOn)
  const moved = other.lessons.map(lesson => ({
    lesson,
    heldOn: dayPlus(lesson.heldOn, days),
    closesOn: lesson.closesOn && dayPlus(lesson.closesOn, days)
  }))
  const isWithin = ({ heldOn, closesOn }: { heldOn: string; closesOn: string | null }) =>
    heldOn >= cohort.startsOn && ((closesOn ?? heldOn) <= cohort.endsOn || (cohort.isPublished && closesOn === null))
  return {
    name: other.name,
    rows: moved.filter(isWithin).map(({ lesson, heldOn, closesOn }, key) =>
      rowOf(
        {
          key,
          row: null,
          teachers: lesson.teachers,
          venues: lesson.venues,
          base: lesson.baseId !== null && lesson.baseName !== null ? { id: lesson.baseId, name: lesson.baseName } : null,
          notes: [],
          // Which lesson requires which is said anew: the others have no number here yet.
          written: { ...writtenAlone(lesson), heldOn, closesOn, requiresIds: [] }
        },
        cohort.lessons
      )
    ),
    refused: moved
      .filter(each => !isWithin(each))
      .map(({ lesson, heldOn }) => ({ row: null, why: 'outside-the-cohort', text: `${heldOn} ${lesson.title}` })),
    dropped: []
  }
}

export type Template = ReplyOf<Api['GET /timetable-templates/:templateId']>

/** A template, laid out from the first day of the cohort. */
export const laidOut = (template: Template, cohort: Cohort, wordOf: (day: number, title: string) => string): Shown => {
  const laid = template.lessons.map(({ day, closesDay, ...lesson }) => ({
    day,
    lesson,
    heldOn: dayPlus(cohort.startsOn, day),
    closesOn: closesDay === null ? null : dayPlus(cohort.startsOn, closesDay)
  }))
  const isWithin = ({ heldOn, closesOn }: { heldOn: string; closesOn: string | null }) =>
    (closesOn ?? heldOn) <= cohort.endsOn || (cohort.isPublished && closesOn === null)
  return {
    name: template.name,
    rows: laid.filter(isWithin).map(({ lesson: { teachers, venues, baseName, ...lesson }, heldOn, closesOn }, key) =>
      rowOf(
        {
          key,
          row: null,
          teachers,
          venues,
          base: lesson.baseId !== null && baseName !== null ? { id: lesson.baseId, name: baseName } : null,
          notes: [],
          written: {
            ...lesson,
            heldOn,
            closesOn,
            requiresIds: [],
            teacherIds: teachers.map(({ id }) => id),
            venueIds: venues.map(({ id }) => id),
            groupIds: [],
            combinedId: null
          }
        },
        cohort.lessons
      )
    ),
    refused: laid
      .filter(each => !isWithin(each))
      .map(({ day, lesson }) => ({ row: null, why: 'outside-the-cohort', text: wordOf(day + 1, lesson.title) })),
    dropped: []
  }
}

export const isMixed = ({ written }: Row): boolean => written.categories.length > 1
const takesCategory = ({ written }: Row): boolean => doesCount(written.kind) && written.kind !== 'online'
export const needsCategory = (row: Row): boolean => row.isIn && takesCategory(row) && row.category === null
export const mayChoose = (row: Row): boolean => takesCategory(row) && !isMixed(row)

/** A base that the place names is where an on-site lesson goes; its name is not written down a second time. */
const placed = ({ written, base }: Row): Written =>
  written.kind !== 'onsite' || !base
    ? written
    : { ...written, baseId: base.id, placeText: written.placeText === base.name ? null : written.placeText }

/** The lesson as it goes in. */
export const writtenOf = (row: Row): Written => {
  const written = placed(row)
  if (!mayChoose(row)) return written
  return { ...written, categories: row.category === null ? [] : [{ category: row.category, minutes: written.minutes }] }
}

/** Another kind than the sheet was understood to say: what counts counts all its time, and only an on-site lesson goes to a base. */
export const ofKind = (row: Row, kind: LessonKind): Row => {
  const { written } = row
  const doesNow = doesCount(kind) && kind !== 'online'
  const didBefore = takesCategory(row)
  return {
    ...row,
    notes: row.notes.filter(({ what }) => what !== 'kind-not-said'),
    written: {
      ...written,
      kind,
      minutes: doesNow ? (didBefore ? written.minutes : written.untilMinute - written.fromMinute) : 0,
      categories: doesNow && didBefore ? written.categories : [],
      courseVersionId: kind === 'online' || written.kind === 'online' ? null : written.courseVersionId,
      ...(kind === 'online' ? {} : { closesOn: null, isElective: false }),
      ...(kind === 'onsite' ? {} : { baseId: null, gatherMinute: null, gatherPlace: null })
    }
  }
}

/** An online lesson counts for what its course was measured to last. */
export const givenFrom = (row: Row, course: Course | null): Row => ({
  ...row,
  written: { ...row.written, ...measuredOf(course), courseVersionId: course?.versionId ?? null }
})
