import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { verdictsOf, type Contents, type ShareWanted } from '../../server/cohorts/contents/rules.ts'
import { goalsOf, withRepair, type Asked, type Mendable, type Offer, type Repair } from '../../server/cohorts/repairs/rules.ts'
import { balanceOf } from '../../server/cohorts/rules.ts'

const THIRD = { category: 'coreTheory', part: 1, whole: 3 }
const wording = { zh: '要求', en: 'Rule', severity: 'must', cite: '示例' } as const
const SPIRIT: ShareWanted = { code: 'spirit', ...wording, categories: ['partySpirit'], least: { part: 1, whole: 5 } }
const OTHER: ShareWanted = { code: 'other', ...wording, categories: ['other'], most: { part: 1, whole: 4 } }
const CHARTER = { code: 'charter', ...wording, tag: '党章' }

const asking = (contents: Partial<Contents> = {}): Asked => ({
  third: THIRD,
  contents: { ratios: [], contains: [], ...contents },
  when: 'planned'
})

/** 理论 90 is a lesson of ninety minutes of core theory at nine on Monday 14 September. */
const lesson = (id: number, categories: Record<string, number>, more: Partial<Mendable> = {}): Mendable => {
  const minutes = Object.values(categories).reduce((sum, part) => sum + part, 0)
  const fromMinute = more.fromMinute ?? 540
  return {
    id,
    title: `第 ${id} 课`,
    kind: 'classroom',
    counts: true,
    minutes,
    categories: Object.entries(categories).map(([category, part]) => ({ category, minutes: part })),
    tags: [],
    courseVersionId: null,
    heldOn: `2026-09-${13 + id}`,
    fromMinute,
    untilMinute: fromMinute + minutes,
    isOpen: true,
    ...more
  }
}
const course = (versionId: number, category: string, tags: string[] = []): Offer => ({
  versionId,
  title: `课程 ${versionId}`,
  kind: 'classroom',
  category,
  minutes: 90,
  tags
})

const said = ({ way, lessonId, minutes, category, have, of }: Repair) =>
  `${way} ${lessonId ?? '-'} ${minutes} ${category}: ${have}/${of}`
const mends = (lessons: Mendable[], offers: Offer[], asked: Asked, code: string | null = null) =>
  goalsOf(lessons, offers, asked)
    .find(goal => goal.code === code)
    ?.repairs.map(said)

describe('300 of 1050 minutes are core theory, 50 short of the third', () => {
  const short = [
    lesson(1, { coreTheory: 300 }, { fromMinute: 780, untilMinute: 1080 }),
    lesson(2, { competency: 510 }),
    lesson(3, { competency: 60 }, { isOpen: false }),
    lesson(4, { competency: 90 }),
    lesson(5, { competency: 40 }),
    lesson(6, { competency: 50 }),
    lesson(7, {}, { kind: 'meal', counts: false })
  ]

  test('fifty minutes of a lesson are turned, the shortest that has them first; else 75 more are needed', () => {
    expect(mends(short, [], asking())).toEqual([
      'turn 6 50 coreTheory: 350/1050',
      'turn 4 50 coreTheory: 350/1050',
      'add - 75 coreTheory: 375/1125'
    ])
  })

  test('a course of core theory takes the place of the shortest lesson that is long enough', () => {
    expect(mends(short, [course(8, 'competency'), course(9, 'coreTheory')], asking())).toContain('swap 6 50 coreTheory: 350/1050')
    const taught = [...short.slice(1), lesson(1, { coreTheory: 300 }, { courseVersionId: 9, fromMinute: 780 })]
    expect(mends(taught, [course(9, 'coreTheory')], asking())!.some(way => way.startsWith('swap'))).toBe(false)
  })

  test('a lesson of core theory is lengthened where 75 minutes are free after it, and not where they are not', () => {
    const inTheMorning = [lesson(1, { coreTheory: 300 }, { fromMinute: 345, untilMinute: 645 }), ...short.slice(1)]
    expect(mends(inTheMorning, [], asking())).toContain('lengthen 1 75 coreTheory: 375/1125')
    const next = lesson(8, {}, { kind: 'meal', counts: false, heldOn: '2026-09-14', fromMinute: 719, untilMinute: 750 })
    expect(mends([...inTheMorning, next], [], asking())!.some(way => way.startsWith('lengthen'))).toBe(false)
  })

  test('nothing is offered of what has begun or is online', () => {
    const begun = short.map(each => ({ ...each, isOpen: false }))
    expect(mends(begun, [course(9, 'coreTheory')], asking())).toEqual(['add - 75 coreTheory: 375/1125'])
    const online = short.map(each => ({ ...each, kind: 'online' as const }))
    expect(mends(online, [course(9, 'coreTheory')], asking())).toEqual(['add - 75 coreTheory: 375/1125'])
  })
})

test('what meets every rule needs nothing, and an empty timetable is not mended but made', () => {
  expect(goalsOf([lesson(1, { coreTheory: 90 })], [], asking())).toEqual([])
  expect(goalsOf([], [], asking())).toEqual([])
})

test('exactly a third, a fifth and a quarter are enough', () => {
  const exact = [lesson(1, { coreTheory: 100, partySpirit: 60 }), lesson(2, { other: 75, competency: 65 })]
  expect(goalsOf(exact, [], asking({ ratios: [SPIRIT, OTHER] }))).toEqual([])
})

test('a way that would break another rule is not offered', () => {
  // A third is core theory, exactly; a fifth must be party spirit. Turning core theory into party spirit would cost the third.
  const lessons = [lesson(1, { coreTheory: 120 }), lesson(2, { competency: 240 }, { fromMinute: 540, untilMinute: 780 })]
  const ways = mends(lessons, [], asking({ ratios: [SPIRIT] }), 'spirit')
  expect(ways).toEqual(['turn 2 72 partySpirit: 72/360'])
})

