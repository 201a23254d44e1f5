import type { Db } from '../database/db.ts'
import type { Actor } from '../http/actor.ts'
import { daysAfter, dayOf, weekdayOf, type Day } from '../time/dates.ts'
import { maintains } from './permissions.ts'
import { questions, type LessonWith, type Used } from './questions.ts'

const DAYS = 28

type Booking = Pick<LessonWith, 'heldOn' | 'fromMinute' | 'untilMinute' | 'isDraft'> & {
  cohortId: number | null
  cohortName: string | null
  title: string | null
}

/**
 * Four weeks of one room or teacher, from the Monday of the week that is asked for. Lessons of cohorts the asker plans are told in full;
 * of others only that they are there, and only when they are published: a draft of somebody else takes nothing up. What is taught to several
 * cohorts at once is there once, with all their names.
 */
export const calendarOf = async (db: Db, actor: Actor, used: Used, asked: Day | undefined, now: Date) => {
  const day = asked ?? dayOf(now)
  const from = daysAfter(day, 1 - weekdayOf(day))
  const until = daysAfter(from, DAYS)
  const lessons = (await questions.lessonsWith(db, used, { from, until })).filter(({ wasHeld }) => wasHeld !== false)
  const bookings = taughtOnce(lessons).flatMap((together): Booking[] => {
    const own = together.find(lesson => maintains(actor, lesson))
    const { heldOn, fromMinute, untilMinute, cohortId, title } = own ?? together[0]!
    const time = { heldOn, fromMinute, untilMinute, isDraft: together.every(({ isDraft }) => isDraft) }
    if (own) return [{ ...time, cohortId, cohortName: together.map(({ cohortName }) => cohortName).join('、'), title }]
    return time.isDraft ? [] : [{ ...time, cohortId: null, cohortName: null, title: null }]
  })
  return { from, until, bookings }
}

/** Lessons put together as they are taught: those of one mark are one, in the place of the first. */
const taughtOnce = (lessons: readonly LessonWith[]): LessonWith[][] => [
  ...Map.groupBy(lessons, lesson => lesson.combinedId ?? lesson).values()
]

/** Which lessons use a thing: by cohort, as far as the asker plans them. */
export const usesOf = async (db: Db, actor: Actor, used: Used) => {
  const lessons = await questions.lessonsWith(db, used, null)
  const seen = lessons.filter(lesson => maintains(actor, lesson))
  const cohorts = [...Map.groupBy(seen, ({ cohortId }) => cohortId)].map(([cohortId, of]) => ({
    cohortId,
    name: of[0]!.cohortName,
    firstOn: of[0]!.heldOn,
    lastOn: of.at(-1)!.heldOn,
    lessons: of.length
  }))
  return {
    lessons: taughtOnce(lessons).length,
    held: taughtOnce(lessons.filter(({ wasHeld }) => wasHeld)).length,
    elsewhere: taughtOnce(lessons).filter(together => !together.some(lesson => maintains(actor, lesson))).length,
    cohorts: cohorts.toSorted((one, other) => (one.lastOn < other.lastOn ? 1 : one.lastOn > other.lastOn ? -1 : 0))
  }
}
