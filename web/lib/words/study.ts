import { en } from './en/study.ts'
import { inBoth } from './language.ts'
import { zh } from './zh/study.ts'

export const studyWords = inBoth(zh, en)
