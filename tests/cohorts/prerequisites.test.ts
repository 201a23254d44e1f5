import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inOrder, orderMistakeIn, requirable, type Ordered } from '../../server/cohorts/prerequisites/rules.ts'
import { POSTGRES } from '../harness.ts'
import { makeSpecialClass, type SpecialClass } from '../online/specialClass.ts'
import { makeWorld, type World } from '../world.ts'
import { refusalOf } from './plainTimetables.ts'

const lesson = (id: number, requires: number[] = [], more: Partial<Ordered> = {}): Ordered => ({
  id,
  title: `第 ${id} 课`,
  kind: 'online',
  counts: true,
  isElective: false,
  heldOn: '2026-09-14',
  closesOn: '2026-09-18',
  requires: requires.map(required => ({ id: required })),
  ...more
})
const mistake = (...lessons: Ordered[]) => {
  const found = orderMistakeIn(lessons)
  return found && `${found.lesson.id} ${found.mistake} ${found.required}`.trim()
}

describe('an order', () => {
  test('is a chain or a tree', () => {
    expect(mistake(lesson(1), lesson(2, [1]), lesson(3, [1, 2]))).toBe(null)
    expect(inOrder([lesson(3, [1, 2]), lesson(2, [1]), lesson(1)])!.map(({ id }) => id)).toEqual([1, 2, 3])
  })

  test('does not go round in a circle, of one, of two or of three', () => {
    expect(mistake(lesson(1, [1]))).toBe('1 requires-itself 第 1 课')
    expect(mistake(lesson(1, [2]), lesson(2, [1]))).toBe('1 requires-circle 第 2 课')
    expect(mistake(lesson(4, [1]), lesson(1, [3]), lesson(2, [1]), lesson(3, [2]))).toBe('1 requires-circle 第 3 课')
  })

  test('is of lessons of the same timetable, of which the later one is online and the first can be completed', () => {
    expect(mistake(lesson(1, [9]))).toBe('1 required-unknown')
    expect(mistake(lesson(1), lesson(2, [1], { kind: 'classroom', closesOn: null }))).toBe('2 requires-of-another-kind 第 1 课')
    expect(mistake(lesson(1, [], { kind: 'classroom', closesOn: null }), lesson(2, [1]))).toBe(null)
    expect(mistake(lesson(1, [], { kind: 'ceremony', counts: false, closesOn: null }), lesson(2, [1]))).toBe(
      '2 requires-uncounted 第 1 课'
    )
  })

  test('does not make an elective of what is required, but one elective may lead to another', () => {
    expect(mistake(lesson(1, [], { isElective: true }), lesson(2, [1]))).toBe('2 requires-elective 第 1 课')
    expect(mistake(lesson(1, [], { isElective: true }), lesson(2, [1], { isElective: true }))).toBe(null)
  })

  test('leaves time: nothing waits for what begins when its own window is over', () => {
    const later = lesson(1, [], { kind: 'classroom', closesOn: null, heldOn: '2026-09-18' })
    expect(mistake(later, lesson(2, [1]))).toBe(null)
    expect(mistake(later, lesson(2, [1], { closesOn: '2026-09-17' }))).toBe('2 requires-too-late 第 1 课')
    expect(mistake(later, lesson(2, [1], { closesOn: null }))).toBe(null)
  })

  test('what may be required of a lesson never closes a circle', () => {
    fc.assert(
      fc.property(fc.array(fc.array(fc.integer({ min: 1, max: 7 }), { maxLength: 3 }), { minLength: 7, maxLength: 7 }), drawn => {
        // Each requires some of those before it, so that it is an order to begin with.
        const lessons = drawn.map((requires, at) =>
          lesson(
            at + 1,
            [...new Set(requires)].filter(id => id <= at)
          )
        )
        expect(inOrder(lessons)).not.toBe(null)
        for (const one of lessons)
          for (const other of lessons) {
            if (one === other) continue
            const more = lessons.map(each => (each === one ? { ...one, requires: [...one.requires, { id: other.id }] } : each))
            expect(requirable(one, lessons).includes(other)).toBe(inOrder(more) !== null)
          }
      })
    )
  })
})

