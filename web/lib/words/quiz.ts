import { en } from './en/quiz.ts'
import { inBoth } from './language.ts'
import { zh } from './zh/quiz.ts'

export const quizWords = inBoth(zh, en)
