import { en } from './en/bases.ts'
import { inBoth } from './language.ts'
import { zh } from './zh/bases.ts'

export const baseWords = inBoth(zh, en)
