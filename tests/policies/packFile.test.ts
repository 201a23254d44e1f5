import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { BadPack, packIn, packOf } from '../../server/policies/packFile.ts'

const text = await readFile(new URL('../../content/policies/example-county.yaml', import.meta.url), 'utf8')
const bytes = (written: string) => new TextEncoder().encode(written)
/** The example with one line put in or exchanged, and where that line then stands. */
const withLine = (before: RegExp, line: string) => {
  const changed = text.replace(before, line)
  return { content: bytes(changed), line: changed.split('\n').findIndex(one => one === line.split('\n')[0]) + 1 }
}

test('the example pack is one', () => {
  expect(packIn(bytes(text))).toMatchObject({ pack: 'example.county', ratio: { part: 1, whole: 3 } })
})

test.for<[string, RegExp, string, string]>([
  [
    'the floor lowered',
    /^ratio: .*$/m,
    'ratio: { category: coreTheory, part: 1, whole: 4 }',
    'ratio: the floor of one third cannot be lowered'
  ],
  [
    'another category for the floor',
    /^ratio: .*$/m,
    'ratio: { category: other, part: 1, whole: 3 }',
    'ratio.category: the floor is kept for coreTheory'
  ],
  ['a word for a number', /^graceMonths: .*$/m, 'graceMonths: 半年', 'graceMonths: must be integer'],
  ['a field nobody knows', /^smallCell: 10$/m, 'smallCel: 10', 'smallCel: is not a field']
])('a pack with %s is refused with its line and the reason', ([_what, before, line, reason]) => {
  const changed = withLine(before, line)
  const read = packIn(changed.content)
  expect('mistakes' in read && read.mistakes).toContainEqual({ line: changed.line, text: reason })
})

test.for<[string, string, string]>([
  [
    'an unknown category',
    '{ code: a, zh: 甲, en: A, severity: must, cite: 示例, categories: [poetry], least: { part: 1, whole: 5 } }',
    'ratios[0].categories[0]: poetry is not among the categories'
  ],
  [
    'no bound',
    '{ code: a, zh: 甲, en: A, severity: must, cite: 示例, categories: [partySpirit] }',
    'ratios[0]: says neither least nor most'
  ],
  [
    'more than all',
    '{ code: a, zh: 甲, en: A, severity: must, cite: 示例, categories: [partySpirit], least: { part: 6, whole: 5 } }',
    'ratios[0].least: part is more than whole'
  ],
  [
    'a ceiling under the floor',
    '{ code: a, zh: 甲, en: A, severity: must, cite: 示例, categories: [coreTheory], most: { part: 1, whole: 5 } }',
    'ratios[0].most: lies under the floor of one third'
  ],
  [
    'at most less than at least',
    '{ code: a, zh: 甲, en: A, severity: must, cite: 示例, categories: [other], least: { part: 1, whole: 2 }, most: { part: 1, whole: 3 } }',
    'ratios[0].most: at most less than at least'
  ],
  [
    'a severity of its own',
    '{ code: a, zh: 甲, en: A, severity: perhaps, cite: 示例, categories: [other], most: { part: 1, whole: 3 } }',
    'ratios[0].severity'
  ]
])('a share with %s is refused', ([_what, rule, reason]) => {
  const read = packIn(bytes(`${text.replace(/^ratios:[\s\S]*?\n(?=\S)/m, '')}\nratios:\n  - ${rule}\n`))
  expect('mistakes' in read ? read.mistakes.map(mistake => mistake.text).join('\n') : '').toContain(reason)
})

test('a code used twice is told where it stands the second time; what is no YAML by its line', () => {
  const twice = packIn(bytes(text.replace('code: member, zh', 'code: committee, zh')))
  expect('mistakes' in twice && twice.mistakes[0]).toMatchObject({
    text: expect.stringContaining('the code committee is used twice')
  })
  const broken = packIn(bytes('pack: a\ncategories: [\n'))
  expect('mistakes' in broken && broken.mistakes).toHaveLength(1)
  expect(() => packOf(bytes('pack: a\n'), 'a.yaml')).toThrow(BadPack)
  expect(() => packOf(bytes('title: 甲\n'), 'a.yaml')).toThrow(/^a\.yaml:1 pack: is missing/)
})
