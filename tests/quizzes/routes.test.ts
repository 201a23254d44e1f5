import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { rowsOf } from '../../server/database/db.ts'
import { auditLinesOf, POSTGRES } from '../harness.ts'
import { makeWorld, type World } from '../world.ts'
import { answer, key, QUIZ, RIGHT, setUpQuiz } from './quiz.ts'

let world: World
let own: Awaited<ReturnType<typeof setUpQuiz>>
beforeAll(async () => {
  world = await makeWorld()
  own = await setUpQuiz(world, ['林文博', '赵德明', '孙国庆'])
})
afterAll(() => world.close())

const lin = () => world.as('lin')
const zhao = () => world.as('zhao')
const start = async (who = lin(), at = own.at, n = Math.floor(Math.random() * 1e12)): Promise<string> => {
  const begun = await who(`POST ${at}/attempts`, { clientKey: key(n) })
  expect(begun.status).toBe(200)
  return `${at}/attempts/${begun.body.id}`
}
const submit = (attempt: string, lastSequence = 0, who = lin()) => who(`POST ${attempt}/submission`, { lastSequence })
const rowsIn = async (attempt: string) =>
  rowsOf<{ question: number; given: string[]; sequence: number }>(
    world.database.db,
    sql`select question, given, sequence::int from answers where attempt_id = ${Number(attempt.split('/').at(-1))} order by sequence`
  )

describe('before anything is answered', () => {
  test('who is not signed in, is no trainee, or has no seat in the cohort is refused', async () => {
    const statuses = async (call: string, body?: object) =>
      Promise.all(([null, 'wang', 'xu', 'zhengElsewhere'] as const).map(async who => (await world.as(who)(call, body)).status))
    expect(await statuses(`GET ${own.at}`)).toEqual([401, 403, 403, 404])
    expect(await statuses(`POST ${own.at}/attempts`, { clientKey: key(1) })).toEqual([401, 403, 403, 404])
  })

  test('there is no quiz where the lesson has none, and none before the timetable is published', async () => {
    expect((await lin()(`GET /my/lessons/${own.lessonId}/quizzes/${own.materialId + 999}`)).status).toBe(404)
    expect((await lin()(`GET /my/lessons/${own.lessonId + 999}/quizzes/${own.materialId}`)).status).toBe(404)
    const { db } = world.database
    const draft = await setUpQuiz(world, ['林文博'])
    expect((await lin()(`GET ${draft.at}`)).status).toBe(200)
    await db.execute(sql`alter table publications disable trigger user`)
    await db.execute(sql`delete from publications where cohort_id = ${draft.cohortId}`)
    await db.execute(sql`alter table publications enable trigger user`)
    expect((await lin()(`GET ${draft.at}`)).status).toBe(404)
    expect((await lin()(`POST ${draft.at}/attempts`, { clientKey: key(1) })).status).toBe(404)
  })

  test('who gave the seat up has no quiz any more', async () => {
    const { cohortId, at } = await setUpQuiz(world, ['林文博', '赵德明'])
    const { enrolments } = (await world.as('wang')(`GET /cohorts/${cohortId}/enrolments`)).body
    const seat = enrolments.find(({ name }: { name: string }) => name === '赵德明')
    await world.as('wang')(`POST /cohorts/${cohortId}/enrolments/${seat.id}/withdrawal`, { reason: '工作调动' })
    expect((await zhao()(`GET ${at}`)).status).toBe(404)
    expect((await lin()(`GET ${at}`)).status).toBe(200)
  })

  test('a quiz is read without its key', async () => {
    const { body } = await lin()(`GET ${own.at}`)
    expect(body).toMatchObject({
      title: '课后测验（示例）',
      lessonTitle: '村级议事',
      outOf: 100,
      passScore: 60,
      most: null,
      mayStart: true,
      attempts: [],
      answers: []
    })
    expect(body.questions.map(({ type, score, spaces }: Record<string, unknown>) => [type, score, spaces])).toEqual([
      ['single', 10, 0],
      ['multiple', 20, 0],
      ['trueFalse', 10, 0],
      ['blank', 60, 2]
    ])
    expect(JSON.stringify(body)).not.toMatch(/right|三十|先提议/)
  })
})

