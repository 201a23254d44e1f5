import { expect, test } from 'vitest'
import { exemptionAtTheSameTime, mayEndOn } from '../../server/organisations/rules.ts'
import { mayEndExemptionOn, mayWaive } from '../../server/organisations/exemptions/rules.ts'
import { crowdedRoles, mayStandUnder, whyNotOn } from '../../server/organisations/tree/rules.ts'

const open = { validFrom: '2021-03-01', validUntil: null }
const known = { validFrom: '2021-03-01', validUntil: '2026-12-31' }

test.each([
  ['the day after it began', open, '2021-03-02', true],
  ['the day it began', open, '2021-03-01', false],
  ['before it began', open, '2020-12-31', false],
  ['earlier than an end already known', known, '2026-12-30', true],
  ['the end already known', known, '2026-12-31', false],
  ['later than an end already known', known, '2027-01-01', false]
])('a post ends on %s', (_, post, on, answer) => expect(mayEndOn(post, on)).toBe(answer))

type Exemption = { requirement: string | null; validFrom: string; validUntil: string | null }
const ill: Exemption = { requirement: null, validFrom: '2026-03-01', validUntil: '2026-09-01' }
const away: Exemption = { requirement: 'member.annual', validFrom: '2026-01-01', validUntil: null }

test.each([
  [
    'all requirements within the months',
    [ill],
    { requirement: 'secretary.rotation', validFrom: '2026-04-01', validUntil: '2026-05-01' },
    ill
  ],
  ['from the day the other ends', [ill], { requirement: null, validFrom: '2026-09-01', validUntil: null }, null],
  ['until the day the other begins', [ill], { requirement: null, validFrom: '2026-02-01', validUntil: '2026-03-01' }, null],
  ['the same requirement', [away], { requirement: 'member.annual', validFrom: '2027-01-01', validUntil: null }, away],
  ['another requirement', [away], { requirement: 'secretary.rotation', validFrom: '2026-04-01', validUntil: null }, null],
  ['all requirements where only one was exempt', [away], { requirement: null, validFrom: '2026-04-01', validUntil: null }, null]
])('an exemption from %s', (_, held, wanted, met) => expect(exemptionAtTheSameTime<Exemption>(held, wanted)).toEqual(met))

test.each([
  ['a village under a township', 'village', 'township', true],
  ['a branch under a general branch of its own level', 'branch', 'branch', true],
  ['a group under a village', 'group', 'village', true],
  ['a township under a village', 'township', 'village', false],
  ['a county under a subdistrict', 'county', 'subdistrict', false]
])('%s', (_, level, above, may) => expect(mayStandUnder(level, above)).toBe(may))

const founded = { validFrom: '2015-01-01', validUntil: '2026-06-01' }
const renamed = { validFrom: '2026-06-01', validUntil: null }

test.each([
  ['after the last change', [founded, renamed], '2026-06-02', null],
  ['on the day of the last change, to correct it', [founded, renamed], '2026-06-01', null],
  ['before a change already known', [founded, renamed], '2026-05-31', 'later-change'],
  ['before it was founded', [founded, renamed], '2014-12-31', 'not-there-then'],
  ['on the day it ended', [founded], '2026-06-01', 'not-there-then'],
  ['on the last day it was there', [founded], '2026-05-31', null]
])('a change %s', (_, facts, on, why) => expect(whyNotOn(facts, on)).toBe(why))

test('two secretaries of one branch are for somebody to decide; two committee members are not', () => {
  expect(crowdedRoles([{ role: 'secretary', people: 2 }])).toEqual(['secretary'])
  expect(
    crowdedRoles([
      { role: 'secretary', people: 1 },
      { role: 'committeeMember', people: 4 }
    ])
  ).toEqual([])
})

test.each([
  ['a requirement that should be met', { severity: 'should' as const }, true],
  ['a requirement that must be met', { severity: 'must' as const }, false],
  ['no requirement in particular', null, false]
])('a waiver of %s', (_, requirement, may) => expect(mayWaive(requirement)).toBe(may))

test.each([
  ['the day after it began', '2026-09-02', true],
  ['the day it began', '2026-09-01', false],
  ['the day it ends anyway', '2026-12-01', false]
])('an exemption ends on %s', (_, on, may) =>
  expect(mayEndExemptionOn({ validFrom: '2026-09-01', validUntil: '2026-12-01' }, on)).toBe(may)
)
