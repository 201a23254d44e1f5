import { en } from './en/feeds.ts'
import { inBoth } from './language.ts'
import { zh } from './zh/feeds.ts'

export const feedWords = inBoth(zh, en)
