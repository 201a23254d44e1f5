import { en } from './en/film.ts'
import { inBoth } from './language.ts'
import { zh } from './zh/film.ts'

export const filmWords = inBoth(zh, en)
