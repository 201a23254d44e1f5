import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { violationOf } from '../../server/database/constraints.ts'
import { rowsOf } from '../../server/database/db.ts'
import { enrolmentEvents } from '../../server/enrolment/schema.ts'
import { reactions } from '../../server/reactions.ts'
import { auditLinesOf, POSTGRES } from '../harness.ts'
import { makeWorld, type World } from '../world.ts'
import { callRoll, countOf, derogate, hold, makeCohort, type MadeCohort } from './cohort.ts'

let world: World
beforeAll(async () => {
  world = await makeWorld('2026-09-10T09:00:00Z')
})
afterAll(() => world.close())

const checklist = (cohort: MadeCohort, who: Parameters<World['as']>[0] = 'wang') =>
  world.as(who)(`GET /cohorts/${cohort.id}/close-out`)
const close = (cohort: MadeCohort, who: Parameters<World['as']>[0] = 'wang') =>
  world.as(who)(`POST /cohorts/${cohort.id}/closing`)
const everything = async () => [
  await countOf(world, 'closings'),
  await countOf(world, 'credit_entries'),
  await countOf(world, 'credit_evidence'),
  await countOf(world, 'completions')
]
const constraintBrokenBy = (statement: Promise<unknown>) =>
  statement.then(
    () => 'none',
    error => violationOf(error)?.constraint
  )

describe('who may', () => {
  let cohort: MadeCohort
  beforeAll(async () => {
    cohort = await makeCohort(world)
  })

  test('nobody closes a cohort without signing in, without the role, or in another county', async () => {
    expect((await close(cohort, null)).status).toBe(401)
    for (const who of ['chen', 'xu', 'luo', 'gao', 'liang', 'admin', 'lin'] as const)
      expect([who, (await close(cohort, who)).status]).toEqual([who, 403])
    expect((await close(cohort, 'wangElsewhere')).status).toBe(404)
  })

  test('the checklist is read by 王, by the class supervisor of this cohort and by the level above, and by nobody else', async () => {
    const seen = async (who: Parameters<World['as']>[0]) => (await checklist(cohort, who)).status
    expect([await seen('wang'), await seen('xu'), await seen('gao')]).toEqual([200, 200, 200])
    expect([await seen(null), await seen('lin'), await seen('chen'), await seen('admin')]).toEqual([401, 403, 403, 403])
    expect([await seen('xuElsewhere'), await seen('liang'), await seen('wangElsewhere')]).toEqual([404, 404, 404])
  })

  test('only who manages the cohort is offered the closing', async () => {
    expect((await checklist(cohort)).body.mayClose).toBe(true)
    expect((await checklist(cohort, 'xu')).body.mayClose).toBe(false)
    expect((await checklist(cohort, 'gao')).body.mayClose).toBe(false)
  })
})

test('a draft is not closed', async () => {
  const cohort = await makeCohort(world, { isPublished: false })
  expect((await close(cohort)).body.code).toBe('not-published')
})

test('a lesson neither held nor cancelled stands in the way, by name; so does a roll that was not called', async () => {
  const cohort = await makeCohort(world)
  const titles = Object.keys(cohort.lesson)
  await hold(world, cohort, { only: titles.slice(0, -1) })
  const unsettled = await close(cohort)
  expect([unsettled.status, unsettled.body.code]).toEqual([409, 'lessons-unsettled'])
  expect(unsettled.body.facts.lessons).toMatchObject([
    { id: cohort.lesson['矛盾调解情景模拟'], title: '矛盾调解情景模拟', heldOn: '2026-09-10' }
  ])
  expect(unsettled.body.zh).toContain('矛盾调解情景模拟')

  await hold(world, cohort, { only: titles.slice(-1) })
  const uncalled = await close(cohort)
  expect([uncalled.status, uncalled.body.code]).toEqual([409, 'roll-call-missing'])
  expect(uncalled.body.facts.lessons).toHaveLength(7)

  const { body } = await checklist(cohort)
  expect(body.obstacles).toEqual(['roll-call-missing'])
  expect(body.unmarked[0]).toMatchObject({ title: '基层治理的理论基础', unmarked: 3, isWithoutRollCall: true })
})

