import { sql } from 'drizzle-orm'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  chosenAtLeast,
  chosenBy,
  everyonesTime,
  isMenuEnough,
  leastChosen,
  minutesToChoose,
  minutesToComplete
} from '../../server/cohorts/electives/rules.ts'
import { goalsOf, withRepair, type Mendable } from '../../server/cohorts/repairs/rules.ts'
import { balanceOf, type LessonKind } from '../../server/cohorts/rules.ts'
import { verdictsOf } from '../../server/cohorts/contents/rules.ts'
import { firstOf } from '../../server/database/db.ts'
import { makeWorld, type World } from '../world.ts'
import { plainCohort, plainPublication, refusalOf } from './plainTimetables.ts'

const THIRD = { category: 'coreTheory', part: 1, whole: 3 }
const lesson = (categories: Record<string, number>, isElective = false) => {
  const minutes = Object.values(categories).reduce((sum, part) => sum + part, 0)
  return {
    kind: 'online' as LessonKind,
    counts: true,
    minutes,
    categories: Object.entries(categories).map(([category, part]) => ({ category, minutes: part })),
    tags: isElective ? ['党章'] : [],
    isElective
  }
}
const said = (lessons: ReturnType<typeof lesson>[], demanded: number) => {
  const { inCategory, all, isMet } = balanceOf(everyonesTime(lessons, demanded), THIRD)
  return `${inCategory}/${all} ${isMet ? 'met' : 'short'}`
}

describe('what nobody gets round', () => {
  test.each([
    ['nothing is demanded', [45, 45], 0, 0],
    ['one lesson is enough', [45, 60], 60, 60],
    ['60 of three lessons of 45 is two of them', [45, 45, 45], 60, 90],
    ['the closest sum counts, not the first one', [100, 50, 40], 90, 90],
    ['and it need not be the fewest lessons', [100, 30, 31], 60, 61],
    ['all of the menu', [45, 45], 90, 90],
    ['the menu holds too little', [45, 45], 91, null],
    ['there is no menu', [], 1, null]
  ])('%s', (_what, menu, demanded, least) => expect(leastChosen(menu, demanded)).toBe(least))

  test('it is the smallest of all choices that are enough, whatever the menu', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 90 }), { maxLength: 9 }),
        fc.integer({ min: 0, max: 300 }),
        (menu, demanded) => {
          let smallest: number | null = null
          for (let choice = 0; choice < 2 ** menu.length; choice++) {
            let sum = 0
            menu.forEach((minutes, at) => (sum += choice & (1 << at) ? minutes : 0))
            if (sum >= demanded && (smallest === null || sum < smallest)) smallest = sum
          }
          expect(leastChosen(menu, demanded)).toBe(smallest)
        }
      )
    )
  })
})

describe('a special class of 60 minutes of core theory and 60 of something else that are required', () => {
  const required = [lesson({ coreTheory: 60 }), lesson({ competency: 60 })]
  const menu = [lesson({ competency: 60 }, true), lesson({ competency: 60 }, true), lesson({ coreTheory: 60 }, true)]

  test('its third holds with 60 minutes to choose, exactly, and not with one more', () => {
    expect(said([...required, ...menu], 60)).toBe('60/180 met')
    expect(said([...required, ...menu], 61)).toBe('60/240 short')
  })

  test('core theory of the menu helps nothing: somebody may choose the rest', () => {
    const short = [lesson({ coreTheory: 50 }), lesson({ competency: 60 })]
    expect(said([...short, ...menu.slice(2)], 60)).toBe('50/170 short')
  })

  test('a menu of which nothing has to be chosen is not the cohort’s time', () => {
    expect(said([...required, ...menu], 0)).toBe('60/120 met')
  })

  test('a menu of electives alone teaches everybody nothing', () => {
    expect(said(menu, 0)).toBe('0/0 short')
    expect(said(menu, 60)).toBe('0/60 short')
  })

  test('a menu that is too small counts as what is demanded of it', () => {
    expect(isMenuEnough(menu, 181)).toBe(false)
    expect(chosenAtLeast(menu, 181)).toBe(181)
  })

  test('a lesson that a rule asks for is one that everybody has', () => {
    const wanted = { code: 'charter', zh: '党章', en: 'Charter', severity: 'must' as const, cite: '示例', tag: '党章' }
    const rules = { ratios: [], contains: [wanted] }
    expect(verdictsOf(everyonesTime([...required, ...menu], 60), rules, 'planned')[0]!.isMet).toBe(false)
    const asked = { ...menu[0]!, isElective: false }
    expect(verdictsOf(everyonesTime([...required, asked], 60), rules, 'planned')[0]!.isMet).toBe(true)
  })
})

