import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  bestOf,
  isAnswered,
  isRight,
  lastWords,
  markedBy,
  mayBeGiven,
  nextSequence,
  passScoreOf,
  plain,
  keyIsTold,
  startingOf,
  type Answer,
  type Question,
  type QuestionType,
  type Quiz
} from '../../server/quizzes/rules.ts'

const question = (type: QuestionType, more: Partial<Question> = {}): Question => ({
  type,
  stem: '（示例）',
  options: type === 'single' || type === 'multiple' ? ['甲', '乙', '丙', '丁'] : [],
  right: [],
  spaces: [],
  score: 10,
  explanation: null,
  source: null,
  ...more
})
const single = question('single', { right: ['B'] })
const multiple = question('multiple', { right: ['A', 'C'] })
const judged = question('trueFalse', { right: ['false'] })
const filled = question('blank', { spaces: [['30', '三十'], ['Anlan']] })

describe('a question is right as a whole or not at all', () => {
  test.each([
    ['the right option', single, ['B'], true],
    ['another option', single, ['A'], false],
    ['no option', single, [], false],
    ['all right options', multiple, ['A', 'C'], true],
    ['in whatever order they were ticked', multiple, ['C', 'A'], true],
    ['one right option of two', multiple, ['A'], false],
    ['a wrong one besides', multiple, ['A', 'B', 'C'], false],
    ['what is false, said to be false', judged, ['false'], true],
    ['what is false, said to be true', judged, ['true'], false],
    ['the right word in every space', filled, ['30', 'Anlan'], true],
    ['another right word', filled, ['三十', 'Anlan'], true],
    ['full width, other case, spaces around', filled, [' ３０ ', 'ＡＮＬＡＮ'], true],
    ['the right words in the wrong spaces', filled, ['Anlan', '30'], false],
    ['a space left empty', filled, ['30', ''], false],
    ['spaces within count', filled, ['3 0', 'Anlan'], false]
  ] as const)('%s', (_said, asked, given, right) => {
    expect(isRight(asked, given)).toBe(right)
  })

  test('of all the ways to tick four boxes exactly one is right', () => {
    fc.assert(
      fc.property(fc.subarray(['A', 'B', 'C', 'D'], { minLength: 2 }), fc.subarray(['A', 'B', 'C', 'D']), (right, given) => {
        expect(isRight(question('multiple', { right }), given)).toBe(right.join('') === given.join(''))
      })
    )
  })

  test('a word is compared the same however wide it is written, and comparing changes nothing twice', () => {
    const wide = (word: string) => word.replaceAll(/[!-~]/g, letter => String.fromCodePoint(letter.codePointAt(0)! + 0xfee0))
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), word => {
        expect(plain(wide(word))).toBe(plain(word))
        expect(plain(`　${plain(word)} `)).toBe(plain(word))
      })
    )
  })
})

test.each([
  [single, ['A'], true],
  [single, [], true],
  [single, ['A', 'B'], false],
  [single, ['E'], false],
  [single, ['a'], false],
  [multiple, ['A', 'D'], true],
  [multiple, ['A', 'A'], false],
  [judged, ['true'], true],
  [judged, ['A'], false],
  [filled, ['', '30'], true],
  [filled, ['30'], false],
  [filled, ['30', '长'.repeat(201)], false]
] as const)('%o may be answered by %j: %s', (asked, given, may) => {
  expect(mayBeGiven(asked, asked.spaces.length, given)).toBe(may)
})

test('answered is a choice, or a word in every space', () => {
  expect([['A'], ['30', 'Anlan'], [], ['30', ' ']].map(isAnswered)).toEqual([true, true, false, false])
})

const quiz: Quiz = {
  pass: { part: 3, whole: 5 },
  attempts: null,
  questions: [{ ...single, score: 1 }, { ...multiple, score: 2 }, judged, { ...filled, score: 17 }]
}
const answer = (at: number, sequence: number, given: string[]): Answer => ({ question: at, sequence, given })

