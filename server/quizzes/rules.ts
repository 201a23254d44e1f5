/**
 * Quizzes.
 * A quiz is questions in order, each worth a whole score (分值). 单选 has one right answer among its options, 多选 at least two, 判断 is true
 * or false, 填空 has one or several spaces, each with the words that are right in it. A question is right as a whole or earns nothing: all
 * right options and no other, the right word in every space. Words are compared without regard to width, case and surrounding spaces
 * (３０ is 30, ａ is A); everything else about them counts.
 *
 * The mark is the sum of the scores in basis points of what could be had, rounded down. Who has at least the pass mark has passed; that is
 * decided by the scores, not by the rounded mark.
 *
 * An attempt is begun before the first answer. Every answer is kept as it was given, with a sequence number that the device makes; of
 * several answers to one question that with the highest number speaks, in whatever order they arrive. A device takes the time of its clock
 * in milliseconds, or one more than the highest number it knows of: so each is later than the one before, and of two devices on one
 * attempt the one that answered last is heard. An answer taken back is an empty answer. A question without an answer earns nothing.
 *
 * One attempt is open at a time. It is submitted once; no answer comes after that. There are as many attempts as the quiz says, or any
 * number; the best one counts, of equal ones the first. Closing the cohort ends the starting of attempts; one that was begun may be finished.
 *
 * The right answers are told once they can be of no use any more: an attempt has passed, or none is open and none may be begun. Until then a
 * result says what it is worth and how many questions were right, not which: of true or false, and of two options, that would be the answer.
 */
export const QUESTION_TYPES = ['single', 'multiple', 'trueFalse', 'blank'] as const
export type QuestionType = (typeof QUESTION_TYPES)[number]

export type Question = {
  type: QuestionType
  stem: string
  /** Of 单选 and 多选; a choice is named by the letter of its place. */
  options: string[]
  /** The right choices; none for 填空. */
  right: string[]
  /** Of 填空: for each space the words that are right in it. */
  spaces: string[][]
  score: number
  explanation: string | null
  source: string | null
}

/** What a course package keeps of a quiz. `pass`: the part of the whole score that passes. */
export type Quiz = { pass: { part: number; whole: number }; attempts: number | null; questions: Question[] }

/** What was given: letters of options, `true` or `false`, or one word a space. Nothing: not answered, or taken back. */
export type Given = readonly string[]

export const MOST_OPTIONS = 8
export const MOST_SPACES = 10
export const LONGEST_WORD = 200

const LETTERS = 'ABCDEFGH'

export const letterOf = (place: number): string => LETTERS[place]!

/** What can be chosen in a question; nothing in 填空. */
export const choicesOf = ({ type, options }: Pick<Question, 'type' | 'options'>): string[] => {
  if (type === 'trueFalse') return ['true', 'false']
  return type === 'blank' ? [] : options.map((_option, place) => letterOf(place))
}

/** Whether this can be an answer to this question at all. */
export const mayBeGiven = (question: Pick<Question, 'type' | 'options'>, spaces: number, given: Given): boolean => {
  if (given.length === 0) return true
  if (question.type === 'blank') return given.length === spaces && given.every(word => word.length <= LONGEST_WORD)
  const choices = choicesOf(question)
  const isOneOfThem = given.every((choice, at) => choices.includes(choice) && given.indexOf(choice) === at)
  return isOneOfThem && (question.type === 'multiple' || given.length === 1)
}

/** Whether a question counts as answered: something was chosen, or no space was left empty. */
export const isAnswered = (given: Given): boolean => given.length > 0 && given.every(word => word.trim() !== '')

/** A word as it is compared. */
export const plain = (word: string): string => word.normalize('NFKC').trim().toLowerCase().normalize('NFKC')

export const isRight = ({ type, right, spaces }: Pick<Question, 'type' | 'right' | 'spaces'>, given: Given): boolean =>
  type === 'blank'
    ? given.length === spaces.length &&
      spaces.every((words, at) => words.some(word => plain(word) === plain(given[at]!)) && plain(given[at]!) !== '')
    : given.length === right.length && right.every(choice => given.includes(choice))

