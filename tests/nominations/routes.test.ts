import { and, eq, isNull } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { closings } from '../../server/cohorts/schema.ts'
import { standings } from '../../server/coverage/schema.ts'
import { completions } from '../../server/credits/schema.ts'
import { enrolmentEvents, enrolments } from '../../server/enrolment/schema.ts'
import { compareCandidates } from '../../server/nominations/rules.ts'
import { addMemberships, addPeople, addPosts, pinyinKey } from '../../server/organisations/queries.ts'
import { packOn } from '../../server/policies/queries.ts'
import { testSettings } from '../harness.ts'
import { makeWorld, type World } from '../world.ts'
import { addCohort, addSecretaries, closeCohort } from '../enrolment/cohort.ts'

let world: World
let list: string
let cohortId: number
const as = (who: Parameters<World['as']>[0]) => world.as(who)
const namesIn = (body: { candidates: { name: string }[] }) => body.candidates.map(({ name }) => name)

type State = 'covered' | 'outstanding' | 'notYetDue' | 'exempt' | 'left'
const stand = async (name: string, state: State, requirement = 'secretary.rotation', over: object = {}) => {
  const { db } = world.database
  const { versionId } = await packOn(db, '2026-09-07')
  // What the world knew of this person until now is closed: these lists are about their order, not about how a standing comes to be.
  await db
    .update(standings)
    .set({ recordedUntil: world.clock() })
    .where(and(eq(standings.personId, world.who[name]!), eq(standings.requirement, requirement), isNull(standings.recordedUntil)))
  await db.insert(standings).values({
    personId: world.who[name]!,
    requirement,
    period: 2026,
    organisationId: world.at['柳湾村党支部']!,
    stratum: 'villageSecretary',
    state,
    isFlagged: false,
    versionId,
    validFrom: '2026-01-01',
    validUntil: '2027-01-01',
    recordedFrom: world.clock(),
    ...over
  })
}

/** A rotation of an earlier year that this person completed, or sat in without completing it. */
const trained = async (name: string, completedOn: string, isCompleted = true) => {
  const { db } = world.database
  const { versionId } = await packOn(db, '2026-09-07')
  const past = await addCohort(world, { name: `${completedOn.slice(0, 4)} 年村书记轮训班`, days: [completedOn] })
  const [enrolment] = await db
    .insert(enrolments)
    .values({
      cohortId: past.id,
      personId: world.who[name]!,
      organisationId: world.at['柳湾村党支部']!,
      postSnapshot: '书记',
      number: 1
    })
    .returning({ id: enrolments.id })
  await db.insert(enrolmentEvents).values({
    enrolmentId: enrolment!.id,
    cohortId: past.id,
    kind: 'enrolled',
    at: world.clock(),
    accountId: world.account.wang!
  })
  await closeCohort(world, past.id, past.lessons)
  const [closing] = await db.select({ id: closings.id }).from(closings).where(eq(closings.cohortId, past.id))
  await db.insert(completions).values({
    enrolmentId: enrolment!.id,
    personId: world.who[name]!,
    cohortId: past.id,
    closingId: closing!.id,
    isCompleted,
    totalCentiCredits: 400,
    earnedCentiCredits: 400,
    leaveCentiCredits: 0,
    absentCentiCredits: 0,
    completedOn,
    kind: 'rotation',
    organiserLevel: 'county',
    versionId,
    recordedAt: world.clock()
  })
}

beforeAll(async () => {
  world = await makeWorld()
  const names = ['白玉兰', '陈大伟', '杜鹃', '方圆', '高峰', '何平', '江南']
  const ids = await addSecretaries(world, names, '石岭村党支部')
  names.forEach((name, at) => (world.who[name] = ids[at]!))
  await stand('林文博', 'outstanding')
  await stand('孙国庆', 'outstanding')
  await stand('白玉兰', 'covered')
  await stand('陈大伟', 'notYetDue')
  await stand('杜鹃', 'exempt')
  await stand('方圆', 'outstanding')
  await stand('高峰', 'outstanding')
  // What was known before and what is still to come say nothing about today.
  await stand('何平', 'covered', 'secretary.rotation', { recordedUntil: world.clock() })
  await stand('何平', 'outstanding', 'secretary.rotation', { validFrom: '2026-12-01' })
  await stand('林文博', 'covered', 'committee.annual')
  await trained('林文博', '2024-05-24')
  await trained('孙国庆', '2025-04-18')
  await trained('方圆', '2025-10-10', false)
  cohortId = (await addCohort(world, { capacity: 3 })).id
  list = `GET /cohorts/${cohortId}/candidates`
})
afterAll(() => world.close())

