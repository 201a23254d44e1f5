import { en } from './en/coverage.ts'
import { inBoth } from './language.ts'
import { zh } from './zh/coverage.ts'

export const coverageWords = inBoth(zh, en)
