import { ownPerson } from '../accounts/permissions.ts'
import { cohortToManage, cohortToRead, manages } from '../cohorts/permissions.ts'
import type { Cohort } from '../cohorts/queries.ts'
import { mayChange } from '../cohorts/rules.ts'
import { enrolmentClosed, standsStill } from '../cohorts/steps/refusals.ts'
import { collisionsOf, stillToCome } from '../cohorts/warnings/queries.ts'
import { calendarFile } from '../files/calendar.ts'
import { reachOf } from '../http/actor.ts'
import { endpoints } from '../http/endpoints.ts'
import type { ConstraintRefusals } from '../http/errors.ts'
import { notFound, refuse } from '../http/refusals.ts'
import { dayOf } from '../time/dates.ts'
import { calendarOfPerson } from './calendar.ts'
import { contract } from './contract.ts'
import { enrolmentToManage } from './permissions.ts'
import { addEvents, addSeats, enrolmentsOf, holdCohort, placesOf, seatsOf } from './queries.ts'
import { askingOf, roomOf, unitAndPostOf } from './rules.ts'

const full = (facts: { seats: number; taken: number; asked: number }) =>
  refuse(
    'cohort-full',
    `名额不够：共 ${facts.seats} 个，已报 ${facts.taken} 人，这次要报 ${facts.asked} 人。`,
    `Not enough seats: ${facts.seats} in all, ${facts.taken} taken, ${facts.asked} asked for.`,
    { facts, field: 'personIds' }
  )

const closed = (cohort: Cohort) =>
  cohort.isCancelled || cohort.isArchived
    ? standsStill(cohort)
    : refuse('cohort-closed', '这个班已经结班，名单不再改动。', 'This cohort is closed; its list no longer changes.')

const atOnce = () =>
  refuse('at-once', '有人同时在报名，请再试一次。', 'Someone else was enrolling at the same time. Please try again.')

export const constraints: ConstraintRefusals = {
  // Reached only when seats are written past this slice: what the trigger found, after the writer's own rows.
  cohorts_capacity: ({ detail }) => {
    const [taken, seats] = detail.split('/').map(Number) as [number, number]
    return full({ seats, taken, asked: taken - seats })
  },
  enrolments_once: atOnce,
  enrolments_number_once: atOnce
}

export const routes = endpoints(contract, {
  'GET /cohorts/:cohortId/enrolments': {
    permission: cohortToRead,
    answer: async ({ db, actor, found: cohort }) => {
      const enrolments = await enrolmentsOf(db, cohort.id)
      const { id, name, startsOn, endsOn, isClosed, isPublished, isCancelled } = cohort
      return {
        cohort: { id, name, startsOn, endsOn, isClosed, isPublished, isCancelled },
        isEnrolmentClosed: cohort.enrolment === 'enrolmentClosed',
        seats: cohort.capacity,
        taken: enrolments.filter(({ state }) => state === 'enrolled').length,
        mayEnrol: manages(actor, cohort) && mayChange(cohort),
        enrolments
      }
    }
  },
  'POST /cohorts/:cohortId/enrolments': {
    permission: cohortToManage,
    answer: async ({ db, actor, found, body, now, note, announce }) => {
      const cohort = await holdCohort(db, found.id)
      if (!mayChange(cohort)) throw closed(cohort)
      if (cohort.enrolment === 'enrolmentClosed') throw enrolmentClosed()
      const seats = await seatsOf(db, cohort.id)
      const held = new Map(seats.filter(({ state }) => state === 'enrolled').map(seat => [seat.personId, seat]))
      const asking = askingOf(body.personIds, new Set(held.keys()))
      const places = await placesOf(db, body.personIds, reachOf(actor, ['trainingAdministrator']), dayOf(now))
      const placed = new Map(places.map(place => [place.personId, place]))
      // One person out of reach, or unknown, and nothing is said about any of them.
      if (body.personIds.some(personId => !placed.has(personId) && !held.has(personId))) throw notFound()
      const room = roomOf(cohort.capacity, held.size, asking.length)
      if (!room.isEnough) throw full({ seats: room.seats, taken: room.taken, asked: room.asked })

      const left = new Map(seats.filter(({ state }) => state === 'withdrawn').map(seat => [seat.personId, seat]))
      const back = asking.flatMap(personId => left.get(personId) ?? [])
      const added = await addSeats(
        db,
        cohort.id,
        asking
          .filter(personId => !left.has(personId))
          .map(personId => placed.get(personId)!)
          .map(place => ({ personId: place.personId, organisationId: place.organisationId, unitAndPost: unitAndPostOf(place) }))
      )
      const enrolled = [...back, ...added]
        .map(({ id, personId, number }) => ({ id, personId, number }))
        .toSorted((a, b) => a.number - b.number)
      await addEvents(
        db,
        enrolled.map(({ id }) => id),
        { cohortId: cohort.id, kind: 'enrolled', reason: null, accountId: actor.accountId },
        now
      )
      const enrolmentIds = enrolled.map(({ id }) => id)
      note({ cohortId: cohort.id, enrolments: enrolmentIds }, cohort.organisationId)
      await announce('seatsGiven', enrolmentIds)
      return {
        enrolled,
        alreadyEnrolled: [...new Set(body.personIds)]
          .flatMap(personId => held.get(personId) ?? [])
          .map(({ id, personId, number }) => ({ id, personId, number })),
        seats: cohort.capacity,
        taken: held.size + enrolled.length,
        collisions: await collisionsOf(
          db,
          actor,
          cohort,
          await stillToCome(db, cohort.id, now),
          enrolled.map(({ personId }) => personId)
        )
      }
    }
  },
  'POST /cohorts/:cohortId/enrolments/:enrolmentId/withdrawal': {
    permission: enrolmentToManage,
    answer: async ({ db, actor, found, params, body, now, note }) => {
      const cohort = await holdCohort(db, found.id)
      if (!mayChange(cohort)) throw closed(cohort)
      const seats = await seatsOf(db, cohort.id)
      const held = seats.filter(({ state }) => state === 'enrolled')
      if (!held.some(({ id }) => id === params.enrolmentId))
        throw refuse('already-withdrawn', '这个名额已经退出。', 'This seat has already been given up.')
      const reason = body.reason.trim()
      await addEvents(
        db,
        [params.enrolmentId],
        { cohortId: cohort.id, kind: 'withdrawn', reason, accountId: actor.accountId },
        now
      )
      note({ cohortId: cohort.id, enrolmentId: params.enrolmentId, reason }, cohort.organisationId)
      return { seats: cohort.capacity, taken: held.length - 1 }
    }
  },
  'GET /my/calendar': {
    permission: ownPerson,
    answer: async ({ db, found, now }) => {
      const { name, appointments } = await calendarOfPerson(db, found, 'open')
      const content = calendarFile(name, appointments, now)
      return { fileName: '课程表.ics', mediaType: 'text/calendar; charset=utf-8', content }
    }
  }
})