describe('who sees the list', () => {
  test('who manages the cohort, nobody else', async () => {
    expect((await as(null)(list)).status).toBe(401)
    for (const who of ['xu', 'chen', 'luo', 'gao', 'admin', 'lin'] as const) expect((await as(who)(list)).status).toBe(403)
    expect((await as('wangElsewhere')(list)).status).toBe(404)
    expect((await as('wang')('GET /cohorts/999999/candidates')).status).toBe(404)
  })

  test('a unit of the other county is not found, and an unknown requirement is refused by name', async () => {
    expect((await as('wang')(`${list}?unitId=${world.at['河口镇']}`)).status).toBe(404)
    expect((await as('wang')(`${list}?unitId=${world.at['安河市']}`)).status).toBe(404)
    expect((await as('wang')(`${list}?requirement=member.annual`)).body).toMatchObject({
      code: 'unknown-requirement',
      field: 'requirement'
    })
    expect((await as('wang')(`${list}?page=0`)).body).toMatchObject({ code: 'bad-field', field: 'page' })
  })
})

describe('the list', () => {
  test('未训 who never completed a cohort first, then longest ago, then 未到期, 已训, nobody’s business, 免训', async () => {
    const { body } = await as('wang')(list)
    expect(namesIn(body)).toEqual(['方圆', '高峰', '林文博', '孙国庆', '陈大伟', '白玉兰', '何平', '江南', '杜鹃'])
    expect(body).toMatchObject({
      asOf: '2026-09-07',
      stratum: { code: 'villageSecretary', zh: '村党组织书记' },
      requirement: 'secretary.rotation',
      total: 9,
      outstanding: 4,
      seats: 3,
      taken: 0
    })
    expect(body.requirements.map(({ code }: { code: string }) => code)).toEqual([
      'secretary.rotation',
      'committee.annual',
      'secretary.onboarding'
    ])
    expect(body.units.map(({ name }: { name: string }) => name)).toEqual(['青石镇', '东湖街道'])
    expect(body.candidates[2]).toEqual({
      personId: world.who['林文博'],
      name: '林文博',
      unitId: world.at['柳湾村党支部'],
      unitAndPost: '柳湾村党支部 书记',
      within: '青石镇',
      standing: 'outstanding',
      isFlagged: false,
      lastCohort: '2024 年村书记轮训班',
      lastCompletedOn: '2024-05-24',
      seatNumber: null,
      isEnrolled: false
    })
    // A cohort one sat in without completing it is no training.
    expect(body.candidates[0]).toMatchObject({ name: '方圆', lastCohort: null, lastCompletedOn: null })
  })

  test('is in the order the rules say', async () => {
    const { candidates } = (await as('wang')(list)).body
    const placed = candidates.map((each: { name: string }) => ({ ...each, pinyin: pinyinKey(each.name) }))
    expect(placed.toSorted(compareCandidates)).toEqual(placed)
  })

  test('holds village secretaries of this county only: no deputy, no community, no other county', async () => {
    const names = namesIn((await as('wang')(list)).body)
    for (const name of ['赵德明', '吴桂香', '郑海峰']) expect(names).not.toContain(name)
    const community = await addCohort(world, { stratum: 'communitySecretary' })
    expect(namesIn((await as('wang')(`GET /cohorts/${community.id}/candidates`)).body)).toEqual(['吴桂香'])
    const committee = await addCohort(world, { stratum: 'committee' })
    expect(namesIn((await as('wang')(`GET /cohorts/${committee.id}/candidates`)).body)).toEqual(['赵德明'])
  })

  test('a second post adds nobody a second time: the main post says where a person stands', async () => {
    const since = { portfolio: null, isMain: false, validFrom: '2016-01-01' }
    await addPosts(
      world.database.db,
      [{ ...since, personId: world.who['吴桂香']!, organisationId: world.at['石岭村党支部']!, role: 'secretary' }],
      world.clock()
    )
    expect(namesIn((await as('wang')(list)).body)).not.toContain('吴桂香')
  })

  test('a cohort of one town draws on that town', async () => {
    const town = await addCohort(world, { at: '东湖街道', stratum: 'communitySecretary' })
    const { body } = await as('wang')(`GET /cohorts/${town.id}/candidates`)
    expect(body.candidates).toMatchObject([{ name: '吴桂香', unitAndPost: '桥东社区党支部 书记', within: null }])
  })

  test('stands under another requirement when asked', async () => {
    const { body } = await as('wang')(`${list}?requirement=committee.annual`)
    expect(body.requirement).toBe('committee.annual')
    expect(body.candidates.find((each: { name: string }) => each.name === '林文博').standing).toBe('covered')
    // 孙 alone: secretary since 2019, trained in 2025 and not yet this year.
    expect(namesIn(body)[0]).toBe('孙国庆')
    expect(body.outstanding).toBe(1)
  })

  test('is narrowed by unit, by characters, by pinyin and by the name of a branch, and is read in pages', async () => {
    const unit = `unitId=${world.at['柳湾村党支部']}`
    expect(namesIn((await as('wang')(`${list}?${unit}`)).body)).toEqual(['林文博'])
    expect(namesIn((await as('wang')(`${list}?unitId=${world.at['东湖街道']}`)).body)).toEqual([])
    expect(namesIn((await as('wang')(`${list}?q=${encodeURIComponent('文博')}`)).body)).toEqual(['林文博'])
    expect(namesIn((await as('wang')(`${list}?q=Lin%20wen`)).body)).toEqual(['林文博'])
    expect(namesIn((await as('wang')(`${list}?q=${encodeURIComponent('柳湾')}`)).body)).toEqual(['林文博'])
    expect(namesIn((await as('wang')(`${list}?q=%25`)).body)).toEqual([])
    const second = (await as('wang')(`${list}?page=2&size=4`)).body
    expect([namesIn(second), second.total, second.page]).toEqual([['陈大伟', '白玉兰', '何平', '江南'], 9, 2])
  })

  test('says who has a seat and who gave one up, and is only a read', async () => {
    const { body } = await as('wang')(`POST /cohorts/${cohortId}/enrolments`, {
      personIds: [world.who['林文博'], world.who['高峰']]
    })
    await as('wang')(`POST /cohorts/${cohortId}/enrolments/${body.enrolled[1].id}/withdrawal`, { reason: '防汛' })
    const after = (await as('wang')(list)).body
    expect(after).toMatchObject({ seats: 3, taken: 1 })
    const seen = (name: string) => after.candidates.find((each: { name: string }) => each.name === name)
    expect(seen('林文博')).toMatchObject({ isEnrolled: true, seatNumber: 1 })
    expect(seen('高峰')).toMatchObject({ isEnrolled: false, seatNumber: 2 })
    expect(seen('方圆')).toMatchObject({ isEnrolled: false, seatNumber: null })
    const free = (await as('wang')(`${list}?free=true`)).body
    expect([free.total, namesIn(free)[2]]).toEqual([8, '孙国庆'])
    expect(namesIn(after)).toEqual(['方圆', '高峰', '林文博', '孙国庆', '陈大伟', '白玉兰', '何平', '江南', '杜鹃'])
  })
})

