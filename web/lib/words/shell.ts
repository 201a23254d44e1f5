import { en } from './en/shell.ts'
import { inBoth } from './language.ts'
import { zh } from './zh/shell.ts'

export const shellWords = inBoth(zh, en)
