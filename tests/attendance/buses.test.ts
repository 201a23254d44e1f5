import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { expectedAt, seatsByBus, seatsLacking } from '../../server/attendance/rules.ts'
import { outingMistakeIn, placeOf } from '../../server/cohorts/rules.ts'
import { capacitiesIn } from '../../web/routes/teach/cohorts/[cohortId]/lessons/[lessonId]/outing/outing.ts'

/** One letter a person: its unit; people are numbered in the order they stand. */
const riders = (units: string) => [...units].map((unit, at) => ({ enrolmentId: at + 100, number: at + 1, unit }))
const buses = (...capacities: number[]) => capacities.map((capacity, at) => ({ number: at + 1, capacity }))
const seated = (units: string, ...capacities: number[]): string => {
  const seats = seatsByBus(riders(units), buses(...capacities))
  return riders(units)
    .map(({ enrolmentId }) => seats.get(enrolmentId) ?? '-')
    .join('')
}

describe('who sits in which bus', () => {
  test.each([
    ['everyone fits into the first', 'abab', [4], '1111'],
    ['units stay together, the largest first', 'abbba', [3, 2], '21112'],
    ['a unit goes where it has room as a whole', 'aabbb', [2, 3], '11222'],
    ['of units as large as each other, the one with the lower number goes first', 'baab', [2, 2], '1221'],
    ['only a unit for which no bus has room is divided, by number', 'aaaa', [3, 1], '1112'],
    ['a small unit does not take the room a large one needs', 'abbb', [3, 1], '2111'],
    ['without buses nobody sits', 'ab', [], '--'],
    ['with too few seats those who come last have none', 'aab', [2], '11-']
  ])('%s', (_rule, units, capacities, expected) => {
    expect(seated(units, ...capacities)).toBe(expected)
  })

  const people = fc.array(fc.constantFrom('甲', '乙', '丙', '丁', '戊'), { maxLength: 60 }).map(units => riders(units.join('')))
  const fleet = fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 6 }).map(capacities => buses(...capacities))

  test('nobody sits twice or in a bus that is full, and while there are seats everybody sits', () => {
    fc.assert(
      fc.property(people, fleet, (people, fleet) => {
        const seats = seatsByBus(people, fleet)
        for (const { number, capacity } of fleet)
          expect([...seats.values()].filter(bus => bus === number).length).toBeLessThanOrEqual(capacity)
        expect(seats.size).toBe(people.length - seatsLacking(people.length, fleet))
      })
    )
  })

  test('the largest unit rides together wherever a bus can take it', () => {
    fc.assert(
      fc.property(people, fleet, (people, fleet) => {
        const seats = seatsByBus(people, fleet)
        const sizes = [...Map.groupBy(people, ({ unit }) => unit).values()].toSorted((one, other) => other.length - one.length)
        const [largest] = sizes
        if (!largest || !fleet.some(({ capacity }) => capacity >= largest.length)) return
        expect(new Set(largest.map(({ enrolmentId }) => seats.get(enrolmentId))).size).toBe(1)
      })
    )
  })

  test('the order in which people and buses are named does not matter', () => {
    fc.assert(
      fc.property(people, fleet, (people, fleet) => {
        const turned = seatsByBus(people.toReversed(), fleet.toReversed())
        expect([...turned].toSorted()).toEqual([...seatsByBus(people, fleet)].toSorted())
      })
    )
  })
})

describe('who is looked for', () => {
  const [lin, zhao, wu] = [
    { bus: 1, isOwnWay: false },
    { bus: 2, isOwnWay: false },
    { bus: null, isOwnWay: true }
  ]
  const everyone = [lin, zhao, wu]
  test.each([
    ['boarding', null, [lin, zhao]],
    ['boarding', 2, [zhao]],
    ['arrival', null, [lin, zhao, wu]],
    ['arrival', 1, [lin]],
    ['return', null, [lin, zhao]],
    ['return', 3, []]
  ] as const)('at %s, bus %s', (stage, bus, expected) => {
    expect(expectedAt(everyone, stage, bus)).toEqual(expected)
  })
})

describe('what an on-site lesson says of the way there', () => {
  const outing = { kind: 'onsite', fromMinute: 840, baseId: 1, gatherMinute: 810, gatherPlace: '县党校南门' } as const
  test.each([
    [null, {}],
    [null, { baseId: null, gatherMinute: null, gatherPlace: null }],
    [null, { gatherMinute: 840 }],
    ['gathers-too-late', { gatherMinute: 841 }],
    ['gathering-incomplete', { gatherMinute: null }],
    ['gathering-incomplete', { gatherPlace: null }],
    ['outing-of-another-kind', { kind: 'classroom' as const }],
    ['outing-of-another-kind', { kind: 'travel' as const, baseId: null, gatherMinute: null }]
  ])('%s: %j', (mistake, change) => {
    expect(outingMistakeIn({ ...outing, ...change })).toBe(mistake)
  })

  test('its place is the base, then the room there', () => {
    expect(placeOf({ baseName: '红石岭', venues: [], placeText: null })).toBe('红石岭')
    expect(placeOf({ baseName: '红石岭', venues: [], placeText: '陈列室' })).toBe('红石岭 陈列室')
    expect(placeOf({ baseName: null, venues: [{ name: '县党校 301' }], placeText: '门厅' })).toBe('县党校 301、门厅')
    expect(placeOf({ baseName: null, venues: [], placeText: null })).toBeNull()
  })
})

test.each([
  ['45、45、33', [45, 45, 33], []],
  ['４５座，33座', [45, 33], []],
  ['45 和 30', [45, 30], []],
  ['', [], []],
  ['45、大巴、0、999', [45], ['大巴', '0', '999']]
])('seats written as %s', (written, capacities, unread) => {
  expect(capacitiesIn(written)).toEqual({ capacities, unread })
})
