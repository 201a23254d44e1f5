import { en } from './en/curriculum.ts'
import { inBoth } from './language.ts'
import { zh } from './zh/curriculum.ts'

export const curriculumWords = inBoth(zh, en)
