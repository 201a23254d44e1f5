import { en } from './en/contents.ts'
import { inBoth } from './language.ts'
import { zh } from './zh/contents.ts'

export const contentWords = inBoth(zh, en)
