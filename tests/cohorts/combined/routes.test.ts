import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { firstOf } from '../../../server/database/db.ts'
import { auditLinesOf } from '../../harness.ts'
import { makeWorld, type World } from '../../world.ts'
import { lesson, publish, setUp } from '../timetables.ts'
import { elsewhere, makeShared, taughtOn, type Shared } from './sharing.ts'

/** 合班上课: 王 has two cohorts in one hall with one teacher, and shares with 王宁 of the other county. */
let world: World
let shared: Shared
beforeAll(async () => {
  world = await makeWorld()
  shared = await makeShared(world)
})
afterAll(() => world.close())

const wang = (call: string, body?: object) => world.as('wang')(call, body)
const ning = (call: string, body?: object) => world.as('wangElsewhere')(call, body)
const told = async (cohortId: number, at = 0, by = wang) => (await by(`GET /cohorts/${cohortId}`)).body.lessons[at]
const sent = async (cohortId: number, lessonId: number, by = wang) => {
  const { lessons } = (await by(`GET /cohorts/${cohortId}`)).body
  const {
    id: _id,
    teachers,
    venues,
    groups,
    counts: _c,
    tags: _t,
    baseName: _b,
    combinedWith: _w,
    requires: _r,
    wasHeld: _h,
    ...one
  } = lessons.find(({ id }: { id: number }) => id === lessonId)
  const { notHeldReason: _n, ...rest } = one
  const ids = (named: { id: number }[]) => named.map(({ id }) => id)
  return { ...rest, teacherIds: ids(teachers), venueIds: ids(venues), groupIds: ids(groups) }
}
const held = async (lessonId: number) =>
  (await firstOf<{ n: number }>(
    world.database.db,
    sql`select count(*)::int as n from bookings where lesson_id = ${lessonId} and is_held`
  ))!.n

let day = 0
/** A day nobody has used yet. */
const nextDay = () => `2026-10-${String(++day).padStart(2, '0')}`

/** 一期 and 二期 of 王, the second without the theory of its own, taught together. */
const together = async (isPublished = true) => {
  const heldOn = nextDay()
  const first = await taughtOn(world, shared, '一期', heldOn)
  const second = await setUp(
    world,
    [
      lesson({
        heldOn,
        fromMinute: 840,
        untilMinute: 930,
        title: '矛盾调解',
        categories: [{ category: 'competency', minutes: 90 }]
      })
    ],
    { name: '二期', startsOn: heldOn, endsOn: heldOn, capacity: 50 }
  )
  const [lessonId] = first.lessonIds as [number]
  const answer = await wang(`POST /cohorts/${first.cohortId}/lessons/${lessonId}/combined`, { to: second.cohortId })
  expect([answer.status, answer.body.isTaken]).toEqual([200, true])
  const other = await told(second.cohortId)
  if (isPublished) for (const { cohortId } of [first, second]) await publish(world, cohortId)
  return { heldOn, first: first.cohortId, second: second.cohortId, lessonId, otherId: other.id as number }
}