export type Answer = { question: number; sequence: number; given: string[] }

/** The answer that speaks for each question. */
export const lastWords = <A extends { question: number; sequence: number }>(answers: readonly A[]): Map<number, A> => {
  const last = new Map<number, A>()
  for (const answer of answers)
    if (answer.sequence > (last.get(answer.question)?.sequence ?? 0)) last.set(answer.question, answer)
  return last
}

/** The number of the next answer a device gives. `clock` in milliseconds, `highest`: the highest number it knows of. */
export const nextSequence = (clock: number, highest: number): number => Math.max(Math.floor(clock), highest + 1)

export const outOf = ({ questions }: Pick<Quiz, 'questions'>): number => questions.reduce((sum, { score }) => sum + score, 0)

/** The least score that passes. */
export const passScoreOf = (quiz: Quiz): number => Math.ceil((quiz.pass.part * outOf(quiz)) / quiz.pass.whole)

/** What answers are worth: question by question, their sum, the mark in basis points, and whether it passes. */
export const markedBy = (quiz: Quiz, answers: readonly Answer[]) => {
  const last = lastWords(answers)
  const questions = quiz.questions.map((question, at) => {
    const given = last.get(at)?.given ?? []
    const isRightAnswer = isRight(question, given)
    return { given, isRight: isRightAnswer, score: isRightAnswer ? question.score : 0 }
  })
  const whole = outOf(quiz)
  const score = questions.reduce((sum, question) => sum + question.score, 0)
  return {
    questions,
    score,
    outOf: whole,
    mark: Math.floor((score * 10_000) / whole),
    isPassed: score * quiz.pass.whole >= quiz.pass.part * whole
  }
}

/** The attempt that counts; null where none was submitted. */
export const bestOf = <A extends { number: number; score: number | null }>(attempts: readonly A[]): A | null =>
  attempts
    .filter(({ score }) => score !== null)
    .toSorted((one, other) => other.score! - one.score! || one.number - other.number)[0] ?? null

/** How far somebody is with a quiz: `begun` attempts, one of them open or none. */
export type Taken = { begun: number; hasOpen: boolean; isPassed: boolean }

export const QUIZ_STANDINGS = ['passed', 'underWay', 'notPassed', 'notBegun'] as const
export type QuizStanding = (typeof QUIZ_STANDINGS)[number]

export const quizStandingOf = ({ begun, hasOpen, isPassed }: Taken): QuizStanding => {
  if (isPassed) return 'passed'
  if (hasOpen) return 'underWay'
  return begun > 0 ? 'notPassed' : 'notBegun'
}

/** Whether there is something left to do in it: an open attempt to finish, or one more to begin. */
export const mayGoOn = ({ begun, hasOpen, most, isClosed }: Taken & { most: number | null; isClosed: boolean }): boolean =>
  hasOpen || startingOf({ attempts: most }, begun, isClosed) === 'open'

/** Whether the right answers may be told of any attempt. */
export const keyIsTold = (
  quiz: Pick<Quiz, 'attempts'>,
  attempts: readonly { submittedAt: Date | null; isPassed: boolean | null }[],
  isClosed: boolean
): boolean =>
  attempts.some(({ isPassed }) => isPassed) ||
  (attempts.every(({ submittedAt }) => submittedAt !== null) && startingOf(quiz, attempts.length, isClosed) !== 'open')

export type Starting = 'open' | 'cohortClosed' | 'noneLeft'

/** Whether a further attempt may be started, and if not, why. `begun`: how many there were, an open one among them. */
export const startingOf = (quiz: Pick<Quiz, 'attempts'>, begun: number, isClosed: boolean): Starting => {
  if (isClosed) return 'cohortClosed'
  return quiz.attempts !== null && begun >= quiz.attempts ? 'noneLeft' : 'open'
}
