import { en } from './en/warnings.ts'
import { inBoth } from './language.ts'
import { zh } from './zh/warnings.ts'

export const warningWords = inBoth(zh, en)
