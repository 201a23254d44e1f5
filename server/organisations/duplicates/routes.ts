import type { Db } from '../../database/db.ts'
import { endpoints } from '../../http/endpoints.ts'
import type { ConstraintRefusals } from '../../http/errors.ts'
import { badInput, refuse } from '../../http/refusals.ts'
import { dayOf } from '../../time/dates.ts'
import { personToManage } from '../permissions.ts'
import { masked, maskedMobile } from '../personal.ts'
import { contract } from './contract.ts'
import { mergePeople, separatePeople } from './merging.ts'
import { mergerToReverse, partToKeep } from './permissions.ts'
import { addDistinction, addReversal, distinctionsAmong, mergersWithin, namesakesWithin, type Namesake } from './queries.ts'
import { alikeIn, type Alike } from './rules.ts'

const PAGE_SIZE = 20

const inMerger = () =>
  refuse(
    'in-a-merger',
    '其中一个已经和别的条目合并过，先撤回那次合并。',
    'One of them is part of another merger; take that one back first.'
  )

export const constraints: ConstraintRefusals = {
  person_merges_once: inMerger,
  person_merges_flat: inMerger,
  person_distinctions_once: () =>
    refuse('already-distinct', '已经说明过这是两个人。', 'These are already known to be two people.'),
  person_merge_reversals_once: () => refuse('already-reversed', '这次合并已经撤回。', 'This merger is already taken back.')
}

export const routes = endpoints(contract, {
  'GET /duplicates': {
    permission: partToKeep,
    answer: async ({ db, found, query, now }) => {
      const pairs = await pairsWithin(db, found, dayOf(now))
      const page = query.page ?? 1
      return {
        page,
        pageSize: PAGE_SIZE,
        total: pairs.length,
        pairs: pairs
          .slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE)
          .map(({ alike, one, other }) => ({ alike, one: shown(one), other: shown(other) })),
        mergers: await mergersWithin(db, found)
      }
    }
  },
  'POST /people/:personId/mergers': {
    permission: personToManage,
    answer: async ({ db, actor, found, body, now, note, announce }) => {
      const { mergedId, reason } = body
      if (mergedId === found.personId) throw oneAndTheSame('mergedId')
      await personToManage(db, actor, { params: { personId: mergedId }, now })
      const id = await mergePeople(db, { keptId: found.personId, mergedId, reason, by: actor.accountId }, now)
      await announce('peopleChanged', [found.personId, mergedId])
      note({ personId: found.personId, ...body, mergerId: id }, found.organisationId)
      return { id }
    }
  },
  'POST /people/:personId/distinctions': {
    permission: personToManage,
    answer: async ({ db, actor, found, body, now, note }) => {
      if (body.otherId === found.personId) throw oneAndTheSame('otherId')
      await personToManage(db, actor, { params: { personId: body.otherId }, now })
      const { otherId: other, reason } = body
      await addDistinction(db, { one: found.personId, other, reason, by: actor.accountId }, now)
      note({ personId: found.personId, ...body }, found.organisationId)
      return { done: true }
    }
  },
  'POST /person-mergers/:mergerId/reversal': {
    permission: mergerToReverse,
    answer: async ({ db, actor, found, body, now, note, announce }) => {
      await addReversal(db, found.id, body.reason, actor.accountId, now)
      await separatePeople(db, found, now)
      await announce('peopleChanged', [found.keptId, found.mergedId])
      note({ mergerId: found.id, personId: found.keptId, mergedId: found.mergedId, ...body }, found.organisationId)
      return { done: true }
    }
  }
})

const oneAndTheSame = (field: string) =>
  badInput('one-and-the-same', '要选两个不同的条目。', 'Two different entries are needed.', { field })

type Pair = { alike: Alike[]; one: Namesake; other: Namesake }

const pairsWithin = async (db: Db, paths: readonly string[], day: string): Promise<Pair[]> => {
  const byName = Map.groupBy(await namesakesWithin(db, paths, day), ({ name }) => name)
  const pairs = [...byName.values()].flatMap(namesakes =>
    namesakes.flatMap((one, i) =>
      namesakes.slice(i + 1).flatMap(other => {
        const alike = alikeIn(one, other)
        return alike.length ? [{ alike, one, other }] : []
      })
    )
  )
  const told = await distinctionsAmong(
    db,
    pairs.flatMap(({ one, other }) => [one.personId, other.personId])
  )
  const isTold = new Set(told.map(({ one, other }) => `${one} ${other}`))
  return pairs.filter(({ one, other }) => {
    const [smaller, larger] = [one.personId, other.personId].toSorted((a, b) => a - b)
    return !isTold.has(`${smaller} ${larger}`)
  })
}

const shown = ({
  idLastFour,
  mobileLastFour,
  mobileHash: _hash,
  hasIdNumber: _has,
  organisationIds: _ids,
  ...entry
}: Namesake) => ({ ...entry, idNumber: masked(idLastFour), mobile: maskedMobile(mobileLastFour) })
