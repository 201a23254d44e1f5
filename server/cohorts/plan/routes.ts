import { endpoints } from '../../http/endpoints.ts'
import type { ConstraintRefusals } from '../../http/errors.ts'
import { reaches } from '../../http/actor.ts'
import { notFound } from '../../http/refusals.ts'
import { organisationOn, organisationsWithin, type Organisation } from '../../organisations/queries.ts'
import { packOn } from '../../policies/queries.ts'
import { dayOf, yearOf } from '../../time/dates.ts'
import { cohortsToPlan } from '../permissions.ts'
import { plans } from './contract.ts'
import { decidesPlan, plansToSee, planToDecide, planToRead, planToWrite, writesPlan } from './permissions.ts'
import {
  addPlan,
  decidersOf,
  dropItem,
  enter,
  holdPlan,
  itemsOf,
  plansWaiting,
  plansWithin,
  removedFrom,
  standOf,
  takeStep,
  yearsWithin
} from './queries.ts'
import { isApproved, isSubmitted, nameTaken, nothingToSubmit, notSubmitted, planKnown } from './refusals.ts'
import { addedUp, filedBy, isPending, mayBeDecided, mayBeSubmitted, mayBeWritten, wasApproved } from './rules.ts'
import { planSumsOf, strataNamedOn, withStates } from './told.ts'

export const constraints: ConstraintRefusals = {
  annual_plans_once: planKnown,
  plan_items_once: nameTaken,
  plan_items_submitted: isSubmitted,
  plan_items_approved: isApproved
}

/** Whose plan the level above waits for: the city and its counties, not every township or branch, and no department within a county. */
const HAVE_PLANS = ['prefecture', 'county']
const isExpected = ({ level, parentId }: Organisation, all: readonly Organisation[]): boolean =>
  HAVE_PLANS.includes(level) && all.find(({ id }) => id === parentId)?.level !== level

