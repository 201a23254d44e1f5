import { en } from './en/progress.ts'
import { inBoth } from './language.ts'
import { zh } from './zh/progress.ts'

export const progressWords = inBoth(zh, en)
