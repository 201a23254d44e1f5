import { chosenBy, minutesToComplete, type Chosen } from '../cohorts/electives/rules.ts'
import type { Lesson } from '../cohorts/queries.ts'
import type { Db } from '../database/db.ts'
import { enrolmentsOf } from '../enrolment/queries.ts'
import { choicesIn } from '../online/choices/queries.ts'
import { packsOn, type PackVersion } from '../policies/queries.ts'
import type { Day } from '../time/dates.ts'
import { onlineCreditOf } from '../policies/rules.ts'
import { onlineCreditIn, onlineNotPosted, postOnline } from './online.ts'
import { lastMarksIn, postCompletions, postEntries, type LastMark, type NewEntry } from './queries.ts'
import {
  creditOf,
  halfDaysOf,
  isCompleted,
  withElectives,
  type Attended,
  type CompletionRule,
  type HalfDay,
  type OnlineUnit
} from './rules.ts'

/** Whoever gave the seat up earns nothing and completes nothing. */
export type Reckoned = Attended & {
  enrolmentId: number
  personId: number
  number: number
  name: string
  unitAndPost: string
  /** Whether not too much of what is required was missed. */
  isWithin: boolean
  electives: Chosen
  isCompleted: boolean
}

/** What closing a cohort now would post; the preview and the posting are the same reckoning. */
export type Reckoning = {
  people: Reckoned[]
  halfDays: HalfDay[]
  /** What the online lessons that are required come to for whoever completes them now, in centi-credits. */
  onlineTotal: number
  /** The day of the last lesson that was held. */
  completedOn: Day
  /** The rule in force on that day. */
  rule: CompletionRule
  version: PackVersion
  versionOn: (day: Day) => number
  markOf: (enrolmentId: number, lessonId: number) => LastMark | null
}

export const reckon = async (
  db: Db,
  cohort: { id: number; endsOn: Day; electiveMinutes: number },
  lessons: readonly Lesson[]
): Promise<Reckoning> => {
  const held = lessons.filter(lesson => lesson.wasHeld)
  const completedOn =
    held
      .map(lesson => lesson.closesOn ?? lesson.heldOn)
      .toSorted()
      .at(-1) ?? cohort.endsOn
  const on = await packsOn(db, [completedOn, ...held.map(lesson => lesson.heldOn)])
  const halfDays = halfDaysOf(held, day => on(day).pack.conversion)
  const rule = on(completedOn).pack.completion
  const seats = (await enrolmentsOf(db, cohort.id)).filter(({ state }) => state === 'enrolled')
  const marks = new Map((await lastMarksIn(db, cohort.id)).map(mark => [`${mark.enrolmentId}/${mark.lessonId}`, mark]))
  const markOf = (enrolmentId: number, lessonId: number) => marks.get(`${enrolmentId}/${lessonId}`) ?? null
  const watched = held
    .filter(lesson => lesson.kind === 'online')
    .map(lesson => ({
      ...lesson,
      lessonId: lesson.id,
      centiCredits: onlineCreditOf(lesson.minutes, on(completedOn).pack.online)
    }))
  const earned = new Map((await onlineCreditIn(db, cohort.id)).map(unit => [`${unit.enrolmentId}/${unit.lessonId}`, unit]))
  const online = watched.filter(({ isElective }) => !isElective)
  const menu = watched.filter(({ isElective }) => isElective)
  const chosen = new Set((await choicesIn(db, cohort.id)).map(({ enrolmentId, lessonId }) => `${enrolmentId}/${lessonId}`))
  const electivesOf = (enrolmentId: number) =>
    menu.map(({ lessonId, minutes }) => ({
      minutes,
      isChosen: chosen.has(`${enrolmentId}/${lessonId}`),
      isCompleted: earned.has(`${enrolmentId}/${lessonId}`)
    }))
  const unitsOf = (enrolmentId: number, some: typeof watched): OnlineUnit[] =>
    some.map(({ lessonId, centiCredits }) => {
      const completed = earned.get(`${enrolmentId}/${lessonId}`)
      return { lessonId, centiCredits: completed?.centiCredits ?? centiCredits, isCompleted: completed !== undefined }
    })
  const people = seats.map(({ id: enrolmentId, personId, number, name, unitAndPost }) => {
    const statusOf = (lessonId: number) => markOf(enrolmentId, lessonId)?.status ?? null
    const attended = creditOf(halfDays, statusOf, unitsOf(enrolmentId, online))
    const { earned: ofElectives } = creditOf([], () => null, unitsOf(enrolmentId, menu)).sum
    const electives = chosenBy(electivesOf(enrolmentId), cohort.electiveMinutes)
    const isWithin = isCompleted(attended.sum, rule)
    const told = { ...attended, sum: withElectives(attended.sum, ofElectives), electives, isWithin }
    return {
      enrolmentId,
      personId,
      number,
      name,
      unitAndPost,
      ...told,
      isCompleted: isWithin && minutesToComplete(electives) === 0
    }
  })
  return {
    people,
    halfDays,
    onlineTotal: online.reduce((sum, { centiCredits }) => sum + centiCredits, 0),
    completedOn,
    rule,
    version: on(completedOn),
    versionOn: day => on(day).versionId,
    markOf
  }
}

type Closed = { id: number; closingId: number; kind: string; organiserLevel: string }

/** Posts a reckoning: credit with its evidence, then who completed. Returns how many entries were added. */
export const post = async (db: Db, reckoning: Reckoning, cohort: Closed, accountId: number, now: Date): Promise<number> => {
  const { people, completedOn, version, versionOn, markOf } = reckoning
  const entries = people.flatMap(({ enrolmentId, personId, halfDays }) =>
    halfDays
      .filter(halfDay => halfDay.outcome === 'earned' && (halfDay.centiCredits || halfDay.halfDays))
      .map(({ heldOn, slot, centiCredits, halfDays, lessonIds }): NewEntry => ({
        enrolmentId,
        personId,
        earnedOn: heldOn,
        slot,
        centiCredits,
        halfDays,
        versionId: versionOn(heldOn),
        evidence: lessonIds.map(lessonId => ({ lessonId, markId: markOf(enrolmentId, lessonId)!.id }))
      }))
  )
  await postEntries(db, entries, accountId, now)
  // Online lessons were posted when they were completed; only what is not yet posted is left.
  const late = await onlineNotPosted(db, cohort.id)
  await postOnline(db, late, now)
  await postCompletions(
    db,
    {
      cohortId: cohort.id,
      closingId: cohort.closingId,
      kind: cohort.kind,
      organiserLevel: cohort.organiserLevel,
      completedOn,
      versionId: version.versionId
    },
    people.map(({ enrolmentId, personId, isCompleted, sum, electives }) => ({
      enrolmentId,
      personId,
      isCompleted,
      electiveMinutes: electives.completed,
      ...sum
    })),
    now
  )
  return entries.length + late.length
}