describe('王 says which lesson requires which', () => {
  let world: World
  let made: SpecialClass
  beforeAll(async () => {
    world = await makeWorld()
    made = await makeSpecialClass(world, { isPublished: false })
  })
  afterAll(() => world.close())
  const wang = (call: string, body?: object) => world.as('wang')(call, body)
  const menu = { isElective: true, closesOn: '2026-09-17' }
  const put = (title: string, change: object) =>
    wang(`PUT /cohorts/${made.cohortId}/lessons/${made.lesson[title]}`, made.online(title, change))
  const requiredBy = async (title: string) =>
    (await wang(`GET /cohorts/${made.cohortId}`)).body.lessons
      .find((one: { title: string }) => one.title === title)
      .requires.map(({ name }: { name: string }) => name)

  test('a circle is refused with both names, and nothing is changed', async () => {
    const { 甲, 丙, 必修短片 } = made.lesson
    expect((await put('甲', { ...menu, requiresIds: [丙] })).status).toBe(200)
    const answer = await put('丙', { ...menu, requiresIds: [必修短片, 甲] })
    expect(answer.body).toMatchObject({ code: 'requires-circle', field: 'requiresIds' })
    expect(answer.body.zh ?? answer.body.title ?? answer.body.detail).toBeDefined()
    expect([await requiredBy('甲'), await requiredBy('丙')]).toEqual([['丙'], ['必修短片']])
    expect((await put('甲', menu)).status).toBe(200)
  })

  test('a lesson of another cohort, and an elective before a required lesson, are refused', async () => {
    expect((await put('甲', { ...menu, requiresIds: [999_999] })).body).toMatchObject({
      code: 'required-unknown',
      field: 'requiresIds'
    })
    expect((await put('必修短片', { requiresIds: [made.lesson.甲] })).body).toMatchObject({ code: 'requires-elective' })
  })

  test('a lesson that others require is not removed, but both together are, and undone', async () => {
    const { 必修短片, 丙 } = made.lesson
    expect((await wang(`DELETE /cohorts/${made.cohortId}/lessons/${必修短片}`)).body).toMatchObject({ code: 'lesson-required' })
    const act = (body: object) => wang(`POST /cohorts/${made.cohortId}/timetable`, { remove: [], change: [], add: [], ...body })
    expect((await act({ remove: [必修短片] })).body).toMatchObject({ code: 'lesson-required', field: 'remove.0' })
    // In one act, the requirement is taken out and the lesson with it.
    const released = { lessonId: 丙, ...made.online('丙', menu) }
    expect((await act({ remove: [必修短片], change: [released] })).status).toBe(200)
    const { added } = (await act({ add: [made.online('必修短片')] })).body
    made.lesson.必修短片 = added[0]
    expect((await act({ change: [{ ...released, requiresIds: added }] })).status).toBe(200)
    expect(await requiredBy('丙')).toEqual(['必修短片'])
    expect((await act({ remove: [added[0], 丙] })).status).toBe(200)
  })

  test('what was seen includes what it requires', async () => {
    const { 甲, 乙 } = made.lesson
    const seen = { lessonId: 甲, ...made.online('甲', menu) }
    expect((await put('甲', { ...menu, requiresIds: [乙] })).status).toBe(200)
    const act = { remove: [], change: [{ ...seen, title: '甲改' }], add: [], seen: [seen] }
    expect((await wang(`POST /cohorts/${made.cohortId}/timetable`, act)).body).toMatchObject({ code: 'lesson-changed-meanwhile' })
    expect((await put('甲', menu)).status).toBe(200)
  })

  test.skipIf(!POSTGRES)('of two who each close half a circle one is refused', async () => {
    const { 甲, 乙 } = made.lesson
    const { db } = world.database
    const half = (one: number, other: number) => [
      `insert into lesson_prerequisites (lesson_id, requires_id, cohort_id) values (${one}, ${other}, ${made.cohortId})`,
      'select pg_sleep(0.2)'
    ]
    const outcomes = await Promise.all([refusalOf(db, half(甲!, 乙!)), refusalOf(db, half(乙!, 甲!))])
    expect(outcomes.toSorted()).toEqual(['lesson_prerequisites_circle', null])
  })
})
