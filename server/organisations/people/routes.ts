import { sql } from 'drizzle-orm'
import { firstOf, type Db } from '../../database/db.ts'
import type { Actor } from '../../http/actor.ts'
import { endpoints } from '../../http/endpoints.ts'
import { badInput, notFound, refuse } from '../../http/refusals.ts'
import { dayOf, type Day } from '../../time/dates.ts'
import { keepNumbers } from '../corrections.ts'
import { organisationToManage, partToRead, personToManage } from '../permissions.ts'
import { addMemberships, addPeople, addPosts } from '../queries.ts'
import { membershipsOf, postsOf } from '../roster.ts'
import { organisationToAddTo } from '../tree/permissions.ts'
import { contract } from './contract.ts'
import { changePerson, groupsWithin, holdMembership, makeMain, reservesWithin, type Grouped } from './queries.ts'
import {
  AGE_BANDS,
  ageBandOf,
  ageOn,
  EDUCATIONS,
  GENDERS,
  idContradicts,
  isIdNumber,
  isMinority,
  JOINING_BANDS,
  joiningBandOf,
  laterThan,
  OCCUPATIONS,
  reserveFaults,
  RESERVES_PER_VILLAGE
} from './rules.ts'

type Stated = { idNumber: string | null; gender: string | null; birthMonth: string | null }

const mustBeTheirs = ({ idNumber, ...stated }: Stated): void => {
  if (idNumber === null) return
  if (!isIdNumber(idNumber))
    throw badInput('id-number-wrong', '身份证号校验不通过，有一位写错了。', 'The ID number fails its check.', {
      field: 'idNumber'
    })
  const against = idContradicts(idNumber, stated)
  if (against)
    throw badInput(
      'id-number-contradicts',
      against === 'gender' ? '性别和身份证号不一致。' : '出生年月和身份证号不一致。',
      against === 'gender' ? 'The ID number says another gender.' : 'The ID number says another month of birth.',
      { field: against }
    )
}

const wrongWayRound = () =>
  badInput('wrong-way-round', '任职止要晚于任职起。', 'A post ends after it begins.', { field: 'until' })

const laterKnown = (from: Day, field: string) =>
  badInput(
    'later-change',
    `已经登记了从 ${from} 起的变动，新的变动不能早于这一天。`,
    `A change from ${from} on is already known; a new one cannot be dated before it.`,
    { field, facts: { from } }
  )

const placeToManage = (db: Db, actor: Actor, organisationId: number, on: Day) =>
  organisationToManage(db, actor, organisationId, on)

