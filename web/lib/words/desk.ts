import { en } from './en/desk.ts'
import { inBoth } from './language.ts'
import { zh } from './zh/desk.ts'

export const deskWords = inBoth(zh, en)
