import { en } from './en/life.ts'
import { inBoth } from './language.ts'
import { zh } from './zh/life.ts'

export const lifeWords = inBoth(zh, en)