test('the checklist fills itself: what was held, the balance, and who would complete and why', async () => {
  const cohort = await makeCohort(world, { people: ['林文博', '孙国庆', '吴桂香', '赵德明'] })
  await hold(world, cohort)
  await callRoll(world, cohort, {
    孙国庆: { '村级“三资”管理': 'leave', 分组研讨: 'late' },
    吴桂香: { 党章与党内法规要点: 'leave', 党的创新理论专题: 'absent' },
    赵德明: { 乡村振兴案例: 'leftEarly' }
  })
  const { body } = await checklist(cohort)
  expect(body).toMatchObject({
    obstacles: [],
    lessons: 8,
    held: 8,
    notHeld: [],
    unsettled: [],
    unmarked: [],
    inCategory: 270,
    all: 660,
    isThirdMet: true,
    minutesToConvert: 0,
    minutesToAdd: 0,
    derogationReason: null,
    completionPart: 1,
    completionWhole: 7,
    halfDays: 7,
    total: 2800,
    mayBeMissed: 400
  })
  expect(body.people).toMatchObject([
    { number: 1, name: '林文博', earned: 2800, leave: 0, absent: 0, isCompleted: true, why: 'missedNothing' },
    { number: 2, name: '孙国庆', earned: 2400, leave: 400, absent: 0, isCompleted: true, why: 'withinAllowance' },
    { number: 3, name: '吴桂香', earned: 2000, leave: 400, absent: 400, isCompleted: false, why: 'missedTooMuch' },
    { number: 4, name: '赵德明', earned: 2400, leave: 0, absent: 400, isCompleted: true, why: 'withinAllowance' }
  ])
})

test('someone the roll passed over is shown, and counts as absent', async () => {
  const late = await makeCohort(world, { people: ['林文博', '孙国庆'] })
  await hold(world, late)
  await callRoll(world, { ...late, seat: { 林文博: late.seat['林文博']! } })
  const { body } = await checklist(late)
  expect(body.obstacles).toEqual([])
  expect(body.unmarked).toHaveLength(7)
  expect(body.unmarked[0]).toMatchObject({ unmarked: 1, isWithoutRollCall: false })
  expect(body.people[1]).toMatchObject({ name: '孙国庆', earned: 0, absent: 2800, isCompleted: false })
})

test('who gave the seat up is not in the sums', async () => {
  const cohort = await makeCohort(world, { people: ['林文博', '孙国庆'] })
  await hold(world, cohort)
  await callRoll(world, cohort)
  await world.database.db.insert(enrolmentEvents).values({
    enrolmentId: cohort.seat['孙国庆']!,
    cohortId: cohort.id,
    kind: 'withdrawn',
    reason: '调离',
    at: world.clock(),
    accountId: world.account.wang!
  })
  expect((await checklist(cohort)).body.people.map((person: { name: string }) => person.name)).toEqual(['林文博'])
})

