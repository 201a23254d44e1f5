import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeWorld, type World } from '../world.ts'
import { answer, key, QUIZ, RIGHT, setUpQuiz } from './quiz.ts'

/** A quiz that belongs to a lesson of the classroom is found where the lesson is: on Today once it has begun, and on the timetable. */
let world: World
let own: Awaited<ReturnType<typeof setUpQuiz>>
beforeAll(async () => {
  world = await makeWorld()
  own = await setUpQuiz(world, ['林文博', '赵德明'], `attempts: 2\n${QUIZ}`)
})
afterAll(() => world.close())

const lin = () => world.as('lin')
const onToday = async () => (await lin()('GET /my/today')).body.quizzes
const onTimetable = async () =>
  (await lin()('GET /my/cohorts')).body.cohorts[0].lessons.find(({ id }: { id: number }) => id === own.lessonId)

const take = async (given: readonly (readonly string[])[], n: number) => {
  const begun = await lin()(`POST ${own.at}/attempts`, { clientKey: key(n) })
  const attempt = `${own.at}/attempts/${begun.body.id}`
  for (const [question, words] of given.entries()) await lin()(`POST ${attempt}/answers`, answer(question, words, question + 1))
  return { submit: () => lin()(`POST ${attempt}/submission`, { lastSequence: given.length }) }
}

test('before the lesson it is on the timetable and does not press', async () => {
  world.clock.set('2026-09-14T00:59:00Z')
  expect(await onToday()).toEqual([])
  expect(await onTimetable()).toMatchObject({
    hasParts: true,
    kind: 'classroom',
    quizzes: [{ materialId: own.materialId, title: '课后测验（示例）', standing: 'notBegun', mayGoOn: true }]
  })
  // The page of the lesson has it as well: it earns by attendance, so nothing is open to be watched.
  const { body } = await lin()(`GET /my/lessons/${own.lessonId}`)
  expect(body).toMatchObject({ kind: 'classroom', isOpen: false, earns: null, parts: [{ kind: 'quiz', id: own.materialId }] })
})

test('from the first minute of the lesson on it waits on Today until it is passed', async () => {
  world.clock.set('2026-09-14T01:00:00Z')
  const waiting = {
    lessonId: own.lessonId,
    lessonTitle: '村级议事',
    materialId: own.materialId,
    title: '课后测验（示例）',
    questions: 4
  }
  expect(await onToday()).toEqual([{ ...waiting, standing: 'notBegun' }])
  const first = await take([['B']], 1)
  expect(await onToday()).toEqual([{ ...waiting, standing: 'underWay' }])
  await first.submit()
  expect(await onToday()).toEqual([{ ...waiting, standing: 'notPassed' }])
  const second = await take(RIGHT, 2)
  // The last attempt is begun: nothing more can be started, and it is still to be finished.
  expect(await onToday()).toEqual([{ ...waiting, standing: 'underWay' }])
  await second.submit()
  expect(await onToday()).toEqual([])
  expect((await onTimetable()).quizzes).toMatchObject([{ standing: 'passed', mayGoOn: false }])
})

test('it is not asked of a lesson that was not held, nor where no attempt is left', async () => {
  const zhao = world.as('zhao')
  const today = async () => (await zhao('GET /my/today')).body.quizzes.length
  expect(await today()).toBe(1)
  await world.as('xu')(`POST /cohorts/${own.cohortId}/holdings`, { lessonId: own.lessonId, wasHeld: false, reason: '停电' })
  expect(await today()).toBe(0)
  expect((await world.as('xu')(`GET /cohorts/${own.cohortId}/quizzes`)).body.quizzes).toEqual([])
  await world.as('xu')(`POST /cohorts/${own.cohortId}/holdings`, { lessonId: own.lessonId, wasHeld: true, reason: null })
  expect(await today()).toBe(1)
  for (const n of [3, 4]) {
    const begun = await zhao(`POST ${own.at}/attempts`, { clientKey: key(n) })
    await zhao(`POST ${own.at}/attempts/${begun.body.id}/submission`, { lastSequence: 0 })
  }
  expect(await today()).toBe(0)
})
