import { lessonOf, type Cohort, type Lesson } from '../cohorts/queries.ts'
import { mayChange, placeOf } from '../cohorts/rules.ts'
import { standsStill } from '../cohorts/steps/refusals.ts'
import type { Db } from '../database/db.ts'
import { holdCohort } from '../enrolment/queries.ts'
import { tableWorkbook } from '../files/workbook.ts'
import { endpoints } from '../http/endpoints.ts'
import { badInput, refuse } from '../http/refusals.ts'
import { decrypt } from '../organisations/personal.ts'
import { busListTable } from './busList.ts'
import { busesOf, peopleOnTheWay, recordBuses, recordSeats } from './buses.ts'
import { outings } from './contract.ts'
import { correctHead, countedAt, countHeads, countWith, headOf, mobileCiphersOf } from './headcounts.ts'
import { outingToLead } from './permissions.ts'
import { lastCallOf } from './queries.ts'
import { callingAt, notCallable, REFUSALS } from './routes.ts'
import { expectedAt, seatsByBus, seatsLacking } from './rules.ts'

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

const mayArrange = (cohort: Cohort, lesson: Lesson): boolean => mayChange(cohort) && lesson.wasHeld !== false

type Found = { cohort: Cohort; lesson: Lesson }

/** The outing under the lock: nobody else is changing this cohort. */
const hold = async (db: Db, found: Found): Promise<Found> => {
  const cohort = await holdCohort(db, found.cohort.id)
  return { cohort, lesson: (await lessonOf(db, cohort.id, found.lesson.id))! }
}

const toArrange = async (db: Db, found: Found): Promise<Found> => {
  const held = await hold(db, found)
  if (!mayArrange(held.cohort, held.lesson)) throw mayChange(held.cohort) ? REFUSALS.cancelled() : standsStill(held.cohort)
  return held
}

const notOfOuting = (field: string, enrolmentId: number) =>
  refuse('not-in-cohort', '有人不在这次的名单里，请重新打开。', 'Somebody named is not on this list. Please open it anew.', {
    field,
    facts: { enrolmentId }
  })

const clock = (minute: number): string => `${Math.trunc(minute / 60)}:${String(minute % 60).padStart(2, '0')}`

