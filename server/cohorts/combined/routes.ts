import type { Db } from '../../database/db.ts'
import { reachOf, type Actor } from '../../http/actor.ts'
import { endpoints } from '../../http/endpoints.ts'
import { cohortToManage, manages } from '../permissions.ts'
import { cohortById, cohortsWithin, lessonOf, type Cohort, type Lesson } from '../queries.ts'
import { hold, meaningOf } from '../routes.ts'
import { mayChange, placeOf, teachersOf } from '../rules.ts'
import { conflictsOf } from '../timetable.ts'
import { lessonToChange, toChange } from '../writing.ts'
import { combined } from './contract.ts'
import { asOther, join, markFor } from './joining.ts'
import { lessonToShare, offerToAnswer, offerToTake } from './permissions.ts'
import { addOffer, answerOffer, lockMarks, lyingIn, offersBy, offersTo, sittingIn, type Offer } from './queries.ts'
import { isAnswered, isGone, offeredAlready, sitsAlready, unknownCohort, watchedAlone } from './refusals.ts'

const hasDay = ({ heldOn }: Lesson, { startsOn, endsOn }: Cohort): boolean => startsOn <= heldOn && heldOn <= endsOn

/** With whom a lesson can be taught together: whom one manages, and who is told to be after the same teacher or room. */
const choicesFor = async (db: Db, actor: Actor, cohort: Cohort, lesson: Lesson): Promise<Cohort[]> => {
  const sits = new Set(lesson.combinedId === null ? [] : (await sittingIn(db, lesson.combinedId)).map(one => one.cohortId))
  const mine = await cohortsWithin(db, { paths: reachOf(actor, ['trainingAdministrator']), above: [], supervisorId: null })
  const rivals = (await conflictsOf(db, cohort.id)).filter(({ lessonId }) => lessonId === lesson.id)
  const others: Cohort[] = []
  for (const id of new Set(rivals.map(({ otherCohortId }) => otherCohortId)))
    if (!mine.some(one => one.id === id)) others.push((await cohortById(db, id))!)
  return [...mine, ...others].filter(
    one => one.id !== cohort.id && !sits.has(one.id) && mayChange(one) && !one.isArchived && hasDay(lesson, one)
  )
}

/** The lesson that is offered, as it is now; null when nobody who could give it is left. */
const offeredIn = async (db: Db, { combinedId }: Offer) => {
  const open = (await sittingIn(db, combinedId)).filter(({ isOpen }) => isOpen)
  const [first] = open
  const lesson = first && (await lessonOf(db, first.cohortId, first.lessonId))
  if (!lesson) return null
  const cohorts: string[] = []
  for (const { cohortId } of open) cohorts.push((await cohortById(db, cohortId))!.name)
  return { lesson, cohorts }
}

