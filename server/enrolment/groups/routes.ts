import { cohortToRead, cohortToSupervise, manages, supervises } from '../../cohorts/permissions.ts'
import type { Cohort } from '../../cohorts/queries.ts'
import { mayChange } from '../../cohorts/rules.ts'
import { standsStill } from '../../cohorts/steps/refusals.ts'
import { venuesFor } from '../../curriculum/venues/queries.ts'
import type { Db } from '../../database/db.ts'
import { endpoints } from '../../http/endpoints.ts'
import type { ConstraintRefusals } from '../../http/errors.ts'
import { badInput, notFound, refuse } from '../../http/refusals.ts'
import { holdCohort } from '../queries.ts'
import { groups } from './contract.ts'
import { addGroup, changeGroup, dissolveGroup, groupsTold, peopleInGroups, recordGroupSeats, type GroupTold } from './queries.ts'
import { newNames, placesEvenly } from './rules.ts'

const nameTaken = () =>
  badInput('group-name-taken', '已经有叫这个名字的组。', 'There is a group of this name already.', { field: 'name' })

export const constraints: ConstraintRefusals = {
  cohort_groups_once: nameTaken,
  cohort_groups_leader: () => notOfGroup(),
  cohort_groups_venue_id_fkey: () => unknownVenue()
}

const notOfGroup = () =>
  badInput(
    'leader-elsewhere',
    '组长要是本组的学员，请先把他编入这个组。',
    'The leader is one of the group; put them into it first.',
    {
      field: 'leaderId'
    }
  )

/** Said as well to whoever would delete a room in which a group meets. */
const unknownVenue = () =>
  badInput('unknown-venue', '没有这间教室，或有小组还在用它。', 'There is no such room, or a group still meets in it.', {
    field: 'venueId'
  })

const inLessons = ({ name, lessons }: GroupTold) =>
  refuse(
    'group-has-lessons',
    `课程表里有 ${lessons} 节课排给${name}，请先从课程表里去掉。`,
    `${lessons} lessons of the timetable name ${name}; take it out of them first.`,
    { facts: { lessons } }
  )

/** The cohort under the lock, if its groups may still change. */
const toArrange = async (db: Db, found: Cohort): Promise<Cohort> => {
  const cohort = await holdCohort(db, found.id)
  if (!mayChange(cohort)) throw standsStill(cohort)
  return cohort
}

const groupIn = async (db: Db, cohortId: number, groupId: number): Promise<GroupTold> => {
  const group = (await groupsTold(db, cohortId)).find(({ id }) => id === groupId)
  if (!group) throw notFound()
  return group
}

type Sent = { name: string; leaderId: number | null; venueId: number | null; placeText: string | null }

const written = async (db: Db, cohort: Cohort, sent: Sent, before: GroupTold | null): Promise<Sent> => {
  const { venueId, leaderId } = sent
  if (venueId !== null && venueId !== before?.venueId && !(await venuesFor(db, [cohort.path])).some(({ id }) => id === venueId))
    throw unknownVenue()
  if (leaderId !== null) {
    const leader = (await peopleInGroups(db, cohort)).find(({ enrolmentId }) => enrolmentId === leaderId)
    if (!before || leader?.groupId !== before.id) throw notOfGroup()
  }
  return { name: sent.name.trim(), leaderId, venueId, placeText: sent.placeText?.trim() || null }
}