describe('the mark', () => {
  test('is the sum of the scores in basis points, rounded down; a missing answer earns nothing', () => {
    expect(markedBy(quiz, [answer(0, 1, ['B']), answer(2, 2, ['true']), answer(3, 3, ['30', 'anlan'])])).toMatchObject({
      questions: [
        { isRight: true, score: 1 },
        { given: [], isRight: false, score: 0 },
        { given: ['true'], isRight: false, score: 0 },
        { isRight: true, score: 17 }
      ],
      score: 18,
      outOf: 30,
      mark: 6000,
      isPassed: true
    })
  })

  test.each([
    // 三分之二以上 of 30 is 20: exactly that passes although 6666 basis points are less than two thirds.
    [{ part: 2, whole: 3 }, 20, 6666, true],
    [{ part: 2, whole: 3 }, 19, 6333, false],
    [{ part: 6000, whole: 10_000 }, 18, 6000, true],
    [{ part: 6000, whole: 10_000 }, 17, 5666, false],
    [{ part: 0, whole: 10_000 }, 0, 0, true]
  ])('passing is decided by the scores: %j and %i of 30', (pass, score, mark, isPassed) => {
    const scored = {
      ...quiz,
      pass,
      questions: [
        { ...single, score },
        { ...judged, score: 30 - score }
      ].filter(q => q.score)
    }
    expect(markedBy(scored, [answer(0, 1, score ? ['B'] : ['true'])])).toMatchObject({ score, outOf: 30, mark, isPassed })
    expect(score >= passScoreOf(scored)).toBe(isPassed)
  })

  test('lies between nothing and everything, and a right answer more never lowers it', () => {
    const given = fc.subarray([0, 1, 2, 3])
    const rightAnswers = [['B'], ['A', 'C'], ['false'], ['30', 'Anlan']]
    fc.assert(
      fc.property(given, given, (some, more) => {
        const marked = (places: number[]) =>
          markedBy(
            quiz,
            places.map(at => answer(at, at + 1, rightAnswers[at]!))
          )
        const [less, all] = [marked(some), marked([...new Set([...some, ...more])])]
        expect(less.score).toBeLessThanOrEqual(all.score)
        expect(all.mark).toBe(Math.floor((all.score * 10_000) / 30))
        expect([0, 10_000].includes(less.mark) || (less.mark > 0 && less.mark < 10_000)).toBe(true)
      })
    )
  })
})

describe('the last answer speaks', () => {
  const sent = fc.uniqueArray(
    fc.record({
      question: fc.integer({ min: 0, max: 3 }),
      sequence: fc.integer({ min: 1, max: 1000 }),
      given: fc.constant<string[]>(['A'])
    }),
    { selector: ({ sequence }) => sequence, maxLength: 30 }
  )

  test('in whatever order the answers arrived, and however often', () => {
    fc.assert(
      fc.property(sent, answers => {
        const sorted = (list: Answer[]) => [...lastWords(list)].toSorted(([a], [b]) => a - b)
        const backwards = answers.toReversed()
        expect(sorted(backwards)).toEqual(sorted(answers))
        expect(sorted([...answers, ...backwards])).toEqual(sorted(answers))
        for (const [at, last] of lastWords(answers))
          expect(last.sequence).toBe(Math.max(...answers.filter(one => one.question === at).map(one => one.sequence)))
      })
    )
  })

  test('the numbers a device makes rise, even when its clock is set back', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 2_000_000_000_000 }), { minLength: 1 }), clocks => {
        let highest = 0
        for (const clock of clocks) {
          const next = nextSequence(clock, highest)
          expect(next).toBeGreaterThan(highest)
          expect(next).toBeGreaterThanOrEqual(clock)
          highest = next
        }
      })
    )
  })
})

test('of several attempts the best counts, of equal ones the first; an open one never', () => {
  const attempts = [
    { number: 1, score: 60 },
    { number: 2, score: 90 },
    { number: 3, score: 90 },
    { number: 4, score: null }
  ]
  expect(bestOf(attempts)).toEqual({ number: 2, score: 90 })
  expect(bestOf([{ number: 1, score: null }])).toBe(null)
})

test.each([
  [null, 7, false, 'open'],
  [2, 1, false, 'open'],
  [2, 2, false, 'noneLeft'],
  [null, 0, true, 'cohortClosed']
] as const)('of %s attempts %i begun, cohort closed %s: %s', (most, begun, isClosed, starting) => {
  expect(startingOf({ attempts: most }, begun, isClosed)).toBe(starting)
})

const failed = { submittedAt: new Date(0), isPassed: false }
const passed = { submittedAt: new Date(0), isPassed: true }
const open = { submittedAt: null, isPassed: null }

test.each([
  ['failed, any number of attempts', [failed], null, false, false],
  ['failed once of two', [failed], 2, false, false],
  ['the last of two is open', [failed, open], 2, false, false],
  ['failed twice of two', [failed, failed], 2, false, true],
  ['failed, and the cohort is closed', [failed], null, true, true],
  ['open when the cohort was closed', [failed, open], null, true, false],
  ['passed', [passed], null, false, true],
  ['passed, and another one is open', [failed, passed, open], 3, false, true]
] as const)('the right answers: %s', (_case, attempts, most, isClosed, isTold) => {
  expect(keyIsTold({ attempts: most }, attempts, isClosed)).toBe(isTold)
})
