import { endpoints } from '../../http/endpoints.ts'
import type { Db } from '../../database/db.ts'
import type { ConstraintRefusals } from '../../http/errors.ts'
import { reaches } from '../../http/actor.ts'
import { badInput, notFound, refuse } from '../../http/refusals.ts'
import { organisationOn } from '../../organisations/queries.ts'
import { packOn } from '../../policies/queries.ts'
import { dayOf } from '../../time/dates.ts'
import { cohortsToPlan } from '../permissions.ts'
import { rounds } from './contract.ts'
import { roundToKeep } from './permissions.ts'
import { addRound, changeRound, giveUpRound, isInUse, roundsFor, type RoundFields } from './rounds.ts'

const backwards = () =>
  badInput('ends-before-it-starts', '结束日期不能早于开始日期。', 'The last day cannot come before the first.', {
    field: 'untilOn'
  })

export const constraints: ConstraintRefusals = {
  rotation_rounds_once: () =>
    refuse('round-known', '已经有这个名称的轮次。', 'There is a round of this name already.', { field: 'name' }),
  rotation_round_facts_days: backwards
}

const checked = async (db: Db, { name, ...round }: RoundFields, now: Date): Promise<RoundFields> => {
  if (round.untilOn < round.fromOn) throw backwards()
  const { pack } = await packOn(db, dayOf(now))
  if (round.requirement !== null && !pack.requirements.some(({ code }) => code === round.requirement))
    throw badInput('unknown-requirement', '没有这项应训要求。', 'There is no such requirement.', { field: 'requirement' })
  return { ...round, name: name.trim() }
}

export const roundRoutes = endpoints(rounds, {
  'GET /rotation-rounds': {
    permission: cohortsToPlan,
    answer: async ({ db, actor, found }) => ({
      rounds: (await roundsFor(db, found)).map(({ path, ...round }) => ({
        ...round,
        mayChange: reaches(actor, ['trainingAdministrator'], path)
      }))
    })
  },
  'POST /rotation-rounds': {
    permission: cohortsToPlan,
    answer: async ({ db, actor, body, now, note }) => {
      const organisation = await organisationOn(db, body.organisationId, dayOf(now))
      if (!organisation || !reaches(actor, ['trainingAdministrator'], organisation.path)) throw notFound()
      const { organisationId: _asked, ...sent } = body
      const fields = await checked(db, sent, now)
      const id = await addRound(db, organisation.id, fields, actor.accountId, now)
      note({ roundId: id, ...fields }, organisation.id)
      return { id }
    }
  },
  'PUT /rotation-rounds/:roundId': {
    permission: roundToKeep,
    answer: async ({ db, actor, found, body, now, note }) => {
      const fields = await checked(db, body, now)
      await changeRound(db, found, fields, actor.accountId, now)
      note({ roundId: found.id, ...fields }, found.organisationId)
      return { done: true }
    }
  },
  'POST /rotation-rounds/:roundId/removal': {
    permission: roundToKeep,
    answer: async ({ db, found, now, note }) => {
      if (await isInUse(db, found.id))
        throw refuse('round-in-use', '计划里还有项目属于这个轮次。', 'Items of a plan still belong to this round.')
      await giveUpRound(db, found.id, now)
      note({ roundId: found.id, name: found.name }, found.organisationId)
      return { done: true }
    }
  }
})