describe('an attempt', () => {
  test('begun twice with one key, or while one is open, is one attempt', async () => {
    const [first, again, other] = [
      await lin()(`POST ${own.at}/attempts`, { clientKey: key(1) }),
      await lin()(`POST ${own.at}/attempts`, { clientKey: key(1) }),
      await lin()(`POST ${own.at}/attempts`, { clientKey: key(2) })
    ]
    expect(first.body).toMatchObject({ number: 1, startedAt: '2026-09-07T01:00:00.000Z' })
    expect(again.body).toEqual(first.body)
    expect(other.body).toEqual(first.body)
    expect((await lin()(`GET ${own.at}`)).body).toMatchObject({
      mayStart: false,
      attempts: [{ id: first.body.id, number: 1, submittedAt: null, isBest: false }]
    })
    expect(await auditLinesOf(world.database, 'POST /my/lessons/:lessonId/quizzes/:materialId/attempts')).toHaveLength(3)
  })

  test('is nobody else’s to read, to answer or to submit, not even another trainee’s of the same cohort', async () => {
    const attempt = await start()
    expect((await zhao()(`POST ${attempt}/answers`, answer(0, ['A'], 1))).status).toBe(404)
    expect((await submit(attempt, 0, zhao())).status).toBe(404)
    expect((await zhao()(`GET ${attempt}/result`)).status).toBe(404)
    for (const who of ['wang', 'xu'] as const) expect((await world.as(who)(`GET ${attempt}/result`)).status).toBe(403)
    expect(await rowsIn(attempt)).toEqual([])
  })

  test('keeps every answer as it was given; the last one speaks, and another device goes on with it', async () => {
    const attempt = await start()
    const given: [number, string[], number][] = [
      [0, ['B'], 1],
      [3, [' ３０ ', '二十三'], 2],
      [0, ['A'], 5],
      // Given before, arrived later: from a phone that was offline.
      [0, ['B'], 4],
      [1, ['C', 'A'], 7],
      [1, [], 8]
    ]
    for (const [question, words, sequence] of given) {
      const { body } = await lin()(`POST ${attempt}/answers`, answer(question, words, sequence))
      expect(body).toEqual({ sequence, receivedAt: '2026-09-07T01:00:00.000Z' })
    }
    expect(await rowsIn(attempt)).toEqual(
      given
        .map(([question, words, sequence]) => ({ question, given: words, sequence }))
        .toSorted((a, b) => a.sequence - b.sequence)
    )
    const { answers } = (await lin()(`GET ${own.at}`)).body
    expect(answers.toSorted((a: { question: number }, b: { question: number }) => a.question - b.question)).toEqual([
      { question: 0, given: ['A'], sequence: 5 },
      { question: 1, given: [], sequence: 8 },
      { question: 3, given: [' ３０ ', '二十三'], sequence: 2 }
    ])
  })

  test('takes one answer sent twice once, and does not let two answers have one number', async () => {
    const attempt = await start()
    const one = answer(0, ['A'], 20)
    const first = await lin()(`POST ${attempt}/answers`, one)
    world.clock.set('2026-09-07T01:05:00Z')
    expect((await lin()(`POST ${attempt}/answers`, one)).body).toEqual(first.body)
    for (const other of [answer(0, ['B'], 20), answer(2, ['true'], 20)]) {
      const refused = await lin()(`POST ${attempt}/answers`, other)
      expect([refused.status, refused.body]).toEqual([
        409,
        expect.objectContaining({ code: 'sequence-taken', facts: { last: 20 } })
      ])
    }
    expect((await rowsIn(attempt)).filter(({ sequence }) => sequence === 20)).toHaveLength(1)
  })

  test('refuses what cannot be an answer, naming the field', async () => {
    const attempt = await start()
    for (const [wrong, field] of [
      [answer(4, ['A'], 30), 'question'],
      [answer(0, ['C'], 30), 'given'],
      [answer(0, ['A', 'B'], 30), 'given'],
      [answer(2, ['B'], 30), 'given'],
      [answer(3, ['30'], 30), 'given'],
      [answer(0, ['A'], 0), 'sequence'],
      [{ ...answer(0, ['A'], 30), givenAt: 'yesterday' }, 'givenAt'],
      [{ ...answer(0, ['A'], 30), givenAt: '2016-12-31T23:59:60Z' }, 'givenAt']
    ] as const) {
      const refused = await lin()(`POST ${attempt}/answers`, wrong)
      expect([refused.status, refused.body.field]).toEqual([400, field])
    }
    const unreadable = await lin()(`POST ${attempt}/answers`, answer(3, ['30', '\u0000'], 30))
    expect([unreadable.status, unreadable.body.code]).toEqual([400, 'unreadable-text'])
    expect((await rowsIn(attempt)).some(({ sequence }) => sequence === 30)).toBe(false)
  })
})

