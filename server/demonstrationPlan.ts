import { ADDITION, ITEMS, PENDING, type DemoItem } from '../content/demonstration/plan.ts'
import type { Ask, DemoWorld } from './demonstrationYear.ts'
import { daysAfter, yearOf, type Day } from './time/dates.ts'

/** Ids of plan items by year and by the name of a cohort without its run. */
export type PlannedItems = Map<string, number>

const keyOf = (year: number, name: string): string => `${year} ${name.replace(/^第\d+期/, '')}`

/** The item a cohort that begins on this day is a run of; some belong to none. */
export const itemFor = (planned: PlannedItems, startsOn: Day, name: string): number | null =>
  planned.get(keyOf(yearOf(startsOn), name)) ?? null

const body = ({ round, ...item }: DemoItem, rounds: Record<number, number>) => ({
  ...item,
  host: '安澜县委组织部（示例）',
  organiser: '安澜县委党校（示例）',
  place: '县委党校',
  contact: '王小燕',
  roundId: round === null ? null : (rounds[round] ?? null)
})

/**
 * The plans of last year and of this year, approved by the city before their cohorts are set up, with an addition in the middle of the year and
 * one that is not submitted yet; and next year's, which waits for the city.
 */
export const plansOf = (
  { today, organisations }: DemoWorld,
  ask: Ask,
  planned: PlannedItems
): { on: Day; act: () => Promise<void> }[] => {
  const organisationId = organisations.get('county')!
  const thisYear = yearOf(today)
  const earliest = daysAfter(today, -318)
  const plans = new Map<number, number>()

  const add = async (year: number, items: readonly DemoItem[], rounds: Record<number, number>) => {
    const { ids } = (await ask('wang', `POST /plans/${plans.get(year)}/items`, {
      items: items.map(item => body(item, rounds))
    })) as unknown as { ids: number[] }
    items.forEach(({ name }, at) => planned.set(keyOf(year, name), ids[at]!))
  }
  const submit = (year: number) => ask('wang', `POST /plans/${plans.get(year)}/submission`)
  const begin = async (year: number, items: readonly DemoItem[]) => {
    const round = (number: number, name: string, from: string, until: string) =>
      ask('wang', 'POST /rotation-rounds', {
        organisationId,
        name: `${year}年第${name}轮`,
        fromOn: `${year}-${from}`,
        untilOn: `${year}-${until}`,
        requirement: 'secretary.rotation'
      })
    const [first, second] = [await round(1, '一', '01-01', '06-30'), await round(2, '二', '07-01', '12-31')]
    plans.set(year, (await ask('wang', 'POST /plans', { organisationId, year })).id)
    await add(year, items, { 1: first.id, 2: second.id })
    await submit(year)
  }
  const approve = async (year: number, number: number) => {
    await ask('gao', `POST /plans/${plans.get(year)}/approval`, { document: `安组函〔示例〕${number}号` })
  }
  const begun = (year: number, on: Day) => [
    {
      on,
      act: async () => {
        await begin(year, ITEMS)
        await approve(year, 3)
      }
    }
  ]
  const before = (year: number): Day => (`${year - 1}-12-03` < earliest ? earliest : `${year - 1}-12-03`)
  return [
    // Last year's, where its cohorts are told of.
    ...(yearOf(daysAfter(today, -257)) < thisYear ? begun(thisYear - 1, earliest) : []),
    ...begun(thisYear, before(thisYear)),
    {
      on: later(daysAfter(today, -60), before(thisYear)),
      act: async () => {
        await add(thisYear, [ADDITION], {})
        await submit(thisYear)
        await approve(thisYear, 17)
      }
    },
    { on: daysAfter(today, -1), act: () => add(thisYear, [PENDING], {}) },
    {
      on: daysAfter(today, -2),
      act: () =>
        begin(
          thisYear + 1,
          ITEMS.map(item => ({ ...item, budget: item.budget + item.runs * 5_000 }))
        )
    }
  ]
}

const later = (one: Day, other: Day): Day => (one > other ? one : other)
