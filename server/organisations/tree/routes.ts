import { sql } from 'drizzle-orm'
import type { Db } from '../../database/db.ts'
import { isWithin, type Actor } from '../../http/actor.ts'
import { endpoints } from '../../http/endpoints.ts'
import type { ConstraintRefusals } from '../../http/errors.ts'
import { dayOf, type Day } from '../../time/dates.ts'
import { managesRoster, rosterToRead } from '../permissions.ts'
import { addOrganisation } from '../queries.ts'
import { questions } from '../questions.ts'
import { changeFacts, endFacts, moveHeld, movePaths } from './dated.ts'
import { contract } from './contract.ts'
import {
  alsoManaged,
  changesOrganisation,
  departmentToKeep,
  organisationToAddTo,
  organisationToChange,
  organisationToRead,
  organisationToWeigh
} from './permissions.ts'
import {
  addSuccessions,
  everyoneOf,
  factsOfOrganisation,
  holdingOf,
  idsWithin,
  isNameTaken,
  keepCode,
  keepLocalCategory,
  localCategoriesOf,
  organisationAround,
  organisationsNamed,
  peopleInside,
  rolesHeldIn,
  successionsOf,
  type OrganisationFacts
} from './queries.ts'
import * as refusal from './refusals.ts'
import { crowdedRoles, mayStandUnder, whyNotOn } from './rules.ts'

export const constraints: ConstraintRefusals = { organisations_code_once: refusal.codeTaken }

/** Refuses a change on a day on which it cannot take effect. */
const mustBeChangeable = async (db: Db, organisation: OrganisationFacts, on: Day): Promise<void> => {
  const facts = await factsOfOrganisation(db, organisation.id)
  const why = whyNotOn(facts, on)
  if (why === 'later-change') throw refusal.laterChange(organisation.name, facts[0]!.validFrom)
  if (why) throw refusal.notThereThen(organisation.name, on)
}

const parentOf = async (db: Db, { parentId }: OrganisationFacts, on: Day) =>
  parentId === null ? null : organisationAround(db, parentId, on)

const mustBeFree = async (db: Db, parentId: number | null, name: string, on: Day, except: number | null): Promise<void> => {
  if (await isNameTaken(db, parentId, name, on, except)) throw refusal.nameTaken(name)
}

const othersOf = (db: Db, actor: Actor, ids: readonly number[], on: Day) =>
  Promise.all(ids.map(id => alsoManaged(db, actor, id, on)))

