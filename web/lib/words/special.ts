import { en } from './en/special.ts'
import { inBoth } from './language.ts'
import { zh } from './zh/special.ts'

export const specialWords = inBoth(zh, en)
