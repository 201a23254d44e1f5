import type { Path, Sheet } from '../files/yaml.ts'
import type { WrittenQuestion } from './quizFile.ts'
import { choicesOf, letterOf, LONGEST_WORD, MOST_OPTIONS, MOST_SPACES, plain, type Question } from './rules.ts'

type Says = (path: Path, reason: string) => void

const LONGEST_STEM = 2000
const LONGEST_OPTION = 500

/** One question of a quiz as a department writes it (题库, form T). What is wrong with it is said; what it is then means nothing. */
export const questionIn = (sheet: Sheet, question: WrittenQuestion, at: Path, says: Says): Question => {
  const { type, score } = question
  const textAt = (field: string, longest: number): string => {
    const text = sheet.textAt([...at, field])
    if (!text) says([...at, field], 'is empty')
    if (text.length > longest) says([...at, field], `is longer than ${longest} characters`)
    return text
  }
  const stem = textAt('stem', LONGEST_STEM)
  const options = optionsIn(sheet, question, at, says)
  return {
    type,
    stem,
    options,
    right: type === 'blank' ? [] : choicesIn(sheet, question, options, [...at, 'answer'], says),
    spaces: type === 'blank' ? spacesIn(sheet, question, stem, [...at, 'answer'], says) : [],
    score,
    explanation: question.explanation === undefined ? null : textAt('explanation', LONGEST_STEM),
    source: question.source === undefined ? null : textAt('source', LONGEST_OPTION)
  }
}

const optionsIn = (sheet: Sheet, { type, options }: WrittenQuestion, at: Path, says: Says): string[] => {
  const path = [...at, 'options']
  if (type === 'trueFalse' || type === 'blank') {
    if (options) says(path, `a question of type ${type} has no options`)
    return []
  }
  const texts = (options ?? []).map((_option, place) => sheet.textAt([...path, place]))
  if (texts.length < 2 || texts.length > MOST_OPTIONS) says(path, `a choice has 2 to ${MOST_OPTIONS} options`)
  for (const [place, text] of texts.entries()) {
    const before = texts.findIndex(other => plain(other) === plain(text))
    if (!text) says([...path, place], 'is empty')
    else if (text.length > LONGEST_OPTION) says([...path, place], `is longer than ${LONGEST_OPTION} characters`)
    else if (before < place) says([...path, place], `says the same as option ${letterOf(before)}`)
  }
  return texts
}

const TRUE = ['true', '√', '对', '正确']
const FALSE = ['false', '×', '错', '错误']

/** The right choices: `B`, `AC`, `A、C` or a list of letters; `true` or `√`. */
const choicesIn = (sheet: Sheet, { type, answer }: WrittenQuestion, options: string[], at: Path, says: Says): string[] => {
  if (type === 'trueFalse') {
    const word = plain(sheet.textAt(at))
    if (TRUE.includes(word)) return ['true']
    if (!FALSE.includes(word)) says(at, 'is true or false')
    return ['false']
  }
  const places = Array.isArray(answer) ? answer.map((_letter, place) => [...at, place]) : [at]
  const named = places
    .flatMap(place => [...sheet.textAt(place).normalize('NFKC').toUpperCase()])
    .filter(letter => !/[\s,、;]/.test(letter))
  const choices = choicesOf({ type, options })
  for (const letter of new Set(named)) {
    if (choices.length && !choices.includes(letter)) says(at, `${letter} is not among the options A to ${choices.at(-1)}`)
    if (named.indexOf(letter) !== named.lastIndexOf(letter)) says(at, `${letter} is named twice`)
  }
  if (type === 'single' && named.length !== 1) says(at, `a single choice has one right answer, this one ${named.length}`)
  if (type === 'multiple' && named.length < 2)
    says(at, `a multiple choice has two right answers or more, this one ${named.length}`)
  return named.toSorted()
}

/** The right words space by space: a word, or a list with a word or a list of alternatives for each space. */
const spacesIn = (sheet: Sheet, { answer }: WrittenQuestion, stem: string, at: Path, says: Says): string[][] => {
  const places: Path[] = Array.isArray(answer) ? answer.map((_words, place) => [...at, place]) : [at]
  const spaces = places.map((place, space) => {
    const words: unknown = Array.isArray(answer) ? answer[space] : answer
    const paths: Path[] = Array.isArray(words) ? words.map((_word, word) => [...place, word]) : [place]
    if (!paths.length) says(place, 'is empty')
    return paths.map(path => {
      const word = sheet.textAt(path)
      if (!word) says(path, 'is empty')
      if (word.length > LONGEST_WORD) says(path, `is longer than ${LONGEST_WORD} characters`)
      return word
    })
  })
  if (spaces.length < 1 || spaces.length > MOST_SPACES) says(at, `there are 1 to ${MOST_SPACES} spaces`)
  const drawn = stem.match(/_{2,}/g)?.length ?? 0
  if (drawn && drawn !== spaces.length) says(at, `the stem has ${drawn} spaces, the answer ${spaces.length}`)
  return spaces
}
