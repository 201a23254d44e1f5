import { en } from './en/combined.ts'
import { inBoth } from './language.ts'
import { zh } from './zh/combined.ts'

export const combinedWords = inBoth(zh, en)
