import { en } from './en/roster.ts'
import { inBoth } from './language.ts'
import { zh } from './zh/roster.ts'

export const rosterWords = inBoth(zh, en)
