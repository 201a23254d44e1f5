import { measuredCourse } from '../curriculum/courses/queries.ts'
import { teachersFor } from '../curriculum/teachers/queries.ts'
import { venuesFor } from '../curriculum/venues/queries.ts'
import type { Db } from '../database/db.ts'
import { reachOf, type Actor } from '../http/actor.ts'
import { badInput, notFound } from '../http/refusals.ts'
import { mayRejoin } from './combined/joining.ts'
import { lockCombined } from './combined/queries.ts'
import { notRejoined } from './combined/refusals.ts'
import { lockCohort } from './life.ts'
import { groupsOf } from './groups.ts'
import { mayTakeTo, outingOf, type Sent } from './outings.ts'
import { unknownRequired } from './prerequisites/refusals.ts'
import { lessonOf, lessonsOf, type Cohort, type Lesson } from './queries.ts'
import { electiveMistakeIn } from './electives/rules.ts'
import { isSettled, mistaken, unknownBase, unknownGroup } from './refusals.ts'
import { standsStill } from './steps/refusals.ts'
import { mayChange, mistakeIn, outingMistakeIn } from './rules.ts'
import type { Written } from './timetable.ts'
import { hoursKept, windowMistakeIn } from './windows/rules.ts'

/** The cohort, locked, if its timetable may still change; and with it those that sit in the lessons that are about to change. */
export const toChange = async (db: Db, found: Cohort, lessonIds: readonly number[] = []): Promise<Cohort> => {
  await lockCombined(db, found.id, lessonIds)
  const cohort = await lockCohort(db, found.id)
  if (!mayChange(cohort)) throw standsStill(cohort)
  return cohort
}

export const lessonToChange = async (db: Db, cohort: Cohort, lessonId: number): Promise<Lesson> => {
  const lesson = await lessonOf(db, cohort.id, lessonId)
  if (!lesson) throw notFound()
  if (lesson.wasHeld !== null) throw isSettled()
  return lesson
}

/** What was sent, checked by the rules, with rooms and teachers that this actor may use; those a lesson has already stay. */
export const lessonWritten = async (
  db: Db,
  actor: Actor,
  cohort: Cohort,
  given: Sent,
  before: Lesson | null,
  usable: Usable = usableBy(db, actor)
): Promise<Written> => {
  const { groupIds = [], combinedId = before?.combinedId ?? null } = given
  const sent = { ...given, ...outingOf(given), ...openingOf(given), groupIds, combinedId }
  const course = sent.courseVersionId === null ? null : await measuredCourse(db, sent.courseVersionId)
  const mistake =
    windowMistakeIn(sent, cohort) ?? mistakeIn(sent, cohort, course) ?? outingMistakeIn(sent) ?? electiveMistakeIn(sent)
  if (mistake) throw mistaken(mistake)
  if (await isAnyStrange(sent.venueIds, before?.venues, usable.venues))
    throw badInput('unknown-venue', '没有这间教室。', 'There is no such room.', { field: 'venueIds' })
  if (await isAnyStrange(sent.teacherIds, before?.teachers, usable.teachers))
    throw badInput('unknown-teacher', '师资库里没有这位老师。', 'There is no such teacher.', { field: 'teacherIds' })
  if (await isAnyStrange(sent.groupIds, before?.groups, () => groupsOf(db, cohort.id))) throw unknownGroup()
  if (await isAnyStrange(sent.requiresIds, before?.requires, () => lessonsOf(db, cohort.id))) throw unknownRequired()
  if (sent.baseId && sent.baseId !== before?.baseId && !(await mayTakeTo(db, sent.baseId, usable.paths))) throw unknownBase()
  if (combinedId !== null && combinedId !== before?.combinedId && !(await mayRejoin(db, actor, combinedId))) throw notRejoined()
  return {
    ...sent,
    title: sent.title.trim(),
    teacherText: sent.teacherText?.trim() || null,
    placeText: sent.placeText?.trim() || null
  }
}

/** Its window, or its hours; whether it is an elective, and what it requires. */
const openingOf = ({ closesOn = null, isElective = false, requiresIds = [], fromMinute, untilMinute }: Sent) => ({
  ...hoursKept({ closesOn, fromMinute, untilMinute }),
  closesOn,
  isElective,
  requiresIds: requiresIds.toSorted((one, other) => one - other)
})

type WithId = { id: number }
export type Usable = {
  paths: readonly string[]
  venues: () => Promise<readonly WithId[]>
  teachers: () => Promise<readonly WithId[]>
}

/** What this actor may use, asked for once, however many lessons are written. */
export const usableBy = (db: Db, actor: Actor): Usable => {
  const paths = reachOf(actor, ['trainingAdministrator'])
  let venues: Promise<readonly WithId[]> | undefined
  let teachers: Promise<readonly WithId[]> | undefined
  return { paths, venues: () => (venues ??= venuesFor(db, paths)), teachers: () => (teachers ??= teachersFor(db, paths)) }
}

const isAnyStrange = async (
  ids: readonly number[],
  before: readonly WithId[] = [],
  usable: () => Promise<readonly WithId[]>
): Promise<boolean> => {
  const added = ids.filter(id => !before.some(one => one.id === id))
  if (!added.length) return false
  const known = new Set((await usable()).map(({ id }) => id))
  return added.some(id => !known.has(id))
}

/** Whether a lesson still is what somebody knows of it. */
export const isAsSeen = async (db: Db, cohort: Cohort, lessonId: number, known: Sent): Promise<boolean> => {
  const lesson = await lessonOf(db, cohort.id, lessonId)
  if (!lesson) return false
  const { teachers, venues, groups, requires, ...rest } = lesson
  const ids = (named: readonly WithId[]) => named.map(({ id }) => id)
  const now: Sent = {
    ...rest,
    teacherIds: ids(teachers),
    venueIds: ids(venues),
    groupIds: ids(groups),
    requiresIds: ids(requires)
  }
  const isTaughtAsSeen = known.combinedId === undefined || known.combinedId === lesson.combinedId
  return isTaughtAsSeen && saysOf(now) === saysOf(known)
}

const saysOf = (sent: Sent): string => {
  const { kind, title, courseVersionId, heldOn, minutes, categories } = sent
  const { teacherIds, teacherText, venueIds, placeText, groupIds = [] } = sent
  const split = categories.map(part => `${part.category} ${part.minutes}`).toSorted()
  return JSON.stringify([
    [kind, title.trim(), courseVersionId, heldOn, minutes, split, Object.values(openingOf(sent))],
    [teacherIds, teacherText?.trim() || null, venueIds, placeText?.trim() || null, groupIds, Object.values(outingOf(sent))]
  ])
}