describe('a submission', () => {
  test('waits for the last answer of the device', async () => {
    const attempt = await start(zhao())
    await zhao()(`POST ${attempt}/answers`, answer(0, ['A'], 1))
    const early = await submit(attempt, 2, zhao())
    expect([early.status, early.body]).toEqual([409, expect.objectContaining({ code: 'answers-missing', facts: { arrived: 1 } })])
    expect((await zhao()(`GET ${attempt}/result`)).body).toMatchObject({ code: 'not-submitted' })
    await zhao()(`POST ${attempt}/answers`, answer(3, ['三十', '23'], 2))
    expect((await submit(attempt, 2, zhao())).body).toEqual({
      submittedAt: '2026-09-07T01:05:00.000Z',
      score: 70,
      outOf: 100,
      mark: 7000,
      isPassed: true
    })
  })

  test('is done once, and no answer comes after it; one that had arrived is still acknowledged', async () => {
    const attempt = await start()
    const last = answer(0, ['A'], 40)
    await lin()(`POST ${attempt}/answers`, last)
    const first = await submit(attempt, 40)
    expect(first.status).toBe(200)
    world.clock.set('2026-09-07T02:00:00Z')
    expect((await submit(attempt, 40)).body).toEqual(first.body)
    expect((await submit(attempt, 0)).body).toEqual(first.body)
    const late = await lin()(`POST ${attempt}/answers`, answer(2, ['false'], 41))
    expect([late.status, late.body.code]).toEqual([409, 'submitted'])
    expect((await lin()(`POST ${attempt}/answers`, last)).status).toBe(200)
    const lines = await auditLinesOf(
      world.database,
      'POST /my/lessons/:lessonId/quizzes/:materialId/attempts/:attemptId/submission'
    )
    expect(lines.at(-1)).toMatchObject({ account_id: world.account.lin, details: { sentAgain: true } })
    expect(lines.at(-3)).toMatchObject({ details: { score: first.body.score, isPassed: first.body.isPassed } })
  })

  test('shows question by question what was right, and why', async () => {
    const attempt = await start()
    for (const [question, given] of [['A'], ['A'], ['true'], [' ３０', '23']].entries())
      await lin()(`POST ${attempt}/answers`, answer(question, given, question + 1))
    await submit(attempt, 4)
    const { body } = await lin()(`GET ${attempt}/result`)
    expect(body).toMatchObject({ score: 70, outOf: 100, mark: 7000, isPassed: true, passScore: 60, mayStart: true })
    expect(body.questions).toMatchObject([
      { given: ['A'], isRight: true, earned: 10, right: ['A'], explanation: '先提议。', source: '示例' },
      { given: ['A'], isRight: false, earned: 0, right: ['A', 'B'], explanation: null },
      { given: ['true'], isRight: false, earned: 0, right: ['false'] },
      { given: [' ３０', '23'], isRight: true, earned: 60, right: [], rightWords: [['30', '三十'], ['23']] }
    ])
  })

  test('keeps the key, and which were right, from whoever may still use it; tells them once passed', async () => {
    const { at } = await setUpQuiz(world, ['林文博'])
    const first = await start(lin(), at)
    for (const [question, given] of [['A'], ['A'], ['false'], []].entries())
      await lin()(`POST ${first}/answers`, answer(question, given, question + 1))
    await submit(first, 4)
    const untold = (await lin()(`GET ${first}/result`)).body
    expect(untold).toMatchObject({ score: 20, isPassed: false, mayStart: true, keyIsTold: false, rightCount: 2 })
    expect(
      untold.questions.map(({ given, isRight, earned, right, rightWords, explanation, source }: Record<string, unknown>) => [
        given,
        isRight,
        earned,
        right,
        rightWords,
        explanation,
        source
      ])
    ).toEqual([['A'], ['A'], ['false'], []].map(given => [given, null, null, [], [], null, null]))
    expect(JSON.stringify(untold)).not.toMatch(/三十|先提议/)

    const second = await start(lin(), at)
    await lin()(`POST ${second}/answers`, answer(3, RIGHT[3]!, 1))
    expect((await lin()(`GET ${first}/result`)).body).toMatchObject({ keyIsTold: false, mayStart: false })
    await submit(second, 1)
    for (const attempt of [first, second])
      expect((await lin()(`GET ${attempt}/result`)).body).toMatchObject({
        keyIsTold: true,
        questions: [{ right: ['A'] }, {}, {}, {}]
      })
  })

  test('tells the key once no attempt is left', async () => {
    const { at } = await setUpQuiz(world, ['林文博'], `attempts: 2\n${QUIZ}`)
    const first = await start(lin(), at)
    await submit(first)
    const last = await start(lin(), at)
    expect((await lin()(`GET ${first}/result`)).body).toMatchObject({ keyIsTold: false })
    await submit(last)
    expect((await lin()(`GET ${first}/result`)).body).toMatchObject({
      keyIsTold: true,
      questions: [{ isRight: false, right: ['A'] }, {}, {}, {}]
    })
  })

  test('may be followed by another attempt; the best one counts', async () => {
    const attempt = await start()
    for (const [question, given] of RIGHT.entries()) await lin()(`POST ${attempt}/answers`, answer(question, given, question + 1))
    expect((await submit(attempt, 4)).body).toMatchObject({ score: 100, mark: 10_000 })
    const third = await start()
    expect((await submit(third)).body).toMatchObject({ score: 0, mark: 0, isPassed: false })
    const { attempts } = (await lin()(`GET ${own.at}`)).body
    expect(attempts.filter(({ isBest }: { isBest: boolean }) => isBest)).toMatchObject([{ score: 100 }])
    expect(attempts.map(({ number }: { number: number }) => number)).toEqual(attempts.map((_: unknown, at: number) => at + 1))
  })

  test('is the last one when the quiz says how many there may be', async () => {
    const once = await setUpQuiz(world, ['林文博'], `attempts: 1\n${QUIZ}`)
    const attempt = await start(lin(), once.at, 77)
    await submit(attempt)
    expect((await lin()(`GET ${once.at}`)).body).toMatchObject({ most: 1, mayStart: false })
    const refused = await lin()(`POST ${once.at}/attempts`, { clientKey: key(78) })
    expect([refused.status, refused.body.code]).toEqual([409, 'no-attempt-left'])
    // The phone that did not hear of its start asks again: it hears of that one.
    expect((await lin()(`POST ${once.at}/attempts`, { clientKey: key(77) })).status).toBe(200)
  })
})