describe('a lesson of two cohorts that one person manages', () => {
  test('stands in both timetables, is no conflict, and both are published into one hall', async () => {
    const { first, second, lessonId, otherId, heldOn } = await together()
    expect(await told(first)).toMatchObject({
      id: lessonId,
      combinedWith: [{ cohortId: second, cohortName: '二期', isManaged: true, capacity: 50 }]
    })
    expect(await told(second)).toMatchObject({
      id: otherId,
      heldOn,
      title: '党章与党内法规要点',
      teachers: [{ name: '李教授' }],
      venues: [{ name: '市党校 大礼堂' }],
      categories: [{ category: 'coreTheory', minutes: 90 }],
      combinedWith: [{ cohortName: '一期' }]
    })
    for (const cohortId of [first, second]) expect((await wang(`GET /cohorts/${cohortId}`)).body.conflicts).toEqual([])
    expect([await held(lessonId), await held(otherId)]).toEqual([2, 2])
    const line = (await auditLinesOf(world.database, 'POST /cohorts/:cohortId/lessons/:lessonId/combined')).at(-1)
    expect(line?.details).toMatchObject({
      cohortId: first,
      lessonId,
      to: second,
      also: [{ cohortId: second, lessonId: otherId }]
    })
  })

  test('is a conflict for everybody else', async () => {
    const { heldOn } = await together()
    const { cohortId } = await setUp(world, [lesson({ heldOn, venueIds: [shared.hall] })], {
      name: '三期',
      startsOn: heldOn,
      endsOn: heldOn
    })
    expect((await wang(`POST /cohorts/${cohortId}/publication`)).body).toMatchObject({ code: 'venue-taken' })
  })

  test('takes the place of a lesson of the other cohort, if that is wished', async () => {
    const heldOn = nextDay()
    const first = await taughtOn(world, shared, '一期', heldOn)
    const second = await taughtOn(world, shared, '二期', heldOn, { title: '党章（二期）' })
    const choices = (await wang(`GET /cohorts/${first.cohortId}/lessons/${first.lessonIds[0]}/combined`)).body.cohorts
    expect(choices.find(({ id }: { id: number }) => id === second.cohortId)).toEqual({
      id: second.cohortId,
      name: '二期',
      isManaged: true,
      lying: [{ id: second.lessonIds[0], title: '党章（二期）', fromMinute: 540, untilMinute: 630 }]
    })
    expect((await wang(`GET /cohorts/${first.cohortId}`)).body.conflicts).toHaveLength(2)
    const body = { to: second.cohortId, insteadOf: second.lessonIds[0] }
    expect((await wang(`POST /cohorts/${first.cohortId}/lessons/${first.lessonIds[0]}/combined`, body)).status).toBe(200)
    expect((await wang(`GET /cohorts/${first.cohortId}`)).body.conflicts).toEqual([])
    const { lessons } = (await wang(`GET /cohorts/${second.cohortId}`)).body
    expect(lessons.map(({ id, title }: { id: number; title: string }) => [id, title])).toEqual([
      [second.lessonIds[0], '党章与党内法规要点'],
      [second.lessonIds[1], '村级“三资”管理与监督']
    ])
  })

  test('is refused online, twice, on a day the other cohort does not have, and where its third would break', async () => {
    const { first, second, lessonId, heldOn } = await together()
    const at = `POST /cohorts/${first}/lessons/${lessonId}/combined`
    expect((await wang(at, { to: second })).body).toMatchObject({ code: 'combined-already', field: 'to' })
    const later = await setUp(world, [], { name: '下月的班', startsOn: '2026-12-01', endsOn: '2026-12-02' })
    expect((await wang(at, { to: later.cohortId })).body).toMatchObject({ code: 'unknown-cohort', field: 'to' })
    expect((await wang(at, { to: first })).body.code).toBe('combined-already')
    const online = lesson({ heldOn, kind: 'online', minutes: 0, categories: [], fromMinute: 1140, untilMinute: 1200 })
    const film = (await wang(`POST /cohorts/${first}/lessons`, online)).body.lessonId
    expect((await wang(`POST /cohorts/${first}/lessons/${film}/combined`, { to: second })).body.code).toBe(
      'online-is-watched-alone'
    )
    // 150 minutes of something else would leave 90 of 330 in core theory.
    const long = lesson({
      heldOn,
      fromMinute: 960,
      untilMinute: 1110,
      minutes: 150,
      categories: [{ category: 'other', minutes: 150 }]
    })
    const third = await taughtOn(world, shared, '另一期', nextDay())
    expect(third.lessonIds).toHaveLength(2)
    const draft = await setUp(world, [long], { name: '草稿的班', startsOn: heldOn, endsOn: heldOn })
    const refused = await wang(`POST /cohorts/${draft.cohortId}/lessons/${draft.lessonIds[0]}/combined`, { to: second })
    expect(refused.body).toMatchObject({ code: 'core-third-short', facts: { barredIn: second } })
    expect(refused.body.zh).toContain('合班的“二期”：核心理论 90 分钟，共 330 分钟')
    expect((await told(draft.cohortId)).combinedId).toBe(null)
  })

  test('moves for both in one act, and the learners of both are told', async () => {
    const { first, second, lessonId, otherId, heldOn } = await together()
    await wang(`POST /cohorts/${first}/enrolments`, { personIds: [world.who['林文博']] })
    await wang(`POST /cohorts/${second}/enrolments`, { personIds: [world.who['赵德明']] })
    const change = { ...(await sent(first, lessonId)), fromMinute: 600, untilMinute: 690, venueIds: [shared.room] }
    expect((await wang(`PUT /cohorts/${first}/lessons/${lessonId}`, change)).status).toBe(200)
    for (const cohortId of [first, second])
      expect(await told(cohortId)).toMatchObject({
        heldOn,
        fromMinute: 600,
        untilMinute: 690,
        venues: [{ name: '市党校 二号教室' }]
      })
    expect(await held(otherId)).toBe(2)
    for (const who of ['lin', 'zhao'] as const) {
      const { messages } = (await world.as(who)('GET /my/messages')).body
      expect([who, JSON.stringify(messages)]).toEqual([who, expect.stringContaining('改到')])
    }
    const line = (await auditLinesOf(world.database, 'PUT /cohorts/:cohortId/lessons/:lessonId')).at(-1)
    expect(line?.details).toMatchObject({ also: [{ cohortId: second, lessonId: otherId }] })
  })

  test('moves for none of them where one of them may not, and the refusal names it', async () => {
    const { first, second, lessonId, heldOn } = await together()
    // What lies in the afternoon of 二期 is 二期’s own, in the other room.
    const busy = lesson({ heldOn, fromMinute: 960, untilMinute: 1050, venueIds: [shared.room], title: '分组研讨' })
    expect((await wang(`POST /cohorts/${second}/lessons`, busy)).status).toBe(200)
    const before = await sent(first, lessonId)
    const refused = await wang(`PUT /cohorts/${first}/lessons/${lessonId}`, {
      ...before,
      fromMinute: 960,
      untilMinute: 1050,
      venueIds: [shared.room]
    })
    expect(refused.body).toMatchObject({ code: 'venue-taken' })
    // Turned into something else it would break the third of both; 一期 is asked first.
    const turned = await wang(`PUT /cohorts/${first}/lessons/${lessonId}`, {
      ...before,
      categories: [{ category: 'other', minutes: 90 }]
    })
    expect(turned.body.code).toBe('core-third-short')
    // A day only 一期 has: the days of 二期 bar it.
    await wang(`PUT /cohorts/${first}`, {
      name: '一期',
      capacity: 48,
      startsOn: '2026-09-20',
      endsOn: heldOn,
      supervisorId: null
    })
    const early = await wang(`PUT /cohorts/${first}/lessons/${lessonId}`, { ...before, heldOn: '2026-09-20' })
    expect(early.body).toMatchObject({ code: 'outside-the-cohort', field: 'heldOn', facts: { barredIn: second } })
    expect(early.body.zh).toMatch(/^合班的“二期”：/)
    expect(await sent(first, lessonId)).toEqual(before)
    expect(await told(second)).toMatchObject({ heldOn, fromMinute: 540 })
  })

  test('has groups and a gathering of each cohort’s own', async () => {
    const { first, second, lessonId } = await together(false)
    const groups = await wang(`POST /cohorts/${first}/groups`, { name: '第1组', leaderId: null, venueId: null, placeText: null })
    const groupId = groups.body.id
    const change = { ...(await sent(first, lessonId)), groupIds: [groupId] }
    expect((await wang(`PUT /cohorts/${first}/lessons/${lessonId}`, change)).status).toBe(200)
    expect(await told(first)).toMatchObject({ groups: [{ name: '第1组' }], combinedWith: [{ cohortName: '二期' }] })
    expect(await told(second)).toMatchObject({ groups: [] })
  })

  test('goes its own way when it is taken out, and then conflicts like any other', async () => {
    const { first, second, lessonId } = await together()
    const alone = { ...(await sent(first, lessonId)), combinedId: null }
    const hall = async (isAlone: boolean) => {
      const asked = `heldOn=${alone.heldOn}&fromMinute=540&untilMinute=630&exceptLessonId=${lessonId}&isAlone=${isAlone}`
      const { venues } = (await wang(`GET /cohorts/${first}/availability?${asked}`)).body
      return venues.find(({ id }: { id: number }) => id === shared.hall).takenByCohort
    }
    expect([await hall(false), await hall(true)]).toEqual([null, '二期'])
    const one = `PUT /cohorts/${first}/lessons/${lessonId}`
    const refused = (await wang(one, alone)).body
    expect(refused.code).toMatch(/^(venue|teacher)-taken$/)
    expect(refused.zh).toContain('二期')
    const elsewhereInTime = { ...alone, fromMinute: 960, untilMinute: 1050 }
    expect((await wang(one, elsewhereInTime)).status).toBe(200)
    expect(await told(first, 1)).toMatchObject({ id: lessonId, combinedId: null, combinedWith: [], fromMinute: 960 })
    expect(await told(second)).toMatchObject({ combinedWith: [], fromMinute: 540 })
    // And back again, as undoing it does: all who sit there are 王’s.
    const back = {
      ...(await sent(first, lessonId)),
      combinedId: (await told(second)).combinedId,
      fromMinute: 540,
      untilMinute: 630
    }
    expect((await wang(one, { ...back, untilMinute: 635 })).body.code).toBe('combined-differ')
    expect((await wang(one, back)).status).toBe(200)
    expect((await told(first)).combinedWith).toMatchObject([{ cohortName: '二期' }])
  })

  test('removed, fallen out or called off in one cohort, it stands in the other, with its room', async () => {
    const gone = await together()
    await wang(`POST /cohorts/${gone.first}/lessons`, {
      ...(await sent(gone.first, gone.lessonId)),
      fromMinute: 960,
      untilMinute: 1050,
      combinedId: null
    })
    expect((await wang(`DELETE /cohorts/${gone.first}/lessons/${gone.lessonId}`)).status).toBe(200)
    expect(await told(gone.second)).toMatchObject({ id: gone.otherId, combinedWith: [] })
    expect(await held(gone.otherId)).toBe(2)

    const out = await together()
    await wang(`POST /cohorts/${out.first}/holdings`, { lessonId: out.lessonId, wasHeld: false, reason: '防汛' })
    expect([await held(out.lessonId), await held(out.otherId)]).toEqual([0, 2])
    expect((await told(out.second)).combinedWith).toEqual([])
    // It moves alone now: what fell out stays what it was.
    const moved = { ...(await sent(out.second, out.otherId)), fromMinute: 600, untilMinute: 690 }
    expect((await wang(`PUT /cohorts/${out.second}/lessons/${out.otherId}`, moved)).status).toBe(200)
    expect(await told(out.first)).toMatchObject({ fromMinute: 540, wasHeld: false })
    expect(await told(out.second)).toMatchObject({ fromMinute: 600, combinedId: null })

    const off = await together()
    await wang(`POST /cohorts/${off.first}/steps`, { step: 'cancelled', reason: '经费', document: null })
    expect([await held(off.lessonId), await held(off.otherId)]).toEqual([0, 2])
    expect((await told(off.second)).combinedWith).toEqual([])
  })

  test('recorded as held after all, it takes its room up again beside the others', async () => {
    const { heldOn, first, lessonId } = await together()
    await wang(`POST /cohorts/${first}/holdings`, { lessonId, wasHeld: false, reason: '误记' })
    const now = world.clock()
    world.clock.set(`${heldOn}T09:00:00Z`)
    expect((await wang(`POST /cohorts/${first}/holdings`, { lessonId, wasHeld: true, reason: null })).status).toBe(200)
    world.clock.set(now)
    expect(await held(lessonId)).toBe(2)
  })

  test('of three cohorts moves on for those who can, and the one that is over stays what it was', async () => {
    const { heldOn, first, second, lessonId, otherId } = await together()
    const third = await setUp(world, [], { name: '三期', startsOn: heldOn, endsOn: heldOn })
    // From whichever of them it is asked.
    await wang(`POST /cohorts/${second}/lessons/${otherId}/combined`, { to: third.cohortId })
    expect((await told(third.cohortId)).combinedWith).toMatchObject([{ cohortName: '一期' }, { cohortName: '二期' }])
    await wang(`POST /cohorts/${first}/holdings`, { lessonId, wasHeld: false, reason: '停电' })
    const before = (await told(first)).combinedId
    const moved = { ...(await sent(second, otherId)), fromMinute: 600, untilMinute: 690 }
    expect((await wang(`PUT /cohorts/${second}/lessons/${otherId}`, moved)).status).toBe(200)
    expect(await told(third.cohortId)).toMatchObject({ fromMinute: 600, combinedWith: [{ cohortName: '二期' }] })
    expect(await told(first)).toMatchObject({ fromMinute: 540, combinedId: before })
    expect((await told(second)).combinedId).not.toBe(before)
  })

  test('taken out of the timetable and put back by one step, it is where it was; nobody is put where others are', async () => {
    const { first, second, lessonId } = await together(false)
    const known = await sent(first, lessonId)
    const act = { remove: [], add: [], change: [] }
    const removal = await wang(`POST /cohorts/${first}/timetable`, {
      ...act,
      remove: [lessonId],
      seen: [{ lessonId, ...known }]
    })
    expect(removal.status).toBe(200)
    const back = await wang(`POST /cohorts/${first}/timetable`, { ...act, add: [known] })
    expect([back.status, (await told(first)).combinedWith]).toMatchObject([200, [{ cohortId: second }]])
    const strange = await elsewhere(world, '望江三期', known.heldOn, [])
    const into = await ning(`POST /cohorts/${strange.cohortId}/timetable`, {
      ...act,
      add: [{ ...known, venueIds: [], teacherIds: [] }]
    })
    expect(into.body).toMatchObject({ code: 'combined-not-yours', field: 'add.0.combinedId' })
    const nowhere = await wang(`POST /cohorts/${first}/timetable`, { ...act, add: [{ ...known, combinedId: 999_999 }] })
    expect(nowhere.body.code).toBe('combined-not-yours')
  })

  test('is left by a cohort that is postponed; the other is taught as announced', async () => {
    const { heldOn, first, second, lessonId } = await together()
    const answer = await wang(`POST /cohorts/${first}/postponement`, { days: 40, reason: '防汛', document: null })
    expect(answer.body).toMatchObject({ moved: 2, apart: 1 })
    expect(await told(first)).toMatchObject({ id: lessonId, combinedId: null })
    expect(await told(second)).toMatchObject({ heldOn, combinedWith: [] })
    // Nor does a cohort that was called off hold the other one fast.
    const off = await together()
    await wang(`POST /cohorts/${off.first}/steps`, { step: 'cancelled', reason: '经费', document: null })
    const later = await wang(`POST /cohorts/${off.second}/postponement`, { days: 50, reason: '防汛', document: null })
    expect(later.body).toMatchObject({ moved: 2, apart: 0 })
  })

  test('is not overwritten by whoever saw it alone', async () => {
    const heldOn = nextDay()
    const first = await taughtOn(world, shared, '一期', heldOn)
    const second = await setUp(world, [], { name: '二期', startsOn: heldOn, endsOn: heldOn })
    const [lessonId] = first.lessonIds as [number]
    const seen = await sent(first.cohortId, lessonId)
    await wang(`POST /cohorts/${first.cohortId}/lessons/${lessonId}/combined`, { to: second.cohortId })
    const act = {
      remove: [],
      add: [],
      change: [{ lessonId, ...seen, fromMinute: 600, untilMinute: 690 }],
      seen: [{ lessonId, ...seen }]
    }
    const refused = await wang(`POST /cohorts/${first.cohortId}/timetable`, act)
    expect(refused.body).toMatchObject({ code: 'lesson-changed-meanwhile', facts: { by: '王小燕' } })
    expect(await told(second.cohortId)).toMatchObject({ fromMinute: 540 })
    // Seen as it is, many lessons change in one act, and with them those of the other cohort.
    const now = await sent(first.cohortId, lessonId)
    const moved = { ...act, change: [{ lessonId, ...now, fromMinute: 600, untilMinute: 690 }], seen: [{ lessonId, ...now }] }
    expect((await wang(`POST /cohorts/${first.cohortId}/timetable`, moved)).status).toBe(200)
    expect(await told(second.cohortId)).toMatchObject({ fromMinute: 600 })
  })
})