test('whoever chose two of 45 minutes and completed one has 15 minutes to go of 60, and nothing to choose', () => {
  const one = { minutes: 45, isChosen: true, isCompleted: true }
  const chosen = chosenBy([one, { ...one, isCompleted: false }, { minutes: 60, isChosen: false, isCompleted: false }], 60)
  expect(chosen).toEqual({ demanded: 60, chosen: 90, completed: 45 })
  expect([minutesToChoose(chosen), minutesToComplete(chosen)]).toEqual([0, 15])
})

test('with any choice that is enough, at least a third of what a learner has is core theory', () => {
  const part = fc.integer({ min: 0, max: 120 })
  fc.assert(
    fc.property(
      fc.array(fc.tuple(part, part), { maxLength: 5 }),
      fc.array(fc.tuple(part, part), { maxLength: 6 }),
      fc.integer({ min: 0, max: 200 }),
      (required, menu, demanded) => {
        const of =
          (isElective: boolean) =>
          ([core, other]: [number, number]) =>
            lesson({ coreTheory: core, other }, isElective)
        const lessons = [...required.map(of(false)), ...menu.map(of(true))]
        if (!isMenuEnough(lessons, demanded) || !balanceOf(everyonesTime(lessons, demanded), THIRD).isMet) return
        const core = required.reduce((sum, [minutes]) => sum + minutes, 0)
        const all = required.reduce((sum, [a, b]) => sum + a + b, 0)
        // Whoever takes the shortest way through the menu, and meets no core theory on it.
        const least = leastChosen(
          menu.map(([a, b]) => a + b).filter(minutes => minutes > 0),
          demanded
        )!
        expect(3 * core).toBeGreaterThanOrEqual(all + least)
      }
    )
  )
})

test('a repair is enough with the menu as it is, never longer than needed, and leaves the menu alone', () => {
  const part = fc.integer({ min: 1, max: 120 })
  fc.assert(
    fc.property(
      fc.array(fc.tuple(part, part), { minLength: 1, maxLength: 5 }),
      fc.array(part, { maxLength: 4 }),
      fc.integer({ min: 0, max: 200 }),
      (required, menu, electiveMinutes) => {
        const mendable: Mendable[] = [
          ...required.map(([core, other], at) => ({
            ...lesson({ coreTheory: core, other }),
            kind: 'classroom' as const,
            id: at + 1,
            title: '课',
            courseVersionId: null,
            heldOn: `2026-09-${14 + at}`,
            fromMinute: 540,
            untilMinute: 540 + core + other,
            isOpen: true
          })),
          ...menu.map((minutes, at) => ({
            ...lesson({ other: minutes }, true),
            id: 100 + at,
            title: '选修',
            courseVersionId: null,
            heldOn: '2026-09-14',
            closesOn: '2026-09-18',
            fromMinute: 0,
            untilMinute: 1440,
            isOpen: true
          }))
        ]
        const balance = (lessons: Parameters<typeof everyonesTime>[0]) =>
          balanceOf(everyonesTime(lessons, electiveMinutes), THIRD)
        const asked = { third: THIRD, contents: { ratios: [], contains: [] }, when: 'planned' as const, electiveMinutes }
        const [goal] = goalsOf(mendable, [], asked)
        expect(goal === undefined).toBe(balance(mendable).isMet)
        for (const repair of goal?.repairs ?? []) {
          expect(repair.lessonId ?? 1).toBeLessThan(100)
          const after = balance(withRepair(mendable, repair))
          expect([after.isMet, repair.have, repair.of]).toEqual([true, after.inCategory, after.all])
          // A minute less of it leaves the third unmet.
          if (repair.way === 'turn') expect(3 * (after.inCategory - 1)).toBeLessThan(after.all)
          if (repair.way === 'add' || repair.way === 'lengthen') expect(3 * (after.inCategory - 1)).toBeLessThan(after.all - 1)
        }
      }
    )
  )
})

