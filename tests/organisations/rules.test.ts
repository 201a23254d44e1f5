import { expect, test } from 'vitest'
import { exemptionAtTheSameTime, mayEndOn } from '../../server/organisations/rules.ts'

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
