import { en } from './en/teach.ts'
import { inBoth } from './language.ts'
import { zh } from './zh/teach.ts'

export const teachWords = inBoth(zh, en)