export const groupRoutes = endpoints(groups, {
  'GET /cohorts/:cohortId/groups': {
    permission: cohortToRead,
    answer: async ({ db, actor, found: cohort }) => ({
      cohort: { id: cohort.id, name: cohort.name },
      mayArrange: (manages(actor, cohort) || supervises(actor, cohort)) && mayChange(cohort),
      groups: await groupsTold(db, cohort.id),
      people: await peopleInGroups(db, cohort),
      venues: (await venuesFor(db, [cohort.path])).map(({ id, place, name, capacity }) => ({
        id,
        name: `${place} ${name}`,
        capacity
      }))
    })
  },
  'POST /cohorts/:cohortId/groups': {
    permission: cohortToSupervise,
    answer: async ({ db, found, body, now, note }) => {
      const cohort = await toArrange(db, found)
      const group = await written(db, cohort, body, null)
      const id = await addGroup(db, cohort.id, group, now)
      note({ cohortId: cohort.id, groupId: id, ...group }, cohort.organisationId)
      return { id }
    }
  },
  'PUT /cohorts/:cohortId/groups/:groupId': {
    permission: cohortToSupervise,
    answer: async ({ db, found, params, body, note }) => {
      const cohort = await toArrange(db, found)
      const before = await groupIn(db, cohort.id, params.groupId)
      const group = await written(db, cohort, body, before)
      await changeGroup(db, before.id, group)
      note({ cohortId: cohort.id, groupId: before.id, before, ...group }, cohort.organisationId)
      return { done: true }
    }
  },
  'DELETE /cohorts/:cohortId/groups/:groupId': {
    permission: cohortToSupervise,
    answer: async ({ db, found, params, now, note }) => {
      const cohort = await toArrange(db, found)
      const group = await groupIn(db, cohort.id, params.groupId)
      if (group.lessons > 0) throw inLessons(group)
      await dissolveGroup(db, cohort.id, group.id, now)
      note({ cohortId: cohort.id, groupId: group.id, name: group.name, people: group.people }, cohort.organisationId)
      return { done: true }
    }
  },
  'POST /cohorts/:cohortId/groups/arrangement': {
    permission: cohortToSupervise,
    answer: async ({ db, actor, found, body, now, note }) => {
      const cohort = await toArrange(db, found)
      const before = await groupsTold(db, cohort.id)
      // What is one too many goes, the last first, unless a lesson names it.
      const surplus = before.slice(body.count)
      const [named] = surplus.filter(({ lessons }) => lessons > 0)
      if (named) throw inLessons(named)
      for (const { id } of surplus) await dissolveGroup(db, cohort.id, id, now)
      const kept = before.slice(0, body.count)
      const ids = kept.map(({ id }) => id)
      const taken = kept.map(({ name }) => name)
      for (const name of newNames(taken, body.count - kept.length))
        ids.push(await addGroup(db, cohort.id, { name, leaderId: null, venueId: null, placeText: null }, now))
      const leaders = new Set(kept.flatMap(({ leaderId }) => leaderId ?? []))
      const people = await peopleInGroups(db, cohort)
      const places = placesEvenly(
        body.isAnew
          ? people.map(person => ({ ...person, groupId: leaders.has(person.enrolmentId) ? person.groupId : null }))
          : people,
        ids
      )
      const was = new Map(people.map(({ enrolmentId, groupId }) => [enrolmentId, groupId]))
      const seats = [...places]
        .filter(([enrolmentId, groupId]) => was.get(enrolmentId) !== groupId)
        .map(([enrolmentId, groupId]) => ({ enrolmentId, groupId }))
      await recordGroupSeats(db, { cohortId: cohort.id, recordedBy: actor.accountId }, seats, now)
      note({ cohortId: cohort.id, ...body, changed: seats.length }, cohort.organisationId)
      return { groups: ids.length, changed: seats.length }
    }
  },
  'POST /cohorts/:cohortId/group-seats': {
    permission: cohortToSupervise,
    answer: async ({ db, actor, found, body, now, note }) => {
      const cohort = await toArrange(db, found)
      const known = new Set((await groupsTold(db, cohort.id)).map(({ id }) => id))
      const was = new Map((await peopleInGroups(db, cohort)).map(({ enrolmentId, groupId }) => [enrolmentId, groupId]))
      const named = new Set<number>()
      for (const [at, { enrolmentId, groupId }] of body.seats.entries()) {
        if (!was.has(enrolmentId))
          throw refuse(
            'not-in-cohort',
            '有人不在这个班的名单里，请重新打开。',
            'Somebody named has no seat in this cohort; open it anew.',
            {
              field: `seats.${at}.enrolmentId`
            }
          )
        if (named.has(enrolmentId))
          throw badInput('named-twice', '同一个人写了两次。', 'The same person is named twice.', {
            field: `seats.${at}.enrolmentId`
          })
        if (groupId !== null && !known.has(groupId))
          throw badInput('unknown-group', '这个班没有这个组。', 'There is no such group in this cohort.', {
            field: `seats.${at}.groupId`
          })
        named.add(enrolmentId)
      }
      const changed = body.seats.filter(({ enrolmentId, groupId }) => was.get(enrolmentId) !== groupId)
      await recordGroupSeats(db, { cohortId: cohort.id, recordedBy: actor.accountId }, changed, now)
      note({ cohortId: cohort.id, seats: changed }, cohort.organisationId)
      return { changed: changed.length }
    }
  }
})
