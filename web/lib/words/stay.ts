import { en } from './en/stay.ts'
import { inBoth } from './language.ts'
import { zh } from './zh/stay.ts'

export const stayWords = inBoth(zh, en)