export const routes = endpoints(plans, {
  'GET /plans': {
    permission: plansToSee,
    answer: async ({ db, actor, found: paths, query, now }) => {
      const today = dayOf(now)
      const year = query.year ?? yearOf(today)
      const known = await plansWithin(db, paths, year)
      const items = Map.groupBy(
        await itemsOf(
          db,
          known.map(({ id }) => id)
        ),
        ({ planId }) => planId
      )
      const told = known.map(plan => {
        const listed = items.get(plan.id) ?? []
        const { id, organisationId, organisationName, level, createdAt, steps } = plan
        const state = standOf(plan, listed)
        return {
          id,
          organisationId,
          organisationName,
          level,
          state,
          since: steps.at(-1)?.takenAt ?? createdAt,
          mayDecide: mayBeDecided(state) && decidesPlan(actor, plan),
          sums: planSumsOf(plan, listed),
          pending: wasApproved(steps) ? withStates(plan, listed).filter(item => isPending(item.state)).length : 0
        }
      })
      const has = new Set(known.map(({ organisationId }) => organisationId))
      const organisations = await organisationsWithin(db, paths, today)
      const years = [yearOf(today), yearOf(today) + 1, year, ...(await yearsWithin(db, paths))]
      return {
        year,
        years: [...new Set(years)].toSorted((one, other) => other - one),
        filedBy: filedBy(year),
        today,
        own: actor.roles
          .filter(({ role }) => role === 'trainingAdministrator')
          .map(({ organisationId: id, organisationName: name }) => ({ id, name })),
        plans: told,
        waiting: (await plansWaiting(db, paths))
          .filter(plan => decidesPlan(actor, plan))
          .map(plan => ({ id: plan.id, organisationName: plan.organisationName, year: plan.year })),
        missing: organisations
          .filter(organisation => isExpected(organisation, organisations) && !has.has(organisation.id))
          .map(({ id, name, level }) => ({ organisationId: id, organisationName: name, level })),
        totals: addedUp(told.map(({ sums }) => sums)),
        approved: addedUp(told.filter(({ id }) => wasApproved(known.find(plan => plan.id === id)!.steps)).map(({ sums }) => sums))
      }
    }
  },
  'POST /plans': {
    permission: cohortsToPlan,
    answer: async ({ db, actor, body, now, note }) => {
      const organisation = await organisationOn(db, body.organisationId, dayOf(now))
      if (!organisation || !reaches(actor, ['trainingAdministrator'], organisation.path)) throw notFound()
      const id = await addPlan(db, organisation.id, body.year, actor.accountId, now)
      note({ planId: id, year: body.year }, organisation.id)
      return { id }
    }
  },
  'GET /plans/:planId': {
    permission: planToRead,
    answer: async ({ db, actor, found: plan, now }) => {
      const items = await itemsOf(db, [plan.id])
      const state = standOf(plan, items)
      const named = await strataNamedOn(db, now)
      const { id, organisationId, organisationName, level, year, steps } = plan
      const isWriter = writesPlan(actor, plan)
      return {
        id,
        organisationId,
        organisationName,
        level,
        year,
        state,
        isApproved: wasApproved(steps),
        filedBy: filedBy(year),
        today: dayOf(now),
        ratio: (await packOn(db, dayOf(now))).pack.ratio,
        items: withStates(plan, items).map(({ planId: _plan, approvedIn: _approved, ...item }) => ({
          ...item,
          ...named(item.stratum)
        })),
        sums: planSumsOf(plan, items),
        removed: await removedFrom(db, id),
        steps: steps.map(({ id: _id, takenById: _by, ...step }) => step),
        approvers: await decidersOf(db, plan.path),
        mayWrite: isWriter && mayBeWritten(state),
        maySubmit: isWriter && mayBeSubmitted(state, items.length),
        mayDecide: mayBeDecided(state) && decidesPlan(actor, plan),
        maySetUp: isWriter && wasApproved(steps)
      }
    }
  },
  'POST /plans/:planId/submission': {
    permission: planToWrite,
    answer: async ({ db, actor, found, now, note }) => {
      const plan = await holdPlan(db, found.id)
      const items = await itemsOf(db, [plan.id])
      const state = standOf(plan, items)
      if (state === 'submitted') throw isSubmitted()
      if (!mayBeSubmitted(state, items.length)) throw nothingToSubmit(items.length === 0)
      await takeStep(db, { planId: plan.id, kind: 'submitted', reason: null, document: null, takenBy: actor.accountId }, now)
      note({ planId: plan.id, year: plan.year, ...planSumsOf(plan, items) }, plan.organisationId)
      return { done: true }
    }
  },
  'POST /plans/:planId/return': {
    permission: planToDecide,
    answer: async ({ db, actor, found, body, now, note }) => {
      const plan = await holdPlan(db, found.id)
      if (!mayBeDecided(standOf(plan, []))) throw notSubmitted()
      const reason = body.reason.trim()
      await takeStep(db, { planId: plan.id, kind: 'returned', reason, document: null, takenBy: actor.accountId }, now)
      note({ planId: plan.id, year: plan.year, reason }, plan.organisationId)
      return { done: true }
    }
  },
  'POST /plans/:planId/approval': {
    permission: planToDecide,
    answer: async ({ db, actor, found, body, now, note }) => {
      const plan = await holdPlan(db, found.id)
      if (!mayBeDecided(standOf(plan, []))) throw notSubmitted()
      const items = await itemsOf(db, [plan.id])
      const document = body.document.trim()
      const stepId = await takeStep(
        db,
        { planId: plan.id, kind: 'approved', reason: null, document, takenBy: actor.accountId },
        now
      )
      const entered = items.filter(({ approvedIn }) => approvedIn === null).map(({ id }) => id)
      const removed = items.filter(({ removalReason }) => removalReason !== null).map(({ id }) => id)
      await enter(db, entered, stepId)
      for (const itemId of removed) await dropItem(db, itemId, now)
      note({ planId: plan.id, year: plan.year, document, entered, removed }, plan.organisationId)
      return { entered: entered.length, removed: removed.length }
    }
  }
})