test('a list of members holds whoever has no post, at the branch of the membership', async () => {
  const [personId] = await addPeople(
    world.database.db,
    testSettings,
    [
      {
        name: '许静',
        gender: null,
        birthMonth: null,
        ethnicGroup: null,
        education: null,
        idNumber: null,
        mobile: null,
        validFrom: '2015-01-01'
      }
    ],
    world.clock()
  )
  const membership = { personId: personId!, organisationId: world.at['桥东社区党支部']!, stage: 'full', validFrom: '2015-01-01' }
  await addMemberships(world.database.db, [membership], world.clock())
  const members = await addCohort(world, { stratum: 'member' })
  const { body } = await as('wang')(`GET /cohorts/${members.id}/candidates`)
  expect(body).toMatchObject({
    requirement: 'member.annual',
    total: 1,
    candidates: [{ name: '许静', unitAndPost: '桥东社区党支部 党员' }]
  })
})

test('a saved choice of people is an audience: only they are offered, and nobody else’s choice is used', async () => {
  const wang = world.as('wang')
  const criteria = { organisationId: world.at['青石镇'], directly: false, q: null, role: 'secretary', stage: null, field: null }
  const rest = { stratum: null, requirement: null, state: null }
  const saved = await wang('POST /filters', { name: '青石镇书记', ownerId: world.at['安澜县'], ...criteria, ...rest })
  expect(saved.status).toBe(200)
  const made = await wang('POST /filters', { name: '无人', ownerId: world.at['安澜县'], ...criteria, ...rest, role: 'reserve' })
  const { id } = await addCohort(world, { name: '按筛选选人的班' })
  const offered = async (query: string) => {
    const { body } = await wang(`GET /cohorts/${id}/candidates?${query}`)
    return body.candidates.map(({ name }: { name: string }) => name).toSorted()
  }
  const everyone = await offered('size=200')
  const chosen = await offered(`size=200&filterId=${saved.body.id}`)
  expect(chosen.length).toBeGreaterThan(0)
  expect(everyone).toEqual(expect.arrayContaining(chosen))
  expect(await offered(`filterId=${made.body.id}`)).toEqual([])
  expect((await wang(`GET /cohorts/${id}/candidates?filterId=999999`)).status).toBe(404)
})
