import { en } from './en/sign-in.ts'
import { inBoth } from './language.ts'
import { zh } from './zh/sign-in.ts'

export const signInWords = inBoth(zh, en)
