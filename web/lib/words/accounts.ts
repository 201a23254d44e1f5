import { en } from './en/accounts.ts'
import { inBoth } from './language.ts'
import { zh } from './zh/accounts.ts'

export const accountWords = inBoth(zh, en)