test('of too much a lesson gives up some, or some of it becomes core theory', () => {
  const lessons = [lesson(1, { coreTheory: 120 }), lesson(2, { other: 150, competency: 30 })]
  // 150 of 300, at most 75.
  expect(mends(lessons, [], asking({ ratios: [OTHER] }), 'other')).toEqual([
    'turn 2 75 coreTheory: 75/300',
    'shorten 2 100 other: 50/200',
    'add - 300 coreTheory: 150/600'
  ])
})

test('a course that must be contained takes a lesson’s place, or comes on top', () => {
  const lessons = [lesson(1, { coreTheory: 90 }), lesson(2, { competency: 180 })]
  const offers = [course(7, 'competency'), course(8, 'coreTheory', ['党章'])]
  // It comes on top; or for the one lesson of core theory, which keeps the third.
  expect(mends(lessons, offers, asking({ contains: [CHARTER] }), 'charter')).toEqual([
    'swap 1 90 coreTheory: 1/2',
    'add - 90 coreTheory: 1/3'
  ])
  const [swap] = goalsOf(lessons, offers, asking({ contains: [CHARTER] }))[0]!.repairs
  expect(swap!.after).toMatchObject({
    heldOn: '2026-09-14',
    fromMinute: 540,
    courseVersionId: 8,
    title: '课程 8',
    tags: ['党章']
  })
  expect(mends(lessons, [course(7, 'competency')], asking({ contains: [CHARTER] }), 'charter')).toEqual([])
})

describe('whatever the timetable', () => {
  const CATEGORIES = ['coreTheory', 'partySpirit', 'competency', 'other']
  const anyLesson = fc.record({
    minutes: fc.array(fc.integer({ min: 0, max: 120 }), { minLength: 4, maxLength: 4 }),
    day: fc.integer({ min: 14, max: 18 }),
    fromMinute: fc.integer({ min: 480, max: 1000 }),
    isOpen: fc.boolean(),
    kind: fc.constantFrom('classroom', 'onsite', 'online', 'discussion')
  } as const)
  const anyTimetable = fc.array(anyLesson, { minLength: 1, maxLength: 12 }).map(rows =>
    rows.map(({ minutes, day, fromMinute, isOpen, kind }, at) =>
      lesson(at + 1, Object.fromEntries(CATEGORIES.map((category, i) => [category, minutes[i]!]).filter(([, part]) => part)), {
        heldOn: `2026-09-${day}`,
        fromMinute,
        untilMinute: fromMinute + minutes.reduce((sum, part) => sum + part, 0),
        isOpen,
        kind
      })
    )
  )
  const offers = [course(90, 'coreTheory', ['党章']), course(91, 'partySpirit'), course(92, 'competency'), course(93, 'other')]
  const contents: Contents = { ratios: [SPIRIT, OTHER], contains: [CHARTER] }
  /** Which of the four rules these lessons meet, asked of the rules that judge, not of what mends. */
  const judged = (lessons: Parameters<typeof withRepair>[0] | ReturnType<typeof withRepair>): Record<string, boolean> => ({
    third: balanceOf(lessons, THIRD).isMet,
    ...Object.fromEntries(verdictsOf(lessons, contents, 'planned').map(({ code, isMet }) => [code, isMet]))
  })

  test('every way that is offered is enough, takes not one minute too many, and breaks no other rule', () => {
    let offered = 0
    fc.assert(
      fc.property(anyTimetable, lessons => {
        const before = judged(lessons)
        for (const { code, repairs } of goalsOf(lessons, offers, asking(contents)))
          for (const repair of repairs) {
            offered += 1
            const after = withRepair(lessons, repair)
            const now = judged(after)
            expect(now[code ?? 'third']).toBe(true)
            for (const rule of Object.keys(before)) expect(now[rule] || !before[rule]).toBe(true)
            const { minutes, categories, fromMinute, untilMinute } = repair.after
            expect(categories.reduce((sum, part) => sum + part.minutes, 0)).toBe(minutes)
            expect(categories.every(part => part.minutes > 0)).toBe(true)
            expect(minutes).toBeLessThanOrEqual(untilMinute - fromMinute)
            if (repair.minutes === 1 || repair.way === 'swap' || code === 'charter') continue
            expect(judged(withRepair(lessons, oneLess(lessons, repair)))[code ?? 'third']).toBe(false)
          }
      }),
      { numRuns: 300 }
    )
    expect(offered).toBeGreaterThan(300)
  })

  /** The same way with one minute less: the minute goes back to where it came from. */
  const oneLess = (lessons: readonly Mendable[], repair: Repair): Pick<Repair, 'lessonId' | 'after'> => {
    const { way, lessonId, category, after } = repair
    const before = lessons.find(({ id }) => id === lessonId)
    const part = (some: readonly { category: string; minutes: number }[], wanted: string) =>
      some.find(each => each.category === wanted)?.minutes ?? 0
    const changed = new Map(CATEGORIES.map(each => [each, part(after.categories, each)]))
    const shift = (each: string, minutes: number) => changed.set(each, changed.get(each)! + minutes)
    if (way === 'shorten' || way === 'turn') {
      const from = CATEGORIES.find(each => each !== category && part(before!.categories, each) > changed.get(each)!)
      shift(from ?? CATEGORIES.find(each => part(before!.categories, each) > changed.get(each)!)!, 1)
    }
    if (way !== 'shorten') shift(category, -1)
    const categories = [...changed].map(([each, minutes]) => ({ category: each, minutes }))
    return { lessonId, after: { ...after, categories, minutes: categories.reduce((sum, each) => sum + each.minutes, 0) } }
  }
})
