import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { toldOf } from '../../server/files/yaml.ts'
import { faultsIn } from '../../server/policies/packFile.ts'
import { onlineCreditOf, type Pack } from '../../server/policies/rules.ts'

const pack = parse(await readFile(new URL('../../content/policies/example-county.yaml', import.meta.url), 'utf8')) as Pack

test.each([
  ['no film yet', 0, 0],
  ['a film of a minute', 1, 25],
  ['exactly fifteen minutes is still a short one', 15, 25],
  ['one more is half a 学时', 16, 50],
  ['twenty-nine minutes', 29, 50],
  ['thirty minutes include the thirty', 30, 100],
  ['three hours earn no more', 180, 100]
])('%s: %i minutes', (_what, minutes, centiCredits) => {
  expect(onlineCreditOf(minutes, pack.online)).toBe(centiCredits)
})

test.each<[string, Partial<Pack['online']>, string]>([
  ['more than the whole film', { completeAt: { part: 101, whole: 100 } }, 'online.completeAt: part is more than whole'],
  ['a step that says nothing', { credit: [{ centiCredits: 25 }] }, 'online.credit[0]: says either from or over'],
  ['a step that says both', { credit: [{ from: 30, over: 15, centiCredits: 25 }] }, 'online.credit[0]: says either from or over'],
  [
    'a shorter step before a longer one',
    {
      credit: [
        { over: 15, centiCredits: 50 },
        { from: 30, centiCredits: 100 }
      ]
    },
    'online.credit: the longest comes first'
  ]
])('a pack is refused with %s', (_what, online, mistake) => {
  expect(faultsIn({ ...pack, online: { ...pack.online, ...online } }).map(toldOf)).toContain(mistake)
})

test('the example pack has no mistake, and one without its online section has', () => {
  expect(faultsIn(pack)).toEqual([])
  const { online: _online, ...without } = pack
  expect(faultsIn(without).map(toldOf)).toEqual(['online: is missing'])
})
