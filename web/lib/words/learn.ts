import { en } from './en/learn.ts'
import { inBoth } from './language.ts'
import { zh } from './zh/learn.ts'

export const learnWords = inBoth(zh, en)
