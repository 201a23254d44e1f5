import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeWorld, type World } from '../world.ts'
import { makeOnline, player, type OnlineLesson } from './lesson.ts'

let world: World
let lesson: OnlineLesson
beforeAll(async () => {
  world = await makeWorld()
  lesson = await makeOnline(world, { people: ['林文博', '赵德明', '孙国庆'] })
})
afterAll(() => world.close())

const call = () => `GET /cohorts/${lesson.cohortId}/films`

test('徐 sees by number what was watched, what is missing and who has completed it; nothing about how long they sat there', async () => {
  const [lin, zhao] = [player(world, lesson), player(world, lesson, 'zhao')]
  await lin.play()
  lin.wait(60)
  await lin.tell([[0, 60]])
  await zhao.play()
  zhao.wait(15)
  await zhao.tell([[30, 45]])
  const { body } = await world.as('xu')(call())
  expect(body).toEqual({
    lessons: [
      {
        lessonId: lesson.lessonId,
        title: '村务公开实务',
        lengthMs: 60_000,
        enrolled: 3,
        completed: 1,
        people: [
          {
            enrolmentId: expect.any(Number),
            number: 1,
            name: '林文博',
            unitAndPost: expect.stringContaining('柳湾村'),
            coveredMs: 60_000,
            missingMs: 0,
            completedAt: '2026-09-07T01:01:00Z'
          },
          expect.objectContaining({ number: 2, name: '赵德明', coveredMs: 15_000, missingMs: 42_000, completedAt: null }),
          expect.objectContaining({ number: 3, name: '孙国庆', coveredMs: 0, missingMs: 57_000, completedAt: null })
        ]
      }
    ]
  })
  expect((await world.as('wang')(call())).body).toEqual(body)
})

test('who gave the seat up is out', async () => {
  const { enrolments } = (await world.as('wang')(`GET /cohorts/${lesson.cohortId}/enrolments`)).body
  const { id } = enrolments.find(({ name }: { name: string }) => name === '孙国庆')
  await world.as('wang')(`POST /cohorts/${lesson.cohortId}/enrolments/${id}/withdrawal`, { reason: '抽调' })
  expect((await world.as('xu')(call())).body.lessons).toMatchObject([{ enrolled: 2, completed: 1 }])
})
