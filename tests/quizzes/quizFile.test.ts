import { expect, test } from 'vitest'
import { packageIn } from '../../server/curriculum/courses/packages.ts'
import type { Quiz } from '../../server/quizzes/rules.ts'
import { packageWith, textOf } from '../curriculum/packages.ts'

const NAME = 'village-affairs-disclosure'
const head = 'passMark: 3/5\nquestions:\n'
/** Read as the quiz of the example package. */
const quizOf = async (text: string): Promise<Quiz> => {
  const { parts } = await packageIn(packageWith({ 'quiz.yaml': text }))
  return parts.find(({ kind }) => kind === 'quiz')!.body as unknown as Quiz
}
const mistakesIn = (text: string): Promise<string[]> =>
  quizOf(text).then(
    () => [],
    (error: Error) => error.message.split('\n').map(line => line.replace(`${NAME}/quiz.yaml:`, ''))
  )
const single = (more: string) => `${head}  - type: single\n    stem: 第一步是哪一项？\n    score: 10\n${more}`
const options = '    options: [村党组织提议, 党员大会审议, 村民代表会议决议]\n'
const multiple = (more: string) => single(more).replace('single', 'multiple')
const judged = (more: string) => single(more).replace('single', 'trueFalse')
const filled = (more: string) => single(more).replace('single', 'blank')

test('the quiz that comes with the product is ten questions of all four types, worth a hundred', async () => {
  const quiz = await quizOf(await textOf('quiz.yaml'))
  expect(quiz.questions).toHaveLength(10)
  expect(quiz.questions.reduce((sum, { score }) => sum + score, 0)).toBe(100)
  expect(new Set(quiz.questions.map(({ type }) => type))).toEqual(new Set(['single', 'multiple', 'trueFalse', 'blank']))
  expect(quiz.questions.every(({ stem, source }) => stem.startsWith('（示例）') && source === '示例')).toBe(true)
  expect(quiz).toMatchObject({ pass: { part: 3, whole: 5 }, attempts: null })
  expect(quiz.questions[1]).toMatchObject({ right: ['C'], spaces: [], options: ['15 人', '23 人', '30 人', '31 人'] })
  expect(quiz.questions[8]).toMatchObject({
    right: [],
    spaces: [
      ['4', '四', '4次'],
      ['12', '十二', '12次']
    ]
  })
})

test('it adds nothing to the measured minutes of its course', async () => {
  const { parts } = await packageIn(packageWith())
  expect(parts.at(-1)).toMatchObject({ kind: 'quiz', lengthMs: 0, characters: 0, media: null })
})

test.each([
  ['letters in one word', 'AC', ['A', 'C']],
  ['with marks between', 'A、C', ['A', 'C']],
  ['wide and small', 'ａｃ', ['A', 'C']],
  ['as a list, in any order', '[C, A]', ['A', 'C']]
])('right options are written %s', async (_how, answer, right) => {
  expect((await quizOf(multiple(`${options}    answer: ${answer}\n`))).questions[0]).toMatchObject({ right })
})

test.each([
  ['√', 'true'],
  ['对', 'true'],
  ['true', 'true'],
  ['×', 'false'],
  ['false', 'false']
])('what is judged is %s', async (answer, right) => {
  expect((await quizOf(judged(`    answer: ${answer}\n`))).questions[0]).toMatchObject({ right: [right], options: [] })
})

test.each([
  ['7500', [['7500']]],
  ['[4, 12]', [['4'], ['12']]],
  ['[[4, 四], 1.50]', [['4', '四'], ['1.50']]]
])('the words of spaces are written %s', async (answer, spaces) => {
  expect((await quizOf(filled(`    answer: ${answer}\n`))).questions[0]).toMatchObject({ right: [], spaces })
})

test.each([
  ['6000', { part: 6000, whole: 10_000 }],
  ['2/3', { part: 2, whole: 3 }],
  ['2 of 3', { part: 2, whole: 3 }]
])('what passes is written %s', async (written, pass) => {
  expect((await quizOf(single(`${options}    answer: A\n`).replace('3/5', written))).pass).toEqual(pass)
})

