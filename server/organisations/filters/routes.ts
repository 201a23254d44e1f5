import { endpoints } from '../../http/endpoints.ts'
import type { ConstraintRefusals } from '../../http/errors.ts'
import { badInput, refuse } from '../../http/refusals.ts'
import { packOn } from '../../policies/queries.ts'
import { dayOf } from '../../time/dates.ts'
import { managesRoster, organisationToManage, rosterToRead } from '../permissions.ts'
import { contract } from './contract.ts'
import { filterToRemove, ownerToKeep } from './permissions.ts'
import { addFilter, filtersFor, removeFilter } from './queries.ts'

export const constraints: ConstraintRefusals = {
  saved_filters_once: () =>
    refuse('name-taken', '已有一个同名的筛选。', 'There already is a filter of this name.', { field: 'name' })
}

export const routes = endpoints(contract, {
  'GET /filters': {
    permission: rosterToRead,
    answer: async ({ db, actor, found, now }) => ({
      filters: (await filtersFor(db, found, dayOf(now))).map(({ id, name, organisationId, createdBy, criteria, path }) => ({
        ...criteria,
        id,
        name,
        ownerId: organisationId,
        createdBy,
        mayRemove: managesRoster(actor, path)
      }))
    })
  },
  'POST /filters': {
    permission: ownerToKeep,
    answer: async ({ db, actor, found: owner, body, now, note }) => {
      const { name, ownerId: _owner, ...criteria } = body
      if ((criteria.requirement === null) !== (criteria.state === null))
        throw badInput('half-a-standing', '应训要求和应训状态要一起选。', 'A requirement and a standing go together.', {
          field: criteria.state === null ? 'state' : 'requirement'
        })
      if (criteria.organisationId !== null) await organisationToManage(db, actor, criteria.organisationId, dayOf(now))
      const { pack } = await packOn(db, dayOf(now))
      if (criteria.stratum !== null && !pack.strata.some(({ code }) => code === criteria.stratum))
        throw badInput('unknown-stratum', '没有这个分层。', 'There is no such stratum.', { field: 'stratum' })
      if (criteria.requirement !== null && !pack.requirements.some(({ code }) => code === criteria.requirement))
        throw badInput('unknown-requirement', '没有这项应训要求。', 'There is no such requirement.', { field: 'requirement' })
      const kept = { organisationId: owner.id, name: name.trim(), criteria, createdBy: actor.accountId }
      const id = await addFilter(db, kept, now)
      note({ filterId: id, ...body }, owner.id)
      return { id }
    }
  },
  'DELETE /filters/:filterId': {
    permission: filterToRemove,
    answer: async ({ db, found, note }) => {
      await removeFilter(db, found.id)
      note({ filterId: found.id, name: found.name, criteria: found.criteria }, found.organisationId)
      return { done: true }
    }
  }
})
