import { en } from './en/password.ts'
import { inBoth } from './language.ts'
import { zh } from './zh/password.ts'

export const passwordWords = inBoth(zh, en)
