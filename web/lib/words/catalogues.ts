import { en } from './en/catalogues.ts'
import { inBoth } from './language.ts'
import { zh } from './zh/catalogues.ts'

export const catalogueWords = inBoth(zh, en)