test('after close-out nothing is started, but what was begun is finished', async () => {
  const { cohortId, lessonId, at } = await setUpQuiz(world, ['林文博', '赵德明'])
  const attempt = await start(lin(), at)
  world.clock.set('2026-09-20T01:00:00Z')
  await world.as('xu')(`POST /cohorts/${cohortId}/lessons/${lessonId}/roll-call`, { clientKey: key(5), exceptions: [] })
  expect((await world.as('wang')(`POST /cohorts/${cohortId}/closing`)).status).toBe(200)
  const refused = await zhao()(`POST ${at}/attempts`, { clientKey: key(6) })
  expect([refused.status, refused.body.code]).toEqual([409, 'cohort-closed'])
  expect((await zhao()(`GET ${at}`)).body).toMatchObject({ mayStart: false })
  expect((await lin()(`POST ${attempt}/answers`, answer(0, ['A'], 1))).status).toBe(200)
  expect((await submit(attempt, 1)).body).toMatchObject({ score: 10 })
})

test('徐 sees who has submitted and who has passed, by number and without a score', async () => {
  const { cohortId, at } = await setUpQuiz(world, ['林文博', '赵德明', '孙国庆'])
  const passed = await start(lin(), at)
  for (const [question, given] of RIGHT.entries()) await lin()(`POST ${passed}/answers`, answer(question, given, question + 1))
  await submit(passed, 4)
  await submit(await start(lin(), at))
  await submit(await start(zhao(), at), 0, zhao())
  await start(zhao(), at)
  const call = `GET /cohorts/${cohortId}/quizzes`
  const { body } = await world.as('xu')(call)
  expect(body.quizzes).toMatchObject([
    {
      title: '课后测验（示例）',
      lessonTitle: '村级议事',
      enrolled: 3,
      submitted: 2,
      passed: 1,
      people: [
        { number: 1, name: '林文博', isSubmitted: true, isPassed: true, attempts: 2, hasOpen: false },
        { number: 2, name: '赵德明', isSubmitted: true, isPassed: false, attempts: 2, hasOpen: true },
        { number: 3, name: '孙国庆', isSubmitted: false, isPassed: false, attempts: 0, hasOpen: false }
      ]
    }
  ])
  expect(JSON.stringify(body)).not.toMatch(/score|mark|startedAt/)
  expect((await world.as('wang')(call)).body).toEqual(body)
  expect((await world.as('xuElsewhere')(call)).status).toBe(404)
  expect((await lin()(call)).status).toBe(403)
})

