import { cohortToSupervise } from '../../cohorts/permissions.ts'
import type { Cohort } from '../../cohorts/queries.ts'
import { notPublished } from '../../cohorts/refusals.ts'
import { mayChange } from '../../cohorts/rules.ts'
import { standsStill } from '../../cohorts/steps/refusals.ts'
import type { Db } from '../../database/db.ts'
import { endpoints } from '../../http/endpoints.ts'
import { badInput, refuse } from '../../http/refusals.ts'
import { profileOn } from '../../policies/queries.ts'
import { dayOf, type Day } from '../../time/dates.ts'
import { holdCohort } from '../queries.ts'
import { arrival } from './contract.ts'
import { peopleArriving, tickOff, writeDetails } from './queries.ts'
import { changedIn, keptUntil, tidied } from './rules.ts'

const lastDayKept = async (db: Db, cohort: Cohort, today: Day): Promise<Day> =>
  keptUntil(cohort.endsOn, (await profileOn(db, today)).arrivalKeptDays)

const notInCohort = (field: string) =>
  refuse('not-in-cohort', '有人不在这个班的名单里，请重新打开。', 'Somebody named has no seat in this cohort; open it anew.', {
    field
  })

export const arrivalRoutes = endpoints(arrival, {
  'GET /cohorts/:cohortId/arrival': {
    permission: cohortToSupervise,
    answer: async ({ db, found: cohort, now }) => {
      const { id, name, startsOn, endsOn } = cohort
      const last = await lastDayKept(db, cohort, dayOf(now))
      const isForgotten = last < dayOf(now)
      const people = await peopleArriving(db, cohort.id)
      return {
        cohort: { id, name, startsOn, endsOn },
        mayTick: mayChange(cohort) && cohort.isPublished,
        mayWrite: mayChange(cohort) && !isForgotten,
        keptUntil: last,
        isForgotten,
        people: people.map(({ ethnicGroup: _group, mobileLastFour: _mobile, ...person }) => person)
      }
    }
  },
  'PUT /cohorts/:cohortId/arrival': {
    permission: cohortToSupervise,
    answer: async ({ db, actor, found, body, now, note }) => {
      const cohort = await holdCohort(db, found.id)
      if (!mayChange(cohort)) throw standsStill(cohort)
      const last = await lastDayKept(db, cohort, dayOf(now))
      if (last < dayOf(now))
        throw refuse(
          'arrival-forgotten',
          `食宿、乘车和饮食的信息只保存到 ${last}，已经删除，不再填写。`,
          `Lodging, travel and diet were kept until ${last} and have been deleted; nothing of the kind is written any more.`
        )
      const known = new Map((await peopleArriving(db, cohort.id)).map(person => [person.enrolmentId, person]))
      const named = new Set<number>()
      for (const [at, { enrolmentId }] of body.people.entries()) {
        const field = `people.${at}.enrolmentId`
        if (!known.has(enrolmentId)) throw notInCohort(field)
        if (named.has(enrolmentId))
          throw badInput('named-twice', '同一个人写了两次。', 'The same person is named twice.', { field })
        named.add(enrolmentId)
      }
      const written = body.people.map(({ enrolmentId, ...sent }) => ({ enrolmentId, ...tidied(sent) }))
      const changes = written
        .map(person => ({ person, fields: changedIn(known.get(person.enrolmentId)!, person) }))
        .filter(({ fields }) => fields.length > 0)
      await writeDetails(
        db,
        { cohortId: cohort.id, changedBy: actor.accountId },
        changes.map(({ person }) => person),
        now
      )
      // The log is kept for ever and what somebody eats is not: it says which fields changed.
      const fields = changes.map(({ person: { enrolmentId }, fields }) => ({ enrolmentId, fields }))
      note({ cohortId: cohort.id, changed: fields }, cohort.organisationId)
      return { changed: changes.length }
    }
  },
  'POST /cohorts/:cohortId/arrivals': {
    permission: cohortToSupervise,
    answer: async ({ db, actor, found, body, now, note }) => {
      const cohort = await holdCohort(db, found.id)
      if (!mayChange(cohort)) throw standsStill(cohort)
      if (!cohort.isPublished) throw notPublished()
      const known = new Set((await peopleArriving(db, cohort.id)).map(({ enrolmentId }) => enrolmentId))
      for (const [at, enrolmentId] of body.enrolmentIds.entries())
        if (!known.has(enrolmentId)) throw notInCohort(`enrolmentIds.${at}`)
      const changed = await tickOff(db, { cohortId: cohort.id, ...body, recordedBy: actor.accountId }, now)
      note({ cohortId: cohort.id, ...body, changed }, cohort.organisationId)
      return { changed }
    }
  }
})
