import { en } from './en/plan.ts'
import { inBoth } from './language.ts'
import { zh } from './zh/plan.ts'

export const planWords = inBoth(zh, en)