describe.skipIf(!POSTGRES)('at once, on PostgreSQL', () => {
  test('forty answers of one attempt are all there, and so is each of those sent twice, once', async () => {
    const { at } = await setUpQuiz(world, ['林文博'])
    const attempt = await start(lin(), at)
    const sent = Array.from({ length: 40 }, (_, i) =>
      answer(i % 4, i % 4 === 3 ? [String(i), ''] : i % 4 === 2 ? ['true'] : ['A'], i + 1)
    )
    const statuses = await Promise.all([...sent, ...sent].map(async one => (await lin()(`POST ${attempt}/answers`, one)).status))
    expect(new Set(statuses)).toEqual(new Set([200]))
    expect(await rowsIn(attempt)).toEqual(
      sent.map(({ question, given, sequence }) => ({ question, given: [...given], sequence }))
    )
  })

  test('ten starts at once are one attempt', async () => {
    const { at } = await setUpQuiz(world, ['林文博'])
    const begun = await Promise.all(Array.from({ length: 10 }, (_, i) => lin()(`POST ${at}/attempts`, { clientKey: key(i) })))
    expect(begun.map(({ status }) => status)).toEqual(Array(10).fill(200))
    expect(new Set(begun.map(({ body }) => body.id)).size).toBe(1)
  })

  test('answers and a submission at once: whatever was acknowledged is in the mark', async () => {
    for (let round = 0; round < 5; round++) {
      const { at } = await setUpQuiz(world, ['林文博'])
      const attempt = await start(lin(), at)
      const [submission, ...answered] = await Promise.all([
        submit(attempt),
        ...RIGHT.map((given, question) => lin()(`POST ${attempt}/answers`, answer(question, given, question + 1)))
      ])
      const scores = [10, 20, 10, 60]
      const acknowledged = answered.map(({ status }, at) => (status === 200 ? scores[at]! : 0)).reduce((sum, one) => sum + one, 0)
      expect(submission.body.score).toBe(acknowledged)
      expect(answered.filter(({ status }) => status !== 200).every(({ body }) => body.code === 'submitted')).toBe(true)
    }
  })
})