export const outingRoutes = endpoints(outings, {
  'GET /cohorts/:cohortId/lessons/:lessonId/outing': {
    permission: outingToLead,
    answer: async ({ db, found: { cohort, lesson }, now }) => {
      const { id, kind, title, heldOn, fromMinute, untilMinute, baseId, gatherMinute, gatherPlace } = lesson
      const called = await lastCallOf(db, lesson.id)
      const people = await peopleOnTheWay(db, cohort, lesson.id)
      return {
        cohort: { id: cohort.id, name: cohort.name },
        lesson: {
          id,
          kind,
          title,
          heldOn,
          fromMinute,
          untilMinute,
          place: placeOf(lesson),
          calling: callingAt(now, cohort, lesson),
          calledAt: called?.calledAt ?? null,
          baseId,
          gatherMinute,
          gatherPlace
        },
        mayArrange: mayArrange(cohort, lesson),
        buses: await busesOf(db, lesson.id),
        counted: await countedAt(db, lesson.id),
        people: people.map(
          ({ personId: _person, gender: _gender, ethnicGroup: _group, mobileLastFour: _mobile, ...person }) => person
        )
      }
    }
  },
  'POST /cohorts/:cohortId/lessons/:lessonId/buses': {
    permission: outingToLead,
    answer: async ({ db, actor, found, body, now, note }) => {
      const { cohort, lesson } = await toArrange(db, found)
      const buses = body.capacities.map((capacity, at) => ({ number: at + 1, capacity }))
      const people = await peopleOnTheWay(db, cohort, lesson.id)
      const riders = people.filter(({ isOwnWay }) => !isOwnWay)
      const lacking = buses.length ? seatsLacking(riders.length, buses) : 0
      if (lacking > 0)
        throw refuse(
          'buses-too-small',
          `座位不够，还差 ${lacking} 个。`,
          `There are not enough seats: ${lacking} more are needed.`,
          {
            field: 'capacities',
            facts: { riders: riders.length, lacking }
          }
        )
      const seats = seatsByBus(riders, buses)
      const where = { cohortId: cohort.id, lessonId: lesson.id, recordedBy: actor.accountId }
      await recordBuses(db, where, await busesOf(db, lesson.id), buses, now)
      const changed = riders.flatMap(({ enrolmentId, bus }) => {
        const seat = seats.get(enrolmentId)
        return seat === undefined || seat === bus ? [] : [{ enrolmentId, bus: seat }]
      })
      await recordSeats(db, where, changed, now)
      note(
        { cohortId: cohort.id, lessonId: lesson.id, capacities: body.capacities, changed: changed.length },
        cohort.organisationId
      )
      return { seated: seats.size, changed: changed.length }
    }
  },
  'POST /cohorts/:cohortId/lessons/:lessonId/bus-seats': {
    permission: outingToLead,
    answer: async ({ db, actor, found, body, now, note }) => {
      const { cohort, lesson } = await toArrange(db, found)
      const { enrolmentId, bus } = body
      const people = await peopleOnTheWay(db, cohort, lesson.id)
      const person = people.find(other => other.enrolmentId === enrolmentId)
      if (!person) throw notOfOuting('enrolmentId', enrolmentId)
      if (bus === null ? person.isOwnWay : person.bus === bus)
        throw refuse('same-seat', '和现在的安排一样。', 'This is how it is arranged already.', { field: 'bus' })
      if (bus !== null) {
        const known = (await busesOf(db, lesson.id)).find(({ number }) => number === bus)
        if (!known) throw badInput('no-such-bus', `没有 ${bus} 号车。`, `There is no bus ${bus}.`, { field: 'bus' })
        if (expectedAt(people, 'boarding', bus).length >= known.capacity)
          throw refuse('bus-full', `${bus} 号车已经坐满。`, `Bus ${bus} is full.`, { field: 'bus', facts: { ...known } })
      }
      const where = { cohortId: cohort.id, lessonId: lesson.id, recordedBy: actor.accountId }
      await recordSeats(db, where, [{ enrolmentId, bus }], now)
      note({ cohortId: cohort.id, lessonId: lesson.id, enrolmentId, from: person.bus, to: bus }, cohort.organisationId)
      return { done: true }
    }
  },
  'POST /cohorts/:cohortId/lessons/:lessonId/bus-list': {
    permission: outingToLead,
    answer: async ({ db, found: { cohort, lesson }, note }) => {
      const people = await peopleOnTheWay(db, cohort, lesson.id)
      const { title, heldOn, gatherMinute, gatherPlace } = lesson
      const gathering = gatherMinute === null ? null : `${clock(gatherMinute)} ${gatherPlace}`
      const content = await tableWorkbook({
        sheets: [busListTable({ cohortName: cohort.name, title, heldOn, gathering }, people)]
      })
      note({ cohortId: cohort.id, lessonId: lesson.id, people: people.length }, cohort.organisationId)
      return { fileName: `乘车名单_${cohort.name}_${heldOn}.xlsx`, mediaType: XLSX, content }
    }
  },
  'POST /cohorts/:cohortId/lessons/:lessonId/headcounts': {
    permission: outingToLead,
    answer: async ({ db, actor, found, body, now, note }) => {
      const { cohort, lesson } = await hold(db, found)
      const { clientKey, stage, bus, missing } = body
      note({ cohortId: cohort.id, lessonId: lesson.id, stage, bus }, cohort.organisationId)
      const known = await countWith(db, lesson.id, clientKey)
      if (known) {
        note({ sentAgain: true })
        return { countedAt: known.countedAt.toISOString(), changed: known.changed }
      }
      notCallable(callingAt(now, cohort, lesson))
      if (bus !== null && !(await busesOf(db, lesson.id)).some(({ number }) => number === bus))
        throw badInput('no-such-bus', `没有 ${bus} 号车。`, `There is no bus ${bus}.`, { field: 'bus' })
      const expected = expectedAt(await peopleOnTheWay(db, cohort, lesson.id), stage, bus)
      const ids = new Set(expected.map(({ enrolmentId }) => enrolmentId))
      const stranger = missing.findIndex(enrolmentId => !ids.has(enrolmentId))
      if (stranger >= 0) throw notOfOuting(`missing.${stranger}`, missing[stranger]!)
      const gone = new Set(missing)
      const count = { cohortId: cohort.id, lessonId: lesson.id, stage, bus, clientKey, accountId: actor.accountId }
      const heads = [...ids].map(enrolmentId => ({ enrolmentId, isThere: !gone.has(enrolmentId) }))
      const changed = await countHeads(db, count, heads, now)
      note({ changed, missing: gone.size })
      return { countedAt: now.toISOString(), changed }
    }
  },
  'POST /cohorts/:cohortId/lessons/:lessonId/headcount-corrections': {
    permission: outingToLead,
    answer: async ({ db, actor, found, body, now, note }) => {
      const { cohort, lesson } = await hold(db, found)
      notCallable(callingAt(now, cohort, lesson))
      const { enrolmentId, stage, isThere } = body
      const before = await headOf(db, lesson.id, stage, enrolmentId)
      if (!before)
        throw refuse(
          'not-counted',
          '还没有清点过这个人，不用更正。',
          'This person has not been counted; there is nothing to correct.',
          {
            field: 'enrolmentId'
          }
        )
      const reason = body.reason.trim()
      if (before.isThere === isThere)
        throw refuse('same-mark', '和现在的记录一样。', 'This is what the record already says.', { field: 'isThere' })
      const where = { cohortId: cohort.id, lessonId: lesson.id, enrolmentId, stage }
      await correctHead(db, { ...where, isThere, reason, markedBy: actor.accountId }, now)
      note({ ...where, from: before.isThere, to: isThere, reason }, cohort.organisationId)
      return { markedAt: now.toISOString() }
    }
  },
  'POST /cohorts/:cohortId/lessons/:lessonId/missing-mobiles': {
    permission: outingToLead,
    answer: async ({ db, found: { cohort, lesson }, body: { stage }, keys, note }) => {
      const missing = (await peopleOnTheWay(db, cohort, lesson.id)).filter(person => person[stage] === false)
      const ciphers = await mobileCiphersOf(
        db,
        missing.map(({ personId }) => personId)
      )
      const told = missing.map(({ enrolmentId, personId }) => {
        const cipher = ciphers.get(personId)
        return { enrolmentId, mobile: cipher ? decrypt(keys, cipher) : null }
      })
      note(
        { cohortId: cohort.id, lessonId: lesson.id, stage, enrolmentIds: told.map(({ enrolmentId }) => enrolmentId) },
        cohort.organisationId
      )
      return { people: told }
    }
  }
})
