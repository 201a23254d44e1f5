import { en } from './en/close-out.ts'
import { inBoth } from './language.ts'
import { zh } from './zh/close-out.ts'

export const closeOutWords = inBoth(zh, en)
