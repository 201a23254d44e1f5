import type { Db } from '../../database/db.ts'
import type { Actor } from '../../http/actor.ts'
import { manages } from '../permissions.ts'
import { cohortById, type Cohort, type Lesson } from '../queries.ts'
import { questions } from '../questions.ts'

/** Lessons as whoever plans them is told of them: who else sits in each, how many they are, and whether they are theirs as well. */
export const partnersTold = async (db: Db, actor: Actor, lessons: readonly Lesson[]) => {
  const ids = [...new Set(lessons.flatMap(({ combinedWith }) => combinedWith.map(({ cohortId }) => cohortId)))]
  const seats = ids.length ? await questions.seatsTaken(db, ids) : new Map<number, number>()
  const cohorts = new Map<number, Cohort>()
  for (const id of ids) cohorts.set(id, (await cohortById(db, id))!)
  return lessons.map(({ cohortId: _cohort, combinedWith, ...lesson }) => ({
    ...lesson,
    combinedWith: combinedWith.map(partner => {
      const cohort = cohorts.get(partner.cohortId)!
      return { ...partner, isManaged: manages(actor, cohort), seatsTaken: seats.get(cohort.id) ?? 0, capacity: cohort.capacity }
    })
  }))
}