describe('a lesson shared with a cohort that is somebody else’s', () => {
  const rivals = async () => {
    const heldOn = nextDay()
    const ours = await taughtOn(world, shared, '安澜一期', heldOn)
    const theirs = await elsewhere(world, '望江一期', heldOn, [
      lesson({ heldOn, venueIds: [shared.hall], title: '党章（望江）' }),
      lesson({ heldOn, fromMinute: 840, untilMinute: 930, categories: [{ category: 'other', minutes: 90 }] })
    ])
    const offer = () => wang(`POST /cohorts/${ours.cohortId}/lessons/${ours.lessonIds[0]}/combined`, { to: theirs.cohortId })
    return {
      heldOn,
      ours: ours.cohortId,
      lessonId: ours.lessonIds[0]!,
      theirs: theirs.cohortId,
      theirLesson: theirs.lessonIds[0]!,
      offer
    }
  }
  const received = async (cohortId: number) => (await ning(`GET /cohorts/${cohortId}/combined`)).body.received

  test('is offered, and written into no timetable until it is taken over', async () => {
    const { ours, theirs, lessonId, theirLesson, heldOn, offer } = await rivals()
    const choices = (await wang(`GET /cohorts/${ours}/lessons/${lessonId}/combined`)).body.cohorts
    expect(choices).toContainEqual({ id: theirs, name: '望江一期', isManaged: false, lying: [] })
    expect((await offer()).body).toMatchObject({ isTaken: false })
    expect((await offer()).body).toMatchObject({ code: 'offered-already' })
    expect((await told(theirs, 0, ning)).title).toBe('党章（望江）')
    const [offered] = await received(theirs)
    expect(offered).toMatchObject({
      cohorts: ['安澜一期'],
      title: '党章与党内法规要点',
      heldOn,
      teacher: '李教授',
      place: '市党校 大礼堂',
      offeredBy: '王小燕',
      lying: [{ id: theirLesson, title: '党章（望江）' }]
    })
    expect((await wang(`GET /cohorts/${ours}/combined`)).body.sent).toMatchObject([
      { offerId: offered.offerId, lessonId, cohortName: '望江一期' }
    ])
    const waiting = async (by: typeof wang, id: number) =>
      (await by('GET /cohorts')).body.cohorts.find((one: { id: number }) => one.id === id).invitations
    expect([await waiting(ning, theirs), await waiting(wang, ours)]).toEqual([1, 0])
    const accept = `POST /cohorts/${theirs}/combined/${offered.offerId}/acceptance`
    expect((await wang(accept, {})).status).toBe(404)
    expect((await wang(`POST /cohorts/${ours}/combined/${offered.offerId}/acceptance`, {})).status).toBe(404)
    expect((await ning(accept, { insteadOf: theirLesson })).body).toEqual({ lessonId: theirLesson })
    expect(await told(theirs, 0, ning)).toMatchObject({
      id: theirLesson,
      title: '党章与党内法规要点',
      teachers: [{ name: '李教授' }],
      combinedWith: [{ cohortName: '安澜一期', isManaged: false }]
    })
    expect((await ning(accept, {})).status).toBe(404)
    await publish(world, ours)
    expect((await ning(`POST /cohorts/${theirs}/publication`)).status).toBe(200)
  })

  test('is moved by neither alone; each may take the own lesson out of it', async () => {
    const { ours, theirs, lessonId, theirLesson, heldOn, offer } = await rivals()
    await offer()
    const [{ offerId }] = await received(theirs)
    await ning(`POST /cohorts/${theirs}/combined/${offerId}/acceptance`, { insteadOf: theirLesson })
    for (const [by, cohortId, id, name] of [
      [wang, ours, lessonId, '望江一期'],
      [ning, theirs, theirLesson, '安澜一期']
    ] as const) {
      const before = await sent(cohortId, id, by)
      for (const change of [{ fromMinute: 545 }, { title: '改名' }, { venueIds: [shared.room] }, { teacherIds: [] }]) {
        const refused = await by(`PUT /cohorts/${cohortId}/lessons/${id}`, {
          ...before,
          minutes: 85,
          categories: [{ category: 'coreTheory', minutes: 85 }],
          ...change
        })
        expect(refused.body).toMatchObject({ code: 'combined-with-others', field: 'combinedId', facts: { cohorts: [name] } })
        expect(refused.body.zh).toContain('先退出合班')
      }
      expect((await by(`PUT /cohorts/${cohortId}/lessons/${id}`, { ...before, venueKind: 'campus' })).status).toBe(200)
    }
    const alone = { ...(await sent(theirs, theirLesson, ning)), combinedId: null, venueIds: [shared.room], teacherIds: [] }
    expect((await ning(`PUT /cohorts/${theirs}/lessons/${theirLesson}`, alone)).status).toBe(200)
    expect(await told(ours)).toMatchObject({ heldOn, combinedWith: [], venues: [{ name: '市党校 大礼堂' }] })
    // Nobody climbs back into what is somebody else’s.
    const back = { ...alone, combinedId: (await told(ours)).combinedId, venueIds: [shared.hall], teacherIds: [shared.teacher] }
    expect((await ning(`PUT /cohorts/${theirs}/lessons/${theirLesson}`, back)).body.code).toBe('combined-not-yours')
  })

  test('is declined or taken back, and offered again', async () => {
    const { ours, theirs, offer } = await rivals()
    await offer()
    const [first] = await received(theirs)
    expect((await ning(`POST /cohorts/${theirs}/combined/${first.offerId}/refusal`)).status).toBe(200)
    expect(await received(theirs)).toEqual([])
    await offer()
    const [second] = await received(theirs)
    expect((await wang(`POST /cohorts/${ours}/combined/${second.offerId}/refusal`)).status).toBe(200)
    expect((await ning(`POST /cohorts/${theirs}/combined/${second.offerId}/acceptance`, {})).status).toBe(404)
    const lines = await auditLinesOf(world.database, 'POST /cohorts/:cohortId/combined/:offerId/refusal')
    expect(lines.slice(-2).map(({ details }) => (details as { answer: string }).answer)).toEqual(['declined', 'withdrawn'])
  })

  test('is offered no more when its cohort has taken it out of the timetable', async () => {
    const { ours, theirs, lessonId, offer } = await rivals()
    await offer()
    const [{ offerId }] = await received(theirs)
    await wang(`DELETE /cohorts/${ours}/lessons/${lessonId}`)
    expect(await received(theirs)).toEqual([])
    expect((await ning(`POST /cohorts/${theirs}/combined/${offerId}/acceptance`, {})).body.code).toBe('combined-gone')
  })

  test('is not offered to a cohort that has nothing to do with it', async () => {
    const heldOn = nextDay()
    const ours = await taughtOn(world, shared, '安澜二期', heldOn)
    const theirs = await elsewhere(world, '望江二期', heldOn)
    const answer = await wang(`POST /cohorts/${ours.cohortId}/lessons/${ours.lessonIds[0]}/combined`, { to: theirs.cohortId })
    expect(answer.body).toMatchObject({ code: 'unknown-cohort' })
    expect(
      JSON.stringify((await wang(`GET /cohorts/${ours.cohortId}/lessons/${ours.lessonIds[0]}/combined`)).body)
    ).not.toContain('望江')
  })
})