describe('the database holds the same', () => {
  let world: World
  beforeAll(async () => {
    world = await makeWorld()
  })
  afterAll(() => world.close())

  test('what nobody gets round is reckoned as the rule does', async () => {
    const { db } = world.database
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 90 }), { maxLength: 8 }),
        fc.integer({ min: 0, max: 300 }),
        async (menu, demanded) => {
          const row = await firstOf<{ least: number | null }>(
            db,
            sql.raw(`select least_chosen(${demanded}, array[${menu.join(', ')}]::int[]) as least`)
          )
          expect(row!.least).toBe(leastChosen(menu, demanded))
        }
      ),
      { numRuns: 60 }
    )
  })

  /** 90 of core theory and 90 of something else, which are required, and two electives of 45 minutes. */
  const special = async (demanded: number) => {
    const { db } = world.database
    const { cohortId, lessonIds } = await plainCohort(db, { organisationId: world.at['安澜县']! }, [
      { core: 90, other: 0 },
      { core: 0, other: 90, day: '2026-09-15' }
    ])
    await db.execute(sql.raw(`update cohorts set elective_minutes = ${demanded} where id = ${cohortId}`))
    for (const title of ['数字乡村', '调解']) await db.transaction(tx => tx.execute(sql.raw(elective(cohortId, title))))
    return {
      cohortId,
      lessonIds,
      publish: () => [
        `insert into publications (cohort_id, published_at, published_by) values (${cohortId}, now(), ${world.account.wang})`
      ]
    }
  }
  /** With its course of 45 minutes, and its minutes by category. */
  const elective = (cohortId: number, title: string) => `
    with course as (insert into courses (code) values ('${title}-${cohortId}') returning id),
      version as (insert into course_versions (course_id, number, title, category, kind, minutes, summary, recorded_at)
        select id, 1, '${title}', 'competency', 'online', 45, '', now() from course returning id),
      added as (insert into lessons (cohort_id, kind, title, course_version_id, held_on, closes_on, from_minute, until_minute, counts, minutes, is_elective)
        select ${cohortId}, 'online', '${title}', id, '2026-09-14', '2026-09-18', 0, 1440, true, 45, true from version returning id)
    insert into lesson_categories select id, 'competency', 45 from added`

  test('published with 90 minutes to choose, for 90 of 270 is a third; not with 91, which the menu has not', async () => {
    const { db } = world.database
    expect(await refusalOf(db, (await special(90)).publish())).toBe(null)
    expect(await refusalOf(db, (await special(91)).publish())).toBe('cohorts_menu')
  })

  test('a demand of 60 is 90 minutes of lessons of 45, and one more lesson of it breaks the third', async () => {
    const { db } = world.database
    const { cohortId, lessonIds, publish } = await special(60)
    expect(await refusalOf(db, publish())).toBe(null)
    const more = [
      `update lessons set minutes = 91, until_minute = 631 where id = ${lessonIds[1]}`,
      `update lesson_categories set minutes = 91 where lesson_id = ${lessonIds[1]}`
    ]
    expect(await refusalOf(db, more)).toBe('cohorts_core_third')
    expect(await refusalOf(db, [`update cohorts set elective_minutes = 45 where id = ${cohortId}`, ...more])).toBe(null)
    expect(await refusalOf(db, [`update cohorts set elective_minutes = 46 where id = ${cohortId}`])).toBe('cohorts_core_third')
    expect(await refusalOf(db, [`delete from lessons where cohort_id = ${cohortId} and is_elective`])).toBe('cohorts_menu')
  })

  test('a draft may demand what it likes', async () => {
    const { cohortId } = await special(0)
    expect(await refusalOf(world.database.db, [`update cohorts set elective_minutes = 900 where id = ${cohortId}`])).toBe(null)
    await plainPublication(world.database.db, (await special(0)).cohortId, world.account.wang!)
  })
})
