import { en } from './en/cohorts.ts'
import { inBoth } from './language.ts'
import { zh } from './zh/cohorts.ts'

export const cohortWords = inBoth(zh, en)
