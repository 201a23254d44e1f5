import { en } from './en/keeping.ts'
import { inBoth } from './language.ts'
import { zh } from './zh/keeping.ts'

export const keepingWords = inBoth(zh, en)