describe('closing', () => {
  let cohort: MadeCohort
  let before: number[]
  beforeAll(async () => {
    cohort = await makeCohort(world)
    await hold(world, cohort)
    await callRoll(world, cohort, {
      孙国庆: { '村级“三资”管理': 'leave' },
      吴桂香: { 党章与党内法规要点: 'absent', 党的创新理论专题: 'absent' }
    })
    before = await everything()
  })

  test('when what follows it fails, nothing of it stands', async () => {
    const follows = reactions.peopleChanged!
    reactions.peopleChanged = async () => {
      throw new Error('the standings could not be written')
    }
    try {
      expect((await close(cohort)).status).toBe(500)
    } finally {
      reactions.peopleChanged = follows
    }
    expect(await everything()).toEqual(before)
    expect(await auditLinesOf(world.database, 'POST /cohorts/:cohortId/closing')).toEqual([])
  })

  test('it posts credit with its evidence, who completed, an audit line, and says whose standing changed', async () => {
    const changed: number[][] = []
    const follows = reactions.peopleChanged!
    reactions.peopleChanged = async (db, ids, now) => {
      changed.push([...ids])
      await follows(db, ids, now)
    }
    const answer = await close(cohort)
    reactions.peopleChanged = follows
    expect(answer.status).toBe(200)
    expect(answer.body).toEqual({ completed: 2, notCompleted: 1, entries: 18, centiCredits: 7200 })
    expect(changed).toEqual([[world.who['林文博'], world.who['孙国庆'], world.who['吴桂香']]])
    expect((await everything()).map((count, i) => count - before[i]!)).toEqual([1, 18, 18, 3])
    expect((await auditLinesOf(world.database, 'POST /cohorts/:cohortId/closing'))[0]).toMatchObject({
      account_id: world.account.wang,
      details: { cohortId: cohort.id, derogationId: null, completed: 2, notCompleted: 1, entries: 18 }
    })
  })

  test('an entry is dated by its lesson, recorded now, and names the marks it rests on', async () => {
    const [entry] = await rowsOf<Record<string, unknown>>(
      world.database.db,
      sql`select e.earned_on::text, e.slot, e.source, e.centi_credits, e.half_days, e.recorded_by, v.number,
                 extract(epoch from e.recorded_at)::int as recorded, m.status, l.title
          from credit_entries e join credit_evidence x on x.entry_id = e.id join lessons l on l.id = x.lesson_id join marks m on m.id = x.mark_id
          join policy_versions v on v.id = e.version_id
          where e.enrolment_id = ${cohort.seat['林文博']} order by e.earned_on, e.slot limit 1`
    )
    expect(entry).toEqual({
      earned_on: '2026-09-07',
      slot: 'am',
      source: 'concentrated',
      centi_credits: 400,
      half_days: 1,
      recorded_by: world.account.wang,
      number: 3,
      recorded: Date.parse('2026-09-10T09:00:00Z') / 1000,
      status: 'present',
      title: '基层治理的理论基础'
    })
  })

  test('a completion carries its sums, the day of the last lesson, the kind and the level of the organiser', async () => {
    const found = await rowsOf(
      world.database.db,
      sql`select is_completed, total_centi_credits as total, earned_centi_credits as earned, leave_centi_credits as leave,
                 absent_centi_credits as absent, completed_on::text, kind, organiser_level
          from completions where cohort_id = ${cohort.id} order by enrolment_id`
    )
    const same = { total: 2800, completed_on: '2026-09-10', kind: 'rotation', organiser_level: 'county' }
    expect(found).toEqual([
      { is_completed: true, earned: 2800, leave: 0, absent: 0, ...same },
      { is_completed: true, earned: 2400, leave: 400, absent: 0, ...same },
      { is_completed: false, earned: 2000, leave: 0, absent: 800, ...same }
    ])
  })

  test('a cohort is closed once; afterwards nobody marks, and the checklist tells what it came to', async () => {
    expect((await close(cohort)).body.code).toBe('already-closed')
    expect(await constraintBrokenBy(callRoll(world, cohort))).toBe('cohorts_closed')
    const { body } = await checklist(cohort)
    expect(body).toMatchObject({ isClosed: true, closedBy: '王小燕', mayClose: false, obstacles: ['already-closed'] })
    expect(body.people).toMatchObject([
      { earned: 2800 },
      { earned: 2400 },
      { earned: 2000, isCompleted: false, why: 'missedTooMuch' }
    ])
  })

  test('whether a lesson was held no longer changes', async () => {
    expect(await constraintBrokenBy(hold(world, cohort, { only: ['分组研讨'], except: ['分组研讨'] }))).toBe('cohorts_closed')
  })

  test.each(['credit_entries', 'credit_evidence', 'completions', 'closings'])(
    'rows of %s are never changed or removed',
    async table => {
      const column = table === 'credit_evidence' ? 'entry_id' : 'id'
      const { db } = world.database
      const same = sql.raw(table === 'credit_evidence' ? 'lesson_id = lesson_id' : 'cohort_id = cohort_id')
      const change = table === 'credit_entries' ? sql`centi_credits = centi_credits + 100` : same
      expect(await constraintBrokenBy(db.execute(sql`update ${sql.raw(table)} set ${change}`))).toBe(`${table}_append_only`)
      expect(await constraintBrokenBy(db.execute(sql`delete from ${sql.raw(table)} where ${sql.raw(column)} > 0`))).toBe(
        `${table}_append_only`
      )
    }
  )

  test('the database takes no credit that rests on nothing', async () => {
    const broken = constraintBrokenBy(
      world.database.db.execute(sql`
        insert into credit_entries (person_id, source, centi_credits, half_days, earned_on, version_id, recorded_at, recorded_by)
        select ${world.who['林文博']}, 'concentrated', 5600, 14, '2026-09-07', max(id), now(), ${world.account.wang} from policy_versions`)
    )
    expect(await broken).toBe('credit_entries_evidence')
  })
})

