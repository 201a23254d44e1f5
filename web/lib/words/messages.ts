import { en } from './en/messages.ts'
import { inBoth } from './language.ts'
import { zh } from './zh/messages.ts'

export const messageWords = inBoth(zh, en)
