import { en } from './en/imports.ts'
import { inBoth } from './language.ts'
import { zh } from './zh/imports.ts'

export const importWords = inBoth(zh, en)