export const combinedRoutes = endpoints(combined, {
  'GET /cohorts/:cohortId/combined': {
    permission: cohortToManage,
    answer: async ({ db, found }) => {
      const received = []
      for (const offer of await offersTo(db, found.id)) {
        const offered = await offeredIn(db, offer)
        if (!offered || !mayChange(found)) continue
        const { kind, title, heldOn, fromMinute, untilMinute, minutes, categories } = offered.lesson
        received.push({
          offerId: offer.id,
          cohorts: offered.cohorts,
          kind,
          title,
          heldOn,
          fromMinute,
          untilMinute,
          minutes,
          categories,
          teacher: teachersOf(offered.lesson),
          place: placeOf(offered.lesson),
          offeredBy: offer.offeredBy,
          offeredAt: offer.offeredAt,
          lying: await lyingIn(db, found.id, offered.lesson)
        })
      }
      const sent = []
      for (const { id: offerId, combinedId, cohortName, offeredAt } of await offersBy(db, found.id)) {
        const own = (await sittingIn(db, combinedId)).find(({ cohortId, isOpen }) => cohortId === found.id && isOpen)
        if (own) sent.push({ offerId, lessonId: own.lessonId, cohortName, offeredAt })
      }
      return { received, sent }
    }
  },
  'GET /cohorts/:cohortId/lessons/:lessonId/combined': {
    permission: lessonToShare,
    answer: async ({ db, actor, found: { cohort, lesson } }) => {
      const cohorts = []
      for (const one of await choicesFor(db, actor, cohort, lesson)) {
        const isManaged = manages(actor, one)
        // What lies in a timetable that is somebody else's is not told.
        cohorts.push({ id: one.id, name: one.name, isManaged, lying: isManaged ? await lyingIn(db, one.id, lesson) : [] })
      }
      return { cohorts }
    }
  },
  'POST /cohorts/:cohortId/lessons/:lessonId/combined': {
    permission: lessonToShare,
    answer: async ({ db, actor, found, body, now, note, announce }) => {
      const cohort = await toChange(db, found.cohort, [found.lesson.id])
      const lesson = await lessonToChange(db, cohort, found.lesson.id)
      if (lesson.kind === 'online') throw watchedAlone()
      const insteadOf = body.insteadOf ?? null
      const to = (await choicesFor(db, actor, cohort, lesson)).find(({ id }) => id === body.to)
      if (!to) {
        const sitting = lesson.combinedId === null ? [] : await sittingIn(db, lesson.combinedId)
        const there = sitting.some(({ cohortId }) => cohortId === body.to) && (await cohortById(db, body.to))
        throw there ? sitsAlready(there.name) : unknownCohort()
      }
      const isTaken = manages(actor, to)
      const combinedId = await markFor(db, lesson, actor.accountId, now)
      note({ cohortId: cohort.id, lessonId: lesson.id, combinedId, to: to.id, insteadOf, isTaken }, cohort.organisationId)
      if (!isTaken) {
        if ((await offersBy(db, cohort.id)).some(offer => offer.combinedId === combinedId && offer.cohortId === to.id))
          throw offeredAlready(to.name)
        const offerId = await addOffer(db, { combinedId, cohortId: to.id, offeredBy: actor.accountId }, now)
        note({ offerId })
        return { combinedId, isTaken }
      }
      await asOther(to, meaningOf, async () => {
        const other = await toChange(db, to)
        note({ also: [{ cohortId: to.id, lessonId: await join(db, { combinedId, cohort: other, insteadOf }) }] })
        await hold(db, other, other.isPublished, now)
      })
      await announce('timetableChanged', [cohort.id, to.id])
      return { combinedId, isTaken }
    }
  },
  'POST /cohorts/:cohortId/combined/:offerId/acceptance': {
    permission: offerToTake,
    answer: async ({ db, actor, found: { cohort: found, offer }, body, now, note, announce }) => {
      await lockMarks(db, [offer.combinedId])
      const cohort = await toChange(db, found)
      if (!(await offersTo(db, cohort.id)).some(({ id }) => id === offer.id)) throw isAnswered()
      if (!(await offeredIn(db, offer))) throw isGone()
      const insteadOf = body.insteadOf ?? null
      const lessonId = await join(db, { combinedId: offer.combinedId, cohort, insteadOf })
      await answerOffer(db, { offerId: offer.id, kind: 'taken', answeredBy: actor.accountId }, now)
      note({ cohortId: cohort.id, lessonId, offerId: offer.id, combinedId: offer.combinedId, insteadOf }, cohort.organisationId)
      await hold(db, cohort, cohort.isPublished, now)
      await announce('timetableChanged', [cohort.id])
      return { lessonId }
    }
  },
  'POST /cohorts/:cohortId/combined/:offerId/refusal': {
    permission: offerToAnswer,
    answer: async ({ db, actor, found: { cohort, offer, isInvited }, now, note }) => {
      const kind = isInvited ? 'declined' : 'withdrawn'
      await answerOffer(db, { offerId: offer.id, kind, answeredBy: actor.accountId }, now)
      note({ cohortId: cohort.id, offerId: offer.id, combinedId: offer.combinedId, answer: kind }, cohort.organisationId)
      return { done: true }
    }
  }
})
