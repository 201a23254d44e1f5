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

test('the national plans are a pack too', async () => {
  const national = await readFile(new URL('../../content/policies/national-plans.yaml', import.meta.url))
  expect(packIn(national)).toMatchObject({ pack: 'national.plans', ratio: { part: 1, whole: 3 } })
})

test.for<[string, string, string]>([
  ['both roles and stages', 'roles: [secretary], stages: [full]', ': names either roles or stages'],
  ['neither', 'severity: must', ': names either roles or stages'],
  [
    'two times to be met in',
    "roles: [leadingCadre], cycle: { years: 5 }, season: { from: '02-01', until: '03-01' }",
    '.cycle: cannot stand beside season'
  ],
  [
    'an appointment of members',
    'stages: [full], monthsAfterAppointment: 6',
    '.monthsAfterAppointment: is asked of who holds one of some roles'
  ],
  ['the time before an appointment alone', 'roles: [secretary], monthsBefore: 60', '.monthsBefore: needs monthsAfterAppointment'],
  [
    'a stage of who holds a post',
    'roles: [secretary], sinceStage: true',
    '.sinceStage: is asked of who is at one of some stages of membership'
  ],
  [
    'full membership of full members alone',
    'stages: [full], monthsAfterFullMembership: 12',
    '.stages: is asked of probationary and full members'
  ],
  [
    'a season that is not of every year',
    "stages: [full], season: { from: '02-01', until: '02-29' }",
    '.season.until: is not a day of every year'
  ],
  ['a season of no days', "stages: [full], season: { from: '2-1', until: '04-30' }", '.season.from'],
  ['a cycle of one year', 'roles: [leadingCadre], cycle: { years: 1 }', '.cycle.years']
])('a requirement with %s is refused with the line of the field', ([_what, fields, reason]) => {
  const line = `  - { code: a, zh: 甲, en: A, severity: must, cite: 示例, conditions: [[{ counts: credit, atLeast: 1 }]], ${fields.replace('severity: must', 'fields: [rural]')} }`
  const written = `${text.replace(/^requirements:[\s\S]*$/m, '')}requirements:\n${line}\n`
  const read = packIn(bytes(written))
  expect('mistakes' in read && read.mistakes.map(mistake => mistake.text).join('\n')).toContain(`requirements[0]${reason}`)
  expect('mistakes' in read && read.mistakes[0]!.line).toBe(written.split('\n').indexOf(line) + 1)
})

test.for<[string, string]>([
  ['{ counts: completions, atLeast: 1, sources: [online] }', '.sources: belongs to credit and halfDays'],
  ['{ counts: halfDays, atLeast: 24, kinds: [rotation] }', '.kinds: belongs to completions'],
  ['{ counts: credit, atLeast: 9000, organiserLevels: [county] }', '.organiserLevels: belongs to completions'],
  ['{ counts: days, atLeast: 12 }', '.counts']
])('what a measure does not count it cannot narrow: %s', ([measure, reason]) => {
  const read = packIn(bytes(text.replace(/- \[\{ counts: credit, atLeast: 3200.*$/m, `- [${measure}]`)))
  expect('mistakes' in read && read.mistakes.map(mistake => mistake.text).join('\n')).toContain(
    `requirements[3].conditions[0][0]${reason}`
  )
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
