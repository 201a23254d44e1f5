import { endpoints } from '../http/endpoints.ts'
import type { ConstraintRefusals } from '../http/errors.ts'
import { badInput, notFound, refuse } from '../http/refusals.ts'
import { packOn } from '../policies/queries.ts'
import { dayOf } from '../time/dates.ts'
import { contract } from './contract.ts'
import { dueDatesOf } from './dueDates/queries.ts'
import { mayWaive } from './exemptions/rules.ts'
import { amongOf } from './filters/queries.ts'
import { findPeople } from './finding/queries.ts'
import { managesRoster, partToRead, personToManage, personToRead, rosterToRead } from './permissions.ts'
import { decrypt, masked, maskedMobile } from './personal.ts'
import { addExemption, endPost } from './queries.ts'
import { exemptionsOf, idCipherOf, membershipsOf, PAGE_SIZE, personById, postsOf, treeOn } from './roster.ts'
import { exemptionAtTheSameTime, mayEndOn } from './rules.ts'

const postHeld = () =>
  refuse('post-held', '同一时间同一个人已有这个职务。', 'This person already holds this post at that time.', { field: 'role' })

export const constraints: ConstraintRefusals = {
  personal_data_id_once: () =>
    refuse('id-number-taken', '这个身份证号已经在名册上了。', 'This ID number is already on the roster.', { field: 'idNumber' }),
  people_staff_number_once: () =>
    refuse('staff-number-taken', '这个工号已经在名册上了。', 'This staff number is already on the roster.', {
      field: 'staffNumber'
    }),
  posts_same_twice: postHeld,
  posts_not_twice: postHeld,
  exemptions_order: () => wrongWayRound()
}

const wrongWayRound = () =>
  badInput('wrong-way-round', '免训的截止日要晚于开始日。', 'An exemption ends after it begins.', { field: 'validUntil' })

export const routes = endpoints(contract, {
  'GET /organisations': {
    permission: rosterToRead,
    answer: async ({ db, actor, found, query, now }) => {
      const asOf = query.asOf ?? dayOf(now)
      const tree = await treeOn(db, found, asOf, query.unfolded ? { downTo: query.downTo ?? null } : 'all')
      return {
        asOf,
        organisations: tree.map(({ path, ...organisation }) => ({ ...organisation, mayManage: managesRoster(actor, path) }))
      }
    }
  },
  'GET /people': {
    permission: partToRead,
    answer: async ({ db, found, query, keys, now }) => {
      const page = query.page ?? 1
      const asOf = query.asOf ?? dayOf(now)
      const { stratum = null, requirement = null, state = null } = query
      const { people, ...counted } = await findPeople(db, keys, {
        paths: found,
        only: query.directly ? (query.organisationId ?? null) : null,
        q: query.q ?? '',
        role: query.role || null,
        stage: query.stage ?? null,
        field: query.field ?? null,
        among: await amongOf(db, { stratum, requirement, state }, asOf),
        day: asOf,
        page
      })
      return {
        asOf,
        page,
        pageSize: PAGE_SIZE,
        ...counted,
        people: people.map(({ idLastFour, ...person }) => ({ ...person, idNumber: masked(idLastFour) }))
      }
    }
  },
  'GET /people/:personId': {
    permission: personToRead,
    answer: async ({ db, found }) => {
      const person = await personById(db, found.personId)
      if (!person) throw notFound()
      const { idLastFour, mobileLastFour, ...facts } = person
      return {
        ...facts,
        idNumber: masked(idLastFour),
        mobile: maskedMobile(mobileLastFour),
        posts: await postsOf(db, found.personId),
        memberships: await membershipsOf(db, found.personId),
        exemptions: await exemptionsOf(db, found.personId),
        dueDates: await dueDatesOf(db, found.personId),
        mayManage: found.mayManage
      }
    }
  },
  'POST /people/:personId/exemptions': {
    permission: personToManage,
    answer: async ({ db, found, body, now, note, announce }) => {
      if (body.validUntil !== null && body.validUntil <= body.validFrom) throw wrongWayRound()
      const { pack } = await packOn(db, dayOf(now))
      if (body.requirement !== null && !pack.requirements.some(({ code }) => code === body.requirement))
        throw badInput('unknown-requirement', '没有这项应训要求。', 'There is no such requirement.', { field: 'requirement' })
      if (body.kind === 'waiver' && !mayWaive(pack.requirements.find(({ code }) => code === body.requirement) ?? null))
        throw badInput(
          'not-to-be-waived',
          '只有“一般应当”的要求可以经批准不作要求；请选这样一项，或写明别的免训原因。',
          'Only a requirement that should be met can be waived.',
          { field: 'requirement' }
        )
      const other = exemptionAtTheSameTime(await exemptionsOf(db, found.personId), body)
      if (other)
        throw refuse(
          'already-exempt',
          `${other.validFrom} 起已经免训，原因是“${other.reason}”。`,
          `Already exempt from ${other.validFrom} on: "${other.reason}".`,
          { field: 'validFrom', facts: { exemptionId: other.exemptionId } }
        )
      await addExemption(db, { personId: found.personId, ...body }, now)
      await announce('peopleChanged', [found.personId])
      note({ personId: found.personId, ...body }, found.organisationId)
      return { done: true }
    }
  },
  'POST /people/:personId/posts/:postId/end': {
    permission: personToManage,
    answer: async ({ db, found, params, body, now, note, announce }) => {
      const post = (await postsOf(db, found.personId)).find(({ postId }) => postId === params.postId)
      if (!post) throw notFound()
      if (!mayEndOn(post, body.on))
        throw badInput(
          'not-held-then',
          `这个职务从 ${post.validFrom} 任到${post.validUntil ? ` ${post.validUntil}` : '现在'}，离任日期要在这之间。`,
          `The post is held from ${post.validFrom} until ${post.validUntil ?? 'now'}; it can only end in between.`,
          { field: 'on' }
        )
      await endPost(db, params.postId, body.on, now)
      await announce('peopleChanged', [found.personId])
      note({ personId: found.personId, postId: params.postId, on: body.on }, post.organisationId)
      return { done: true }
    }
  },
  'POST /people/:personId/id-reveal': {
    permission: personToManage,
    answer: async ({ db, found, body, keys, note }) => {
      const cipher = await idCipherOf(db, found.personId)
      if (!cipher) throw refuse('no-id-number', '名册上没有这个人的身份证号。', 'The roster has no ID number of this person.')
      note({ personId: found.personId, reason: body.reason }, found.organisationId)
      return { idNumber: decrypt(keys, cipher) }
    }
  }
})
