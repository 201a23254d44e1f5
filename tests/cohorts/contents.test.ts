import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  contentsFor,
  sumOf,
  termOf,
  verdictsOf,
  type ShareWanted,
  type Taught,
  type Wanted
} from '../../server/cohorts/contents/rules.ts'

const words = { zh: '党性教育不少于五分之一', en: 'Party spirit, one fifth', severity: 'must', cite: '示例' } as const
const ofSpirit = { code: 'spirit', ...words, categories: ['partySpirit'] }
const spirit: ShareWanted = { ...ofSpirit, least: { part: 1, whole: 5 } }
const lesson = (kind: Taught['kind'], split: Record<string, number>, tags: string[] = []): Taught => ({
  kind,
  counts: !['ceremony', 'travel', 'meal'].includes(kind),
  minutes: Object.values(split).reduce((sum, minutes) => sum + minutes, 0),
  categories: Object.entries(split).map(([category, minutes]) => ({ category, minutes })),
  tags
})
const judge = (rule: ShareWanted, ...lessons: Taught[]) => verdictsOf(lessons, { ratios: [rule], contains: [] }, 'planned')

describe('a share', () => {
  test('不少于 includes the number: 60 of 300 is one fifth', () => {
    expect(judge(spirit, lesson('classroom', { partySpirit: 60, coreTheory: 240 }))).toMatchObject([
      { bound: 'least', have: 60, of: 300, isMet: true, minutes: 0 }
    ])
  })
  test('one minute less is short, and says how many to add', () => {
    const [verdict] = judge(spirit, lesson('classroom', { partySpirit: 59, coreTheory: 241 }))
    // 5 × (59 + x) ≥ 300 + x  →  x ≥ 1.25
    expect(verdict).toMatchObject({ isMet: false, minutes: 2 })
    expect(judge(spirit, lesson('classroom', { partySpirit: 61, coreTheory: 241 }))[0]!.isMet).toBe(true)
  })
  test('不超过 includes the number as well, and says how many to take out', () => {
    const atMost: ShareWanted = { ...ofSpirit, most: { part: 1, whole: 5 } }
    expect(judge(atMost, lesson('classroom', { partySpirit: 60, coreTheory: 240 }))[0]!.isMet).toBe(true)
    // 5 × (64 − x) ≤ 304 − x  →  x ≥ 4
    expect(judge(atMost, lesson('classroom', { partySpirit: 64, coreTheory: 240 }))[0]).toMatchObject({
      isMet: false,
      minutes: 4
    })
  })
  test('nothing taught is too little of anything', () => {
    expect(judge(spirit)[0]).toMatchObject({ isMet: false, of: 0 })
    expect(judge({ ...ofSpirit, most: { part: 1, whole: 5 } })[0]!.isMet).toBe(true)
  })
  test('ceremonies, journeys and meals are in neither sum', () => {
    expect(sumOf([lesson('classroom', { partySpirit: 60 }), lesson('meal', {})], spirit)).toEqual({ have: 60, of: 60 })
  })
  test('a rule about some ways of teaching looks at no others', () => {
    const onsite: ShareWanted = { ...spirit, among: ['onsite', 'classroom'] }
    const lessons = [
      lesson('onsite', { partySpirit: 60 }),
      lesson('classroom', { other: 140 }),
      lesson('discussion', { other: 600 })
    ]
    expect(sumOf(lessons, onsite)).toEqual({ have: 60, of: 200 })
  })
  test('党的理论教育和党性教育 70 %, of which 党性教育 20 %: two rules over the same minutes', () => {
    const both: ShareWanted = {
      ...spirit,
      code: 'both',
      categories: ['coreTheory', 'partySpirit'],
      least: { part: 7, whole: 10 }
    }
    const day = [lesson('classroom', { coreTheory: 150, partySpirit: 60, other: 90 })]
    expect(verdictsOf(day, { ratios: [both, spirit], contains: [] }, 'planned').map(({ isMet }) => isMet)).toEqual([true, true])
  })
  test('online minutes make up no more than their part of the numerator, and count in the denominator all the same', () => {
    // Half of the numerator at most: beside 30 minutes in the room, 30 of the 90 online.
    const capped: ShareWanted = { ...spirit, onlineAtMost: { part: 1, whole: 2 } }
    expect(sumOf([lesson('classroom', { partySpirit: 30 }), lesson('online', { partySpirit: 90 })], capped)).toEqual({
      have: 60,
      of: 120
    })
    expect(sumOf([lesson('online', { partySpirit: 90 })], capped)).toEqual({ have: 0, of: 90 })
  })
  test('what it says to add is enough, and one minute less is not', () => {
    fc.assert(
      fc.property(fc.nat(600), fc.nat(600), fc.integer({ min: 1, max: 9 }), (spiritual, other, part) => {
        fc.pre(spiritual + other > 0)
        const rule = { ...spirit, least: { part, whole: 10 } }
        const [before] = judge(rule, lesson('classroom', { partySpirit: spiritual, other }))
        const after = (added: number) => judge(rule, lesson('classroom', { partySpirit: spiritual + added, other }))[0]!.isMet
        return before!.isMet ? before!.minutes === 0 : after(before!.minutes) && !after(before!.minutes - 1)
      })
    )
  })
})

const charter: Wanted = { code: 'charter', zh: '学习党章', en: 'The charter', severity: 'must', cite: '示例', tag: '党章' }

describe('what a cohort contains', () => {
  const contains = { ratios: [], contains: [charter] }
  test('one counted lesson by the tag is enough', () => {
    const taught = [lesson('classroom', { coreTheory: 90 }, ['党章', '必修']), lesson('classroom', { other: 90 })]
    expect(verdictsOf(taught, contains, 'planned')).toMatchObject([{ bound: 'contains', have: 1, isMet: true }])
    expect(verdictsOf([lesson('ceremony', {}, ['党章'])], contains, 'planned')[0]!.isMet).toBe(false)
  })
  test('a rule of some kinds of cohort is not asked of others', () => {
    const some = { ratios: [{ ...spirit, kinds: ['refresher'] }], contains: [{ ...charter, kinds: ['rotation'] }] }
    expect(contentsFor(some, 'rotation')).toMatchObject({ ratios: [], contains: [{ code: 'charter' }] })
    expect(contentsFor(some, 'refresher')).toMatchObject({ ratios: [{ code: 'spirit' }], contains: [] })
  })
  test('a rule judged as held is not asked of the plan', () => {
    const held = { ratios: [{ ...spirit, judged: 'held' as const }], contains: [] }
    expect(verdictsOf([], held, 'planned')).toEqual([])
    expect(verdictsOf([], held, 'held')).toHaveLength(1)
  })
  test('a share of a school in a term is nobody’s single cohort', () => {
    const school = { ratios: [{ ...spirit, per: 'schoolTerm' as const }], contains: [charter] }
    expect(contentsFor(school, 'rotation').ratios).toEqual([])
    expect(contentsFor(school, 'rotation', 'schoolTerm')).toMatchObject({ ratios: [{ code: 'spirit' }], contains: [] })
  })
})

test.for([
  ['2026-03-01', '2026-02-01', '2026-07-31'],
  ['2026-07-31', '2026-02-01', '2026-07-31'],
  ['2026-08-01', '2026-08-01', '2027-01-31'],
  ['2027-01-15', '2026-08-01', '2027-01-31']
] as const)('%s lies in the term from %s to %s', ([day, from, until]) => expect(termOf(day)).toEqual({ from, until }))
