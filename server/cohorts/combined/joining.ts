import type { Db } from '../../database/db.ts'
import type { Actor } from '../../http/actor.ts'
import { Refusal } from '../../http/refusals.ts'
import { lockCohort } from '../life.ts'
import { manages } from '../permissions.ts'
import { cohortById, lessonOf, type Cohort, type Lesson } from '../queries.ts'
import { isSettled, mistaken } from '../refusals.ts'
import { mayChange, mistakeIn, outingMistakeIn } from '../rules.ts'
import { addLesson, changeLesson, type Written } from '../timetable.ts'
import { makeCombined, mark, sittingIn, type Sitting } from './queries.ts'
import { inNameOf, isGone, sitsAlready, sitsElsewhere, withOthers } from './refusals.ts'
import { gatheringAlong, isAlike, jointOf, moving, type Joint, type Member } from './rules.ts'

/** What an error means to a person, or null. */
export type Means = (error: unknown) => Refusal | null

/** Does something to a cohort that sits in the same lesson; what bars it is told with the name of that cohort. */
export const asOther = async <Result>(cohort: Cohort, means: Means, act: () => Promise<Result>): Promise<Result> => {
  try {
    return await act()
  } catch (error) {
    const refusal = means(error)
    throw refusal ? inNameOf(refusal, cohort) : error
  }
}

const idsOf = (lesson: Lesson): Joint =>
  jointOf({ ...lesson, teacherIds: lesson.teachers.map(({ id }) => id), venueIds: lesson.venues.map(({ id }) => id) })

type Sat = Sitting & Member & { cohort: Cohort }

const othersIn = async (db: Db, actor: Actor, combinedId: number, cohortId: number): Promise<Sat[]> => {
  const others: Sat[] = []
  for (const sitting of await sittingIn(db, combinedId)) {
    if (sitting.cohortId === cohortId) continue
    const cohort = sitting.isOpen ? await lockCohort(db, sitting.cohortId) : (await cohortById(db, sitting.cohortId))!
    others.push({ ...sitting, cohort, isOpen: sitting.isOpen && mayChange(cohort), isManaged: manages(actor, cohort) })
  }
  return others
}

/** A cohort that changed along, and its lesson. */
export type Along = { cohort: Cohort; lessonId: number }

export type Change = { actor: Actor; cohort: Cohort; before: Lesson; written: Written; now: Date; means: Means }

/** Changes a lesson, and with it, where what is one for all changes, the lessons that are taught together with it. Answers those. */
export const changeTogether = async (db: Db, { actor, cohort, before, written, now, means }: Change): Promise<Along[]> => {
  const { combinedId } = written
  const isOneForAll = combinedId !== null && combinedId === before.combinedId && !isAlike(idsOf(before), written)
  if (!isOneForAll) {
    await changeLesson(db, before.id, written, cohort.isPublished)
    return []
  }
  const { along, left, barring } = moving(await othersIn(db, actor, combinedId, cohort.id))
  if (barring.length) throw withOthers(barring.map(({ cohort: { name } }) => name))
  // Those that are what they were keep the mark; the others go on under a new one, or alone.
  const next = left.length ? (along.length ? await makeCombined(db, actor.accountId, now) : null) : combinedId
  await changeLesson(db, before.id, { ...written, combinedId: next }, cohort.isPublished)
  for (const { cohort: other, lessonId } of along)
    await asOther(other, means, async () => {
      const lesson = (await lessonOf(db, other.id, lessonId))!
      await changeLesson(db, lessonId, alongWith(lesson, before, { ...written, combinedId: next }, other), other.isPublished)
    })
  return along.map(({ cohort: other, lessonId }) => ({ cohort: other, lessonId }))
}

/** Nobody sits in a film with others, so what is taught together has its hour, is required, and is begun by no learner. */
const atItsHour = { closesOn: null, isElective: false, requiresIds: [] }

/** The lesson of another cohort as it is then: what is one for all is taken over, the rest stays its own. */
const alongWith = (lesson: Lesson, before: Lesson, written: Written, cohort: Cohort): Written => {
  const isOnsite = written.kind === 'onsite'
  const isSameCourse = written.courseVersionId === before.courseVersionId
  const changed: Written = {
    ...jointOf(written),
    ...atItsHour,
    courseVersionId: isSameCourse ? lesson.courseVersionId : written.courseVersionId,
    combinedId: written.combinedId,
    groupIds: lesson.groups.map(({ id }) => id),
    venueKind: lesson.venueKind,
    gatherMinute: isOnsite ? gatheringAlong(lesson.gatherMinute, lesson.fromMinute, written.fromMinute) : null,
    gatherPlace: isOnsite ? lesson.gatherPlace : null
  }
  // An online lesson is of no use here, so no measured course has to be known.
  const mistake = mistakeIn(changed, cohort) ?? outingMistakeIn(changed)
  if (mistake) throw mistaken(mistake)
  return changed
}

/** Takes a lesson that others are taught over into a cohort: as one more, or in the place of one of its own. Answers its id. */
export const join = async (
  db: Db,
  { combinedId, cohort, insteadOf }: { combinedId: number; cohort: Cohort; insteadOf: number | null }
): Promise<number> => {
  const sitting = await sittingIn(db, combinedId)
  if (sitting.some(({ cohortId }) => cohortId === cohort.id)) throw sitsAlready(cohort.name)
  const host = sitting.find(({ isOpen }) => isOpen)
  if (!host) throw isGone()
  const lesson = (await lessonOf(db, host.cohortId, host.lessonId))!
  const before = insteadOf === null ? null : await lessonOf(db, cohort.id, insteadOf)
  if (insteadOf !== null && !before) throw isGone()
  if (before && before.wasHeld !== null) throw isSettled()
  if (before && before.combinedId !== null) throw sitsElsewhere()
  const isOnsite = lesson.kind === 'onsite' && before?.kind === 'onsite'
  const written: Written = {
    ...idsOf(lesson),
    ...atItsHour,
    combinedId,
    groupIds: before?.groups.map(({ id }) => id) ?? [],
    venueKind: before?.venueKind ?? lesson.venueKind,
    gatherMinute: isOnsite ? gatheringAlong(before!.gatherMinute, before!.fromMinute, lesson.fromMinute) : null,
    gatherPlace: isOnsite ? before!.gatherPlace : null
  }
  const mistake = mistakeIn(written, cohort) ?? outingMistakeIn(written)
  if (mistake) throw mistaken(mistake)
  if (!before) return addLesson(db, cohort.id, written, cohort.isPublished)
  await changeLesson(db, before.id, written, cohort.isPublished)
  return before.id
}

/** The mark of a lesson, given to it now where it has none yet. */
export const markFor = async (db: Db, lesson: Lesson, madeBy: number, now: Date): Promise<number> => {
  if (lesson.combinedId !== null) return lesson.combinedId
  const combinedId = await makeCombined(db, madeBy, now)
  await mark(db, [lesson.id], combinedId)
  return combinedId
}

/** Whether somebody may put a lesson back to where it was taught together: all who sit there are theirs. */
export const mayRejoin = async (db: Db, actor: Actor, combinedId: number): Promise<boolean> => {
  for (const { cohortId } of await sittingIn(db, combinedId)) if (!manages(actor, (await cohortById(db, cohortId))!)) return false
  return true
}
