import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { callRoll, derogate, hold, makeCohort, type MadeCohort } from '../closing/cohort.ts'
import { makeWorld, type World } from '../world.ts'

let world: World
let cohort: MadeCohort
beforeAll(async () => {
  world = await makeWorld()
  cohort = await makeCohort(world, { people: ['林文博', '孙国庆'] })
  await makeCohort(world, { name: '还在拟定的班', people: ['林文博'], isPublished: false })
})
afterAll(() => world.close())

const lin = (call: string) => world.as('lin')(call)

describe.each(['GET /my/today', 'GET /my/cohorts', 'GET /my/record'])('%s', call => {
  test('is nobody’s without signing in, and no record of an account that is nobody on the roster', async () => {
    expect((await world.as(null)(call)).status).toBe(401)
    expect((await world.as('wang')(call)).status).toBe(403)
    expect((await world.as('admin')(call)).status).toBe(403)
  })
})

describe('today', () => {
  test('on Monday at nine the lesson that is going on comes first, then the rest of today and tomorrow', async () => {
    const { body } = await lin('GET /my/today')
    expect(body).toMatchObject({ today: '2026-09-07', minute: 540, unit: '柳湾村党支部', earnedThisYear: 0 })
    expect(body.lessons.map((lesson: { title: string }) => lesson.title)).toEqual([
      '基层治理的理论基础',
      '党章与党内法规要点',
      '村级“三资”管理',
      '党的创新理论专题'
    ])
    expect(body.lessons[0]).toMatchObject({
      heldOn: '2026-09-07',
      fromMinute: 540,
      untilMinute: 630,
      teacher: '王立言',
      place: '县党校 301',
      cohortId: cohort.id,
      cohortName: '第1期村党组织书记轮训班'
    })
  })

  test('a lesson is over when its last minute is, and a lesson that was cancelled does not come up', async () => {
    world.clock.set('2026-09-07T02:30:00Z')
    await hold(world, cohort, { only: ['党章与党内法规要点'], except: ['党章与党内法规要点'] })
    const { body } = await lin('GET /my/today')
    expect(body.lessons.map((lesson: { title: string }) => lesson.title)).toEqual(['村级“三资”管理', '党的创新理论专题'])
  })

  test('the six half-days left are 24 学时 in reach', async () => {
    expect((await lin('GET /my/today')).body.inReach).toBe(2400)
  })

  test('someone of another county sees nothing of it', async () => {
    const { body } = await world.as('zhengElsewhere')('GET /my/today')
    expect(body).toMatchObject({ lessons: [], inReach: 0, unit: '渡口村党支部' })
    expect((await world.as('zhengElsewhere')('GET /my/cohorts')).body.cohorts).toEqual([])
  })
})

describe('own cohorts', () => {
  test('published ones only, each with its timetable in the order of the days and what did not take place', async () => {
    const { body } = await lin('GET /my/cohorts')
    expect(body.cohorts).toHaveLength(1)
    expect(body.cohorts[0]).toMatchObject({
      id: cohort.id,
      number: 1,
      startsOn: '2026-09-07',
      endsOn: '2026-09-10',
      isClosed: false
    })
    expect(body.cohorts[0].lessons).toHaveLength(8)
    expect(body.cohorts[0].lessons[0]).toMatchObject({ title: '开班式', counts: false, wasHeld: null, status: null })
    expect(body.cohorts[0].lessons[2]).toMatchObject({ title: '党章与党内法规要点', wasHeld: false, notHeldReason: '讲师生病' })
  })
})