export const routes = endpoints(contract, {
  'POST /organisations/:organisationId/people': {
    permission: organisationToAddTo,
    answer: async ({ db, found: organisation, body, keys, now, note, announce }) => {
      const { on, role, portfolio, isMain, stage, ...person } = body
      if (role === null && stage === null)
        throw badInput('nowhere', '请填职务或党员类别，至少一项。', 'Give a post or a membership, at least one.', {
          field: 'role'
        })
      const idNumber = person.idNumber?.toUpperCase() ?? null
      mustBeTheirs({ ...person, idNumber })
      const [id] = await addPeople(db, keys, [{ ...person, name: person.name.trim(), idNumber, validFrom: on }], now)
      const place = { personId: id!, organisationId: organisation.id, validFrom: on }
      if (role !== null) await addPosts(db, [{ ...place, role, portfolio, isMain }], now)
      if (stage !== null) await addMemberships(db, [{ ...place, stage }], now)
      await announce('peopleChanged', [id!])
      // The numbers themselves stay out of the log.
      note({ personId: id!, on, role, stage, name: person.name }, organisation.id)
      return { id: id! }
    }
  },
  'POST /people/:personId/facts': {
    permission: personToManage,
    answer: async ({ db, found, body: { from, ...facts }, now, note }) => {
      const later = await firstOf<{ from: Day }>(
        db,
        sql`select valid_from::text as "from" from person_facts
            where person_id = ${found.personId} and recorded_until is null and valid_from > ${from} order by valid_from limit 1`
      )
      if (later) throw laterKnown(later.from, 'from')
      await changePerson(db, found.personId, { ...facts, name: facts.name.trim() }, from, now)
      note({ personId: found.personId, from, ...facts }, found.organisationId)
      return { done: true }
    }
  },
  'POST /people/:personId/numbers': {
    permission: personToManage,
    answer: async ({ db, found, body, keys, now, note }) => {
      const idNumber = body.idNumber?.toUpperCase() ?? null
      const known = await firstOf<{ gender: string | null; birthMonth: string | null }>(
        db,
        sql`select gender, birth_month as "birthMonth" from person_facts
            where person_id = ${found.personId} and recorded_until is null and valid_from <= ${dayOf(now)} order by valid_from desc limit 1`
      )
      mustBeTheirs({ gender: null, birthMonth: null, ...known, idNumber })
      await keepNumbers(db, keys, [{ personId: found.personId, ...body, idNumber }])
      const changed = (['idNumber', 'mobile', 'staffNumber'] as const).filter(which => body[which] !== null)
      note({ personId: found.personId, changed }, found.organisationId)
      return { done: true }
    }
  },
  'POST /people/:personId/posts': {
    permission: personToManage,
    answer: async ({ db, actor, found, body, now, note, announce }) => {
      const { from, until, organisationId, isMain } = body
      if (until !== null && until <= from) throw wrongWayRound()
      await placeToManage(db, actor, organisationId, from)
      if (isMain) await makeMain(db, found.personId, null, from, now)
      const { role, portfolio } = body
      await addPosts(
        db,
        [{ personId: found.personId, organisationId, role, portfolio, isMain, validFrom: from, validUntil: until }],
        now
      )
      await announce('peopleChanged', [found.personId])
      note({ personId: found.personId, ...body }, organisationId)
      return { done: true }
    }
  },
  'POST /people/:personId/posts/:postId/main': {
    permission: personToManage,
    answer: async ({ db, found, params, body, now, note, announce }) => {
      const post = (await postsOf(db, found.personId)).find(({ postId }) => postId === params.postId)
      if (!post) throw notFound()
      if (post.validUntil !== null && post.validUntil <= body.on)
        throw badInput('not-held-then', '这一天已经不担任这个职务了。', 'The post is no longer held on that day.', {
          field: 'on'
        })
      await makeMain(db, found.personId, params.postId, body.on, now)
      await announce('peopleChanged', [found.personId])
      note({ personId: found.personId, postId: params.postId, on: body.on }, post.organisationId)
      return { done: true }
    }
  },
  'POST /people/:personId/membership': {
    permission: personToManage,
    answer: async ({ db, actor, found, body, now, note, announce }) => {
      const held = await membershipsOf(db, found.personId)
      const later = laterThan(held, body.from)
      if (later) throw laterKnown(later.validFrom, 'from')
      const present = held.find(
        ({ validFrom, validUntil }) => validFrom <= body.from && (validUntil === null || validUntil > body.from)
      )
      if (
        body.organisationId === null ? !present : present?.organisationId === body.organisationId && present.stage === body.stage
      )
        throw refuse('nothing-changes', '组织关系没有变化。', 'Nothing would change.', { field: 'organisationId' })
      if (body.organisationId !== null) await placeToManage(db, actor, body.organisationId, body.from)
      await holdMembership(db, { personId: found.personId, ...body }, now)
      await announce('peopleChanged', [found.personId])
      note({ personId: found.personId, ...body }, body.organisationId ?? found.organisationId)
      return { done: true }
    }
  },
  'GET /people-groups': {
    permission: partToRead,
    answer: async ({ db, found, query, now }) => {
      const asOf = query.asOf ?? dayOf(now)
      const rows = await groupsWithin(db, found, asOf, query.members ?? false)
      const of = (dimension: string) => rows.filter(row => row.dimension === dimension)
      return {
        asOf,
        total: of('gender').reduce((sum, { people }) => sum + people, 0),
        gender: counted(of('gender'), GENDERS, value => value),
        minority: counted(of('ethnicGroup'), ['han', 'minority'], value => (isMinority(value) ? 'minority' : 'han')),
        education: counted(of('education'), EDUCATIONS, value => value),
        age: counted(of('birthMonth'), AGE_BANDS, value => ageBandOf(ageOn(value, asOf))),
        joined: counted(of('joinedMonth'), JOINING_BANDS, joiningBandOf),
        occupation: counted(of('occupation'), OCCUPATIONS, value => value)
      }
    }
  },
  'GET /reserves': {
    permission: partToRead,
    answer: async ({ db, found, query, now }) => {
      const asOf = query.asOf ?? dayOf(now)
      const lines = Map.groupBy(await reservesWithin(db, found, asOf), ({ organisationId }) => organisationId)
      return {
        asOf,
        wanted: RESERVES_PER_VILLAGE,
        villages: [...lines.values()].map(ofVillage => {
          const { organisationId, organisationName, unitName } = ofVillage[0]!
          const reserves = ofVillage.flatMap(({ personId, name, birthMonth, education }) =>
            personId === null
              ? []
              : [
                  {
                    personId,
                    name: name ?? '',
                    age: birthMonth === null ? null : ageOn(birthMonth, asOf),
                    education,
                    faults: reserveFaults({ birthMonth, education }, asOf)
                  }
                ]
          )
          const missing = Math.max(0, RESERVES_PER_VILLAGE - reserves.length)
          return { organisationId, organisationName, unitName, missing, reserves }
        })
      }
    }
  }
})

/** The groups in their order, those too in which nobody is; at the end those of whom it is not known. */
const counted = (rows: readonly Grouped[], order: readonly string[], groupOf: (value: string) => string) => {
  const sums = new Map<string, number>(order.map(value => [value, 0]))
  for (const { value, people } of rows) {
    const group = value === null ? 'unknown' : groupOf(value)
    sums.set(group, (sums.get(group) ?? 0) + people)
  }
  return [...sums].map(([value, people]) => ({ value, people }))
}