test.each([
  ['no YAML', 'questions: [\n', ['2 ']],
  ['not a list of fields', '十道题\n', ['1 this file is a list of fields']],
  ['no pass mark', single(`${options}    answer: A\n`).replace('passMark: 3/5\n', ''), ['1 passMark: is missing']],
  [
    'more to reach than there is',
    single(`${options}    answer: A\n`).replace('3/5', '6/5'),
    ['1 passMark: is basis points from 0 to 10000, or so many of so many, such as 3/5']
  ],
  ['no questions', 'passMark: 6000\nquestions: []\n', ['2 questions: ']],
  ['a field nobody knows', single(`${options}    answer: A\n    stars: 5\n`), ['8 questions[0].stars: is not a field']],
  [
    'an unknown type',
    single(`${options}    answer: A\n`).replace('single', 'essay'),
    ['3 questions[0].type: must be one of single, multiple, trueFalse, blank']
  ],
  ['an empty stem', single(`${options}    answer: A\n`).replace('第一步是哪一项？', "'  '"), ['4 questions[0].stem: is empty']],
  [
    'a score that is not whole',
    single(`${options}    answer: A\n`).replace('10', '2.5'),
    ['5 questions[0].score: must be integer']
  ],
  ['a score of nothing', single(`${options}    answer: A\n`).replace('10', '0'), ['5 questions[0].score: must be >= 1']],
  ['no answer', single(options), ['3 questions[0].answer: is missing']],
  [
    'an answer that is not among the options',
    single(`${options}    answer: D\n`),
    ['7 questions[0].answer: D is not among the options A to C']
  ],
  [
    'a single choice with two answers',
    single(`${options}    answer: AB\n`),
    ['7 questions[0].answer: a single choice has one right answer, this one 2']
  ],
  [
    'a multiple choice with one',
    multiple(`${options}    answer: A\n`),
    ['7 questions[0].answer: a multiple choice has two right answers or more, this one 1']
  ],
  ['a letter named twice', multiple(`${options}    answer: AAC\n`), ['7 questions[0].answer: A is named twice']],
  [
    'one option twice, however it is written',
    single('    options:\n      - ３０ 人\n      - 23 人\n      - 30 人\n    answer: A\n'),
    ['9 questions[0].options[2]: says the same as option A']
  ],
  ['an option without words', single("    options: [甲, '']\n    answer: A\n"), ['6 questions[0].options[1]: is empty']],
  ['a choice without options', single('    answer: A\n'), ['3 questions[0].options: a choice has 2 to 8 options']],
  [
    'options of what is judged',
    judged(`${options}    answer: true\n`),
    ['6 questions[0].options: a question of type trueFalse has no options']
  ],
  ['a judgement that is neither', judged('    answer: 也许\n'), ['6 questions[0].answer: is true or false']],
  ['a space without a word', filled("    answer: [4, ['', 12]]\n"), ['6 questions[0].answer[1][0]: is empty']],
  ['no space', filled('    answer: []\n'), ['6 questions[0].answer: there are 1 to 10 spaces']],
  [
    'another number of spaces than the stem has',
    filled('    answer: [4, 12]\n').replace('第一步是哪一项？', '一年 ____ 次'),
    ['6 questions[0].answer: the stem has 1 spaces, the answer 2']
  ]
])('a mistake is told with its line: %s', async (_name, text, mistakes) => {
  const told = await mistakesIn(text)
  expect(told).toHaveLength(mistakes.length)
  for (const [at, mistake] of mistakes.entries()) expect(told[at]).toContain(mistake)
})

test('all mistakes of a quiz are told together', async () => {
  const text = `${head}${[
    '  - { type: single, stem: 甲, options: [一, 一], answer: C, score: 10 }',
    '  - { type: blank, stem: 乙, answer: 4, score: 10, explanation: "" }'
  ].join('\n')}\n`
  expect(await mistakesIn(text)).toEqual([
    '3 questions[0].options[1]: says the same as option A',
    '3 questions[0].answer: C is not among the options A to B',
    '4 questions[1].explanation: is empty'
  ])
})

test('a quiz that is not there is told in the sheet of the course', async () => {
  await expect(packageIn(packageWith({ 'quiz.yaml': null }))).rejects.toThrow(
    `${NAME}/course.yaml:19 parts[2].file: no such file`
  )
})