describe('the record', () => {
  test('before the close-out there is no credit, however often someone was present', async () => {
    world.clock.set('2026-09-10T09:00:00Z')
    await hold(world, cohort, { only: Object.keys(cohort.lesson).filter(title => title !== '党章与党内法规要点') })
    const { 党章与党内法规要点: _cancelled, ...lesson } = cohort.lesson
    await callRoll(world, { ...cohort, lesson }, { 林文博: { 分组研讨: 'leave', 乡村振兴案例: 'late' }, 孙国庆: {} })
    expect((await lin('GET /my/record')).body).toEqual({ year: 2026, years: [2026], entries: [], totals: [], completions: [] })
    expect((await lin('GET /my/today')).body.inReach).toBe(2000)
  })

  test('after it every half-day is a line with the lessons and marks it rests on, newest first', async () => {
    const short = await world.as('wang')(`POST /cohorts/${cohort.id}/closing`)
    expect(short.body.code).toBe('held-core-third-short')
    await derogate(world, cohort)
    expect((await world.as('wang')(`POST /cohorts/${cohort.id}/closing`)).status).toBe(200)

    const { body } = await lin('GET /my/record')
    expect(body.entries.map((entry: { earnedOn: string; slot: string }) => `${entry.earnedOn} ${entry.slot}`)).toEqual([
      '2026-09-10 am',
      '2026-09-09 am',
      '2026-09-08 pm',
      '2026-09-08 am',
      '2026-09-07 am'
    ])
    expect(body.entries[1]).toMatchObject({
      centiCredits: 400,
      halfDays: 1,
      source: 'concentrated',
      cohortName: '第1期村党组织书记轮训班',
      reversesId: null,
      policyNumber: 3,
      recordedAt: '2026-09-10T09:00:00Z',
      recordedBy: '王小燕',
      evidence: [
        {
          title: '乡村振兴案例',
          heldOn: '2026-09-09',
          fromMinute: 540,
          status: 'late',
          markedBy: '徐建军',
          markedAt: '2026-09-10T09:00:00Z'
        }
      ]
    })
    expect(body.totals).toEqual([{ year: 2026, source: 'concentrated', centiCredits: 2000, halfDays: 5 }])
    expect(body.completions).toEqual([
      {
        cohortId: cohort.id,
        cohortName: '第1期村党组织书记轮训班',
        kind: 'rotation',
        organiserLevel: 'county',
        isCompleted: false,
        total: 2400,
        earned: 2000,
        leave: 400,
        absent: 0,
        completedOn: '2026-09-10'
      }
    ])
  })

  test('it belongs to its year, and to its person', async () => {
    expect((await lin('GET /my/record?year=2025')).body).toMatchObject({
      year: 2025,
      years: [2026],
      entries: [],
      totals: [{ year: 2026 }]
    })
    expect((await world.as('zhao')('GET /my/record')).body).toMatchObject({ entries: [], completions: [] })
    expect((await lin('GET /my/record?year=26')).status).toBe(400)
    expect((await lin(`GET /my/record?personId=${world.who['孙国庆']}`)).status).toBe(400)
  })

  test('a closed cohort promises nothing more', async () => {
    expect((await lin('GET /my/today')).body).toMatchObject({ lessons: [], inReach: 0, earnedThisYear: 2000 })
    expect((await lin('GET /my/cohorts')).body.cohorts[0]).toMatchObject({ isClosed: true })
  })
})

describe('who has a seat in two cohorts', () => {
  test('is told what the nearer one gives, never the sum: seven half-days now, one in October', async () => {
    const own = await makeWorld()
    const today = async () => (await own.as('lin')('GET /my/today')).body
    await makeCohort(own, { people: ['林文博'] })
    await makeCohort(own, {
      name: '第2期村党组织书记轮训班',
      people: ['林文博'],
      lessons: [{ title: '秋季专题', on: '2026-10-12', from: 540, until: 630, category: 'coreTheory' }]
    })
    expect((await today()).inReach).toBe(2800)
    own.clock.set('2026-10-11T01:00:00Z')
    expect(await today()).toMatchObject({ lessons: [{ title: '秋季专题' }], inReach: 400 })
    own.clock.set('2026-10-12T10:00:00Z')
    expect(await today()).toMatchObject({ lessons: [], inReach: 400 })
    await own.close()
  })
})
