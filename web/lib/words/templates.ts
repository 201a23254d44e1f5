import { en } from './en/templates.ts'
import { inBoth } from './language.ts'
import { zh } from './zh/templates.ts'

export const templateWords = inBoth(zh, en)