export const routes = endpoints(contract, {
  'GET /organisations/found': {
    permission: rosterToRead,
    answer: async ({ db, found, query, now }) => ({
      organisations: await organisationsNamed(db, found, query.q.trim(), query.asOf ?? dayOf(now), query.near)
    })
  },
  'GET /organisations/:organisationId': {
    permission: organisationToRead,
    answer: async ({ db, actor, found: { path, ...organisation }, query, now }) => {
      const asOf = query.asOf ?? dayOf(now)
      const own = await holdingOf(db, [organisation.id], asOf, false)
      const all = await holdingOf(db, [organisation.id], asOf, true)
      const history = await factsOfOrganisation(db, organisation.id)
      return {
        ...organisation,
        asOf,
        isThere: organisation.validFrom <= asOf && (organisation.validUntil === null || organisation.validUntil > asOf),
        people: all.people,
        posts: own.posts,
        members: own.members,
        below: all.below,
        history: history.map(({ id: _id, code: _code, path: _path, ...fact }) => fact),
        successions: await successionsOf(db, organisation.id),
        mayChange: changesOrganisation(actor, path),
        mayManage: managesRoster(actor, path)
      }
    }
  },
  'GET /organisations/:organisationId/effects': {
    permission: organisationToWeigh,
    answer: async ({ db, actor, found, query }) => {
      const { on, kind, toId } = query
      const others = await othersOf(db, actor, query.others?.split(',').map(Number) ?? [], on)
      const to = toId ? await alsoManaged(db, actor, toId, on) : null
      const concerned = [found, ...others].map(({ id }) => id)
      const withBelow = kind !== 'split'
      const { later: _later, ...holding } = await holdingOf(db, concerned, on, withBelow)
      const ids = withBelow ? await idsWithin(db, concerned, on) : concerned
      const fromUnit = await parentOf(db, kind === 'merge' ? (others[0] ?? found) : found, on)
      const toUnit = kind === 'move' ? to : kind === 'merge' ? await parentOf(db, found, on) : null
      const changesUnit = toUnit !== null && fromUnit !== null && toUnit.id !== fromUnit.id
      return {
        ...holding,
        figures: await questions.figuresOf(db, ids, on),
        fromUnit: changesUnit ? fromUnit.name : null,
        toUnit: changesUnit ? toUnit.name : null,
        crowded: kind === 'merge' ? crowdedRoles(await rolesHeldIn(db, concerned, on)) : []
      }
    }
  },
  'POST /organisations/:organisationId/children': {
    permission: organisationToAddTo,
    answer: async ({ db, found: parent, body, now, note }) => {
      const { on, ...added } = body
      if (!mayStandUnder(added.level, parent.level)) throw refusal.wrongLevel()
      await mustBeFree(db, parent.id, added.name, on, null)
      const id = await addOrganisation(db, { ...added, parentId: parent.id, validFrom: on }, now)
      note({ organisationId: id, ...body }, parent.id)
      return { id }
    }
  },
  'POST /organisations/:organisationId/facts': {
    permission: organisationToChange,
    answer: async ({ db, actor, found, body, now, note, announce }) => {
      await mustBeChangeable(db, found, body.on)
      const parent = await parentOf(db, found, body.on)
      if (parent && !mayStandUnder(body.level, parent.level)) throw refusal.wrongLevel()
      if (body.name !== found.name) await mustBeFree(db, found.parentId, body.name, body.on, found.id)
      const set = {
        name: sql`${body.name}::text`,
        type_code: sql`${body.typeCode}::text`,
        level: sql`${body.level}::text`,
        unit_category: sql`${body.unitCategory}::text`,
        field: sql`${body.field}::text`,
        division_code: sql`${body.divisionCode}::text`,
        local_category: sql`${body.localCategory}::text`
      }
      await changeFacts(db, sql`f.organisation_id = ${found.id}`, body.on, set, now)
      await keepCode(db, found.id, body.code)
      if (body.name !== found.name)
        await addSuccessions(
          db,
          [{ kind: 'renamed', fromId: found.id, toId: found.id, onDay: body.on, reason: body.reason }],
          actor.accountId,
          now
        )
      // The stratum of everybody who was ever there follows the field of the place.
      if (body.field !== found.field) await announce('peopleChanged', await everyoneOf(db, [found.id]))
      note({ ...body }, found.id)
      return { done: true }
    }
  },
  'POST /organisations/:organisationId/move': {
    permission: organisationToChange,
    answer: async ({ db, actor, found, body, now, note }) => {
      await mustBeChangeable(db, found, body.on)
      const to = await alsoManaged(db, actor, body.toId, body.on)
      if (isWithin(to.path, found.path)) throw refusal.underItself()
      if (to.id === found.parentId) throw refusal.sameParent()
      if (whyNotOn([to], body.on)) throw refusal.notThereThen(to.name, body.on)
      if (!mayStandUnder(found.level, to.level)) throw refusal.wrongLevel()
      await mustBeFree(db, to.id, found.name, body.on, found.id)
      const keeps = found.path.split('.').length - 1
      const moved = await movePaths(db, { below: found.path, keeps, to }, sql`true`, body.on, now)
      await addSuccessions(
        db,
        [{ kind: 'moved', fromId: found.id, toId: found.id, onDay: body.on, reason: body.reason }],
        actor.accountId,
        now
      )
      note({ ...body, organisations: moved.length }, found.id)
      return { done: true }
    }
  },
  'POST /organisations/:organisationId/merger': {
    permission: organisationToChange,
    answer: async ({ db, actor, found, body, now, note, announce }) => {
      const { on, newName, newCode, reason } = body
      const absorbed = await othersOf(db, actor, body.organisationIds, on)
      for (const one of [found, ...absorbed]) await mustBeChangeable(db, one, on)
      for (const one of absorbed)
        if (one.id === found.id || isWithin(found.path, one.path) || isWithin(one.path, found.path))
          throw refusal.notOneLine(one.name)
      const ending = newName === null ? absorbed : [found, ...absorbed]
      if (newName !== null && !ending.some(({ name }) => name === newName))
        await mustBeFree(db, found.parentId, newName, on, null)
      const { id: _old, code: _oldCode, path: _path, validUntil: _until, ...kind } = found
      const toId =
        newName === null ? found.id : await addOrganisation(db, { ...kind, name: newName, code: newCode, validFrom: on }, now)
      const to = (await organisationAround(db, toId, on))!
      for (const one of ending)
        await movePaths(
          db,
          { below: one.path, keeps: one.path.split('.').length, to },
          sql`f.organisation_id <> ${one.id}`,
          on,
          now
        )
      const fromIds = ending.map(({ id }) => id)
      await endFacts(db, fromIds, on, now)
      const people = await moveHeld(db, { fromIds, toId, personIds: null, on }, now)
      await addSuccessions(
        db,
        fromIds.map(fromId => ({ kind: 'merged' as const, fromId, toId, onDay: on, reason })),
        actor.accountId,
        now
      )
      await announce('peopleChanged', people)
      await announce('organisationsMerged', fromIds)
      note({ ...body, toId, people: people.length }, toId)
      return { id: toId }
    }
  },
  'POST /organisations/:organisationId/split': {
    permission: organisationToChange,
    answer: async ({ db, actor, found, body, now, note, announce }) => {
      const { on, stays, parts, reason } = body
      await mustBeChangeable(db, found, on)
      const named = parts.flatMap(({ personIds }) => personIds)
      if (new Set(named).size < named.length) throw refusal.namedTwice()
      const strangers = named.length - (await peopleInside(db, found.id, named, on))
      if (strangers) throw refusal.notHere(strangers)
      const { id: _old, code: _oldCode, path: _path, validUntil: _until, ...kind } = found
      const ids: number[] = []
      for (const { name, code } of parts) {
        await mustBeFree(db, found.parentId, name, on, stays ? null : found.id)
        ids.push(await addOrganisation(db, { ...kind, name, code, validFrom: on }, now))
      }
      const concerned = new Set<number>()
      const move = async (toId: number, personIds: readonly number[] | null) => {
        for (const person of await moveHeld(db, { fromIds: [found.id], toId, personIds, on }, now)) concerned.add(person)
      }
      for (const [i, { personIds }] of parts.entries()) if (personIds.length) await move(ids[i]!, personIds)
      if (!stays) {
        const to = (await organisationAround(db, ids[0]!, on))!
        await move(to.id, null)
        const keeps = found.path.split('.').length
        await movePaths(db, { below: found.path, keeps, to }, sql`f.organisation_id <> ${found.id}`, on, now)
        await endFacts(db, [found.id], on, now)
      }
      await addSuccessions(
        db,
        ids.map(toId => ({ kind: 'split' as const, fromId: found.id, toId, onDay: on, reason })),
        actor.accountId,
        now
      )
      await announce('peopleChanged', [...concerned])
      note({ on, stays, reason, parts: parts.map(({ name }) => name), ids, people: concerned.size }, found.id)
      return { ids }
    }
  },
  'POST /organisations/:organisationId/end': {
    permission: organisationToChange,
    answer: async ({ db, actor, found, body, now, note }) => {
      await mustBeChangeable(db, found, body.on)
      const { people, below, later } = await holdingOf(db, [found.id], body.on, true)
      if (people || below || later) throw refusal.stillInUse(people + later, below)
      await endFacts(db, [found.id], body.on, now)
      await addSuccessions(
        db,
        [{ kind: 'ended', fromId: found.id, toId: null, onDay: body.on, reason: body.reason }],
        actor.accountId,
        now
      )
      note({ ...body }, found.id)
      return { done: true }
    }
  },
  'GET /organisations/:organisationId/categories': {
    permission: departmentToKeep,
    answer: async ({ db, found, now }) => ({
      name: found.name,
      categories: await localCategoriesOf(db, found.id, found.path, dayOf(now))
    })
  },
  'POST /organisations/:organisationId/categories': {
    permission: departmentToKeep,
    answer: async ({ db, found, body, now, note, announce }) => {
      const { name, unitCategory, field, on } = body
      await keepLocalCategory(db, { organisationId: found.id, name, unitCategory, field }, now)
      const changed = await changeFacts(
        db,
        sql`f.path <@ ${found.path}::ltree and f.local_category = ${name} and (f.unit_category, f.field) <> (${unitCategory}, ${field})`,
        on,
        { unit_category: sql`${unitCategory}::text`, field: sql`${field}::text` },
        now
      )
      const people = await everyoneOf(db, changed)
      await announce('peopleChanged', people)
      note({ ...body, organisations: changed.length, people: people.length }, found.id)
      return { organisations: changed.length, people: people.length }
    }
  }
})
