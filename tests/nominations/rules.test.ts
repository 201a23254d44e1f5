import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compareCandidates, ORDER, requirementsFor, type Placed } from '../../server/nominations/rules.ts'

const namesIn = (people: Record<string, Placed>) =>
  Object.entries(people)
    .toSorted(([, a], [, b]) => compareCandidates(a, b))
    .map(([name]) => name)

test('未训 first, then 未到期, then 已训; whom nothing binds, the exempt and those who left come last', () => {
  expect(
    namesIn({
      已训的孙: { personId: 1, standing: 'covered', lastCompletedOn: null, pinyin: 'sun' },
      免训的何: { personId: 2, standing: 'exempt', lastCompletedOn: null, pinyin: 'he' },
      未到期的周: { personId: 3, standing: 'notYetDue', lastCompletedOn: null, pinyin: 'zhou' },
      已离的安: { personId: 4, standing: 'left', lastCompletedOn: null, pinyin: 'an' },
      未训的林: { personId: 5, standing: 'outstanding', lastCompletedOn: '2026-05-20', pinyin: 'lin' },
      不要求的白: { personId: 6, standing: null, lastCompletedOn: null, pinyin: 'bai' }
    })
  ).toEqual(['未训的林', '未到期的周', '已训的孙', '不要求的白', '免训的何', '已离的安'])
})

test('among the outstanding: never trained, then longest ago, then pinyin, then the older record', () => {
  const outstanding = { standing: 'outstanding' } as const
  expect(
    namesIn({
      去年训过的陈: { ...outstanding, personId: 1, lastCompletedOn: '2025-06-30', pinyin: 'chen' },
      前年训过的赵: { ...outstanding, personId: 2, lastCompletedOn: '2024-06-30', pinyin: 'zhao' },
      没训过的吴: { ...outstanding, personId: 9, lastCompletedOn: null, pinyin: 'wu gui xiang' },
      没训过的同名吴: { ...outstanding, personId: 8, lastCompletedOn: null, pinyin: 'wu gui xiang' },
      没训过的郑: { ...outstanding, personId: 3, lastCompletedOn: null, pinyin: 'zheng' }
    })
  ).toEqual(['没训过的同名吴', '没训过的吴', '没训过的郑', '前年训过的赵', '去年训过的陈'])
})

test('the order is total: whoever comes first, comes first from both sides', () => {
  const placed = fc.record({
    personId: fc.integer({ min: 1, max: 9 }),
    standing: fc.constantFrom(...ORDER),
    lastCompletedOn: fc.constantFrom(null, '2024-01-01', '2025-01-01'),
    pinyin: fc.constantFrom('an', 'bai li')
  })
  fc.assert(
    fc.property(placed, placed, placed, (a, b, c) => {
      expect(Math.sign(compareCandidates(a, b))).toBe(-Math.sign(compareCandidates(b, a)) + 0)
      if (compareCandidates(a, b) <= 0 && compareCandidates(b, c) <= 0) expect(compareCandidates(a, c)).toBeLessThanOrEqual(0)
    })
  )
})

test('a list of secretaries stands under the first requirement that binds secretaries, a list of members under the members’', () => {
  const pack = {
    strata: [
      { code: 'villageSecretary', zh: '村书记', en: 'V', fields: ['rural'], roles: ['secretary'] },
      { code: 'member', zh: '党员', en: 'M', fields: [], roles: ['member'] }
    ],
    requirements: [
      { code: 'member.annual', zh: 'a', en: 'a', severity: 'should' as const, cite: '', stages: ['full'], conditions: [] },
      { code: 'secretary.rotation', zh: 'a', en: 'a', severity: 'must' as const, cite: '', roles: ['secretary'], conditions: [] },
      {
        code: 'committee.annual',
        zh: 'a',
        en: 'a',
        severity: 'must' as const,
        cite: '',
        roles: ['secretary', 'deputySecretary'],
        conditions: []
      }
    ]
  }
  expect(requirementsFor(pack, 'villageSecretary').map(({ code }) => code)).toEqual(['secretary.rotation', 'committee.annual'])
  expect(requirementsFor(pack, 'member').map(({ code }) => code)).toEqual(['member.annual'])
  expect(requirementsFor(pack, 'nobody')).toEqual([])
})
