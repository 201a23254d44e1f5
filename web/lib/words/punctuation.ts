import { en } from './en/punctuation.ts'
import { inBoth } from './language.ts'
import { zh } from './zh/punctuation.ts'

export const punctuation = inBoth(zh, en)