describe('a short cohort', () => {
  let cohort: MadeCohort
  beforeAll(async () => {
    cohort = await makeCohort(world, { name: '第2期村党组织书记轮训班' })
    await hold(world, cohort, { except: ['党的创新理论专题'] })
    await callRoll(world, cohort)
  })

  test('is refused with what is missing and the two ways out', async () => {
    const before = await everything()
    const answer = await close(cohort)
    expect([answer.status, answer.body.code]).toEqual([409, 'held-core-third-short'])
    expect(answer.body.facts).toMatchObject({ inCategory: 180, all: 570, minutesToConvert: 10, minutesToAdd: 15 })
    expect(answer.body.zh).toMatch(/再补 15 分钟核心理论.*上一级审批人/)
    expect(answer.body.en).toMatch(/15 minutes.*level above.*derogation/)
    expect(await everything()).toEqual(before)
  })

  test('stands in the list of the approver above, with the lesson that did not take place, and in nobody else’s', async () => {
    const { body } = await world.as('gao')('GET /derogations')
    expect(body.cohorts).toHaveLength(1)
    expect(body.cohorts[0]).toMatchObject({
      cohortId: cohort.id,
      organisationName: '安澜县',
      inCategory: 180,
      all: 570,
      minutesToAdd: 15,
      derogationReason: null,
      notHeld: [{ title: '党的创新理论专题', minutes: 90, coreMinutes: 90, reason: '讲师生病' }]
    })
    expect((await world.as('liang')('GET /derogations')).body.cohorts).toEqual([])
    expect((await world.as(null)('GET /derogations')).status).toBe(401)
    for (const who of ['wang', 'chen', 'xu', 'admin', 'lin'] as const)
      expect((await world.as(who)('GET /derogations')).status).toBe(403)
    expect((await checklist(cohort, 'gao')).body).toMatchObject({ mayDerogate: true, mayClose: false })
    // 梁 is an approver too, but of the same level as the cohort.
    expect((await checklist(cohort)).body.approvers).toEqual([{ name: '高秀英', organisationName: '安河市' }])
  })

  test('is refused by the database too, without a derogation or with one given to another cohort', async () => {
    const other = await makeCohort(world, { name: '第3期' })
    await derogate(world, other)
    const insert = (derogation: number | null) =>
      world.database.db.execute(
        sql`insert into closings (cohort_id, derogation_id, closed_at, closed_by) values (${cohort.id}, ${derogation}, now(), ${world.account.wang})`
      )
    expect(await constraintBrokenBy(insert(null))).toBe('closings_core_third')
    const [given] = await rowsOf<{ id: number }>(world.database.db, sql`select id from derogations where cohort_id = ${other.id}`)
    expect(await constraintBrokenBy(insert(given!.id))).toBe('closings_core_third')
    expect(
      await constraintBrokenBy(
        world.database.db.execute(
          sql`insert into closings (cohort_id, derogation_id, closed_at, closed_by) values (${other.id}, ${given!.id}, now(), ${world.account.wang})`
        )
      )
    ).toBe('closings_all_settled')
  })

  test('is closed by derogation, which the close-out names', async () => {
    await derogate(world, cohort)
    expect((await checklist(cohort)).body).toMatchObject({
      obstacles: [],
      isThirdMet: false,
      derogationDocument: '安组函〔2026〕18号',
      derogatedBy: '高秀英'
    })
    expect((await close(cohort)).status).toBe(200)
    const [closing] = await rowsOf<{ derogation: number | null }>(
      world.database.db,
      sql`select derogation_id as derogation from closings where cohort_id = ${cohort.id}`
    )
    expect(closing!.derogation).not.toBeNull()
  })

  test('a derogation that was not needed is not leant on', async () => {
    const full = await makeCohort(world, { name: '第4期' })
    await hold(world, full)
    await callRoll(world, full)
    await derogate(world, full)
    expect((await close(full)).status).toBe(200)
    expect(
      await rowsOf(world.database.db, sql`select derogation_id as derogation from closings where cohort_id = ${full.id}`)
    ).toEqual([{ derogation: null }])
  })
})

test('where nothing was held, a derogation closes the cohort and nobody completed', async () => {
  const cohort = await makeCohort(world, { name: '第5期', people: ['林文博'] })
  await hold(world, cohort, { except: Object.keys(cohort.lesson) })
  expect((await close(cohort)).body).toMatchObject({ code: 'held-core-third-short', facts: { all: 0 } })
  await derogate(world, cohort)
  expect((await close(cohort)).body).toEqual({ completed: 0, notCompleted: 1, entries: 0, centiCredits: 0 })
  expect((await checklist(cohort)).body.people).toMatchObject([{ total: 0, isCompleted: false, why: 'nothingHeld' }])
})

test.skipIf(!POSTGRES)('of eight who close a cohort at the same moment one does, and the credit is posted once', async () => {
  const cohort = await makeCohort(world, { name: '第6期', people: ['林文博'] })
  await hold(world, cohort)
  await callRoll(world, cohort)
  const before = await everything()
  const answers = await Promise.all(Array.from({ length: 8 }, () => close(cohort)))
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
  expect(new Set(answers.filter(({ status }) => status !== 200).map(({ body }) => body.code))).toEqual(
    new Set(['already-closed'])
  )
  expect((await everything()).map((count, i) => count - before[i]!)).toEqual([1, 7, 7, 1])
})
